"""YAML with line numbers on the way in, and in one canonical form on the way out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _
from yaml.constructor import SafeConstructor

from kb.base import places
from kb.base.places import Unreadable
from kb.files.problems import Misread


@dataclass(frozen=True)
class Located:
    """A plain value (dict of Located, list of Located, or scalar) and the line it is on."""

    value: Any
    line: int

    @property
    def plain(self) -> Any:
        if isinstance(self.value, dict):
            return {key: item.plain for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain for item in self.value]
        return self.value


def read(text: str, *, first_line: int = 1) -> Located:
    """The document in `text`, whose first line is number `first_line` of its file. Raises Misread."""
    try:
        node = places.compose(text)
        return _located(node, first_line) if node else Located(None, first_line)
    except Unreadable as error:
        line = first_line + error.line - 1
        raise Misread((line, _("This is not YAML: %(reason)s.") % {"reason": error.reason})) from None


def _located(node: yaml.Node, first_line: int) -> Located:
    line = first_line + node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        return Located(dict(_items(node, first_line)), line)
    if isinstance(node, yaml.SequenceNode):
        return Located([_located(item, first_line) for item in node.value], line)
    try:
        return Located(SafeConstructor().construct_object(node), line)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Misread((line, _("This is not YAML: %(reason)s.") % {"reason": error})) from None


def _items(node: yaml.MappingNode, first_line: int) -> Iterator[tuple[str, Located]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = first_line + key_node.start_mark.line
        if key in seen:
            raise Misread((line, _("“%(key)s” appears twice.") % {"key": key}))
        seen.add(key)
        yield key, Located(_located(value_node, first_line).value, line)


def scalar(value: str | int | date) -> str:
    """`value` on one line, in quotes only where YAML would misread it."""
    dumped = yaml.safe_dump(value, allow_unicode=True, width=math.inf).removesuffix("\n").removesuffix("\n...")
    if dumped.startswith("'") and isinstance(value, str) and not {'"', "\\"} & set(value):
        return f'"{value}"'
    return dumped


def flow(values: tuple[str, ...] | tuple[int, ...]) -> str:
    return f"[{', '.join(map(scalar, values))}]"
