"""What a new version needs before it serves: migrations and content. Several starters take turns, and the late do nothing."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command


def upgrade(**options: Any) -> None:
    """Migrate, then load the content files. `options` go to `load_content`, such as `stdout`."""
    with one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_content", **options)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until nobody else on this DATA_DIR is upgrading. A process that dies lets go."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / ".upgrade-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
