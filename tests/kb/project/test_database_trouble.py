"""The database or its disk fails for a while: what can be answered is, all else is a clear 503, and it ends by itself."""

import asyncio
import json
import logging
import resource
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from auth_demo.models import Sandbox
from auth_demo.web import hub
from kb.base import patience, trouble
from kb.base.trouble import Kind
from kb.models import Article, FailedSearch
from kb.project import asgi
from kb.project.sqlite import base
from kb.search import index
from kb.staff import sessions
from tests.factories import make_article, text_of
from tests.kb.project.door.asking import Arriving, scope

pytestmark = pytest.mark.sqlite  # of a file and its disk; tests/kb/project/test_postgresql.py has a server's troubles

LANGUAGES = ["en", "fr"]
TITLE = {"en": "That is not possible just now", "fr": "Ce n’est pas possible pour l’instant"}
PASSWORD = "correct horse battery"


@pytest.fixture
def file(real_database, settings, monkeypatch) -> Path:
    """The site's database, with an article, an editor, and somebody who practices; nobody waits for long."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(patience, "REQUEST", 0.3)
    monkeypatch.setattr(trouble, "_told", {})
    base.lock.was_had()
    make_article(3422, history=True)
    User.objects.create_superuser("anna", password=PASSWORD)
    yield Path(connection.settings_dict["NAME"])
    base.lock.was_had()
    for thread in (hub._thread, asgi.watcher):  # they keep a connection to this test's database
        thread.submit(connections.close_all).result()


class Visitor:
    """Reads, searches, votes, practices and edits, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.client = Client(raise_request_exception=False, headers={"Accept-Language": language})
        self.editor = Client(raise_request_exception=False)
        self.editor.force_login(User.objects.get(username="anna"))
        self.pin = {"terms": "card", "language": language, "article": Article.objects.get(number=3422).pk}
        self.looking_at_the_desk()
        session = self.editor.session
        session[sessions.SEEN] -= 2 * sessions.TICK  # so that the next page wants to be remembered
        session.save()
        self.world = self.post("/sandboxes", scenario="dsc-plus").json()
        self.login = self.post(f"/sandboxes/{self.world['id']}/logins").json()

    def ask(self, name: str):
        return getattr(self, name)()

    def post(self, path: str, **body):
        headers = {"Authorization": f"Bearer {self.world['token']}"} if hasattr(self, "world") else {}
        return self.client.post(f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)

    # What has to be written.
    def opening(self):
        return self.post("/sandboxes", scenario="dsc-plus")

    def logging_in(self):
        return self.post(f"/sandboxes/{self.world['id']}/logins")

    def responding(self):
        return self.post(f"/logins/{self.login['id']}/response", response="12345678")

    def pairing(self):
        card = self.world["devices"][0]
        return self.post(f"/sandboxes/{self.world['id']}/pairings", device="card", keys=[card])

    def voting(self):
        digest = text_of(3422, self.language).digest
        body = {"reader": str(uuid4()), "digest": digest, "helpful": True}
        path, headers = f"/{self.language}/kb/3422/vote/", {"sec-fetch-site": "same-origin"}
        return self.client.post(path, json.dumps(body), "application/json", headers=headers)

    def signing_in(self):
        return self.client.post(f"/{self.language}/admin/login/", {"username": "anna", "password": PASSWORD})

    def signing_out(self):
        return self.editor.post(f"/{self.language}/admin/logout/")

    def editing(self):
        return self.editor.post(f"/{self.language}/admin/kb/pinnedanswer/add/", self.pin)

    # What is only read.
    def reading(self):
        return self.client.get(f"/{self.language}/kb/3422/login-3422/", follow=True)

    def searching(self):
        return self.client.get(f"/{self.language}/search/?q=3422x+login+connexion")

    def searching_by_api(self):
        return self.client.get(f"/api/v1/search?lang={self.language}&q=login")

    def searching_in_vain(self):
        return self.client.get(f"/{self.language}/search/?q=xylophone")

    def looking_at_the_practice(self):
        headers = {"Authorization": f"Bearer {self.world['token']}"}
        return self.client.get(f"/api/v1/sandboxes/{self.world['id']}", headers=headers)

    def looking_at_the_desk(self):
        return self.editor.get(f"/{self.language}/admin/kb/article/")


WRITES = [
    "opening",
    "logging_in",
    "responding",
    "pairing",
    "voting",
    "signing_in",
    "signing_out",
    "editing",
]
BY_PROGRAM = {"opening", "logging_in", "responding", "pairing", "voting"}
READS = [
    "reading",
    "searching",
    "searching_by_api",
    "searching_in_vain",
    "looking_at_the_practice",
    "looking_at_the_desk",
]


@pytest.fixture(params=LANGUAGES)
def visitor(request, file):
    return Visitor(request.param)


@contextmanager
def locked(file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def full(file):
    """No file of this process grows anymore."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def read_only(file):
    options = connection.settings_dict["OPTIONS"]
    usual = options["init_command"]
    options["init_command"] = usual + "PRAGMA query_only=ON;"
    connection.close()
    try:
        yield
    finally:
        options["init_command"] = usual
        connection.close()


@contextmanager
def moved_away(file):
    file.rename(file.with_suffix(".away"))
    try:
        yield
    finally:
        file.with_suffix(".away").rename(file)


TROUBLES = {Kind.LOCKED: locked, Kind.FULL: full, Kind.READ_ONLY: read_only, Kind.MISSING: moved_away}


@pytest.fixture(params=TROUBLES, ids=[kind.name.lower() for kind in TROUBLES])
def kind(request):
    return request.param


def assert_unavailable(answer, language):
    assert answer.status_code == 503, answer.content
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Language"] == language
    assert answer["Cache-Control"] == "no-store"
    if answer["Content-Type"] == "application/problem+json":
        assert (answer.json()["title"], answer.json()["reason"]) == (TITLE[language], "unavailable")
    else:
        page = answer.content.decode()
        assert TITLE[language] in page and f'<html lang="{language}">' in page


def test_what_cannot_be_written_is_a_503_in_the_readers_language_until_it_can(visitor, file, kind):
    with TROUBLES[kind](file):
        answers = {name: visitor.ask(name) for name in WRITES}
    for answer in answers.values():
        assert_unavailable(answer, visitor.language)
    programs = {name for name, answer in answers.items() if answer["Content-Type"] == "application/problem+json"}
    assert programs == BY_PROGRAM
    assert [name for name in WRITES if visitor.ask(name).status_code >= 500] == []


def test_what_can_be_read_is_and_nobody_waits_for_a_count(visitor, file, kind):
    with TROUBLES[kind](file):
        assert [name for name in READS if visitor.ask(name).status_code != 200] == []


def test_a_search_in_vain_is_counted_again_once_that_is_possible(visitor, file, kind):
    with TROUBLES[kind](file):
        visitor.searching_in_vain()
    assert not FailedSearch.objects.exists()
    visitor.searching_in_vain()
    assert FailedSearch.objects.get().count == 1


def test_a_session_that_cannot_be_saved_is_no_bad_request(file, kind):
    editor = Client(raise_request_exception=False)
    editor.force_login(User.objects.get(username="anna"))  # the first page is noted in the session
    with TROUBLES[kind](file):
        assert_unavailable(editor.get("/fr/admin/kb/article/"), "fr")
    assert editor.get("/fr/admin/kb/article/").status_code == 200


def test_readyz_says_so_and_that_it_is_over(file, kind):
    client = Client(raise_request_exception=False)
    assert client.get("/readyz").json() == {"status": "ready"}
    with TROUBLES[kind](file):
        answer = client.get("/readyz")
        assert client.get("/healthz").status_code == 200
    assert (answer.status_code, answer.json()["reason"]) == (503, f"database: {kind}")
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_log_has_one_line_and_no_traceback(visitor, file, kind, caplog):
    with TROUBLES[kind](file):
        for name in [*WRITES, *READS]:
            visitor.ask(name)
        Client().get("/readyz"), Client().get("/readyz")
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in lines] == ["kb.base.trouble", "kb.project.health"]
    assert not any(record.exc_info for record in lines)
    assert all(kind in record.getMessage() for record in lines)


def empty(path):
    sqlite3.connect(path).close()
    path.touch()


def garbled(path):
    path.write_bytes(b"this is no database" * 1_000)


@pytest.mark.parametrize(
    ("make", "reason"), [(empty, "migrations: not all are applied"), (garbled, f"database: {Kind.UNREADABLE}")]
)
def test_a_file_that_is_no_database_of_the_site_is_a_503_until_the_right_one_is_back(visitor, file, make, reason):
    with moved_away(file):
        make(file)
        assert_unavailable(visitor.opening(), visitor.language)
        assert_unavailable(visitor.reading(), visitor.language)
        assert Client().get("/readyz").json()["reason"].startswith(reason)
    assert visitor.opening().status_code == 201
    assert visitor.reading().status_code == 200


def test_no_file_is_made_where_one_is_missing(visitor, file):
    with moved_away(file):
        connection.close()
        assert_unavailable(visitor.reading(), visitor.language)
        assert not file.exists()


def sandboxes(path) -> int:
    with closing(sqlite3.connect(path)) as reading:
        return reading.execute("SELECT count(*) FROM auth_demo_sandbox").fetchone()[0]


def test_what_is_written_after_another_file_took_the_place_is_in_that_one(visitor, file):
    backup, before = file.with_suffix(".backup"), file.with_suffix(".before")
    with closing(sqlite3.connect(backup)) as copy:
        connection.connection.backup(copy)
    visitor.opening()  # in the write-ahead log, which stays beside the path when the file goes
    assert Path(f"{file}-wal").stat().st_size > 0
    file.rename(before)
    backup.rename(file)
    assert Sandbox.objects.count() == 1
    assert visitor.opening().status_code == 201
    connection.close()
    assert (sandboxes(file), sandboxes(before)) == (2, 2)
    with closing(sqlite3.connect(file)) as reading:
        assert reading.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_connection_that_only_begins_then_does_not_take_the_log_of_the_file_before(visitor, file):
    """As that of a thread which is asked for the first time."""
    backup = file.with_suffix(".backup")
    with closing(sqlite3.connect(backup)) as copy:
        connection.connection.backup(copy)
    visitor.opening()
    idle = connection.copy()
    idle.ensure_connection()
    file.rename(file.with_suffix(".before"))
    backup.rename(file)
    connection.connection = None  # neither closed nor asked whether its file is still there
    assert Sandbox.objects.count() == 1
    assert visitor.opening().status_code == 201
    idle.close()
    connection.close()
    assert sandboxes(file) == 2


def test_a_transaction_under_way_when_the_file_goes_is_not_acknowledged(visitor, file, monkeypatch):
    from auth_demo.verifier import events

    record = events.record
    away = file.with_suffix(".away")

    def gone(*args, **more):
        file.rename(away)
        return record(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(events, "record", gone)
        assert_unavailable(visitor.opening(), visitor.language)
    away.rename(file)
    assert Sandbox.objects.count() == 1


TABLES = {
    "opening": "auth_demo_sandbox",
    "logging_in": "auth_demo_login",
    "pairing": "auth_demo_pairing",
    "voting": "kb_vote",
    "signing_in": "kb_signin",
    "editing": "kb_pinnedanswer",
    "reading": "kb_article",
    "looking_at_the_desk": "django_session",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table_is_a_503_for_what_needs_it(file, name):
    visitor = Visitor("fr")
    assert Client().get("/readyz").json() == {"status": "ready"}
    drop(TABLES[name])
    answer = visitor.ask(name)
    assert_unavailable(answer, visitor.language)
    assert Client().get("/readyz").json()["reason"] == f"database: {Kind.INCOMPLETE}: {TABLES[name]}"


def drop(table):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(f"DROP TABLE {table}")


@pytest.mark.parametrize(
    ("suffix", "status"), [("", 200), ("_stems", 200), ("_words", 200), ("_totals", 200), ("_data", 503)]
)
def test_a_language_without_its_index_finds_nothing_and_a_damaged_one_is_a_503(file, suffix, status):
    visitor = Visitor("fr")
    drop(f"kb_index_fr{suffix}")
    for name in ("searching", "searching_by_api", "searching_in_vain"):
        assert visitor.ask(name).status_code == status
    assert Client().get("/readyz").status_code == 503
    if not suffix:
        call_command("rebuild_search", verbosity=0)
        assert index.ready()


def test_who_waits_gets_the_answer_within_five_seconds_and_the_next_one_at_once(visitor, file, monkeypatch):
    monkeypatch.setattr(patience, "REQUEST", 2.0)
    with locked(file):
        took = []
        for _each in range(3):
            begun = time.monotonic()
            assert_unavailable(visitor.opening(), visitor.language)
            took.append(time.monotonic() - begun)
        assert took[0] < 5
        assert max(took[1:]) < 1
    assert visitor.opening().status_code == 201
    assert not base.lock.seems_held


def test_who_gives_up_by_choice_says_nothing_of_the_database(visitor, file):
    with locked(file):
        for _each in range(3):
            assert visitor.searching_in_vain().status_code == 200
        assert not base.lock.seems_held


def asked(path, *headers):
    """What the door answers."""
    said = []

    async def send(message):
        said.append(message)

    asyncio.run(asgi.application(scope(path, headers=headers), Arriving([]), send))
    return said[0]["status"], dict(said[0]["headers"]), b"".join(each.get("body", b"") for each in said)


def test_a_stream_that_cannot_be_opened_is_a_503(visitor, file):
    hub._thread.submit(connections.close_all).result()
    path = f"/api/v1/sandboxes/{visitor.world['id']}/events"
    headers = [
        (b"accept", b"text/event-stream"),
        (b"accept-language", visitor.language.encode()),
        (b"authorization", f"Bearer {visitor.world['token']}".encode()),
    ]
    with moved_away(file):
        status, fields, body = asked(path, *headers)
    assert (status, fields[b"content-type"]) == (503, b"application/problem+json")
    assert int(fields[b"retry-after"]) > 0
    assert json.loads(body)["title"] == TITLE[visitor.language]


def test_a_cached_page_is_served_while_the_stamp_cannot_be_looked_at(file, settings, caplog):
    settings.PAGE_CACHE_BYTES = 10_000_000
    asgi.watch._due = 0
    assert asked("/en/kb/3422/login-3422/")[0] == 200
    kept = asgi.cache.get("/en/kb/3422/login-3422/", b"")
    assert kept
    with moved_away(file):
        asgi.watcher.submit(connections.close_all).result()
        for _each in range(3):
            asgi.watch._due = 0
            assert asked("/en/kb/3422/login-3422/")[0] == 200
            assert asked("/healthz")[0] == 200
    assert asgi.cache.get("/en/kb/3422/login-3422/", b"") is kept
    assert [record.name for record in caplog.records if record.levelno >= logging.ERROR] == ["kb.base.trouble"]


def test_healthz_does_not_look_at_the_stamp(file, monkeypatch):
    monkeypatch.setattr(asgi.watch, "look", lambda: pytest.fail("asked the database"))
    asgi.watch._due = 0
    assert asked("/healthz")[0] == 200


def test_another_mistake_is_still_one_and_keeps_its_traceback(visitor, monkeypatch, caplog):
    monkeypatch.setattr("kb.web.search.ask", lambda *_args, **_more: 1 / 0)
    assert visitor.searching().status_code == 500
    assert any(record.exc_info for record in caplog.records)


def test_a_disk_without_room_for_a_picture_is_no_mistake_either(visitor, monkeypatch):
    def write(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.web.search.ask", write)
    assert_unavailable(visitor.searching(), visitor.language)
