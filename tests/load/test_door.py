"""Strangers hold sockets open, send halves of requests, read slowly, upload without end, ask without pause; readers
go on reading, searching and logging in. Default settings, no proxy in front.
"""

import os
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.load.reader import Reader, streams
from tests.load.sockets import all_closed, heard, holding, request, room_for

STRANGER = "127.0.0.9"
HEAD_SECONDS = 15  # as kb/management/commands/serve.py has it
LONG = 90  # seconds for what takes 15 on a machine with nothing else to do
JSON = "Content-Type: application/json"
ENDLESS = "Content-Length: 50000000000"


@pytest.fixture(scope="session")
def site(rude_site):
    return rude_site.address


@pytest.fixture
def reader(site):
    """Somebody else, who has seen the site before the strangers came."""
    someone = Reader(site)
    someone.gets_everything()
    return someone


@pytest.fixture
def neighbour(site):
    """Somebody who shares the strangers' address, as all of a school do."""
    return Reader(site, STRANGER)


def test_three_thousand_streams_and_as_many_silent_sockets_leave_the_site_answering(site, reader):
    each = room_for(6_000) // 2
    with holding(site, streams(site, each)) as listening, holding(site, [b""] * each, source=STRANGER) as silent:
        assert {heard(one)[:15] for one in listening} == {b"HTTP/1.1 200 OK"}
        reader.gets_everything()
        assert all_closed(silent, within=HEAD_SECONDS + LONG)


HALVES = [
    ("POST", "/api/v1/sandboxes", JSON, "Content-Length: 90"),
    ("POST", "/en/admin/login/", "Content-Length: 90"),
    ("POST", "/fr/kb/3422/vote/", JSON, "Content-Length: 90"),
    ("POST", "/en/admin/kb/article/add/", "Transfer-Encoding: chunked"),
    ("GET", "/en/search/?q=card", "Content-Length: 90"),
]


def test_unfinished_requests_hold_up_nobody_and_are_told_that_they_are_too_slow(site, reader, neighbour):
    halves = [request(site, path, *fields, method=method) for method, path, *fields in HALVES]
    with holding(site, halves * 200, source=STRANGER) as held:
        reader.gets_everything()
        neighbour.gets_everything()
        assert {heard(one, seconds=LONG)[:13] for one in held[: len(halves)]} == {b"HTTP/1.1 408 "}
        assert all_closed(held, within=LONG)


def test_halves_of_heads_hold_up_nobody_and_are_closed(site, reader):
    with holding(site, [b"GET /en/ HTTP/1.1\r\nHost: "] * 1_500, source=STRANGER) as held:
        reader.gets_everything()
        assert all_closed(held, within=HEAD_SECONDS + LONG)


def test_who_reads_slowly_holds_up_nobody(site, reader):
    asked = request(site, "/static/vendor/jquery-ui/jquery-ui.min.js") + request(site, "/en/search/?q=card")
    with holding(site, [asked] * 100, source=STRANGER, window=2_048):
        reader.gets_everything()


def test_who_asks_without_pause_does_not_keep_others_from_their_turn(site, reader):
    many = b"".join(request(site, f"/en/search/?q=card+{number}") for number in range(20))
    with holding(site, [many] * 60, source=STRANGER):
        reader.gets_everything()


@pytest.mark.parametrize(
    "path", ["/en/admin/login/", "/api/v1/sandboxes", "/en/kb/3422/vote/", "/en/admin/kb/article/add/"]
)
def test_an_endless_upload_is_refused_at_once_and_written_nowhere(site, rude_site, reader, path):
    before = written(rude_site.data)
    fields = ("Content-Type: multipart/form-data; boundary=x", "Cookie: csrftoken=" + "a" * 32)
    with holding(site, [request(site, path, *fields, ENDLESS, method="POST") + b"--x\r\n"] * 4) as held:
        assert {heard(one)[:13] for one in held} == {b"HTTP/1.1 413 "}
        reader.gets_everything()
    assert written(rude_site.data) - before < 200_000  # the reader's own practices


def test_an_upload_that_says_nothing_of_its_size_ends_where_one_that_does_would(site, reader):
    head = request(site, "/en/kb/3422/vote/", JSON, "Transfer-Encoding: chunked", method="POST")
    with holding(site, [head + b"20000\r\n" + b"x" * 0x20000 + b"\r\n"]) as held:
        assert heard(held[0]).startswith(b"HTTP/1.1 413 ")
        reader.gets_everything()


def test_many_large_uploads_leave_others_their_turn_and_the_server_its_memory(site, rude_site, reader):
    before = memory(rude_site.process.pid)
    head = request(site, "/en/admin/kb/article/add/", "Content-Length: 9000000", method="POST")
    stop = threading.Event()

    def upload(one) -> None:
        try:
            for _ in range(80):
                if stop.is_set():
                    return
                one.sendall(b"x" * 100_000)
        except OSError:
            return  # refused, as most of them are

    with holding(site, [head] * 40, source=STRANGER) as held, ThreadPoolExecutor(40) as pool:
        work = [pool.submit(upload, one) for one in held]
        reader.gets_everything()
        grown = memory(rude_site.process.pid) - before
        stop.set()
        for each in work:
            each.result(LONG)
    assert grown < 200_000_000


def written(folder: Path) -> int:
    """Bytes below the site's data and the folder where uploads would be spooled."""
    spooled = [path for path in Path(tempfile.gettempdir()).glob("*.upload*") if path.is_file()]
    return sum(path.stat().st_size for path in [*folder.rglob("*"), *spooled] if path.is_file())


def memory(parent: int) -> int:
    """Bytes of memory that the workers of `parent` hold."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    pages = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in children]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def test_two_hosts_are_refused_also_where_the_cache_has_the_page(site, reader):
    for path in ("/en/", "/en/search/?q=card", "/static/img/mark.svg"):
        with holding(site, [request(site, path, "Host: evil.example")]) as held:
            assert heard(held[0]).startswith(b"HTTP/1.1 400 "), path
