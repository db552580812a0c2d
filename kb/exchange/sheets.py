"""What goes out to a translator and comes back, whatever the format of the file: an article in one language, place by place.

A place is known by the key of its segment (kb.markup.segments), which is the same in every language. kb.exchange.po
and kb.exchange.xliff write such a sheet and read it; the rules are here, so they are the same for both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from babel.core import get_global

from kb.base import signs
from kb.markup.limits import LONGEST, MOST_MARKUP
from kb.markup.segments import Segment, cut, fill, segments
from kb.markup.untranslated import is_marked, marked
from kb.text.numbers import MENTION, parse_number

MOST_UNITS = 2 * MOST_MARKUP  # an article has no more places than line ends, and a file may keep as many old ones
MOST_TOLD = 10  # places of one mistake
MOST_TRIED = 20  # places that are looked at one by one
ONE_LINE = ("title", "short", "summary")
HEAD = (*ONE_LINE, "questions")
NEEDED = ("title", "summary")
FIT = {"title": 160, "short": 60, "summary": 320, "questions": 1000, "body": LONGEST}  # characters
SIGNS = (re.compile(r"\[\[[^\[\]]*\]\]"), re.compile(r"\+\+[^+\n]+\+\+"), re.compile(r"`[^`\n]+`"))
UNSAID = ("", "C")  # gettext calls the language of the source C
LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
WITHIN = re.compile(r"\]\((?!https?:)([^)\s]+)\)")  # where a link leads that stays on the site


@dataclass(frozen=True)
class Words:
    """What of an article is translated."""

    title: str
    summary: str
    body: str
    short: str = ""
    questions: str = ""

    def by_key(self) -> dict[str, str]:
        texts = {name: getattr(self, name) for name in HEAD}
        texts |= {segment.key: segment.text for segment in segments(self.body)}
        return {key: signs.clean(text) for key, text in texts.items()}


@dataclass(frozen=True)
class Job:
    """What is translated: what tells one file from another. `source_revision` is None where the source has no history."""

    article: int
    source_language: str
    target_language: str
    source_revision: int | None = None


@dataclass(frozen=True)
class Unit:
    """One place. `key` is '' where a tool dropped it; `earlier` is what the source said when `target` was written."""

    key: str
    source: str
    target: str = ""
    is_sure: bool = True
    earlier: str = ""

    @property
    def is_done(self) -> bool:
        return self.is_sure and self.has_words

    @property
    def has_words(self) -> bool:
        return bool(self.target.strip()) and not is_marked(self.target)


@dataclass(frozen=True)
class Sheet:
    """What a file holds. What it says of itself is kept as written, '' where it says nothing."""

    article: str
    source_language: str
    target_language: str
    source_revision: int | None
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Taken:
    """What a file brought. The lists hold keys of segments.

    `unrecognised` are no part of the article (anymore), `unconfirmed` are still unsure and `untranslated` empty. Both leave the
    words as they were; where there were none, the text has the source's words, and these places are in `marked`. `outdated` translate
    something that the source says differently by now, `differing` have other links or marks than the source, and `left_out` are in the
    translation's text at a place that the source lacks.
    """

    words: Words
    source_revision: int | None
    unrecognised: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not (self.unconfirmed or self.untranslated or self.outdated)


class NotForHere(ValueError):
    """The file cannot be taken; `found` is what it is for.

    `code`: unreadable, too-large, too-long (`found` says which of FIT), unclean (`found` says where), empty, other-structure (`found`
    says where), other-article, other-language or other-source.
    """

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}" if found else code)
        self.code, self.found = code, found


def made(job: Job, *, source: Words, target: Words | None, then: Words | None) -> Sheet:
    """What goes out. `then` is the source as it was when `target` was last brought up to date (None: as it is)."""
    done, before = target.by_key() if target else {}, (then or source).by_key()
    units = (_unit(key, text, done.get(key, ""), before.get(key)) for key, text in source.by_key().items() if text)
    return Sheet(str(job.article), job.source_language, job.target_language, job.source_revision, tuple(units))


def _unit(key: str, text: str, target: str, before: str | None) -> Unit:
    if not target or is_marked(target):
        return Unit(key, text)
    return Unit(key, text, target) if before == text else Unit(key, text, target, False, before or text)


def taken(sheet: Sheet, job: Job, *, source: Words, target: Words | None) -> Taken:
    """What `sheet` makes of `target`, by the `source` as it is now. Raises NotForHere, also if it would begin a text with no word."""
    now, before = source.by_key(), target.by_key() if target else {}
    given, lost = _placed(sheet.units, now)
    _refuse_others(sheet, job, fits=_fits(given, now))
    done = {key: unit.target for key, unit in given.items() if unit.is_done}
    if target is None and not done.keys() & now.keys():
        raise NotForHere("empty")
    texts = {**_without_marks(before), **done}
    unsure = {key: unit.target for key, unit in given.items() if unit.has_words}
    open_ones = {key: marked(unsure.get(key, text)) for key, text in now.items() if _lacks(key, text, texts)}
    words = _words(source, target, {**now, **_optional(), **open_ones, **texts})
    for name, longest in FIT.items():
        if len(getattr(words, name)) > longest:
            raise NotForHere("too-long", name)
    return Taken(
        words=words,
        source_revision=sheet.source_revision,
        unrecognised=(*(key for key in given if key not in now), *lost),
        unconfirmed=tuple(key for key, unit in given.items() if unit.has_words and not unit.is_sure and key in now),
        untranslated=tuple(key for key, text in now.items() if _is_prose(text) and not _answered(given.get(key))),
        marked=tuple(open_ones),
        outdated=tuple(key for key, unit in given.items() if key in now and unit.source != now[key]),
        differing=tuple(key for key in done if key in now and _signs(done[key]) != _signs(now[key])),
        left_out=tuple(key for key in before if key not in now),
    )


def _placed(units: Iterable[Unit], now: Mapping[str, str]) -> tuple[dict[str, Unit], list[str]]:
    """The units by their places, and the words of those of which nobody knows one. One without a key belongs where its source is, once."""
    count = Counter(now.values())
    by_text = {text: key for key, text in now.items() if count[text] == 1}
    placed: dict[str, Unit] = {}
    lost = []
    for unit in units:
        if key := unit.key or by_text.get(unit.source):
            placed[key] = unit
        else:
            lost.append(f"“{unit.source[:40]}”")
    return placed, lost


def _fits(given: Mapping[str, Unit], now: Mapping[str, str]) -> bool:
    """Whether the places are this article's: half of them say what its source says there."""
    return 0 < len(given) <= 2 * sum(now.get(key) == unit.source for key, unit in given.items())


def _refuse_others(sheet: Sheet, job: Job, *, fits: bool) -> None:
    """What a tool dropped is not missed where the places are this article's."""
    if parse_number(sheet.article) != job.article and (sheet.article or not fits):
        raise NotForHere("other-article", sheet.article and f"KB{sheet.article.removeprefix('KB')}")
    for code, language, wanted in (
        ("other-language", sheet.target_language, job.target_language),
        ("other-source", sheet.source_language, job.source_language),
    ):
        if _base(language) != _base(wanted) and not (language in UNSAID and fits):
            raise NotForHere(code, language)


def _base(language: str) -> str:
    """`fr_FR`, `FR-ca`, `fr@euro` and the three letters `fra` and `fre` are `fr`."""
    base = re.split(r"[-_.@]", language.lower(), maxsplit=1)[0]
    return str(get_global("language_aliases").get(base, base))


def _without_marks(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text and not is_marked(text)}


def _lacks(key: str, text: str, texts: Mapping[str, str]) -> bool:
    return key not in texts and _is_prose(text) and (key in NEEDED or key not in HEAD)


def _optional() -> dict[str, str]:
    """A translation does without what readers can do without, rather than have it in the source's words."""
    return {name: "" for name in HEAD if name not in NEEDED}


def _is_prose(text: str) -> bool:
    """A number or a dash is the same in every language."""
    return any(map(str.isalpha, text))


def _answered(unit: Unit | None) -> bool:
    return unit is not None and unit.has_words


def _words(source: Words, target: Words | None, texts: Mapping[str, str]) -> Words:
    """Laid out as the translation was, unless the source has places that it lacks. Raises NotForHere where that would break the layout."""
    places = {segment.key for segment in segments(source.body)}
    own = {segment.key for segment in segments(target.body)} if target else set()
    layout = target.body if target and places <= own else source.body
    head = {name: LINE_END.sub(" ", texts[name]) for name in ONE_LINE}
    head = {name: text[: FIT[name]] if is_marked(text) else text for name, text in head.items()}
    body = fill(layout, texts)
    if _structure(body) != _structure(layout):
        raise NotForHere("other-structure", ", ".join(_breaking(layout, texts)))
    return Words(**head, questions=texts["questions"].strip(), body=body)


def _structure(body: str) -> list[str]:
    """What is around the words."""
    return [piece.key if isinstance(piece, Segment) else piece for piece in cut(body)]


def _breaking(layout: str, texts: Mapping[str, str]) -> Iterator[str]:
    """The first places whose words are more than words: what has several lines, or begins as an item or a heading does."""
    wanted = _structure(layout)
    changed = [each for each in segments(layout) if texts.get(each.key, each.text) != each.text]
    suspects = [each for each in changed if re.search(r"\n|\||^\W", texts[each.key])] or changed
    tried = islice(suspects, MOST_TRIED)
    found = (each.key for each in tried if _structure(fill(layout, {each.key: texts[each.key]})) != wanted)
    return islice(found, MOST_TOLD)


def _signs(text: str) -> tuple[object, ...]:
    """How many labels, keys and screens `text` names, and where its links within the site lead."""
    return (*(len(sign.findall(text)) for sign in SIGNS), Counter(WITHIN.findall(text)), set(MENTION.findall(text)))


def refuse_unclean(found: Iterable[tuple[object, signs.Place]]) -> None:
    """`found` are control characters, each with where it is. Raises NotForHere if there are any."""
    told = ", ".join(f"{where} ({place.code})" for where, place in islice(found, MOST_TOLD))
    if told:
        raise NotForHere("unclean", told)


def number(text: str | None) -> int | None:
    """A number of a revision, as a file has it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
