"""A translator's sheet as a PO file: an entry's context is the key of its place.

`fuzzy` marks what the source said differently when it was translated; the earlier words are in the entry, as
gettext has it.
"""

from collections.abc import Iterator

import polib

from kb.base import signs
from kb.exchange.sheets import MOST_UNITS, NotForHere, Sheet, Unit, number, refuse_unclean

LARGEST = 1_000_000  # bytes of a file; that of the longest article has 30,000
MOST_LINES = 60_000  # one with as many places as an article may have has 30,000
ARTICLE, SOURCE_LANGUAGE, SOURCE_REVISION = "X-KB-Article", "X-Source-Language", "X-Source-Revision"
# polib takes these for ends of lines and loses them. The signs put in their place are in no text: kb.base.signs refuses them.
HIDDEN = str.maketrans({"\u2028": "\x01", "\u2029": "\x02"})
SHOWN = str.maketrans({"\x01": "\u2028", "\x02": "\u2029"})


def dump(sheet: Sheet) -> str:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": f"KB{sheet.article}",
        "Language": sheet.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        ARTICLE: sheet.article,
        SOURCE_LANGUAGE: sheet.source_language,
    }
    if sheet.source_revision is not None:
        file.metadata[SOURCE_REVISION] = str(sheet.source_revision)
    file.extend(map(_entry, sheet.units))
    return f"{file}\n".translate(SHOWN)


def _entry(unit: Unit) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=unit.key, msgid=unit.source.translate(HIDDEN), msgstr=unit.target.translate(HIDDEN))
    if not unit.is_sure:
        entry.flags.append("fuzzy")
        entry.previous_msgctxt, entry.previous_msgid = unit.key, unit.earlier.translate(HIDDEN)
    return entry


def parse(content: bytes) -> Sheet:
    """Raises NotForHere."""
    file = _file(content)
    said = file.metadata
    return Sheet(
        article=said.get(ARTICLE, ""),
        source_language=said.get(SOURCE_LANGUAGE, ""),
        target_language=said.get("Language", ""),
        source_revision=number(said.get(SOURCE_REVISION)),
        units=tuple(map(_unit, (entry for entry in file if not entry.obsolete))),
    )


def _unit(entry: polib.POEntry) -> Unit:
    key, source, target = (text.translate(SHOWN) for text in (entry.msgctxt or "", entry.msgid, entry.msgstr))
    return Unit(key, source, target, not entry.fuzzy)


def _file(content: bytes) -> polib.POFile:
    if len(content) > LARGEST:
        raise NotForHere("too-large")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotForHere("unreadable") from error
    if text.count("\n") > MOST_LINES:
        raise NotForHere("too-large")
    refuse_unclean((each.line, each) for each in signs.places(text))
    try:
        # polib takes a text without a line's end for the name of a file
        file = polib.pofile(text.translate(HIDDEN) + "\n\n")
    except (OSError, ValueError, IndexError) as error:
        raise NotForHere("unreadable") from error
    if not (file.metadata or file):
        raise NotForHere("unreadable")
    if len(file) > MOST_UNITS:
        raise NotForHere("too-large")
    refuse_unclean(_escaped(file))
    return file


def _escaped(file: polib.POFile) -> Iterator[tuple[int, signs.Place]]:
    """What is written as an escape (`\\v`) and means a character that no text may have, each with its entry's line."""
    for entry in file:
        for text in (entry.msgctxt or "", entry.msgid, entry.msgstr):
            yield from ((entry.linenum or 0, place) for place in signs.places(text.translate(SHOWN)))
