"""How the site is: what /readyz, /metrics and the System page tell of disks, index, database, backups, jobs and content."""

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

from kb.base import kept, shared
from kb.base.languages import codes
from kb.models import JobRun, PublishedText
from kb.operation import backup, jobs
from kb.search.backend import backend

LOW_BYTES = 512 * 1024 * 1024  # left on a disk: room for a few thousand practices, and time to make more
LOADING = "load_content"


@dataclass(frozen=True)
class Disk:
    """Room at `place` (a setting's name), in bytes."""

    place: str
    free: int
    size: int

    @property
    def is_low(self) -> bool:
        return self.free < LOW_BYTES

    @property
    def percent(self) -> int:
        return round(100 * (self.size - self.free) / self.size) if self.size else 0


@dataclass(frozen=True)
class Index:
    """Of one language: how many texts can be found, of how many that readers can read."""

    language: str
    texts: int
    published: int

    @property
    def is_complete(self) -> bool:
        return self.texts == self.published


@dataclass(frozen=True)
class Content:
    """What the last load of the content files left alone, when that was, and what is wrong with files by now."""

    loaded_at: datetime | None
    conflicts: list[str]
    problems: list[str]
    complaints: list[str]


def warnings() -> list[str]:
    """What an operator should look after, though the site serves. Raises django.db.Error."""
    return [*_of_disks(), *_of_jobs()]


def _of_disks() -> Iterator[str]:
    for disk in disks():
        if disk.is_low:
            yield f"disk: {disk.free // 2**20} MB are left in {disk.place}"


def _of_jobs() -> Iterator[str]:
    if jobs.are_late(timezone.now()):
        yield "jobs: none has run for ten minutes; HOUSEKEEPING=yes or manage.py keep_house runs them"
    for run in jobs.failing():
        yield f"jobs: {run.name} fails since {run.failing_since:%Y-%m-%d %H:%M} UTC ({run.error})"


def disks() -> list[Disk]:
    """Those where the site writes, each disk once."""
    places: dict[str, str | Path] = {"DATA_DIR": settings.DATA_DIR, "BACKUP_DIR": settings.BACKUP_DIR}
    found: dict[int, Disk] = {}
    for name, place in places.items():
        if place and Path(place).exists():
            usage = shutil.disk_usage(place)
            found.setdefault(Path(place).stat().st_dev, Disk(name, usage.free, usage.total))
    return list(found.values())


def index() -> list[Index]:
    return [
        Index(code, backend().size(code).texts, PublishedText.objects.read(code).count())
        for code in codes()
        if backend().is_prepared(code)
    ]


def versions() -> dict[str, str]:
    """What runs here, by name."""
    found = {
        "Secure Login Knowledge Base": settings.VERSION,
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "granian": version("granian"),
        connection.display_name: database_version(),
    }
    if settings.REDIS_URL:
        try:
            found["Redis"] = str(shared.ask(lambda redis: redis.info("server"))["redis_version"])
        except shared.Gone:
            found["Redis"] = "–"
    return found | {"Linux" if sys.platform == "linux" else platform.system(): platform.release()}


def database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        return str(cursor.fetchone()[0]).split()[0]


def database() -> dict[str, Any]:
    """Where it is (never the password), and how large, in bytes."""
    given = connection.settings_dict
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), current_database()")
        else:
            cursor.execute("SELECT page_count * page_size, '' FROM pragma_page_count(), pragma_page_size()")
        size, name = cursor.fetchone()
    place = f"{given['HOST'] or 'localhost'}/{name}" if name else str(given["NAME"])
    return {"kind": connection.display_name, "place": place, "size": int(size)}


def last_backup() -> tuple[Path, datetime] | None:
    """The newest in BACKUP_DIR, and when it was made."""
    made = backup.listed(Path(settings.BACKUP_DIR))[-1:] if settings.BACKUP_DIR else []
    return next(((path, backup.time_of(path)) for path in made), None)


def runs() -> list[JobRun]:
    return list(JobRun.objects.exclude(name__in=[LOADING, jobs.HOUSEKEEPING]))


def content() -> Content:
    run = jobs.last(LOADING)
    found = run.found if run else {}
    return Content(
        run.ran_at if run else None, found.get("conflicts", []), found.get("problems", []), kept.complaints()
    )
