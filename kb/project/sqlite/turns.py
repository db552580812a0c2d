"""Who of this process writes next: in the order in which they came.

SQLite lets one writer in at a time, and the others look for a gap every now and then: who is unlucky never comes upon one,
however short each transaction is. Here each is woken as soon as the one before has ended.
"""

import threading
from collections import deque


class Turns:
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Event] = deque()  # the first one writes

    def wait(self, seconds: float) -> bool:
        """Whether it is this thread's turn within `seconds`; if so, it has to be given back with `leave`."""
        mine = threading.Event()
        with self._guard:
            self._line.append(mine)
            if self._line[0] is mine:
                return True
        if mine.wait(seconds):
            return True
        with self._guard:
            if self._line[0] is mine:
                return True
            self._line.remove(mine)
        return False

    def leave(self) -> None:
        with self._guard:
            self._line.popleft()
            if self._line:
                self._line[0].set()

    def __len__(self) -> int:
        """How many write or wait."""
        return len(self._line)
