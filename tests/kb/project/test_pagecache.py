from sys import getsizeof

import pytest
from django.http import QueryDict

from kb.base.caching import what_is_read
from kb.project.pagecache import MOST_COPIES, Page, PageCache, Watch, is_current, tag_for

ROOM = 100_000


def page(path: str = "/en/", query: str = "", names: tuple[str, ...] = (), body: bytes = b"x" * 1000) -> Page:
    return Page((path, what_is_read(names, QueryDict(query))), headers=(), etag='"tag"', bodies={"": body})


def kept(
    cache: PageCache, path: str, query: str = "", names: tuple[str, ...] = (), body: bytes = b"x" * 1000
) -> Page:
    made = page(path, query, names, body)
    cache.put(made, names, stamp=1)
    return made


@pytest.fixture
def cache() -> PageCache:
    cache = PageCache(ROOM)
    cache.renew(1)
    return cache


def test_each_coding_has_a_tag_of_its_own_and_all_are_recognised():
    tags = [tag_for('"tag"', coding) for coding in ("", "br", "gzip")]
    assert len(set(tags)) == 3
    assert all(is_current('"tag"', tag) and is_current('"tag"', f'"other", W/{tag}') for tag in tags)
    assert not is_current('"tag"', '"other"')


def test_pages_are_forgotten_when_the_content_moves_on(cache):
    kept(cache, "/en/")
    cache.renew(1)
    assert cache.get("/en/")
    cache.renew(2)
    assert cache.get("/en/") is None
    assert cache.bytes == len(cache) == 0


def test_a_page_made_before_the_content_moved_on_is_not_kept(cache):
    cache.renew(2)
    kept(cache, "/en/")
    assert cache.get("/en/") is None


def test_the_page_longest_unasked_goes_first_when_room_runs_out(cache):
    bodies = b"x" * (ROOM // 5 * 2)
    for path in ("/a/", "/b/"):
        kept(cache, path, body=bodies)
    cache.get("/a/")
    kept(cache, "/c/", body=bodies)
    assert [bool(cache.get(path)) for path in ("/a/", "/b/", "/c/")] == [True, False, True]


def test_a_page_larger_than_the_room_and_an_endless_address_are_not_kept(cache):
    kept(cache, "/a/", body=b"x" * (ROOM + 1))
    kept(cache, "/" + "a" * 400)
    kept(cache, "/b/", "q=" + "a" * 400, ("q",))
    assert len(cache) == 0
    assert cache.get("/b/", b"q=" + b"a" * 400) is None


@pytest.mark.parametrize("query", [b"x=1", b"utm_source=news&utm_medium=mail", b"page=2", b"%ff", b"a" * 5_000])
def test_a_query_that_no_page_reads_finds_the_page_without_it(cache, query):
    made = kept(cache, "/en/", query.decode())
    assert len(cache) == 1
    assert cache.get("/en/") is made
    assert cache.get("/en/", query) is made


def test_what_a_page_reads_of_a_query_tells_its_copies_apart(cache):
    first = kept(cache, "/en/tag/sls/", "", ("page",))
    second = kept(cache, "/en/tag/sls/", "page=2", ("page",))
    same = [b"page=2", b"utm_source=x&page=2", b"page=1&page=2", b"p%61ge=2", b"page=2&x"]
    assert [cache.get("/en/tag/sls/", query) for query in same] == [second] * len(same)
    assert cache.get("/en/tag/sls/", b"x=2") is first
    assert cache.get("/en/tag/sls/", b"page=3") is None
    assert cache.get("/en/tag/sls/", b"&".join([b"a"] * 2_000)) is None  # more names than Django takes


def test_the_copies_of_one_path_drive_out_one_another_and_no_other_page():
    cache = PageCache(10_000_000)
    cache.renew(1)
    kept(cache, "/en/")
    for number in range(MOST_COPIES + 20):
        kept(cache, "/en/tag/sls/", f"page={number}", ("page",))
    assert len(cache) == MOST_COPIES + 1
    assert cache.get("/en/")
    assert cache.get("/en/tag/sls/", b"page=0") is None


def test_it_counts_all_that_it_holds(cache):
    address = "/en/" + "a" * 200
    body, fields = b"b" * 500, ((b"content-type", b"c" * 900),)
    cache.put(Page((address, ""), fields, '"tag"', {"": body}), (), stamp=1)
    bare = cache.bytes
    assert bare >= getsizeof(body) + getsizeof(address) + sum(map(getsizeof, fields[0]))
    cache.encode(cache.get(address), "gzip")
    assert cache.bytes >= bare + getsizeof(cache.get(address).bodies["gzip"])
    cache.put(page(address), (), stamp=1)
    assert cache.bytes < bare  # its headers are gone
    cache.renew(2)
    assert cache.bytes == 0


def test_small_pages_do_not_take_more_memory_than_there_is_room(cache):
    for number in range(1_000):
        kept(cache, f"/{number}/", body=b"")
    assert cache.bytes <= ROOM
    assert len(cache) < ROOM / getsizeof(page())


def test_a_body_is_encoded_once_in_each_coding_that_is_asked_for(cache):
    made = kept(cache, "/en/")
    assert set(made.bodies) == {""}
    assert cache.encode(made, "br") is cache.encode(made, "br")
    assert set(made.bodies) == {"", "br"}


def test_what_is_encoded_too_late_is_not_counted(cache):
    made = kept(cache, "/en/")
    cache.renew(2)
    assert cache.encode(made, "gzip")
    assert cache.bytes == 0


def test_the_stamp_is_asked_for_at_most_once_in_a_period():
    now, asked = [0.0], []
    watch = Watch(
        PageCache(1), lambda: len(asked) or asked.append(1) or 1, lambda _before, _now: None, lambda: now[0], 1.0
    )
    assert watch.is_due()
    watch.look()
    assert not watch.is_due()
    now[0] = 1.0
    assert watch.is_due()
