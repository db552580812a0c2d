"""One article in one language as a PO file, for translators who work elsewhere: written, and read back.

An entry's context is the key of its segment (kb.markup.segments). `fuzzy` marks what the source said differently
when it was translated; the earlier words stand in the entry, as gettext has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polib

from kb.base import signs
from kb.markup.limits import LONGEST, MOST_MARKUP
from kb.markup.segments import fill, segments

LARGEST = 1_000_000  # bytes of a file; that of the longest article has 30,000
MOST_LINES = 60_000  # one with as many places as an article may have has 30,000
MOST_ENTRIES = (
    2 * MOST_MARKUP
)  # an article has no more places than line ends, and a file may keep as many obsolete ones
ARTICLE, SOURCE_LANGUAGE, SOURCE_REVISION = "X-KB-Article", "X-Source-Language", "X-Source-Revision"
MOST_TOLD = 10  # control characters of one file
HEAD = ("title", "summary")
FIT = {"title": 160, "summary": 320, "body": LONGEST}  # characters


@dataclass(frozen=True)
class Words:
    """What of an article is translated."""

    title: str
    summary: str
    body: str

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
class Taken:
    """What a file brought. The lists hold keys of segments.

    `unrecognised` are no part of the article (any more), `unconfirmed` are still fuzzy and `untranslated` empty (for both
    the words stayed as they were), `outdated` translate something that the source says differently by now, and
    `left_out` are in the translation's text at a place that the source lacks.
    """

    words: Words
    source_revision: int | None
    unrecognised: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not (self.unconfirmed or self.untranslated or self.outdated)


class NotForHere(ValueError):
    """The file cannot be taken; `found` is what it is for.

    `code`: not-po, too-large, too-long (`found` says which of FIT), unclean (`found` says where), empty, other-article,
    other-language or other-source.
    """

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}" if found else code)
        self.code, self.found = code, found


def write(job: Job, *, source: Words, target: Words | None, then: Words | None, is_whole: bool = True) -> str:
    """The PO file. `then` is the source as it was when `target` was last brought up to date (None: as it is).

    While `target` is not whole, what it says in the words of the source waits to be translated.
    """
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": f"KB{job.article}",
        "Language": job.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        ARTICLE: str(job.article),
        SOURCE_LANGUAGE: job.source_language,
    }
    if job.source_revision is not None:
        file.metadata[SOURCE_REVISION] = str(job.source_revision)
    given, done = source.by_key(), target.by_key() if target else {}
    if not is_whole:
        done = {key: text for key, text in done.items() if text != given.get(key)}
    file.extend(_entries(given, done, (then or source).by_key()))
    return f"{file}\n"


def _entries(source: dict[str, str], target: dict[str, str], then: dict[str, str]) -> Iterator[polib.POEntry]:
    for key, text in source.items():
        if not text:
            continue
        entry = polib.POEntry(msgctxt=key, msgid=text, msgstr=target.get(key, ""))
        if entry.msgstr and then.get(key) != text:
            entry.flags.append("fuzzy")
            entry.previous_msgctxt, entry.previous_msgid = key, then.get(key) or text
        yield entry


def read(content: bytes, job: Job, *, source: Words, target: Words | None) -> Taken:
    """What `content` makes of `target`, by the `source` as it is now. Raises NotForHere, also if it would begin a text with no word."""
    file = _parse(content)
    _refuse_others(file, job)
    now = source.by_key()
    before = target.by_key() if target else {}
    given = {entry.msgctxt or "": entry for entry in file if not entry.obsolete}
    texts = before | {key: entry.msgstr for key, entry in given.items() if entry.msgstr and not entry.fuzzy}
    if target is None and not texts.keys() & now.keys():
        raise NotForHere("empty")
    revision = file.metadata.get(SOURCE_REVISION, "")
    words = _words(source, target, texts)
    for name, longest in FIT.items():
        if len(getattr(words, name)) > longest:
            raise NotForHere("too-long", name)
    return Taken(
        words=words,
        source_revision=int(revision) if revision.isascii() and revision.isdigit() else None,
        unrecognised=tuple(key for key in given if key not in now),
        unconfirmed=tuple(key for key, entry in given.items() if entry.fuzzy and key in now),
        untranslated=tuple(key for key, text in now.items() if text and not _has(given.get(key))),
        outdated=tuple(key for key, entry in given.items() if key in now and entry.msgid != now[key]),
        left_out=tuple(key for key in before if key not in now),
    )


def _has(entry: polib.POEntry | None) -> bool:
    return bool(entry and (entry.msgstr or entry.fuzzy))


def _words(source: Words, target: Words | None, texts: dict[str, str]) -> Words:
    """Laid out as the translation was, unless the source has places that it lacks; what nobody translated stays as in the source."""
    own = target.by_key() if target else {}
    layout = target.body if target and set(source.by_key()) <= set(own) else source.body
    title, summary = (texts.get(name) or getattr(source, name) for name in HEAD)
    return Words(title, summary, fill(layout, texts))


def _parse(content: bytes) -> polib.POFile:
    if len(content) > LARGEST:
        raise NotForHere("too-large")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotForHere("not-po") from error
    if text.count("\n") > MOST_LINES:
        raise NotForHere("too-large")
    _refuse_unclean((each.line, each) for each in signs.places(text))
    try:
        file = polib.pofile(text + "\n\n")  # polib takes a text without a line's end for the name of a file
    except (OSError, ValueError, IndexError) as error:
        raise NotForHere("not-po") from error
    if not file.metadata:
        raise NotForHere("not-po")
    if len(file) > MOST_ENTRIES:
        raise NotForHere("too-large")
    _refuse_unclean(_escaped(file))
    return file


def _escaped(file: polib.POFile) -> Iterator[tuple[int, signs.Place]]:
    """What is written as an escape (`\\v`) and means a character that no text may have, each with its entry's line."""
    for entry in file:
        for text in (entry.msgctxt or "", entry.msgid, entry.msgstr):
            yield from ((entry.linenum or 0, place) for place in signs.places(text))


def _refuse_unclean(found: Iterator[tuple[int, signs.Place]]) -> None:
    told = ", ".join(f"{line} ({place.code})" for line, place in islice(found, MOST_TOLD))
    if told:
        raise NotForHere("unclean", told)


def _refuse_others(file: polib.POFile, job: Job) -> None:
    article, language = file.metadata.get(ARTICLE, ""), file.metadata.get("Language", "")
    if article != str(job.article):
        raise NotForHere("other-article", f"KB{article}" if article else "")
    if language != job.target_language:
        raise NotForHere("other-language", language)
    source = file.metadata.get(SOURCE_LANGUAGE, job.source_language)
    if source != job.source_language:
        raise NotForHere("other-source", source)
