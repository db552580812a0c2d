"""How much one sandbox may keep in the database, so that nobody fills the disk by practicing.

Every row that hangs off a sandbox is made by `keep` or by events.record. The sandbox's own row counts its bytes, in one
conditional write: it counts them, or the row is refused. What follows by itself from rows that are there already (a
message arrives, a challenge expires) is counted and never refused: each such row brings three of them at most.
"""

from functools import cache
from typing import Any

from django.db import models, transaction
from django.db.models import F

from auth_demo.models import Sandbox
from auth_demo.verifier.outcome import Reason, Refused

MOST = 750_000  # bytes, so that with what follows by itself there is less than a megabyte; a login takes 3 to 7 kB
ROW = 800  # bytes of a row in the database: 420 (an event) to 790 (a message) with its indexes and its share of free space


def keep(sandbox_id: str, row: models.Model, *, weight: int = 1) -> None:
    """Insert a new `row`, if its sandbox has room for it. Raises Refused (used-up).

    `weight` is more than 1 for one whose long columns leave holes in the file when they are emptied.
    """
    size = weight * ROW + sum(len(getattr(row, name)) for name in _binary(type(row)))
    with transaction.atomic(savepoint=False):
        if fits := count(sandbox_id, size):
            row.save(force_insert=True)
    if not fits:
        raise Refused(Reason.USED_UP)


def take(sandbox_id: str, size: int) -> None:
    """Count `size` bytes more; bytes below 0 are given back. Raises Refused (used-up)."""
    if not count(sandbox_id, size):
        raise Refused(Reason.USED_UP)


def count(sandbox_id: str, size: int, *, follows: bool = False, **also: Any) -> bool:
    """Count `size` bytes more and write `also` into the sandbox's row; False, and nothing is written, if they do not fit.

    `follows`: by itself from what was counted before.
    """
    row = Sandbox.objects.filter(pk=sandbox_id)
    if size > 0 and not follows:
        row = row.filter(taken__lte=MOST - size)
    return bool(row.update(taken=F("taken") + size, **also))


@cache
def _binary(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that may be long."""
    return tuple(each.attname for each in model._meta.concrete_fields if isinstance(each, models.BinaryField))
