"""Backups: the database, the pictures and, in a place of their own, the secrets; made while the site runs, and put back.

A backup is a folder named after its time in UTC, `2026-11-30T021500Z`, that holds the database (`site.sqlite3`, or
`site.dump` of PostgreSQL), `media/` and `manifest.json`. The manifest names each file with its size and SHA-256, so a copy that was cut short is not taken for a
whole one. Secrets are never in it: they open what the database seals, and belong on another disk.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kb.base import vault
from kb.models import Picture
from kb.operation import engines
from kb.operation.engines import UNFINISHED, BackupError, Engine

MEDIA, MANIFEST = "media", "manifest.json"
SECRETS = {"SECRET_KEY": "secret-key", "VAULT_KEY": "vault-key"}
NAME = "%Y-%m-%dT%H%M%SZ"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `files` maps a path in it to its size in bytes and its SHA-256 in hexadecimal."""

    version: str
    made_at: str
    migrations: list[str]
    vault_keys: list[str]
    files: dict[str, tuple[int, str]]


def make(target: Path, *, secrets: Path | None = None, now: datetime | None = None) -> Path:
    """Write a new backup into the folder `target`, and the secrets into the folder `secrets`; the backup's own folder.

    It gets its name when it is complete and has been read back. Raises BackupError, OSError.
    """
    if secrets is not None and secrets.resolve().is_relative_to(target.resolve()):
        raise BackupError("keep the secrets apart from the backups: who has both opens all that is sealed")
    made_at = now or datetime.now(UTC)
    done = target / made_at.strftime(NAME)
    if done.exists():
        raise BackupError(f"{done} is there already")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = target / f"{UNFINISHED}{done.name}-{os.getpid()}"
    scratch.mkdir(mode=0o700)
    try:
        # Pictures after the database: one that comes in between is too much and does no harm.
        engine = engines.of_site()
        engine.copy(scratch / engine.file)
        _copy_media(scratch / MEDIA)
        manifest = Manifest(settings.VERSION, done.name, applied(), vault.labels(), dict(_listed(scratch)))
        _write(scratch / MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
        check(scratch)
        scratch.rename(done)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if secrets is not None:
        _copy_secrets(secrets)
    return done


def check(folder: Path) -> Manifest:
    """Read the backup in `folder` whole. Raises BackupError if anything in it is missing, added, changed or damaged."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
        wanted = {path: (int(size), str(digest)) for path, (size, digest) in manifest.files.items()}
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"{folder} is no backup, or not a complete one") from error
    found = dict(_listed(folder))
    changed = sorted(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))
    if changed:
        raise BackupError(f"{folder} is damaged: {', '.join(changed[:5])}")
    engine = engines.of_backup(folder)
    engine.check(folder / engine.file)
    return manifest


def restore(
    folder: Path, *, secrets: Path | None = None, replace: bool = False, without: bool = False
) -> Path | None:
    """Put the backup in `folder` in the place of DATA_DIR and the database; where what was there before is now, if anything was.

    `secrets` is the folder that `make` wrote them to. `replace` allows to move away a database that is there: it is kept.
    `without` goes on although the secrets that the backup was sealed with are lost. Raises BackupError, OSError.
    """
    manifest = check(folder)
    unknown = sorted(set(manifest.migrations) - set(known()))
    if unknown:
        raise BackupError(
            f"this backup is of version {manifest.version}, which has migrations that are not here: {unknown[0]}"
        )
    engine = engines.of_site()
    if engines.of_backup(folder) is not engine:
        raise BackupError(
            f"this backup is of another kind of database than {connection.display_name}, which DATABASE_URL sets"
        )
    if engine.is_there() and not replace:
        raise BackupError(f"{_shown()} is there already; stop the site and use --replace, which moves it aside")
    if not without:
        _check_keys(manifest, secrets)
    connection.close()
    aside = _move_aside(engine)
    if secrets is not None:
        for name in SECRETS.values():
            _write(settings.DATA_DIR / name, (secrets / name).read_text())
    if (folder / MEDIA).exists():
        _put_back_media(folder / MEDIA)
    engine.put_back(folder / engine.file)  # last: until it is there, nothing can take the place for a restored one
    return aside


def listed(target: Path) -> list[Path]:
    """The complete backups in `target`, the oldest first."""
    found = (path for path in target.glob("*Z") if (path / MANIFEST).exists() and _time_of(path) is not None)
    return sorted(found, key=lambda path: path.name)


def prune(target: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups in `target`; those that went."""
    gone = listed(target)[:-keep] if keep else []
    for path in gone:
        shutil.rmtree(path)
    return gone


def make_if_due(target: Path, *, every: timedelta, keep: int, now: datetime | None = None) -> Path | None:
    """Make a backup unless the newest is younger than `every`, and keep the newest `keep`. Of several processes one does it."""
    now = now or datetime.now(UTC)
    with _alone(target) as alone:
        if not alone or any(now - (_time_of(path) or now) < every for path in listed(target)[-1:]):
            return None
        made = make(target, now=now)
        prune(target, keep)
    return made


def applied() -> list[str]:
    """The migrations that the database has had."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def known() -> list[str]:
    """The migrations of this version, and those that one of them replaces."""
    loader = MigrationLoader(None)
    return sorted(".".join(key) for key in loader.disk_migrations)


def _shown() -> str:
    """The database, as an operator knows it."""
    return str(connection.settings_dict["NAME"])


def time_of(folder: Path) -> datetime:
    """When a backup was made, as the name of its `folder` says. Raises ValueError."""
    return datetime.strptime(folder.name, NAME).replace(tzinfo=UTC)


def _time_of(folder: Path) -> datetime | None:
    try:
        return time_of(folder)
    except ValueError:
        return None


def _copy_media(to: Path) -> None:
    """Those of this machine; where pictures are kept elsewhere, all that the database knows."""
    if not isinstance(default_storage, FileSystemStorage):
        for name in Picture.objects.order_by("file").values_list("file", flat=True).distinct():
            if default_storage.exists(name):
                to.mkdir(exist_ok=True, mode=0o700)
                with default_storage.open(name) as file:
                    (to / name).write_bytes(file.read())
        return
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            copy = to / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                shutil.copyfile(path, copy)
            except FileNotFoundError:
                continue  # deleted meanwhile


def _put_back_media(folder: Path) -> None:
    if isinstance(default_storage, FileSystemStorage):
        shutil.copytree(folder, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return
    for path in sorted(folder.iterdir()):
        if not default_storage.exists(path.name):  # a name holds a digest of the content
            default_storage.save(path.name, ContentFile(path.read_bytes()))


def _copy_secrets(to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    for setting, name in SECRETS.items():
        keys = [getattr(settings, setting), *getattr(settings, f"{setting}_FALLBACKS", [])]
        _write(to / name, ",".join(keys))


def _check_keys(manifest: Manifest, secrets: Path | None) -> None:
    """Whether the site, once it is back, opens what the backup seals."""
    try:
        given = None if secrets is None else {name: (secrets / name).read_text().strip() for name in SECRETS.values()}
    except OSError as error:
        raise BackupError(f"{secrets} does not hold {' and '.join(SECRETS.values())}") from error
    at_hand = vault.labels(None if given is None or os.environ.get("VAULT_KEY") else given["vault-key"])
    if not set(manifest.vault_keys) <= set(at_hand):
        raise BackupError(
            "the backup was sealed under another VAULT_KEY; give its secrets with --secrets, or use --without-secrets:"
            " then every second factor has to be set up again, and open practices end"
        )


def _move_aside(engine: Engine) -> Path | None:
    """Move the database, the pictures and the secrets that are there into a folder in DATA_DIR (PostgreSQL: a schema of that name)."""
    if not engine.is_there():
        return None
    aside: Path = settings.DATA_DIR / f"before-restore-{datetime.now(UTC).strftime(NAME)}"
    aside.mkdir(mode=0o700)
    there = engine.move_aside(aside)
    there += [path for path in [Path(settings.MEDIA_ROOT)] if path.exists()]
    for path in there:
        path.rename(aside / path.name)
    for name in SECRETS.values():
        if (settings.DATA_DIR / name).exists():
            shutil.copy(settings.DATA_DIR / name, aside / name)
    return aside


@contextmanager
def _alone(target: Path) -> Iterator[bool]:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (target / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _listed(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / MANIFEST:
            yield path.relative_to(folder).as_posix(), (path.stat().st_size, _digest(path))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _write(path: Path, text: str) -> None:
    """A file for its owner alone, there for good when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
