"""A translator's sheet as XLIFF 2.1: a unit's name is the key of its place.

A segment that is `initial` and has a target is unsure. That is how a translation goes out whose source has changed; what it
said earlier is in a note. A tool that leaves the state out means what it writes.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kb.base import signs
from kb.exchange.sheets import MOST_UNITS, NotForHere, Sheet, Unit, number, refuse_unclean

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.1 as well
FAMILY = "{urn:oasis:names:tc:xliff:document:2."
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LARGEST = 2_000_000  # bytes; the most that an article can be has half of that
MOST_TAGS = 60_000  # one with as many places as an article may have has 30,000
REVISION, EARLIER = "source-revision", "earlier-source"


def dump(sheet: Sheet) -> str:
    root = Element("xliff", xmlns=NAMESPACE, version="2.1", srcLang=sheet.source_language)
    root.set("trgLang", sheet.target_language)
    name = f"KB{sheet.article}"
    file = SubElement(root, "file", {"id": name, "original": name, "canResegment": "no", SPACE: "preserve"})
    if sheet.source_revision is not None:
        _note(file, REVISION, str(sheet.source_revision))
    for place, unit in enumerate(sheet.units, 1):
        _add(file, f"u{place}", unit)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _add(file: Element, name: str, unit: Unit) -> None:
    element = SubElement(file, "unit", id=name, name=unit.key)
    if unit.earlier:
        _note(element, EARLIER, unit.earlier)
    segment = SubElement(element, "segment")
    SubElement(segment, "source").text = unit.source
    if unit.target:
        segment.set("state", "translated" if unit.is_sure else "initial")
        SubElement(segment, "target").text = unit.target


def _note(element: Element, category: str, text: str) -> None:
    SubElement(SubElement(element, "notes"), "note", category=category).text = text


def parse(content: bytes) -> Sheet:
    """Raises NotForHere."""
    root = _root(content)
    files = [each for each in root if _is(each, "file")]
    if len(files) != 1:
        raise NotForHere("unreadable")
    found = [each for each in files[0].iter() if _is(each, "unit")]
    if len(found) > MOST_UNITS:
        raise NotForHere("too-large")
    units = tuple(map(_unit, found))
    texts = ((each.key or each.source, text) for each in units for text in (each.key, each.source, each.target))
    refuse_unclean((signs.clean(key)[:60], place) for key, text in texts for place in signs.places(text))
    notes = (note for group in files[0] if _is(group, "notes") for note in group)
    revision = next((note.text for note in notes if note.get("category") == REVISION), None)
    return Sheet(
        article=files[0].get("original") or "",
        source_language=root.get("srcLang", ""),
        target_language=root.get("trgLang", ""),
        source_revision=number(revision),
        units=units,
    )


def _root(content: bytes) -> Element:
    if len(content) > LARGEST or content.count(b"<") > MOST_TAGS:
        raise NotForHere("too-large")
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotForHere("unreadable") from error
    if not _is(root, "xliff"):
        raise NotForHere("unreadable")
    return root


def _is(element: Element, name: str) -> bool:
    family, _end, local = str(element.tag).partition("}")
    return family.startswith(FAMILY) and local == name


def _unit(element: Element) -> Unit:
    """A tool may have cut a unit into several segments, with spaces between them that are not to be translated."""
    parts = [each for each in element if _is(each, "segment") or _is(each, "ignorable")]
    wanted = [each for each in parts if _is(each, "segment")]
    sources = [_words(each, "source") for each in parts]
    targets = [_words(each, "target") for each in parts]
    is_whole = all((_words(each, "target") or "").strip() for each in wanted)
    target = "".join(
        (there if there is not None else source) or "" for source, there in zip(sources, targets, strict=True)
    )
    is_sure = all(each.get("state", "translated") != "initial" for each in wanted)
    return Unit(
        element.get("name") or "", "".join(filter(None, sources)), target if is_whole and wanted else "", is_sure
    )


def _words(part: Element, name: str) -> str | None:
    found = next((each for each in part if _is(each, name)), None)
    return None if found is None else "".join(_pieces(found))


def _pieces(element: Element) -> Iterator[str]:
    """All the text in `element`. A control character is written as an element of its own, and is refused like any other."""
    for each in element.iter():
        if _is(each, "cp"):
            raise NotForHere("unclean", f"U+{each.get('hex', '?').upper()[-6:]}")
    yield from element.itertext()
