"""One preview at a time for each editor, and no more in a minute than somebody types: it is rendered while others wait for a thread.

The same holds for what helps with a paragraph, and for what a machine translates, each by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Lock
from typing import Any

from kb.base import limits

MOST = 150  # previews in a minute: the script asks 0.6 seconds after the last key

_lock = Lock()
_at_work: set[tuple[str, Any]] = set()  # what this process is making, and the key of the editor for whom


class NotYet(Exception):
    """Another one is under way for this editor, or they had as many as there are in a minute; `seconds` is when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@contextmanager
def taken(editor: Any, what: str = "previews", most: int | None = None) -> Iterator[None]:
    """While `what` is made for `editor`, an account, `most` times a minute (MOST of them). Raises NotYet."""
    turn = what, editor.pk
    with _lock:
        if turn in _at_work:
            raise NotYet(1)
        _at_work.add(turn)
    try:
        if wait := limits.spend_if_possible(what, str(editor.pk), most=most or MOST, seconds=60):
            raise NotYet(ceil(wait.total_seconds()))
        yield
    finally:
        with _lock:
            _at_work.discard(turn)
