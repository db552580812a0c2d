"""What every test may ask for."""

import asyncio
from contextlib import contextmanager
from shutil import copy

import pytest


def pytest_addoption(parser):
    parser.addoption("--cross", action="store_true", help="each platform of a practice with each variant (an hour)")


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """No test depends on built, collected or hashed files; the served site is tested by tests/browser/test_server.py."""
    from django.test import override_settings

    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, BUNDLE=False):
        yield


@pytest.fixture(autouse=True)
def own_event_loop(request):
    """Playwright leaves its loop behind as the running one, in which asyncio.run refuses to begin."""
    if "browser" in request.fixturenames:
        yield
        return
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in the site's default language, whatever the one before it read."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def second_factor_given(monkeypatch):
    """`force_login` gives staff a session with both steps behind it; tests/kb/staff sign in step by step."""
    from django.test import Client

    plain = Client.force_login

    def force_login(client, user, backend=None):
        from django_otp import DEVICE_ID_SESSION_KEY

        from kb.models import AppDevice

        plain(client, user, backend)
        if user.is_staff:
            device = AppDevice.objects.filter(user=user).first() or AppDevice.make(user)
            session = client.session
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
            session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@contextmanager
def on_file(path):
    """Django's default database is the SQLite file at `path`, for as long as it lasts."""
    from django.db import connections

    connection = connections["default"]
    kept, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, name


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory, django_db_blocker):
    """An empty database in a file, for tests to copy: to migrate takes longer than most tests."""
    from django.core.management import call_command

    path = tmp_path_factory.mktemp("database") / "site.sqlite3"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), on_file(path):
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        call_command("migrate", verbosity=0)
    return path


@pytest.fixture
def real_database(tmp_path, migrated_file, django_db_blocker, monkeypatch):
    """A SQLite file, as on a running site: the usual test database lives in memory, where threads lock otherwise."""
    # A browser test before this one leaves Playwright's loop in the thread, which Django would take for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with django_db_blocker.unblock(), on_file(copy(migrated_file, tmp_path / "site.sqlite3")):
        yield
