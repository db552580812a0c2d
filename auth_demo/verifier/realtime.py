"""The one place where the verifier reads the machine's clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

_source: Callable[[], datetime] = timezone.now


def real_now() -> datetime:
    return _source()


@contextmanager
def reading(source: Callable[[], datetime]) -> Iterator[None]:
    """Let every clock of this process read `source` meanwhile."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
