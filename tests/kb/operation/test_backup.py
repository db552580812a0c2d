"""A backup is whole or none, is made while others write, and comes back as it was, secrets and all."""

import json
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from kb.base import vault
from kb.operation import backup
from tests.conftest import on_database

pytestmark = pytest.mark.sqlite  # tests/kb/operation/test_backup_postgresql.py has the other

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
OWNER, PURPOSE = "somebody", vault.STAFF


@pytest.fixture
def site(tmp_path, settings, real_database):
    """A site with an account, a picture and a sealed secret; the folder that has its data."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.VAULT_KEY = "the key of this site"
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "card.webp").write_bytes(b"a picture")
    get_user_model().objects.create_user("lena", first_name=vault.seal_text(b"secret", owner=OWNER, purpose=PURPOSE))
    return tmp_path


@pytest.fixture
def elsewhere(tmp_path_factory, settings):
    """Makes another, empty place the site's; its folder."""

    def move(key="a key made at its first start"):
        folder = tmp_path_factory.mktemp("elsewhere")
        settings.DATA_DIR, settings.MEDIA_ROOT, settings.VAULT_KEY = folder, folder / "media", key
        (folder / "vault-key").write_text(key)
        return folder

    return move


def names(database):
    with closing(sqlite3.connect(database)) as opened:
        return [name for (name,) in opened.execute("SELECT username FROM auth_user ORDER BY id")]


def test_a_backup_comes_back_as_it_was(site, tmp_path_factory, elsewhere, settings):
    secrets = tmp_path_factory.mktemp("safe") / "secrets"
    made = backup.make(tmp_path_factory.mktemp("backups"), secrets=secrets)
    folder = elsewhere()
    with on_database(folder / "site.sqlite3"):
        assert backup.restore(made, secrets=secrets) is None
        settings.VAULT_KEY = (folder / "vault-key").read_text()
        lena = get_user_model().objects.get()
        assert vault.unseal_text(lena.first_name, owner=OWNER, purpose=PURPOSE) == b"secret"
    assert (folder / "media/images/card.webp").read_bytes() == b"a picture"


def test_what_is_still_in_the_log_is_in_the_backup(site, tmp_path_factory):
    assert (site / "site.sqlite3-wal").stat().st_size > 0
    made = backup.make(tmp_path_factory.mktemp("backups"))
    assert names(made / "site.sqlite3") == ["lena"]
    assert [path.name for path in sorted(made.iterdir())] == ["manifest.json", "media", "site.sqlite3"]


def test_a_writer_in_the_middle_is_not_held_up_and_not_half_in_it(site, tmp_path_factory, monkeypatch):
    """The copy holds what was committed when it began: of an open transaction, nothing."""
    with closing(sqlite3.connect(site / "site.sqlite3", isolation_level=None, timeout=1)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE auth_user SET username = 'half'")
        made = backup.make(tmp_path_factory.mktemp("backups"))
        writer.execute("COMMIT")
    assert names(made / "site.sqlite3") == ["lena"]
    assert names(site / "site.sqlite3") == ["half"]


def test_nobody_else_may_read_what_is_in_a_backup(site, tmp_path_factory):
    secrets = tmp_path_factory.mktemp("safe") / "secrets"
    made = backup.make(tmp_path_factory.mktemp("parent") / "backups", secrets=secrets)
    for path in (made, made.parent, secrets):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (made / "site.sqlite3", *secrets.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secrets_are_kept_apart(site, tmp_path):
    with pytest.raises(backup.BackupError, match="apart"):
        backup.make(tmp_path / "backups", secrets=tmp_path / "backups" / "secrets")
    made = backup.make(tmp_path / "backups")
    assert "the key of this site" not in "".join(
        path.read_text("latin-1") for path in made.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize(
    "harm",
    [
        lambda made: (made / "media/images/card.webp").unlink(),
        lambda made: (made / "media/images/other.webp").write_bytes(b"x"),
        lambda made: (made / "site.sqlite3").write_bytes((made / "site.sqlite3").read_bytes()[:-4096]),
        lambda made: (made / "manifest.json").unlink(),
        lambda made: (made / "manifest.json").write_text("{}"),
        lambda made: (made / "manifest.json").write_text("[]"),
    ],
    ids=["lost", "added", "cut short", "no manifest", "empty manifest", "another manifest"],
)
def test_a_backup_that_was_harmed_is_refused(site, tmp_path_factory, elsewhere, harm):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    harm(made)
    folder = elsewhere("the key of this site")
    with on_database(folder / "site.sqlite3"), pytest.raises(backup.BackupError):
        backup.restore(made)
    assert not (folder / "site.sqlite3").exists()


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(site, tmp_path_factory, monkeypatch):
    target = tmp_path_factory.mktemp("backups")
    monkeypatch.setattr(backup, "_copy_media", lambda _to: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space"):
        backup.make(target)
    assert not list(target.iterdir())


def test_the_wrong_key_is_refused_before_anything_is_touched(site, tmp_path_factory, elsewhere):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    folder = elsewhere()
    with on_database(folder / "site.sqlite3"):
        with pytest.raises(backup.BackupError, match="another VAULT_KEY"):
            backup.restore(made)
        assert not (folder / "site.sqlite3").exists()
        backup.restore(made, without=True)
    assert names(folder / "site.sqlite3") == ["lena"]


def test_keys_may_be_rotated_between_backup_and_restore(site, tmp_path_factory, elsewhere):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    folder = elsewhere("a new key,the key of this site")
    with on_database(folder / "site.sqlite3"):
        backup.restore(made)
    assert names(folder / "site.sqlite3") == ["lena"]


def test_a_backup_of_a_newer_version_is_refused(site, tmp_path_factory, elsewhere):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["migrations"].append("kb.9999_from_the_future")
    (made / "manifest.json").write_text(json.dumps(manifest))
    folder = elsewhere("the key of this site")
    with on_database(folder / "site.sqlite3"), pytest.raises(backup.BackupError, match="9999_from_the_future"):
        backup.restore(made)


def test_what_is_there_is_moved_aside_and_only_when_asked(site, tmp_path_factory):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    get_user_model().objects.update(username="later")
    with pytest.raises(backup.BackupError, match="--replace"):
        backup.restore(made)
    aside = backup.restore(made, replace=True)
    assert names(site / "site.sqlite3") == ["lena"]
    assert names(aside / "site.sqlite3") == ["later"]
    assert (aside / "media/images/card.webp").exists()


def test_the_server_makes_one_a_day_and_keeps_the_newest(site, tmp_path_factory):
    target = tmp_path_factory.mktemp("backups")
    day = timedelta(hours=24)
    made = [
        backup.make_if_due(target, every=day, keep=2, now=NOON + timedelta(hours=hours))
        for hours in (0, 1, 23, 24, 30, 48)
    ]
    assert [bool(each) for each in made] == [True, False, False, True, False, True]
    assert backup.listed(target) == [made[3], made[5]]


def test_of_several_servers_one_makes_it(site, tmp_path_factory):
    target = tmp_path_factory.mktemp("backups")
    with backup._alone(target) as first:
        found = []
        thread = threading.Thread(target=lambda: found.append(backup.make_if_due(target, every=timedelta(1), keep=1)))
        thread.start()
        thread.join()
    assert first and found == [None] and not backup.listed(target)


def test_only_backups_are_ever_deleted(site, tmp_path):
    target = tmp_path / "backups"
    for name in ("photos", "2020-01-01T000000Z"):
        (target / name).mkdir(parents=True)
    backup.make(target, now=NOON)
    backup.make(target, now=NOON + timedelta(1))
    assert [path.name for path in backup.prune(target, 1)] == ["2026-11-30T120000Z"]
    assert (target / "photos").exists() and (target / "2020-01-01T000000Z").exists()


def test_the_commands_say_what_they_did_and_what_is_wrong(site, tmp_path_factory, capsys):
    target, safe = tmp_path_factory.mktemp("backups"), tmp_path_factory.mktemp("safe")
    with pytest.raises(CommandError, match="BACKUP_DIR"):
        call_command("backup")
    call_command("backup", str(target))
    (made,) = backup.listed(target)
    assert f"{made}: made and read back" in (said := capsys.readouterr().out) and "secrets are not in it" in said
    call_command("backup", check=made)
    assert "complete" in capsys.readouterr().out
    with pytest.raises(CommandError, match="does not hold secret-key"):
        call_command("restore", str(made), secrets=safe, replace=True)
    connection.close()
    call_command("restore", str(made), replace=True)
    assert "restored" in capsys.readouterr().out
