"""An article cut into what a translator translates, and what is around it: markers, ids, blank lines.

Each segment has a key made of ids that are the same in every language (`log-in/ios/step-4a:text-1`), so the same
place is found again in the other language's text and in the next version of this one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.markup.steps import START
from kb.markup.tree import CLOSE, DEEPEST, OPEN, title_in

ITEM = re.compile(r"(?P<marker> *(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)(?P<text>.*\S)[ \t]*")
ROW = re.compile(r" *\|.*\|[ \t]*")
CELL = re.compile(r"(?<=\|)(?P<space>[ \t]*)(?P<text>(?:\\.|[^|\\])*?)[ \t]*(?=\|)")
RULE = re.compile(r"[ \t:|-]*")  # what is under a table's heading
FIELD = re.compile(r"(?P<marker> *(?P<name>caption|alt):[ \t]*)(?P<text>.*\S)[ \t]*")
TITLED = frozenset(("note", "warning", "historic", "unknown"))
TAB = re.compile(r"(?P<id>\S+)[ \t]+(?P<text>.*)")


@dataclass(frozen=True)
class Segment:
    """Text to translate. `text` has the lines of a paragraph without the indentation that `raw` has."""

    key: str
    text: str
    raw: str
    line: int  # from 1


Piece = str | Segment


def cut(body: str) -> list[Piece]:
    """`body` in pieces; their `raw` put together again is `body`."""
    return _Cutter(body).pieces


def segments(body: str) -> list[Segment]:
    return [piece for piece in cut(body) if isinstance(piece, Segment)]


def fill(body: str, texts: Mapping[str, str]) -> str:
    """`body` with the segments that `texts` names by key replaced; everything else stays as it is, byte for byte."""
    return "".join(piece if isinstance(piece, str) else _filled(piece, texts) for piece in cut(body))


def _filled(segment: Segment, texts: Mapping[str, str]) -> str:
    text = texts.get(segment.key, segment.text)
    if text == segment.text:
        return segment.raw
    _first, *more = segment.raw.split("\n")
    indent = re.match(" *", more[0])[0] if more else _margin(segment)  # type: ignore[index]
    return text.strip().replace("\n", "\n" + indent)


def _margin(segment: Segment) -> str:
    """Where the second line of a text of one line would begin: under a step or an item, by three spaces."""
    return "   " if "/step-" in segment.key or ":item-" in segment.key else ""


class _Cutter:
    def __init__(self, body: str) -> None:
        self.pieces: list[Piece] = []
        self.section = ""
        self.open: list[tuple[str, str]] = []  # containers: the name, and what it adds to the place
        self.step: list[str] = []  # the label of the step at hand, per list of steps
        self.counted: Counter[str] = Counter()
        self.lines = body.split("\n")
        self.at = 0
        while self.at < len(self.lines):
            self._line(self.lines[self.at])
            self.at += 1
            if self.at < len(self.lines):
                self._add("\n")

    @property
    def within(self) -> str:
        return self.open[-1][0] if self.open else ""

    def _line(self, line: str) -> None:
        if opened := OPEN.fullmatch(line):
            self._opened(line, opened)
        elif CLOSE.fullmatch(line):
            self._close()
            self._add(line)
        elif self.within == "figure":
            self._field(line)
        elif title := title_in(line):
            self.section = title.id or self.section
            self._segment(line, title.start, title.end, "heading")
        elif self.within == "steps" and (step := START.fullmatch(line)):
            self.step[-1] = f"step-{step['number']}{step['letter']}"
            self._paragraph(line, step.start("text"), "text")
        elif ROW.fullmatch(line):
            self._row(line)
        elif item := ITEM.fullmatch(line):
            self._paragraph(line, item.start("text"), "item")
        elif line.strip():
            self._paragraph(line, len(line) - len(line.lstrip()), "text")
        else:
            self._add(line)

    def _opened(self, line: str, opened: re.Match[str]) -> None:
        name, rest = opened["name"], opened["rest"] or ""
        tab = TAB.fullmatch(rest) if name == "tab" else None
        place = {"tab": rest.split(" ")[0], "steps": rest, "figure": f"figure-{rest.split(' ')[0]}"}.get(name, "")
        self.open.append((name, place))
        if name == "steps":
            self.step.append("")
        if tab or (name in TITLED and rest):
            start = opened.start("rest") + (tab.start("text") if tab else 0)
            self._segment(line, start, opened.end("rest"), "title")
        else:
            self._add(line)

    def _close(self) -> None:
        if self.open and self.open.pop()[0] == "steps":
            self.step.pop()

    def _field(self, line: str) -> None:
        if field := FIELD.fullmatch(line):
            self._around(line, field["name"], field)
        else:
            self._add(line)

    def _row(self, line: str) -> None:
        if RULE.fullmatch(line):
            return self._add(line)
        done = 0
        for cell in CELL.finditer(line):
            if cell["text"]:
                self._add(line[done : cell.start("text")])
                self._take(cell["text"], cell["text"], "cell")
                done = cell.end("text")
        return self._add(line[done:])

    def _around(self, line: str, kind: str, match: re.Match[str]) -> None:
        self._segment(line, match.start("text"), match.end("text"), kind)

    def _segment(self, line: str, start: int, end: int, kind: str) -> None:
        self._add(line[:start])
        self._take(line[start:end], line[start:end], kind)
        self._add(line[end:])

    def _paragraph(self, line: str, start: int, kind: str) -> None:
        """A paragraph goes on until a line that is blank or begins something else."""
        at, lines = self.at, [line[start:]]
        while at + 1 < len(self.lines) and self._goes_on(self.lines[at + 1]):
            at += 1
            lines.append(self.lines[at])
        raw = "\n".join(lines)
        kept = raw.rstrip()
        self._add(line[:start])
        self._take("\n".join(each.strip() for each in kept.split("\n")), kept, kind)
        self._add(raw[len(kept) :])
        self.at = at

    def _goes_on(self, line: str) -> bool:
        begins = [OPEN, CLOSE, ROW, ITEM, *([START] if self.within == "steps" else [])]
        return bool(line.strip()) and not title_in(line) and not any(each.fullmatch(line) for each in begins)

    def _take(self, text: str, raw: str, kind: str) -> None:
        if not text.strip():
            return self._add(raw)
        place = "/".join(filter(None, self._place()))
        name = f"{place}:{kind}"
        self.counted[name] += 1
        self.pieces.append(Segment(f"{name}-{self.counted[name]}", text, raw, self.at + 1))
        return None

    def _place(self) -> Iterator[str]:
        yield self.section
        steps = iter(self.step)
        for name, place in self.open[:DEEPEST]:  # what is nested deeper is not rendered either
            yield place
            if name == "steps":
                yield next(steps)

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
