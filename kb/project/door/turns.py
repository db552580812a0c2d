"""The threads that Django runs in, and whose turn it is.

Clients take turns, so one that asks a thousand things at once delays the next client by one request and not by a
thousand. No client has more than half of the threads, and what may write never has all of them: a database that is
locked for a while holds up those who write, not those who read.
"""

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

MOST_WAITING = 1_500  # of one client: a school is one address
MOST_WAITING_IN_ALL = 6_000


class Full(Exception):
    """As many are waiting as may."""


@dataclass(eq=False, slots=True)
class Job:
    """Something to run in a thread. `run` raises nothing."""

    run: Callable[[], None]
    client: str
    writes: bool
    begun: bool = False
    withdrawn: bool = False


class Lane:
    """Waiting jobs by client; the client who has waited longest for a turn is first."""

    def __init__(self) -> None:
        self.queues: OrderedDict[str, deque[Job]] = OrderedDict()

    def add(self, job: Job) -> None:
        self.queues.setdefault(job.client, deque()).append(job)

    def take(self, has_share: Callable[[str], bool]) -> Job | None:
        """The next job of the first client that `has_share` of the threads left; at most that many clients are skipped."""
        client = next((each for each in self.queues if has_share(each)), None)
        if client is None:
            return None
        queue = self.queues[client]
        job = queue.popleft()
        if queue:
            self.queues.move_to_end(client)
        else:
            del self.queues[client]
        return job


class Turns:
    def __init__(self, threads: int, *, most_waiting: int = MOST_WAITING, in_all: int = MOST_WAITING_IN_ALL) -> None:
        self.most_waiting, self.in_all = most_waiting, in_all
        self.share = max(1, threads // 2)  # of one client
        self.most_writing = max(1, threads - 1)
        self._reading, self._writing = Lane(), Lane()
        self._write_next = False  # the two kinds take turns as well
        self._waiting: Counter[str] = Counter()
        self._waiting_in_all = 0
        self._running: Counter[str] = Counter()
        self._writers = 0
        self._changed = threading.Condition()
        for number in range(threads):
            # Daemons: a stop waits for answers, not for a thread that hangs in a call which never ends.
            threading.Thread(target=self._work, name=f"page-{number + 1}", daemon=True).start()

    def submit(self, job: Job) -> None:
        """Raises Full."""
        with self._changed:
            if self._waiting[job.client] >= self.most_waiting or self._waiting_in_all >= self.in_all:
                raise Full
            self._waiting[job.client] += 1
            self._waiting_in_all += 1
            self._lane(job).add(job)
            self._changed.notify()

    @property
    def running(self) -> int:
        return self._running.total()

    @property
    def waiting(self) -> int:
        return self._waiting_in_all

    def withdraw(self, job: Job) -> bool:
        """Whether `job` was still waiting; it will not be run."""
        with self._changed:
            if job.begun or job.withdrawn:
                return False
            job.withdrawn = True
            return True

    def _lane(self, job: Job) -> Lane:
        return self._writing if job.writes else self._reading

    def _work(self) -> None:
        while True:
            job = self._next()
            try:
                if not job.withdrawn:
                    job.run()
            finally:
                self._done(job)

    def _next(self) -> Job:
        with self._changed:
            while (job := self._choose()) is None:
                self._changed.wait()
            job.begun = True
            self._count(self._waiting, job.client, -1)
            self._waiting_in_all -= 1
            self._running[job.client] += 1
            self._writers += job.writes
            return job

    def _choose(self) -> Job | None:
        first, second = (self._may_write, self._may_read) if self._write_next else (self._may_read, self._may_write)
        job = first() or second()
        if job is not None:
            self._write_next = not job.writes
        return job

    def _may_read(self) -> Job | None:
        return self._reading.take(self._has_share)

    def _may_write(self) -> Job | None:
        return self._writing.take(self._has_share) if self._writers < self.most_writing else None

    def _has_share(self, client: str) -> bool:
        return self._running[client] < self.share

    def _done(self, job: Job) -> None:
        with self._changed:
            self._count(self._running, job.client, -1)
            self._writers -= job.writes
            if self._waiting_in_all:
                self._changed.notify()  # another's share, or the place of a writer, may be free now

    @staticmethod
    def _count(counter: Counter[str], client: str, change: int) -> None:
        counter[client] += change
        if not counter[client]:
            del counter[client]
