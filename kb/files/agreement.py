"""Who changed what since a content file and the database last agreed."""

from collections.abc import Collection
from enum import Enum

from django.utils import timezone

from kb.models import ContentFile


class Changed(Enum):
    NEITHER = "neither"
    FILE = "file"
    DATABASE = "database"
    BOTH = "both"


def who_changed(file: str | None, database: str | None, agreed: str | None) -> Changed:
    """From the digests of both canonical forms now and when they last agreed; None where there is nothing.

    Two that differ and never agreed have both changed: neither is known to be the newer one.
    """
    if file == database:
        return Changed.NEITHER
    if database in (None, agreed):
        return Changed.FILE
    if file in (None, agreed):
        return Changed.DATABASE
    return Changed.BOTH


class Agreements:
    """The digests last agreed on, by path; what is recorded is written by `save`.

    Of files that changed on both sides, those in `taken` count, whatever the database has, and those in `passed` do not. With `alone`,
    no other file matters.
    """

    def __init__(self, taken: Collection[str] = (), passed: Collection[str] = (), *, alone: bool = False) -> None:
        self.taken, self.passed, self.alone = frozenset(taken), frozenset(passed), alone
        self.known = dict(ContentFile.objects.values_list("path", "digest"))
        self._new: dict[str, str] = {}

    def get(self, path: str) -> str | None:
        return self.known.get(path)

    def minds(self, path: str) -> bool:
        return not self.alone or path in self.taken | self.passed

    def record(self, path: str, digest: str) -> None:
        if self.known.get(path) != digest:
            self.known[path] = self._new[path] = digest

    def save(self) -> None:
        now = timezone.now()
        ContentFile.objects.bulk_create(
            (ContentFile(path=path, digest=digest, synced_at=now) for path, digest in self._new.items()),
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["digest", "synced_at"],
        )
        self._new.clear()
