"""What every test may ask for."""

import asyncio
from contextlib import contextmanager
from os import environ
from shutil import copy
from uuid import uuid4

import pytest

REDIS_URL = environ.get("REDIS_URL", "")
ON_POSTGRESQL = bool(environ.get("DATABASE_URL"))
if ON_POSTGRESQL:
    from tests import databases


def pytest_addoption(parser):
    parser.addoption("--cross", action="store_true", help="each platform of a practice with each variant (an hour)")


class BrowserLoop:
    """Playwright's event loop, which it leaves behind as the running one: only tests of the browser may see it.

    asyncio.run refuses to begin inside it, and Django takes what runs there for asynchronous code, with other connections.
    """

    loop = None

    def show(self) -> None:
        if self.loop and not self.loop.is_closed():
            asyncio._set_running_loop(self.loop)

    def hide(self) -> None:
        self.loop = asyncio._get_running_loop() or self.loop
        asyncio._set_running_loop(None)


browser_loop = BrowserLoop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    browser_loop.hide()
    if "browser" in item.fixturenames:
        browser_loop.show()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """What a module, folder or the whole run shares is closed after this test's own things, and may belong to a browser."""
    still_open = nextitem.listchain() if nextitem else []
    for node in item.session._setupstate.stack:  # a skipped test has not set up its own
        if node is not item and node not in still_open:
            node.addfinalizer(browser_loop.show)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The test database goes when the run ends, among browsers that are closed before it and after it."""
    yield
    environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


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
def default_language():
    """Each test begins in the site's default language, whatever the one before it read."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def own_lists():
    """What a test published of the lists of words goes with its database: the files count again."""
    from kb.base.kept import KeptList
    from kb.publishing import lists

    KeptList.ask = None  # a test without a database has none to ask
    yield
    lists.forget()


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


@pytest.fixture(autouse=True)
def own_names(monkeypatch):
    """Where there is a Redis, each test has it to itself, and finds nothing in it."""
    if not REDIS_URL:
        yield
        return
    from redis import Redis

    from kb.base import shared

    monkeypatch.setattr(shared, "PREFIX", f"test-{uuid4().hex}")
    monkeypatch.setattr(shared, "absence", shared.Absence())
    yield
    with Redis.from_url(REDIS_URL) as server:
        left = list(server.scan_iter(f"{shared.PREFIX}:*", count=1000))
        if left:
            server.delete(*left)


@pytest.fixture
def counted_in_database(settings):
    """What limits count is in the database, also where there is a Redis."""
    settings.REDIS_URL = ""


@contextmanager
def on_database(name):
    """Django's default database is the one called `name`, on SQLite a file, for as long as it lasts."""
    from django.db import connections

    kept = connections["default"]  # it may be in the middle of a test's transaction
    before, kept.settings_dict["NAME"] = kept.settings_dict["NAME"], str(name)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], kept.settings_dict["NAME"] = kept, before


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory, django_db_blocker):
    """An empty SQLite database in a file, for tests to copy: to migrate takes longer than most tests."""
    from django.core.management import call_command

    path = tmp_path_factory.mktemp("database") / "site.sqlite3"
    with django_db_blocker.unblock(), on_database(path):
        call_command("migrate", verbosity=0)
    return path


@pytest.fixture
def real_database(request, tmp_path, django_db_blocker):
    """A database as on a running site, where threads and processes meet: nothing is rolled back, and nobody else uses it."""
    if ON_POSTGRESQL:
        name = databases.copy(f"{databases.NAME}_{uuid4().hex[:12]}")
    else:
        name = copy(request.getfixturevalue("migrated_file"), tmp_path / "site.sqlite3")
    with django_db_blocker.unblock(), on_database(name):
        yield
    if ON_POSTGRESQL:
        databases.drop(name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Each worker's own test database is a copy too."""
    from django.conf import settings

    if ON_POSTGRESQL:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = databases.TEMPLATE


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what touches the database is tested: what asks for one of Django's, and what is marked so."""
    if ON_POSTGRESQL:
        chosen = [each for each in items if on_postgresql(each)]
        config.hook.pytest_deselected(items=[each for each in items if not on_postgresql(each)])
        items[:] = chosen
    else:
        for each in items:
            if each.get_closest_marker("postgresql"):
                each.add_marker(pytest.mark.skip(reason="only on PostgreSQL: script/test --postgres"))


def on_postgresql(item):
    marks = {each.name for each in item.iter_markers()}
    if "sqlite" in marks:
        return False
    return bool(marks & {"postgresql", "database", "django_db"} or {"db", "real_database"} & set(item.fixturenames))
