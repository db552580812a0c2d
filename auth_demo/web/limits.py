"""Limits against abuse, in real time: what one practice asks in a minute, what one client guesses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest

from auth_demo.verifier.outcome import Reason, Refused, Topic
from kb.base import limits as counters
from kb.base.clients import client_key

REQUESTS_PER_MINUTE = 600  # a page asks far less; a program in a loop more
EXCHANGES_PER_MINUTE = 60  # pairing codes tried by one client: a whole classroom is let in, a guesser is not
WRONG_CODES = 10  # short ones that one client may type wrong
WRONG_CODES_WITHIN = 300  # seconds
PAIRINGS_PER_MINUTE = 10  # codes for one's own phone; a person makes one, and another if it was too slow
PICTURES_PER_MINUTE = 120
HANDS_PER_MINUTE = 20  # of one participant of a class, up and down: each is a row of its log
WALKS_PER_MINUTE = 20  # of one participant: each is a sandbox
TYPED = "practice-typed"
WRONG_CLASS_CODES = (
    40  # from one address, within WRONG_CODES_WITHIN: a school of many classes mistypes less, a guesser more
)
CLASS_CODES = "practice-class-codes"
LAUNCHES_PER_MINUTE = 3000  # of one client: a platform's learners sit behind one address, and log in at the same hour
RESPONSES_PER_MINUTE = 120  # well above what the tries of several logins bear


def spend(whose: str, *, what: str = "requests", most: int = REQUESTS_PER_MINUTE) -> None:
    """Count one of `what` in a minute, for a sandbox or a client. Raises Refused (too-soon) beyond `most`.

    A request goes on if the database cannot count it now: it may only look. What could be a guess does not.
    """
    count = counters.spend_if_possible if what == "requests" else counters.spend
    wait = count(f"practice-{what}", whose, most=most, seconds=60)
    if wait:
        raise Refused(Reason.TOO_SOON, retry_in=wait)


def spend_response(sandbox_id: str) -> None:
    spend(sandbox_id, what="responses", most=RESPONSES_PER_MINUTE)


def spend_pairing(sandbox_id: str) -> None:
    spend(sandbox_id, what="pairings", most=PAIRINGS_PER_MINUTE)


def spend_exchange(request: HttpRequest) -> None:
    spend(client_key(request), what="exchanges", most=EXCHANGES_PER_MINUTE)


def spend_launch(request: HttpRequest) -> None:
    spend(client_key(request), what="launches", most=LAUNCHES_PER_MINUTE)


def spend_attempt(request: HttpRequest) -> None:
    """Attempts that packages open: as many as practices, which they are. Raises Refused (too-soon)."""
    wait = counters.spend("attempts", client_key(request), most=settings.SANDBOXES_PER_HOUR, seconds=3600)
    if wait:
        raise Refused(Reason.TOO_SOON, topic=Topic.PRACTICES, retry_in=wait)


@contextmanager
def spend_typed(request: HttpRequest) -> Iterator[None]:
    """Around the use of a short pairing code: one that was right does not count. Raises Refused (too-soon).

    It counts before the code is looked at, so that many tries at the same moment are no more than one after the other.
    """
    client = client_key(request)
    wait = counters.spend(TYPED, client, most=WRONG_CODES, seconds=WRONG_CODES_WITHIN)
    if wait:
        raise Refused(Reason.TOO_SOON, topic=Topic.CODES_TRIED, retry_in=wait)
    yield
    counters.give_back(TYPED, client)


@contextmanager
def spend_class_code(request: HttpRequest) -> Iterator[None]:
    """The same around the code of a class. Raises Refused (too-many-attempts)."""
    client = client_key(request)
    wait = counters.spend(CLASS_CODES, client, most=WRONG_CLASS_CODES, seconds=WRONG_CODES_WITHIN)
    if wait:
        raise Refused(Reason.TOO_MANY_ATTEMPTS, topic=Topic.CLASS_CODES_TRIED, retry_in=wait)
    try:
        yield
    except Refused as refusal:
        if refusal.reason is Reason.NOT_FOUND:
            raise
        counters.give_back(CLASS_CODES, client)
        raise
    counters.give_back(CLASS_CODES, client)
