"""One row of a list changed in its YAML text, and nothing around it: comments and other rows stay byte for byte."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import yaml

from kb.base import places
from kb.files import yamltext

Path = tuple[str, ...]  # the names that lead from the top of the document to a list
INDENT = "  "


@dataclass(frozen=True)
class Row:
    """An entry of the list at `path`: its `value`, and where it stands, in lines from 0 (`end` is behind it)."""

    path: Path
    at: int
    value: Any
    start: int
    end: int
    source: str

    @property
    def key(self) -> str:
        """Tells it from others, wherever it moves, until it is changed."""
        return sha256(f"{self.path}\0{self.source}".encode()).hexdigest()[:16]


def rows(text: str, path: Path) -> list[Row]:
    """The entries of the list at `path` of the document `text`; none where it has none. Raises places.Unreadable."""
    node = _find(places.compose(text), path)
    lines = text.split("\n")
    if not isinstance(node, yaml.SequenceNode):
        return []
    found = []
    for at, item in enumerate(node.value):
        start, end = item.start_mark.line, _end(item)
        source = "\n".join(lines[start:end])
        found.append(Row(path, at, _plain(item), start, end, source))
    return found


def replaced(text: str, row: Row, value: Any) -> str:
    """`text` with `value` in place of `row`."""
    return _with(text, row, [value])


def removed(text: str, row: Row) -> str:
    return _with(text, row, [])


def added(text: str, path: Path, value: Any, before: int | None = None) -> str:
    """`text` with `value` as a row more at `path`: before the row of that place, or at the end."""
    there = rows(text, path)
    if not there or _is_flow(text, path):
        values = [row.value for row in there]
        values.insert(len(values) if before is None else before, value)
        return _all_of(text, path, values)
    lines = text.split("\n")
    at = there[before].start if before is not None and before < len(there) else there[-1].end
    lines[at:at] = _item(value, _column(text, path))
    return "\n".join(lines)


def moved(text: str, row: Row, to: int) -> str:
    """`text` with `row` at the place `to` among its list, counted without it."""
    without = removed(text, row)
    return added(without, row.path, row.value, to)


def set_words(text: str, path: Path, words: Sequence[str]) -> str:
    """`text` with a list of words at `path`, on one line."""
    return _all_of(text, path, list(words), flow=True)


def _with(text: str, row: Row, values: list[Any]) -> str:
    if _is_flow(text, row.path) or (not values and len(rows(text, row.path)) == 1):
        all_of = [each.value for each in rows(text, row.path)]
        all_of[row.at : row.at + 1] = values
        return _all_of(text, row.path, all_of)
    lines = text.split("\n")
    column = _column(text, row.path)
    lines[row.start : row.end] = [line for value in values for line in _item(value, column)]
    return "\n".join(lines)


def _all_of(text: str, path: Path, values: list[Any], *, flow: bool = False) -> str:
    """The whole list at `path` written again; comments around its rows stay."""
    root = places.compose(text) if text.strip() else None
    items = [line for value in values for line in _item(value, 0)]
    if path:
        [name] = path
        written = [f"{name}: {_flow(values)}"] if flow or not values else [f"{name}:", *items]
        named = root.value if isinstance(root, yaml.MappingNode) else ()
        span = next(((key.start_mark.line, _end(node)) for key, node in named if key.value == name), None)
    else:
        written = items or ["[]"]
        span = (root.start_mark.line, _end(root)) if root else None
    if span is None:
        before = text if not text or text.endswith("\n") else text + "\n"
        return before + "\n".join(written) + "\n"
    lines = text.split("\n")
    lines[slice(*span)] = _with_comments(written, lines, span, rows(text, path))
    return "\n".join(lines)


def _with_comments(written: list[str], lines: list[str], span: tuple[int, int], there: list[Row]) -> list[str]:
    """`written` with the comments in `span` of `lines`, but for those inside a row: before the first row, or at the end."""
    inside = {line for row in there for line in range(row.start, row.end)}
    comments = [at for at in range(*span) if lines[at].lstrip().startswith("#") and at not in inside]
    first = min(inside, default=span[1])
    before, after = ([lines[at] for at in comments if (at < first) == is_before] for is_before in (True, False))
    return [*written[:1], *before, *written[1:], *after] if len(written) > 1 else [*written, *before, *after]


def _item(value: Any, column: int) -> list[str]:
    """`value` as an entry of a block list whose dashes stand in `column`."""
    first, *others = _block(value)
    return [" " * column + f"- {first}"] + [(" " * column + INDENT + line) if line else "" for line in others]


def _block(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [line for name, each in value.items() for line in _named(name, each)]
    if isinstance(value, list | tuple):
        return [_flow(value)]
    return _text(value)


def _named(name: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{name}:", *(INDENT + line if line else "" for line in _block(value))]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [f"{name}:", *(line for each in value for line in _item(each, 0))]
    first, *others = _block(value)
    return [f"{name}: {first}", *(INDENT + line if line else "" for line in others)]


def _text(value: Any) -> list[str]:
    if isinstance(value, str) and "\n" in value:
        return ["|-", *value.split("\n")]
    return [yamltext.scalar(value)]


def _flow(values: Sequence[Any]) -> str:
    return f"[{', '.join(_in_flow(value) for value in values)}]"


def _in_flow(value: Any) -> str:
    """What ends a word inside [] has to be in quotes there."""
    written = yamltext.scalar(value)
    is_plain = written[:1] not in ("'", '"')
    if is_plain and set(",[]{}?:") & set(written):
        return (
            f'"{written}"' if '"' not in written and "\\" not in written else "'" + written.replace("'", "''") + "'"
        )
    return written


def _find(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    for name in path:
        items = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for key, value in items if key.value == name), None)
    return node


def _is_flow(text: str, path: Path) -> bool:
    node = _find(places.compose(text), path)
    return isinstance(node, yaml.SequenceNode) and bool(node.flow_style)


def _column(text: str, path: Path) -> int:
    node = _find(places.compose(text), path)
    return int(node.start_mark.column) if node else 0


def _end(node: yaml.Node) -> int:
    """The line behind what `node` says: comments and blank lines that follow belong to what comes next."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        mark = node.end_mark
        is_behind = mark.column == 0 and mark.line > node.start_mark.line
        return int(mark.line) + (0 if is_behind else 1)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, yaml.MappingNode) else last)


def _plain(node: yaml.Node) -> Any:
    """What editors see: a value is a text, or a whole number that is written without quotes."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    text = str(node.value)
    is_plain = isinstance(node, yaml.ScalarNode) and not node.style
    return int(text) if is_plain and re.fullmatch(r"[1-9][0-9]{0,8}", text) else text


def whole(text: str, path: Path) -> list[Row]:
    """The list at `path` as one row: for words that are edited together."""
    node = _find(places.compose(text), path)
    if not isinstance(node, yaml.SequenceNode):
        return []
    return [Row(path, 0, _plain(node), node.start_mark.line, _end(node), "\n".join(map(str, _plain(node))))]
