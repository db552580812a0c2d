"""Articles found by their number or their words, in every language: what readers see and the newest drafts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, Exists, Lookup, OuterRef, Q, TextField

from kb.models import Article, Edition, Revision
from kb.models.revision import WORDS
from kb.text.folding import fold
from kb.text.numbers import numbers_in, parse_number, plain

AROUND = 60  # letters of an excerpt on each side
# What may be written otherwise before it is folded: as a ligature, with an accent, as a curly apostrophe.
LIGATURE = re.compile("oe|ae|ss")
MAY_DIFFER = re.compile(r"[aceinosuyz'_]|[^\x00-\x7f]")
NAME = re.compile("kb", re.IGNORECASE)  # what a number is called in a list
SPECIAL = re.compile(r"[\\%]")


@dataclass(frozen=True)
class Place:
    """Where the first word, as it is folded, is: in which field of the text in which language, and all that this field says.

    `is_draft`: readers do not see it.
    """

    language: str
    field: str
    is_draft: bool
    text: str
    folded: str

    @property
    def is_title(self) -> bool:
        return self.field == "title"

    @cached_property
    def excerpt(self) -> tuple[str, str, str]:
        """What is before the word, the word as the text has it, and what is behind: made for those that are shown, and no others."""
        return _excerpt(self.text, self.folded)


class Resembles(Lookup):
    """Whether a text matches a pattern of LIKE, in upper and lower case alike."""

    lookup_name = "resembles"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.process_lhs(compiler, connection)
        like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
        return f"{sql} {like} %s ESCAPE '\\'", (*params, self.rhs)


CharField.register_lookup(Resembles)
TextField.register_lookup(Resembles)


def find(articles: Mapping[int, Article], query: str) -> dict[int, Place | None]:
    """Those of `articles`, by primary key, that `query` finds, best first: by number (without a place), by title, by other words.

    All words have to be in one text; case, accents and apostrophes make no difference. One query.
    """
    found: dict[int, Place | None] = dict.fromkeys(_numbered(articles.values(), query))
    places = _places(fold(query).split())
    for wants_title in (True, False):
        for pk in articles:
            place = places.get(pk)
            if place and place.is_title == wants_title:
                found.setdefault(pk, place)
    return found


def _numbered(articles: Iterable[Article], query: str) -> list[int]:
    """Those with a number that `query` names; where it is nothing but a number, those too whose numbers begin with it."""
    alone = parse_number(query)
    named = _named(plain(query)) if alone is None else [alone]
    digits = "" if alone is None else str(alone)
    found = [
        article
        for article in articles
        if article.number in named or (digits and str(article.number).startswith(digits))
    ]
    return [
        article.pk for article in sorted(found, key=lambda article: (article.number not in named, article.number))
    ]


def _named(query: str) -> list[int]:
    """In a list of numbers, each; among words, those that are called articles' numbers."""
    is_list = not any(map(str.isalpha, NAME.sub("", query)))
    return [spoken.number for spoken in numbers_in(query) if spoken.named or is_list]


def _places(words: list[str]) -> Mapping[int, Place]:
    """By article: where all of `words` are; a title before another place, what readers see before a draft."""
    found: dict[int, Place] = {}
    seen: set[tuple[int, str]] = set()  # what readers see has all words: the draft of that language does not count
    for pk, language, is_draft, *texts in _candidates(words):
        best = found.get(pk)
        if (pk, language) in seen or (best and (best.is_title or not _has(texts[0], words))):
            continue
        if place := _in(language, is_draft, dict(zip(WORDS, texts, strict=True)), words):
            seen.add((pk, language))
            if best is None or place.is_title:
                found[pk] = place
    return found


def _candidates(words: list[str]) -> Iterable[tuple[Any, ...]]:
    """Texts that may have all `words`, newest and published ones: the database does not know all that folding makes alike."""
    if not words:
        return []
    wanted = Q(pk__in=Edition.objects.values("published")) | Q(pk__in=Edition.objects.values("head"))
    for pattern in map(_pattern, words):
        anywhere = Q()
        for name in WORDS:
            anywhere |= Q(**{f"{name}__resembles": pattern})
        wanted &= anywhere
    is_draft = ~Exists(Edition.objects.filter(published=OuterRef("pk")))
    rows = Revision.objects.filter(wanted).annotate(is_draft=is_draft).order_by("article", "language", "is_draft")
    return rows.values_list("article", "language", "is_draft", *WORDS)


def _pattern(word: str) -> str:
    """Of LIKE, for all that folds to `word`, and more."""
    safe = SPECIAL.sub(lambda each: f"\\{each[0]}", word)
    return f"%{MAY_DIFFER.sub('_', LIGATURE.sub('%', safe))}%"


def _has(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _in(language: str, is_draft: bool, texts: Mapping[str, str], words: list[str]) -> Place | None:
    """In which of `texts`, by field, all `words` are, or else the first of them, if all are somewhere; None if they are not."""
    missing, first = set(words), ""
    for field, text in texts.items():
        folded = fold(text)
        missing -= {word for word in missing if word in folded}
        first = first or (field if words[0] in folded else "")
        if all(word in folded for word in words):
            return Place(language, field, is_draft, text, words[0])
    return None if missing else Place(language, first, is_draft, texts[first], words[0])


def _excerpt(text: str, word: str) -> tuple[str, str, str]:
    """What is before the `word`, which is folded, the word as `text` has it, and what is behind."""
    line = next(line for line in text.split("\n") if word in fold(line))
    start = _offset(line, fold(line).index(word))
    end = max(_offset(line, fold(line).index(word) + len(word)), start + 1)
    before, after = line[:start], line[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, line[start:end], after


def _offset(text: str, place: int) -> int:
    """Where in `text` begins what is at `place` when it is folded."""
    length = 0
    for at, letter in enumerate(text):
        if length >= place:
            return at
        length += len(fold(letter))
    return len(text)
