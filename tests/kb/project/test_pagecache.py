import gzip

import brotli
import pytest

from kb.project.pagecache import Page, PageCache, Watch, best_coding, encoded, is_current, tag_for


def page(body: bytes = b"x" * 1000) -> Page:
    return Page(headers=(), etag='"tag"', bodies={"": body})


def test_every_coding_holds_the_same_body():
    body = b"a page that repeats itself " * 100
    bodies = encoded(body)
    assert bodies[""] == brotli.decompress(bodies["br"]) == gzip.decompress(bodies["gzip"]) == body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("identity", ""),
        ("", ""),
        ("zstd", ""),
    ],
)
def test_a_client_gets_the_smallest_coding_it_takes(accepted, coding):
    assert best_coding(accepted, {"": b"", "br": b"", "gzip": b""}) == coding


def test_each_coding_has_a_tag_of_its_own_and_all_are_recognised():
    tags = [tag_for('"tag"', coding) for coding in ("", "br", "gzip")]
    assert len(set(tags)) == 3
    assert all(is_current('"tag"', tag) and is_current('"tag"', f'"other", W/{tag}') for tag in tags)
    assert not is_current('"tag"', '"other"')


def test_pages_are_forgotten_when_the_content_moves_on():
    cache = PageCache(10_000)
    cache.renew(1)
    cache.put("/en/", page(), stamp=1)
    cache.renew(1)
    assert cache.get("/en/")
    cache.renew(2)
    assert cache.get("/en/") is None


def test_a_page_made_before_the_content_moved_on_is_not_kept():
    cache = PageCache(10_000)
    cache.renew(1)
    cache.renew(2)
    cache.put("/en/", page(), stamp=1)
    assert cache.get("/en/") is None


def test_the_page_longest_unasked_goes_first_when_room_runs_out():
    cache = PageCache(2_500)
    cache.renew(1)
    for address in ("/a/", "/b/"):
        cache.put(address, page(), stamp=1)
    cache.get("/a/")
    cache.put("/c/", page(), stamp=1)
    assert [bool(cache.get(address)) for address in ("/a/", "/b/", "/c/")] == [True, False, True]


def test_a_page_larger_than_the_room_and_an_endless_address_are_not_kept():
    cache = PageCache(2_500)
    cache.renew(1)
    cache.put("/a/", page(b"x" * 3_000), stamp=1)
    cache.put("/" + "a" * 400, page(), stamp=1)
    assert cache.get("/a/") is None and cache.get("/" + "a" * 400) is None


def test_the_stamp_is_asked_for_at_most_once_in_a_period():
    now, asked = [0.0], []
    watch = Watch(PageCache(1), lambda: len(asked) or asked.append(1) or 1, lambda: now[0], period=1.0)
    assert watch.is_due()
    watch.look()
    assert not watch.is_due()
    now[0] = 1.0
    assert watch.is_due()
