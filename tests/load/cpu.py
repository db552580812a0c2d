"""What a server computes: CPU time of its workers, as the kernel counts it. Unlike time that passes, that means something
on a machine which others use too.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Gauge:
    """Of the workers of the server process `parent` and what they started; `seconds` is what the last `counting` took."""

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.seconds = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        before = self.used()
        yield
        self.seconds = self.used() - before

    def used(self) -> float:
        return sum(map(used_by, self.processes()))

    def memory(self) -> int:
        """Bytes of memory that they hold."""
        return sum(map(resident, self.processes()))

    def processes(self) -> list[int]:
        """The workers and their helpers; what only waits in between uses nothing."""
        found, looked = [], [self.parent]
        while looked:
            below = children(looked.pop())
            found += below
            looked += below
        return found


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def children(pid: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(each) for task in tasks for each in (task / "children").read_text().split()]
    return []


def used_by(pid: int) -> float:
    """Seconds of all threads of a process, to the nanosecond where the kernel tells them; those that ended do not count."""
    total = 0
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9
