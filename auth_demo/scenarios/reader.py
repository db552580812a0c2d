"""Reading YAML with its places: what is missing or wrong becomes a problem with file and line."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import yaml

Texts = Mapping[str, str]  # language -> text
Made = TypeVar("Made")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Reader:
    """One YAML node with its place; every answer that is not there or not right leaves a problem."""

    def __init__(self, file: str, node: yaml.Node, languages: Sequence[str], problems: list[Problem]) -> None:
        self.file, self.node, self.languages, self.problems = file, node, languages, problems

    def problem(self, message: str, node: yaml.Node | None = None) -> None:
        self.problems.append(Problem(self.file, (node or self.node).start_mark.line + 1, message))

    def at(self, node: yaml.Node) -> "Reader":
        return Reader(self.file, node, self.languages, self.problems)

    def entries(self) -> dict[str, yaml.Node]:
        if not isinstance(self.node, yaml.MappingNode):
            self.problem("should be a mapping of names to values")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in self.node.value:
            if str(key.value) in found:
                self.problem(f"{key.value} stands here twice", key)
            found[str(key.value)] = value
        return found

    def only(self, *known: str) -> dict[str, yaml.Node]:
        found = self.entries()
        for name, node in found.items():
            if name not in known:
                self.problem(f"{name} is not known here: {', '.join(known)}", node)
        return found

    def items(self) -> list["Reader"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.problem("should be a list")
            return []
        return [self.at(node) for node in self.node.value]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            self.problem("should be a text")
            return ""
        return str(self.node.value.strip())

    def number(self) -> int:
        text = self.text()
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self.problem(f"should be a whole number above 0, not {text!r}")
            return 1
        return int(text)

    def matching(self, pattern: re.Pattern[str], meaning: str) -> str:
        text = self.text()
        if text and not pattern.fullmatch(text):
            self.problem(f"{text!r} is not {meaning}")
        return text

    def slug(self) -> str:
        return self.matching(_SLUG, "an id of small letters, digits and hyphens")

    def one_of(self, known: Sequence[str]) -> str:
        text = self.text()
        if text not in known:
            self.problem(f"{text!r} is not one of {', '.join(known)}")
        return text

    def flag(self) -> bool:
        return self.one_of(("true", "false")) == "true"

    def per_language(self, read: Callable[["Reader"], Made]) -> dict[str, Made]:
        found = self.only(*self.languages)
        for language in self.languages:
            if language not in found:
                self.problem(f"no text in {language}")
        return {language: read(self.at(node)) for language, node in found.items()}

    def texts(self) -> Texts:
        return self.per_language(Reader.text)

    def labels(self) -> Mapping[str, tuple[str, ...]]:
        labels = self.per_language(lambda reader: tuple(item.text() for item in reader.items()))
        if len({len(each) for each in labels.values()}) > 1:
            self.problem("as many labels in one language as in the other")
        return labels

    def fields(self, needed: Sequence[str], optional: Sequence[str] = ()) -> "Fields":
        found = self.only(*needed, *optional)
        for name in needed:
            if name not in found:
                self.problem(f"{name} is missing")
        return Fields(self, found)

    def each(self, make: Callable[["Reader"], Made], *, unique: str = "") -> tuple[Made, ...]:
        made, seen = [], set()
        for reader in self.items():
            value = make(reader)
            made.append(value)
            name = getattr(value, unique) if unique else None
            if name and name in seen:
                reader.problem(f"{unique} {name} stands here twice")
            seen.add(name)
        return tuple(made)


class Fields:
    """The values of a mapping, asked for by name; a missing one answers with its default."""

    def __init__(self, reader: Reader, found: dict[str, yaml.Node]) -> None:
        self.reader, self.found = reader, found

    def get(self, name: str, read: Callable[[Reader], Made], default: Made) -> Made:
        return read(self.reader.at(self.found[name])) if name in self.found else default

    def many(self, name: str, make: Callable[[Reader], Made], *, unique: str = "") -> tuple[Made, ...]:
        return self.get(name, lambda reader: reader.each(make, unique=unique), ())

    def problem(self, name: str, message: str) -> None:
        self.reader.problem(message, self.found.get(name))
