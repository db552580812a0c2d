"""Which PIN was typed? Asks a process of its own (pin_helper.py), one a worker, started when it is first needed.

A search takes a twentieth of a second of computing. Few may wait for it at once, and none for long. A request that
finds it busy goes on without: the verdict is known already, and only its explanation is missing.
"""

import json
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Lock

from django.conf import settings

# Without settings of users and of the machine, and without bytecode being written.
COMMAND = (sys.executable, "-E", "-s", "-S", "-B", "-m", "auth_demo.verifier.pin_helper")
MOST_AT_ONCE = 2  # the one that is being answered included: each keeps a thread of the server waiting
PATIENCE = (
    1.5  # seconds for one's turn, and as many for the answer: a search takes a twentieth of that where all is calm
)


class Busy(Exception):
    """The search was not made: others are waiting, or the process did not answer in time."""


class PinSearch:
    """`command`, with a descriptor added, starts the process that answers."""

    def __init__(
        self, command: tuple[str, ...] = COMMAND, *, most_at_once: int = MOST_AT_ONCE, patience: float = PATIENCE
    ) -> None:
        self.command, self.patience = command, patience
        self._places = BoundedSemaphore(most_at_once)
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """Of the process, if there is one."""
        return self._process.pid if self._process else None

    def find(self, *, suite: str, key: bytes, challenge: str, response: str, digits: int) -> str | None:
        """The first PIN of so many `digits` with which a device would have shown `response`, or None. Raises Busy."""
        asked = {
            "suite": suite,
            "key": key.hex(),
            "challenge": challenge,
            "response": response,
            "digits": str(digits),
        }
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            if not self._turn.acquire(timeout=self.patience):
                raise Busy
            try:
                return self._ask(json.dumps(asked).encode())
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def end(self) -> None:
        """End the process; the next search starts another."""
        if self._pipe:
            self._pipe.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None

    def _ask(self, asked: bytes) -> str | None:
        for _attempt in range(2):  # it may have died since the last question
            try:
                return self._asked_once(asked)
            except (EOFError, OSError):
                self.end()
        raise Busy

    def _asked_once(self, asked: bytes) -> str | None:
        pipe = self._pipe or self._start()
        pipe.send_bytes(asked)
        if not pipe.poll(self.patience):
            self.end()  # else its late answer would be taken for that to the next question
            raise Busy
        found: str | None = json.loads(pipe.recv_bytes())
        return found

    def _start(self) -> Connection:
        """With nothing of this process but one end of a pipe: no environment, no file, no output."""
        ours, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603  (our own module, and a number)
                [*self.command, str(descriptor)],
                cwd=settings.BASE_DIR,
                env={},
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._pipe = ours
        return ours


search = PinSearch()
