"""What the site does by itself: publish what is due and tell of it, delete what has expired, make backups."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from kb.base import forks, trouble
from kb.operation import backup, jobs

TICK_SECONDS = 60
EVERY_TICK = ("follow_words", "publish_due", "send_events", "send_digests", "send_statements", "send_scores")
TICKS_A_PURGE = 10
LINK_SECONDS = 15.0  # of each round: what else is due waits for it
PURGES = (
    "purge",
    "purge_desk",
    "purge_reads",
    "purge_searches",
)  # the practice room's sandboxes; sign-ins and the like; counts of reading; what readers searched for

logger = logging.getLogger("kb.housekeeping")


def keep_house(stopped: threading.Event) -> None:
    """Every minute, have texts follow the words that they share, publish what is due and tell of it; and delete what has expired every ten, until `stopped`."""
    ticks = 0
    attempt(jobs.HOUSEKEEPING, lambda: None)
    while not stopped.wait(TICK_SECONDS):
        ticks += 1
        attempt(jobs.HOUSEKEEPING, lambda: None)
        for command in EVERY_TICK:
            run(command)
        if ticks % TICKS_A_PURGE == 0:
            for purge in PURGES:
                run(purge)
        if settings.LINK_CHECK_HOURS:
            run("check_links", due=True, seconds=LINK_SECONDS)
        if settings.BACKUP_DIR:
            attempt("backup", back_up)


def run(command: str, **options: object) -> None:
    attempt(command, lambda: call_command(command, verbosity=0, **options))


def back_up() -> None:
    made = backup.make_if_due(
        Path(settings.BACKUP_DIR), every=timedelta(hours=settings.BACKUP_HOURS), keep=settings.BACKUP_KEEP
    )
    if made:
        logger.info("backup made: %s", made)


def attempt(name: str, job: Callable[[], object]) -> None:
    """What became of it is noted; a failure is logged too, and tried again the next time."""
    with forks.held_back():
        try:
            jobs.done(name, job)
        except Exception as error:
            if not trouble.report(error):
                logger.exception("%s failed", name)
