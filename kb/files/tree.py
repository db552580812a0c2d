"""Which content files there are, and each of them read."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from kb.base.languages import codes
from kb.files import frontmatter
from kb.files.frontmatter import Parsed
from kb.files.problems import FileProblem, Misread

ARTICLES, PICTURES = "articles", "pictures"
WALKED = (ARTICLES, PICTURES)
FOLDER = re.compile(r"KB([1-9][0-9]{0,5})", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A file where an article's text in one language is; `path` is below the content folder."""

    root: Path
    number: int
    language: str

    @property
    def path(self) -> str:
        return f"{ARTICLES}/KB{self.number}/{self.language}.md"

    @property
    def file(self) -> Path:
        return self.root / self.path


@dataclass(frozen=True)
class TextFile:
    place: Place
    parsed: Parsed

    @property
    def path(self) -> str:
        return self.place.path

    def problem(self, key: str, sentence: str, *, blocks: bool = True) -> FileProblem:
        """A problem with what `key` of the head says, or the head as a whole."""
        return FileProblem(self.path, self.parsed.lines.get(key, 1), sentence, blocks)

    def in_body(self, line: int, sentence: str, *, blocks: bool = True) -> FileProblem:
        return FileProblem(self.path, self.parsed.body_line + line - 1, sentence, blocks)


@dataclass
class Tree:
    """The places found in a content folder, and what is there without being one."""

    places: list[Place] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)

    def groups(self) -> dict[int, list[Place]]:
        """The places of each article."""
        found: dict[int, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.number, []).append(place)
        return found


def walk(root: Path) -> Tree:
    tree = Tree()
    for folder in visible(root / ARTICLES):
        path = f"{ARTICLES}/{folder.name}"
        match = FOLDER.fullmatch(folder.name)
        if not match or not folder.is_dir():
            tree.problems.append(FileProblem(path, 1, _("A folder named like KB1131 was expected here.")))
            continue
        for file in visible(folder):
            if file.name in _names() and file.is_file():
                tree.places.append(Place(root, int(match[1]), file.stem))
            else:
                sentence = _("Only %(names)s were expected here.") % {"names": ", ".join(_names())}
                tree.problems.append(FileProblem(f"{path}/{file.name}", 1, sentence))
    return tree


def read(place: Place, numbers: set[int]) -> TextFile:
    """The file at `place`; `numbers` are those of all folders. Raises Misread."""
    parsed = frontmatter.parse(decode(place.file.read_bytes()))
    number = parsed.head.number
    if number != place.number:
        line = parsed.lines["number"]
        if number in numbers:
            raise Misread((line, _("KB%(number)d has a folder of its own already.") % {"number": number}))
        raise Misread((line, _("The folder says KB%(number)d.") % {"number": place.number}))
    return TextFile(place, parsed)


def read_all(places: list[Place], numbers: set[int]) -> tuple[list[TextFile], list[FileProblem]]:
    """Every file that can be used, and what is wrong with the others."""
    files, problems = [], []
    for place in places:
        try:
            files.append(read(place, numbers))
        except Misread as misread:
            problems.extend(misread.in_file(place.path))
    return files, problems


def decode(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Misread((line, _("This is not UTF-8 text."))) from None


def digest(content: bytes | str) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def visible(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*")) if not path.name.startswith("."))


def others(root: Path, patterns: Sequence[str]) -> Iterator[str]:
    """The files below `root` that none of `patterns` names; articles and pictures are walked by who reads them."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if Path(folder) == root:
            folders[:] = [name for name in folders if name not in WALKED]
        for name in sorted(files):
            path = (Path(folder) / name).relative_to(root).as_posix()
            if not name.startswith(".") and not any(_fits(path, pattern) for pattern in patterns):
                yield path


def _fits(path: str, pattern: str) -> bool:
    """Whether `pattern` names `path`: part by part, so that `*` is never two folders."""
    parts, wanted = path.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _names() -> list[str]:
    return [f"{code}.md" for code in codes()]
