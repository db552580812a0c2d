"""Rows of script/bench that need no server: queries of a page, and the verifier's computing."""

import hashlib
import hmac
import os
import time
from collections.abc import Callable
from pathlib import Path

from tests.load.bench_pages import ARTICLE
from tests.load.bench_rows import compare, rounds, row

MOST_QUERIES = 3
LEAST_OCRA = 0.35  # of one bare HMAC's speed
TIMES = 20_000


def rows(_folder: Path) -> list[bool]:
    return [queries(), ocra()]


def queries() -> bool:
    """Counted in this very process, on the database that the servers used."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert Client(headers={"host": "127.0.0.1"}).get(ARTICLE).status_code == 200
    met = len(captured) <= MOST_QUERIES
    return row("queries of an article page", str(len(captured)), f"wanted at most {MOST_QUERIES}", met=met)


def ocra() -> bool:
    from auth_demo.protocols.ocra import parse, respond, verify

    suite, key, challenge = parse("OCRA-1:HOTP-SHA256-8:QN06-PSHA256"), os.urandom(32), "481203"
    answer = respond(suite, key, challenge=challenge, pin="1234")
    message = os.urandom(34 + 1 + 128 + 32)
    found = rounds(
        {
            "verify": each(lambda: verify(suite, key, answer, challenge=challenge, pin="1234")),
            "hmac": each(lambda: hmac.new(key, message, hashlib.sha256).digest()),
        }
    )
    return compare("OCRA verification", found["verify"], found["hmac"], least=LEAST_OCRA, what=" an HMAC-SHA256")


def each(work: Callable[[], object]) -> Callable[[], float]:
    """Measures the seconds of CPU that `work` takes."""

    def measure() -> float:
        start = time.process_time()
        for _ in range(TIMES):
            work()
        return (time.process_time() - start) / TIMES

    return measure
