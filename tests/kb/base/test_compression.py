import gzip

import brotli
import pytest

from kb.base.compression import LEAST, best_coding, encoded

BODY = b"a page that repeats itself " * 100


def test_every_coding_holds_the_same_body():
    assert (
        encoded(BODY, "") == brotli.decompress(encoded(BODY, "br")) == gzip.decompress(encoded(BODY, "gzip")) == BODY
    )


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
    assert best_coding(accepted, BODY) == coding


def test_what_is_short_is_sent_as_it_is():
    assert best_coding("br", b"x" * (LEAST - 1)) == ""
