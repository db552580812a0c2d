"""Articles found by their number or their words, in every language: what readers see and the newest drafts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Lookup, Q, TextField

from kb.models import Article, Edition
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
    """Where the first word is: in which field of the text in which language, and what is around it there.

    `is_draft`: readers do not see it.
    """

    language: str
    field: str
    is_draft: bool
    before: str
    word: str
    after: str

    @property
    def is_title(self) -> bool:
        return self.field == "title"


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
    for edition in _candidates(words):
        for place in _in(edition, words):
            best = found.get(edition.article_id)
            if best is None or (place.is_title and not best.is_title):
                found[edition.article_id] = place
    return found


def _candidates(words: list[str]) -> Sequence[Edition]:
    """Texts that may have all `words`: the database does not know all that folding makes alike."""
    if not words:
        return []
    wanted = Q()
    for pattern in map(_pattern, words):
        columns = (f"{which}__{name}__resembles" for which in ("head", "published") for name in WORDS)
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{column: pattern})
        wanted &= anywhere
    return list(Edition.objects.filter(wanted).select_related("head", "published").order_by("article", "language"))


def _pattern(word: str) -> str:
    """Of LIKE, for all that folds to `word`, and more."""
    safe = SPECIAL.sub(lambda each: f"\\{each[0]}", word)
    return f"%{MAY_DIFFER.sub('_', LIGATURE.sub('%', safe))}%"


def _in(edition: Edition, words: list[str]) -> Iterator[Place]:
    """Where in what readers see, or else in the newest draft, all `words` are."""
    for revision in filter(None, dict.fromkeys((edition.published, edition.head))):
        folded = {name: fold(text) for name, text in revision.words.items()}
        if not all(any(word in text for text in folded.values()) for word in words):
            continue
        inside = (name for name, text in folded.items() if all(word in text for word in words))
        field = next(inside, None) or next(name for name, text in folded.items() if words[0] in text)
        excerpt = _excerpt(revision.words[field], words[0])
        yield Place(edition.language, field, revision.pk != edition.published_id, *excerpt)
        return


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
