"""How the site is: what /readyz, the numbers and the System page tell is what is there."""

import json
import shutil
from collections import namedtuple

import pytest
from django.core.management import call_command
from django.db import connection

from kb.models import PublishedText
from kb.operation import backup, condition
from kb.search import index
from tests.factories import make_article

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def readyz(client):
    return json.loads(client.get("/readyz").content)


def test_a_disk_that_is_nearly_full_is_a_warning_and_no_refusal(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10 * 2**30, 10 * 2**30 - 7 * 2**20, 7 * 2**20))
    found = readyz(client)
    assert found["status"] == "ready"
    assert "disk: 7 MB are left in DATA_DIR" in found["warnings"]
    assert condition.disks()[0].percent == 100


def test_an_enough_of_room_is_no_warning(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10 * 2**30, 0, 9 * 2**30))
    assert readyz(client) == {"status": "ready"}


def test_the_index_is_compared_with_what_readers_read():
    make_article(3422)
    assert all(each.is_complete for each in condition.index())
    before = {each.language: each.published for each in condition.index()}
    index.drop(3422, "fr")
    assert [(each.language, each.texts) for each in condition.index() if not each.is_complete] == [
        ("fr", before["fr"] - 1)
    ]
    assert PublishedText.objects.read("fr").count() == before["fr"]


def test_conflicts_of_the_last_load_are_kept_for_every_process(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    call_command("load_content", dir=tmp_path, verbosity=0)
    found = condition.content()
    assert found.loaded_at and found.conflicts == []
    call_command("load_content", dir=tmp_path / "elsewhere", verbosity=0)
    assert condition.content().loaded_at == found.loaded_at


def test_the_password_of_the_database_is_never_shown():
    told = condition.database()
    assert told["size"] > 0 and told["kind"] == connection.display_name
    password = connection.settings_dict.get("PASSWORD")
    assert not password or password not in told["place"]


def test_the_newest_backup_is_the_last_one(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path)
    assert condition.last_backup() is None
    for name in ("2026-11-29T021500Z", "2026-11-30T021500Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / backup.MANIFEST).write_text("{}")
    path, made_at = condition.last_backup()
    assert path.name == "2026-11-30T021500Z" == made_at.strftime(backup.NAME)


def test_all_that_runs_here_has_a_version():
    assert all(condition.versions().values())
