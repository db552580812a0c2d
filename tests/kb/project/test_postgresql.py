"""A server that ends a connection, or all of them, is asked again by the next who needs it, in every thread of ours."""

import asyncio
import urllib.request
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from auth_demo.verifier import events
from auth_demo.web import hub
from kb.base import trouble
from kb.models import Stamp
from kb.operation import housekeeping
from kb.project import asgi
from kb.project.door.bridge import collect, environ
from kb.project.door.request import Request
from kb.project.reads import Reads
from kb.workflow import readers
from tests.browser.serving import started
from tests.factories import make_article
from tests.kb.project.door.asking import scope

pytestmark = pytest.mark.postgresql

DAY = datetime(2026, 11, 30, tzinfo=UTC).timestamp()


def end_connections(name: str) -> int:
    """As an operator, a failover or a restart does it; how many there were."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid != pg_backend_pid()"
    with connection.Database.connect(
        **connection.get_connection_params() | {"dbname": "postgres"}, autocommit=True
    ) as operator:
        return len(operator.execute(others, [name]).fetchall())


@pytest.fixture
def name(real_database, monkeypatch):
    monkeypatch.setattr(trouble, "_told", {})
    yield connection.settings_dict["NAME"]
    for thread in (hub._thread, asgi.watcher):
        thread.submit(connections.close_all).result()


def in_watcher():
    asgi.watcher.submit(asgi.look_at_stamp).result()
    return asgi.cache.stamp


def test_the_look_at_the_stamp_finds_a_new_connection(name):
    Stamp.bump()
    first = in_watcher()
    assert end_connections(name)
    connection.close()
    Stamp.bump()
    assert in_watcher() == first + 1


def test_live_streams_are_read_on(name):
    def look():
        return asyncio.run(hub.run_in_reader(events.news, {}))

    def count():
        return asyncio.run(hub.run_in_reader(Stamp.objects.count))

    look()
    before = count()
    assert end_connections(name)
    assert count() == before


def test_what_was_read_is_written_down(name, caplog):
    make_article(3422)
    reads = Reads(readers.add, lambda: DAY)
    housekeeping.attempt("reads", reads.flush)
    for _each in range(2):
        reads.count((3422, "en"))
        end_connections(name)
        housekeeping.attempt("reads", reads.flush)
    housekeeping.attempt("reads", reads.flush)
    connection.close()
    from kb.models import ReadCount

    assert list(ReadCount.objects.values_list("count", flat=True)) == [2]


def test_a_page_does_not_fail_even_once(name):
    make_article(3422)
    asked = environ(Request(scope("/en/kb/3422/login-3422/"), 0), b"")
    for _each in range(3):
        assert collect(asgi.django_application, dict(asked)).status == 200
        end_connections(name)


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("SELECT * FROM nowhere", trouble.Kind.INCOMPLETE),
        ("SELECT nothing FROM kb_article", trouble.Kind.INCOMPLETE),
        (
            "SET transaction_read_only = on; INSERT INTO kb_base_counter VALUES ('a', 1, 1)",
            trouble.Kind.READ_ONLY,
        ),
        ("SELECT 1 / 0", None),
        ("SELEKT", None),
    ],
)
def test_what_the_server_says_is_told_from_a_mistake(name, sql, kind):
    with pytest.raises(Exception) as raised, connection.cursor() as cursor:
        cursor.execute(sql)
    assert trouble.behind(raised.value) == kind


def test_a_site_goes_on_when_every_connection_of_its_pools_is_ended(name, tmp_path):
    from tests.databases import url_of

    with started(tmp_path, DATABASE_URL=url_of(name), DATABASE_POOL="4", WEB_WORKERS="2") as served:
        pages = [f"{served.address}/en/search/?q=card{number}" for number in range(8)]

        def statuses():
            found = []
            for page in pages:
                with urllib.request.urlopen(page, timeout=30) as answer:
                    found.append(answer.status)
            return found

        assert statuses() == [200] * 8
        assert end_connections(name)
        assert statuses() == [200] * 8
        with urllib.request.urlopen(f"{served.address}/readyz", timeout=30) as ready:
            assert ready.status == 200
    assert "Traceback" not in served.log.read_text()
    assert served.process.returncode == 0
