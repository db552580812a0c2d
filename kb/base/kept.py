"""Files that people write by hand and a running site reads: a mistake in one takes no page down.

The last good version of each stays, the log says so once, and `complaints` goes on saying it (/readyz does).
Who reads such files is a keeper. An app registers its keepers when it starts; check_content asks them all, and so
knows which files nobody reads.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from kb.base.places import Held, Problem, Readable, said

Made = TypeVar("Made")
Seen = tuple[int, int, int] | None  # what tells one version of a file from another; None where there is no file

CONTENT, AUDIO = "content", "static/audio"  # the folders that are kept
PERIOD = 1.0  # seconds after which a file is looked at again
MOST_TOLD = 10  # problems in one line of the log

logger = logging.getLogger(__name__)


class Keeper(Protocol):
    """Somebody who reads files below `folder` (CONTENT or AUDIO); `patterns` says which: each part as fnmatch takes it."""

    @property
    def folder(self) -> str: ...

    @property
    def patterns(self) -> Sequence[str]: ...

    def problems(self, root: Path, articles: Collection[int] | None = None) -> list[Problem]:
        """What is wrong with them below `root`; `articles` are the numbers that can be pointed at, None where nobody knows."""
        ...

    def complaints(self) -> Sequence[Problem]:
        """What is wrong with those that the running site reads."""
        ...


def list_of(name: str) -> "KeptList[Any]":
    """The keeper of the list in file `name`. Raises LookupError."""
    for keeper in _keepers.values():
        if isinstance(keeper, KeptList) and keeper.name == name:
            return keeper
    raise LookupError(name)


_keepers: dict[tuple[str, ...], Keeper] = {}


def register(*keepers: Keeper) -> None:
    """A second registration for the same files replaces the first."""
    for keeper in keepers:
        _keepers[(keeper.folder, *keeper.patterns)] = keeper


def keepers(folder: str) -> list[Keeper]:
    return [keeper for keeper in _keepers.values() if keeper.folder == folder]


def complaints() -> list[str]:
    """What a running site has to say of its files, each with file and line."""
    return [f"{keeper.folder}/{problem}" for keeper in _keepers.values() for problem in keeper.complaints()]


@dataclass
class _Version(Generic[Made]):
    """`value` is the last good one, `problems` what is wrong with the file as it is now."""

    value: Made
    seen: Seen = None
    problems: tuple[Problem, ...] = ()
    due: float = 0.0


class Kept(Generic[Made]):
    """The keeper of one file. `read` makes a value of it and adds what is wrong to its second argument.

    `where` is the folder that a running site reads, asked each time; `nothing` is the value while there is no good version.
    `beside` are patterns of other files that `read` looks at; `mentions` are the articles that a value points at, with their lines.
    """

    def __init__(
        self,
        folder: str,
        name: str,
        where: Callable[[], Path],
        read: Callable[[Path, list[Problem]], Made | None],
        nothing: Made,
        *,
        beside: Sequence[str] = (),
        mentions: Callable[[Made], Iterable[tuple[int, int]]] = lambda _value: (),
    ) -> None:
        self.folder, self.name = folder, name
        self.patterns: Sequence[str] = (name, *beside)
        self._where, self._read, self._nothing, self._mentions = where, read, nothing, mentions
        self._versions: dict[Path, _Version[Made]] = {}
        self._lock = Lock()

    def now(self) -> Made:
        """What the file says; looked at again once a PERIOD."""
        version = self._versions.get(self._where())
        return version.value if version and time.monotonic() < version.due else self._look().value

    def complaints(self) -> Sequence[Problem]:
        return self._look().problems

    def problems(self, root: Path, articles: Collection[int] | None = None) -> list[Problem]:
        """None if there is no such file: a site can do without."""
        found: list[Problem] = []
        value = self._read(root / self.name, found) if (root / self.name).exists() else None
        if value is not None and not found and articles is not None:
            found += self._unknown(value, articles)
        return found

    def _unknown(self, value: Made, articles: Collection[int]) -> list[Problem]:
        wrong = ((number, line) for number, line in self._mentions(value) if number not in articles)
        return [
            Problem(self.name, line, said("there is no article KB{number}", number=number)) for number, line in wrong
        ]

    def _look(self) -> _Version[Made]:
        root = self._where()
        with self._lock:
            version = self._versions.setdefault(root, _Version(self._nothing))
            seen = _seen(root / self.name)
            if seen != version.seen:
                self._take(version, root, seen)
            version.due = time.monotonic() + PERIOD
            return version

    def _take(self, version: _Version[Made], root: Path, seen: Seen) -> None:
        """A file that is gone after it was there is a mistake too: what it said stays."""
        found: list[Problem] = []
        value = self._read(root / self.name, found) if seen else None
        if seen is None:
            found.append(Problem(self.name, 1, "the file is gone"))
        is_first = (
            version.value is self._nothing
        )  # then a version that lacks texts in some language is better than none
        if value is not None and (not found or (is_first and all(problem.missing for problem in found))):
            version.value = value
        _tell(f"{self.folder}/{self.name}", tuple(found), version.problems)
        version.seen, version.problems = seen, tuple(found)


class KeptList(Kept[Made]):
    """The keeper of a list that editors change at the desk too. Once the database has a text of it (`take`), that counts, and not the file.

    `read` is the one judge of such a text, wherever it comes from.
    """

    ask: Callable[[], None] | None = (
        None  # has `take` called for each list; asked before the first answer of a process
    )

    def __init__(
        self,
        folder: str,
        name: str,
        where: Callable[[], Path],
        read: Callable[[Readable, list[Problem]], Made | None],
        nothing: Made,
        *,
        mentions: Callable[[Made], Iterable[tuple[int, int]]] = lambda _value: (),
    ) -> None:
        super().__init__(folder, name, where, read, nothing, mentions=mentions)
        self.read = read
        self._taken: Made | None = None
        self._supposed: ContextVar[Made | None] = ContextVar(f"supposed {name}", default=None)

    def now(self) -> Made:
        supposed = self._supposed.get()
        if supposed is not None:
            return supposed
        if (ask := KeptList.ask) is not None:
            KeptList.ask = None
            try:
                ask()
            except Exception:
                KeptList.ask = ask
                raise
        return super().now() if self._taken is None else self._taken

    def take(self, text: str | None) -> None:
        """`text` counts from now on; None: what the file says. One that does not hold is logged, and what counted before stays."""
        found: list[Problem] = []
        value = None if text is None else self.made(text, found)
        if text is None or value is not None:
            self._taken = value
        else:
            _tell(f"{self.name} in the database", tuple(found), ())

    def made(self, text: str, problems: list[Problem] | None = None) -> Made | None:
        """What `text` says, as `read` makes it; what is wrong with it is added to `problems`."""
        return self.read(Held(text), [] if problems is None else problems)

    def wrong(self, text: str, articles: Collection[int] | None = None) -> list[Problem]:
        """What is wrong with `text`; `articles` are the numbers that it may mention, None where nobody knows."""
        found: list[Problem] = []
        value = self.made(text, found)
        if value is not None and not found and articles is not None:
            found += self._unknown(value, articles)
        return found

    @contextmanager
    def supposing(self, text: str) -> Iterator[None]:
        """Inside, here and nowhere else, `text` is what counts, if it holds."""
        token = self._supposed.set(self.made(text))
        try:
            yield
        finally:
            self._supposed.reset(token)


def _seen(file: Path) -> Seen:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _tell(path: str, now: tuple[Problem, ...], before: tuple[Problem, ...]) -> None:
    if now and now != before:
        told = "; ".join(map(str, now[:MOST_TOLD]))
        logger.error("%s is broken, its last good version stays: %s", path, told)
    elif before and not now:
        logger.info("%s is in order again", path)
