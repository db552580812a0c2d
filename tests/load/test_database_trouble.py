"""The database of a running site is locked, full, moved away, replaced or deleted: readers go on, writers are told to come
back, and when it is over nobody has to do anything.
"""

import json
import resource
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.browser.serving import Served
from tests.load.reader import Reader
from tests.load.sockets import heard, holding, request

PAGES = [
    "/healthz",
    "/en/",
    "/fr/kb/3422/",
    "/en/search/?q=security+card",
    "/fr/search/?q=xyzzyx",
    "/fr/practice/dsc-plus/",
]
MOST = 5  # seconds
WRITERS = 60


@pytest.fixture
def reader(rude_site):
    someone = Reader(rude_site.address)
    someone.gets_everything()
    return someone


@pytest.fixture
def file(rude_site) -> Path:
    return rude_site.data / "site.sqlite3"


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def locked(served: Served):
    other = sqlite3.connect(served.data / "site.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def full(served: Served):
    """No file that the site writes grows anymore."""
    pids = [served.process.pid, *children(served.process.pid)]
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)


@contextmanager
def moved_away(served: Served):
    file = served.data / "site.sqlite3"
    away = file.rename(file.with_suffix(".away"))
    try:
        yield
    finally:
        away.rename(file)


TROUBLES = {"another program has locked it": locked, "there is no room": full, "its file is not there": moved_away}


def opened(reader: Reader) -> tuple[int, float]:
    begun = time.monotonic()
    status, _body = reader.ask("/api/v1/sandboxes", {"scenario": "dsc-plus", "language": "en"})
    return status, time.monotonic() - begun


@pytest.mark.parametrize("reason", TROUBLES)
def test_readers_go_on_and_writers_are_soon_told_to_come_back(rude_site, reader, reason):
    for page in PAGES:
        assert reader.ask(page)[0] in {200, 301}
    with TROUBLES[reason](rude_site):
        with ThreadPoolExecutor(WRITERS) as pool:
            answers = [pool.submit(opened, reader) for _each in range(WRITERS)]
            read = [reader.ask(page)[0] for page in PAGES]
        assert set(read) <= {200, 301}
        assert {answer.result()[0] for answer in answers} == {503}
        assert max(answer.result()[1] for answer in answers) < MOST
        status, body = reader.ask("/readyz")
        assert (status, reason in json.loads(body)["reason"]) == (503, True)
    reader.gets_everything()


def test_a_stream_opens_or_is_refused_and_the_ones_that_are_open_go_on(rude_site, reader):
    world = reader.open_sandbox()
    path, key = f"/api/v1/sandboxes/{world['id']}/events", f"Authorization: Bearer {world['token']}"
    asking = request(rude_site.address, path, "Accept: text/event-stream", key)
    with holding(rude_site.address, [asking]) as streams:
        assert heard(streams[0]).startswith(b"HTTP/1.1 200 ")
        with moved_away(rude_site), holding(rude_site.address, [asking]) as late:
            assert heard(late[0])[:13] in {b"HTTP/1.1 200 ", b"HTTP/1.1 503 "}
        reader.call(f"/sandboxes/{world['id']}/clock", {"forward_seconds": 60}, world["token"])
        said = b""
        while b"clock.moved" not in said:
            said += (more := heard(streams[0]))
            assert more


def copied(file: Path) -> Path:
    copy = file.with_suffix(".copy")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def sandboxes(file: Path) -> int:
    with closing(sqlite3.connect(file)) as reading:
        return reading.execute("SELECT count(*) FROM auth_demo_sandbox").fetchone()[0]


def test_what_is_acknowledged_after_a_backup_was_put_back_is_in_that_file(reader, file):
    backup = copied(file)
    before = sandboxes(backup)
    reader.open_sandbox()
    backup.rename(file)
    for _each in range(12):  # every thread
        reader.open_sandbox()
    assert sandboxes(file) == before + 12
    with closing(sqlite3.connect(file)) as reading:
        assert reading.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reader.gets_everything()


def test_nothing_is_acknowledged_into_a_deleted_file_and_a_new_one_is_taken(reader, file):
    backup = copied(file)
    for each in file.parent.glob("site.sqlite3*"):
        each.unlink()
    assert {opened(reader)[0] for _each in range(12)} == {503}
    assert reader.ask("/readyz")[0] == 503
    assert reader.ask("/en/")[0] == 200
    backup.rename(file)
    reader.gets_everything()


def test_the_log_tells_it_in_single_lines(rude_site, reader):
    with moved_away(rude_site):
        for _each in range(30):
            opened(reader)
    log = rude_site.log.read_text()
    assert "kb.base.trouble" in log
    assert "Traceback" not in log
