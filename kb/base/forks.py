"""Workers are forked from a process that also keeps house, and a fork has to find its databases at rest.

A copy of a lock that SQLite holds is released by nobody: the forked process would wait for it forever.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

_at_work = threading.RLock()
os.register_at_fork(before=_at_work.acquire, after_in_parent=_at_work.release, after_in_child=_at_work.release)


@contextmanager
def held_back() -> Iterator[None]:
    """No fork while it lasts; the thread's connections are closed in the end, but for one in a transaction of the caller's."""
    with _at_work:
        try:
            yield
        finally:
            close()


def close() -> None:
    """Close the thread's connections to databases, before a fork or after a piece of work."""
    for each in connections.all(initialized_only=True):
        if not each.in_atomic_block:
            each.close()
