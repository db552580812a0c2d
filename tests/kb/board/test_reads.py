"""What is counted of readers, and that nothing of it gets lost or counted twice."""

import asyncio
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from kb.models import ReadCount
from kb.project import asgi
from kb.project.middleware import cache
from kb.project.reads import Reads
from kb.web.machines import is_machine
from kb.workflow import readers
from tests.factories import make_article

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOON.date()
ADDRESS = "/en/kb/3422/login-3422/"
APPLE = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = f"Mozilla/5.0 (Linux; Android 13; Pixel 7) {APPLE} Chrome/120.0.0.0 Mobile Safari/537.36"
BROWSERS = [
    PHONE,
    PHONE.replace("Pixel 7", "CUBOT X19"),
    PHONE.replace("Pixel 7", "CUBOT_P40"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {APPLE} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0",
    "Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12.423 Version/12.16",
]
PROGRAMS = [
    "",
    "Googlebot/2.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    f"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) {APPLE} Chrome/120 Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;)",
    "Mozilla/5.0 (compatible; Somebody/1.0; +https://example.org/about)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23.20.0",
    "curl/8.5.0",
    "python-requests/2.31",
    "ExampleSpider",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
]


@pytest.fixture
def reads(monkeypatch):
    """A count of the test's own, where the site counts."""
    fresh = Reads(readers.add, clock=NOON.timestamp)
    for module in ("kb.project.middleware", "kb.project.asgi"):
        monkeypatch.setattr(f"{module}.reads", fresh)
    return fresh


@pytest.fixture
def client():
    return Client(headers={"user-agent": PHONE})


@pytest.fixture
def article(db):
    return make_article(3422)


@pytest.fixture
def empty_cache():
    """The page cache as a process begins with it, and as it was before the test afterwards."""
    cache.renew(-1)
    yield cache
    cache.renew(-2)
    cache.stamp = None


def kept() -> dict:
    return {(row.number, row.language, row.day): row.count for row in ReadCount.objects.all()}


def test_an_article_page_counts_by_article_language_and_day(client, article, reads):
    for path in (ADDRESS, f"{ADDRESS}?practice=on", "/fr/kb/3422/connexion-3422/"):
        assert client.get(path).status_code == 200
    reads.flush()
    assert kept() == {(3422, "en", TODAY): 2, (3422, "fr", TODAY): 1}


def test_who_has_the_page_already_reads_it_again(client, article, reads):
    etag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 304
    reads.flush()
    assert kept() == {(3422, "en", TODAY): 2}


def test_a_page_in_a_language_without_the_text_counts_where_it_was_wanted(client, db, reads):
    make_article(3422, languages=["en"])
    assert client.get("/fr/kb/3422/login-3422/").status_code == 200
    reads.flush()
    assert kept() == {(3422, "fr", TODAY): 1}


@pytest.mark.parametrize("path", ["/en/", "/en/kb/3422/", "/en/kb/3422/other-slug/", "/en/kb/77/gone/"])
def test_other_pages_and_redirects_do_not_count(client, article, reads, path):
    client.get(path)
    reads.flush()
    assert kept() == {}


def test_looking_without_reading_does_not_count(client, article, reads):
    client.head(ADDRESS)
    assert client.get(ADDRESS, headers={"user-agent": "curl/8.5.0"}).status_code == 200
    reads.flush()
    assert kept() == {}


@pytest.mark.parametrize("name", BROWSERS)
def test_a_browser_counts_whatever_its_telephone_is_called(name):
    assert not is_machine(name)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_does_not_count(name):
    assert is_machine(name)


def test_every_program_of_the_list_is_told_from_a_browser():
    names = [name for each in CRAWLER_USER_AGENTS_DATA for name in each.get("instances", [])]
    assert len(names) > 1000
    assert not [name for name in names if not is_machine(name)]


def ask(method: str = "GET", **headers: str) -> int:
    """The status of ADDRESS from the door that cached pages are answered at."""
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    fields = {"host": settings.HOST, "user_agent": PHONE, **headers}
    scope = {
        "type": "http",
        "method": method,
        "path": ADDRESS,
        "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()],
    }
    asyncio.run(asgi.application(scope, None, send))
    return sent[0]["status"]


def test_a_page_answered_from_the_cache_counts_too(client, article, reads, empty_cache, monkeypatch):
    monkeypatch.setattr(asgi.watch, "is_due", lambda: False)
    etag = client.get(ADDRESS).headers["ETag"]  # this one fills the cache
    assert ask() == 200
    assert ask(if_none_match=etag) == 304
    assert ask("HEAD") == 200
    assert ask(user_agent="bingbot/2.0") == 200
    reads.flush()
    assert kept() == {(3422, "en", TODAY): 3}


def test_threads_lose_nothing():
    stored: list[int] = []
    reads = Reads(lambda counts: stored.extend(counts.values()), clock=NOON.timestamp)
    begin = threading.Barrier(9)

    def read():
        begin.wait()
        for _ in range(2000):
            reads.count((3422, "en"))

    def flush():
        begin.wait()
        for _ in range(200):
            reads.flush()

    threads = [*(threading.Thread(target=read) for _ in range(8)), threading.Thread(target=flush)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reads.flush()
    assert sum(stored) == 16_000


def test_several_processes_add_up(db):
    one, other = (Reads(readers.add, clock=NOON.timestamp) for _ in range(2))
    for reads, times in ((one, 2), (other, 3), (one, 4)):
        reads.count((3422, "en"), times)
        reads.flush()
    reads.flush()  # nothing new
    assert kept() == {(3422, "en", TODAY): 9}


def test_a_row_that_another_process_makes_in_between_is_added_to(db, monkeypatch):
    known = ReadCount.objects.get_or_create

    def late(**values):
        ReadCount.objects.create(number=3422, language="en", day=TODAY, count=5)
        return known(**values)

    monkeypatch.setattr(ReadCount.objects, "get_or_create", late)
    readers.add({(3422, "en", TODAY): 2})
    assert kept() == {(3422, "en", TODAY): 7}


def test_what_cannot_be_stored_is_kept_for_the_next_time(db):
    reads = Reads(readers.add, clock=NOON.timestamp)
    reads.count((3422, "en"))

    def fail(_counts):
        reads.count((3422, "en"))  # somebody reads meanwhile
        raise OSError("the disk is full")

    reads.store = fail
    with pytest.raises(OSError, match="full"):
        reads.flush()
    reads.store = readers.add
    reads.flush()
    assert kept() == {(3422, "en", TODAY): 2}


def test_a_page_after_midnight_counts_for_the_next_day():
    stored, now = {}, [NOON.timestamp()]
    reads = Reads(stored.update, clock=lambda: now[0])
    reads.count((3422, "en"))
    now[0] += 12 * 3600
    reads.count((3422, "en"))
    reads.flush()
    assert stored == {(3422, "en", TODAY): 1, (3422, "en", TODAY + timedelta(days=1)): 1}


def test_the_last_counts_are_written_when_the_process_ends(tmp_path):
    program = """
import django; django.setup()
from kb.project import reads
reads.reads.store = lambda counts: print(list(counts.values()))
reads.keep_flushing()
reads.reads.count((3422, "en"))
reads.reads.count((3422, "en"))
"""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kb.project.settings"}
    run = [sys.executable, "-c", program]
    ended = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout == "[2]\n"


def test_a_year_and_a_month_is_kept(db):
    today = datetime.now(UTC).date()
    for age in (0, 400, 401):
        ReadCount.objects.create(number=3422, language="en", day=today - timedelta(days=age), count=1)
    call_command("purge_reads", verbosity=0)
    assert {row.day for row in ReadCount.objects.all()} == {today, today - timedelta(days=400)}


def test_the_last_thirty_days_are_summed_by_article_and_language(db):
    for number, language, age, count in (
        (1, "en", 0, 2),
        (1, "en", 29, 3),
        (1, "en", 30, 50),
        (1, "fr", 1, 7),
        (2, "en", 5, 1),
    ):
        day: date = TODAY - timedelta(days=age)
        ReadCount.objects.create(number=number, language=language, day=day, count=count)
    assert readers.recently(TODAY) == {1: {"en": 5, "fr": 7}, 2: {"en": 1}}
