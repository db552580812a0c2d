"""Settings that make sense one by one and not together are said, in words, at the start and on the System page."""

import pytest

from kb.base import clients
from kb.operation import sightings, suspicions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings, monkeypatch, tmp_path):
    """A public site in which nothing looks wrong, and a process that has met nothing."""
    settings.PUBLIC_URL, settings.SECURE, settings.TRUSTED_PROXIES = "https://help.example", True, 1
    settings.BACKUP_DIR, settings.DEBUG, settings.REDIS_URL = str(tmp_path / "backups"), False, ""
    settings.SECRET_KEY = settings.VAULT_KEY = "k" * 64
    monkeypatch.setattr(clients, "_said", set())
    monkeypatch.setattr(clients, "sighted", set())


def named():
    return [each.setting for each in suspicions.found()]


def test_a_sound_site_is_not_suspected():
    assert named() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", 0),
        ("BACKUP_DIR", ""),
        ("DEBUG", True),
        ("SECRET_KEY", "short"),
        ("VAULT_KEY", f"{'k' * 64}, short"),
        ("REDIS_URL", "redis://127.0.0.1:1/0"),
    ],
)
def test_each_setting_that_looks_wrong_is_named(settings, name, value):
    setattr(settings, name, value)
    assert named() == [name]


def test_a_translator_that_is_no_class_is_named_where_one_is_asked(settings):
    settings.TRANSLATION_CLASS = "kb.exchange.machine.Nobody"
    assert named() == []
    settings.TRANSLATION_URL = "https://translate.example"
    assert named() == ["TRANSLATION_CLASS"]
    settings.TRANSLATION_CLASS = "kb.exchange.machine.LibreTranslate"
    assert named() == []


def test_backups_beside_the_data_are_suspected(settings):
    settings.BACKUP_DIR = str(settings.DATA_DIR / "backups")
    assert named() == ["BACKUP_DIR"]


def test_a_place_where_no_backup_can_be_written_is_suspected(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.BACKUP_DIR = str(tmp_path / "file" / "backups")
    assert named() == ["BACKUP_DIR"]


@pytest.mark.parametrize(
    ("public", "suspected"),
    [
        ("http://help.example", True),
        ("http://0.0.0.0:8000", True),
        ("http://93.184.216.34", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://192.168.1.20:8000", False),
        ("http://[fd00::7]:8000", False),
        ("http://classroom.local", False),
    ],
)
def test_a_public_site_without_https_is_suspected_and_one_nearby_is_not(settings, public, suspected):
    settings.PUBLIC_URL, settings.SECURE = public, False
    assert ("PUBLIC_URL" in named()) is suspected


def test_a_proxy_that_nobody_trusts_is_told_to_all_processes_for_a_day(settings, monkeypatch):
    settings.SECURE, settings.PUBLIC_URL, settings.TRUSTED_PROXIES = False, "http://localhost", 0
    clients.notice("203.0.113.5", 0)
    assert named() == ["TRUSTED_PROXIES"]
    sightings.write()
    assert clients.sighted == set()
    assert named() == ["TRUSTED_PROXIES"]
    later = sightings.time.time() + sightings.SECONDS + 1
    monkeypatch.setattr(sightings.time, "time", lambda: later)
    assert named() == []


def test_what_was_seen_before_the_setting_was_mended_is_not_held_against_it():
    clients.notice("203.0.113.5", 0)
    assert named() == []
    clients.notice("", 1)
    assert named() == ["TRUSTED_PROXIES"]


def test_the_log_has_it_in_english_whatever_the_language(settings):
    from django.utils import translation

    settings.DEBUG = True
    with translation.override("fr"):
        (found,) = suspicions.found()
        assert found.english.startswith("DEBUG: It shows")
        assert str(found.text) not in found.english
