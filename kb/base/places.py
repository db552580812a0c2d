"""YAML that people write by hand, read with its places: whatever is missing or wrong is told with file and line.

Reading goes on after a mistake, so that one look at the answer tells all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import yaml

from kb.base.signs import is_clean

Texts = Mapping[str, str]  # language -> text
Made = TypeVar("Made")

DEEPEST = 40  # lists and mappings within each other; the deepest of our own files has 9
_DIGITS = 9
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Readable(Protocol):
    """A file, or what is read like one."""

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class Held:
    """A text that is in no file, read as if it were."""

    text: str

    def read_bytes(self) -> bytes:
        return self.text.encode(errors="surrogatepass")


class Said(str):
    """A sentence in English that knows what it was made from, so that it can be said in another language."""

    sentence: str
    values: dict[str, Any]


def said(sentence: str, **values: Any) -> Said:
    """`sentence` with its {values}; script/messages.py finds it as it finds what is marked for translation."""
    made = Said(sentence.format(**values))
    made.sentence, made.values = sentence, values
    return made


@dataclass(frozen=True, order=True)
class Problem:
    """`file` is told to people: it is below the folder that is read. `line` counts from 1.

    Where all that is wrong is that a text is missing, `missing` is its language: the others do without it.
    """

    file: str
    line: int
    message: str
    missing: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Unreadable(ValueError):
    """No document that we take: `reason`, on `line` (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


def compose(text: str) -> yaml.Node | None:
    """The one document in `text`; None if there is nothing in it. Raises Unreadable.

    Anchors and aliases are refused: ten lines of them can stand for more than a memory holds. So are tags (!!bool): what they say
    of a value need not be true of it.
    """
    try:
        _look_through(text)
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeEncodeError as error:
        raise Unreadable(
            text.count("\n", 0, error.start) + 1, "half a character (a surrogate) is not taken"
        ) from None
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position]
        raise Unreadable(before.count(b"\n") + 1, str(error.reason)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip().count("\n") + 1  # what is open at the end of the file is told where its words end
        raise Unreadable(min(mark.line + 1, last) if mark else 1, str(error.problem)) from None


def _look_through(text: str) -> None:
    """The events come one by one, so this needs no more memory or stack than a line has letters."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if not is_clean(getattr(event, "value", "")):
            raise Unreadable(line, "control characters are not taken, nor what stands for one (\\x0b)")
        if getattr(event, "anchor", None):
            raise Unreadable(line, "anchors (&) and aliases (*) are not taken")
        if getattr(event, "tag", None):
            raise Unreadable(line, "tags (!) are not taken")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Unreadable(line, f"more than {DEEPEST} lists and mappings within each other")


def read_text(file: Readable, name: str, problems: list[Problem]) -> str | None:
    """The text of `file`, told as `name`; None if it cannot be read, and then `problems` says why."""
    try:
        content = file.read_bytes()
        return content.decode()
    except OSError as error:
        problems.append(Problem(name, 1, said("cannot be read: {reason}", reason=error.strerror)))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, said("cannot be read as UTF-8")))
    return None


def open_file(file: Readable, name: str, languages: Sequence[str], problems: list[Problem]) -> "Reader | None":
    """A reader of `file`, told as `name`; None if it is no YAML, and then `problems` says why."""
    text = read_text(file, name, problems)
    return None if text is None else open_text(text, name, languages, problems)


def open_text(text: str, name: str, languages: Sequence[str], problems: list[Problem]) -> "Reader | None":
    try:
        node = compose(text)
    except Unreadable as error:
        problems.append(Problem(name, error.line, said("not YAML: {reason}", reason=error.reason)))
        return None
    if node is None:
        problems.append(Problem(name, 1, said("the file is empty")))
        return None
    return Reader(name, node, written_in(node, languages), problems)


def written_in(node: yaml.Node, languages: Sequence[str]) -> list[str]:
    """Those of `languages` that the document has texts in: one in which nobody has begun to write is no mistake.

    A mapping that has only their codes holds texts; so does one that has several of them. All, if there is no such mapping.
    """
    found: set[str] = set()
    waiting = [node]
    for each in waiting:
        if isinstance(each, yaml.MappingNode):
            names = {str(key.value) for key, _value in each.value}
            codes = names & {*languages}
            found |= codes if codes == names or len(codes) > 1 else set()
            waiting += [value for _key, value in each.value]
        elif isinstance(each, yaml.SequenceNode):
            waiting += each.value
    return [code for code in languages if code in found] or list(languages)


def usable_in(languages: Sequence[str], problems: Sequence[Problem]) -> list[str]:
    """The languages in which a document holds that has these problems; none, if anything is wrong but missing texts."""
    missing = {problem.missing for problem in problems}
    return [] if "" in missing else [code for code in languages if code not in missing]


class Reader:
    """One YAML node with its place; every answer that is not there or not right leaves a problem."""

    def __init__(self, file: str, node: yaml.Node, languages: Sequence[str], problems: list[Problem]) -> None:
        self.file, self.node, self.languages, self.problems = file, node, languages, problems
        self._names: dict[str, yaml.Node] = {}  # where each name of a mapping stands

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def problem(self, message: str, node: yaml.Node | None = None) -> None:
        self.problems.append(Problem(self.file, (node or self.node).start_mark.line + 1, message))

    @property
    def is_one_value(self) -> bool:
        """Neither a list nor a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def lacks(self, language: str) -> None:
        line = self.node.start_mark.line + 1
        self.problems.append(
            Problem(self.file, line, said("no text in {language}", language=language), missing=language)
        )

    def at(self, node: yaml.Node) -> "Reader":
        return Reader(self.file, node, self.languages, self.problems)

    def entries(self) -> dict[str, yaml.Node]:
        if not isinstance(self.node, yaml.MappingNode):
            self.problem(said("should be a mapping of names to values"))
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(said("should be a name"), key)
                continue
            if str(key.value) in found:
                self.problem(said("{name} is listed twice", name=key.value), key)
            found[str(key.value)], self._names[str(key.value)] = value, key
        return found

    def only(self, *known: str) -> dict[str, yaml.Node]:
        found = self.entries()
        for name in found:
            if name not in known:
                self.problem(
                    said("{name} is not known here: {known}", name=name, known=", ".join(known)), self._names[name]
                )
        return {name: node for name, node in found.items() if name in known}

    def items(self) -> list["Reader"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.problem(said("should be a list"))
            return []
        return [self.at(node) for node in self.node.value]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            self.problem(said("should be a text"))
            return ""
        return str(self.node.value.strip())

    def number(self) -> int:
        text = self.text()
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) > 0):
            self.problem(said("should be a whole number above 0, not {text}", text=repr(text[:40])))
            return 1
        return int(text)

    def matching(self, pattern: re.Pattern[str], meaning: str) -> str:
        text = self.text()
        if text and not pattern.fullmatch(text):
            self.problem(said("{text} is not {meaning}", text=repr(text), meaning=meaning))
        return text

    def slug(self) -> str:
        return self.matching(_SLUG, said("an id of small letters, digits and hyphens"))

    def one_of(self, known: Sequence[str]) -> str:
        text = self.text()
        if text not in known:
            self.problem(said("{text} is not one of {known}", text=repr(text), known=", ".join(known)))
        return text

    def flag(self) -> bool:
        return self.one_of(("true", "false")) == "true"

    def words(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def per_language(self, read: Callable[["Reader"], Made]) -> dict[str, Made]:
        found = self.only(*self.languages)
        for language in self.languages:
            if language not in found:
                self.lacks(language)
        return {language: read(self.at(node)) for language, node in found.items()}

    def texts(self) -> Texts:
        return self.per_language(Reader.text)

    def labels(self) -> Mapping[str, tuple[str, ...]]:
        labels = self.per_language(Reader.words)
        if len({len(each) for each in labels.values()}) > 1:
            self.problem(said("as many labels in one language as in the other"))
        return labels

    def fields(self, needed: Sequence[str], optional: Sequence[str] = ()) -> "Fields":
        found = self.only(*needed, *optional)
        for name in needed:
            if name not in found:
                self.problem(said("{name} is missing", name=name))
        return Fields(self, found)

    def each(self, make: Callable[["Reader"], Made], *, unique: str = "") -> tuple[Made, ...]:
        made, seen = [], set()
        for reader in self.items():
            value = make(reader)
            made.append(value)
            name = getattr(value, unique) if unique else None
            if name and name in seen:
                reader.problem(said("{name} is listed twice", name=f"{unique} {name}"))
            seen.add(name)
        return tuple(made)


class Fields:
    """The values of a mapping, asked for by name; a missing one answers with its default."""

    def __init__(self, reader: Reader, found: dict[str, yaml.Node]) -> None:
        self.reader, self.found = reader, found

    def get(self, name: str, read: Callable[[Reader], Made], default: Made) -> Made:
        return read(self.reader.at(self.found[name])) if name in self.found else default

    def of(self, name: str) -> list[Reader]:
        """The value of that name, or nothing."""
        return [self.reader.at(self.found[name])] if name in self.found else []

    def many(self, name: str, make: Callable[[Reader], Made], *, unique: str = "") -> tuple[Made, ...]:
        return self.get(name, lambda reader: reader.each(make, unique=unique), ())

    def problem(self, name: str, message: str) -> None:
        self.reader.problem(message, self.found.get(name))
