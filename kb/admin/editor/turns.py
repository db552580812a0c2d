"""One preview at a time for each editor, and no more in a minute than somebody types: it is rendered while others wait for a thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Lock
from typing import Any

from kb.base import limits

MOST = 150  # previews in a minute: the script asks 0.6 seconds after the last key

_lock = Lock()
_at_work: set[Any] = set()  # keys of the editors whose preview this process renders


class NotYet(Exception):
    """Another preview of this editor is under way, or they had MOST; `seconds` is when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@contextmanager
def taken(editor: Any) -> Iterator[None]:
    """While the preview of `editor`, an account, is rendered. Raises NotYet."""
    with _lock:
        if editor.pk in _at_work:
            raise NotYet(1)
        _at_work.add(editor.pk)
    try:
        if wait := limits.spend_if_possible("previews", str(editor.pk), most=MOST, seconds=60):
            raise NotYet(ceil(wait.total_seconds()))
        yield
    finally:
        with _lock:
            _at_work.discard(editor.pk)
