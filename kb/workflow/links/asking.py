"""How an address outside this site answers: asked politely, and never inside the network that the site is in.

`requests-hardened` looks a name up once, refuses what is no public address, and connects to what it looked at; each redirect is
asked as an address of its own. No credential leaves: a `.netrc` is not read.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress

from kb.models import ExternalLink
from kb.models.link import LONGEST_ADDRESS

State = ExternalLink.State
TIMEOUT = (5, 10)  # seconds: to connect, and between two parts of an answer
WAITS = (1.0, 4.0)  # seconds before the second and the third try
LONGEST_WAIT = 10.0  # seconds that a server may ask for
MOST_REDIRECTS = 6
PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
REDIRECTS = PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
UNSURE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}  # it may be there for readers


@dataclass(frozen=True)
class Answer:
    """`status` is the last one, None without an answer; `reason` says why there is none. `wait` is what the server asks for."""

    state: ExternalLink.State
    status: int | None = None
    reason: str = ""
    leads_to: str = ""
    wait: float = 0.0

    @property
    def may_pass(self) -> bool:
        """Whether another try may find it otherwise."""
        return self.state == State.TROUBLE or self.status == HTTPStatus.TOO_MANY_REQUESTS


@dataclass
class Asker:
    """Asks one address at a time, and each host after a pause (`pause` in seconds). `sleep` and `clock` are the system's."""

    session: requests.Session
    pause: float
    waits: Sequence[float]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)  # when each host was asked last

    def ask(self, address: str) -> Answer:
        """Tried again, later and later, while it may pass."""
        answer = self._once(address)
        for wait in self.waits:
            if not answer.may_pass:
                break
            self.sleep(min(max(wait, answer.wait), LONGEST_WAIT))
            answer = self._once(address)
        return answer

    def _once(self, address: str) -> Answer:
        """Many servers do not know HEAD, or answer it wrongly: what it says is bad is asked for once more."""
        try:
            answer = self._follow("HEAD", address)
            return answer if (answer.status or 0) < 400 else self._follow("GET", address)
        except InvalidIPAddress:
            return Answer(State.PRIVATE, reason="private")
        except requests.Timeout:
            return Answer(State.TROUBLE, reason="timeout")
        except requests.exceptions.SSLError:
            return Answer(State.TROUBLE, reason="certificate")
        except requests.ConnectionError as error:
            return Answer(State.TROUBLE, reason="name" if "resolve" in str(error).lower() else "connection")
        except (requests.RequestException, ValueError):
            return Answer(State.BROKEN, reason="address")

    def _follow(self, method: str, address: str) -> Answer:
        here, leads_to, is_permanent = address, "", True
        for _redirect in range(MOST_REDIRECTS):
            with self._send(method, here) as response:
                status, target = response.status_code, response.headers.get("Location", "")
                wait = _seconds(response.headers.get("Retry-After", ""))
            if status not in REDIRECTS or not target:
                return _judged(status, leads_to, wait)
            here = urldefrag(urljoin(here, target)).url
            if urlsplit(here).scheme not in {"http", "https"}:
                return Answer(State.BROKEN, status, "address")
            is_permanent = is_permanent and status in PERMANENT
            leads_to = here if is_permanent else leads_to
        return Answer(State.BROKEN, status, "loop")

    def _send(self, method: str, address: str) -> requests.Response:
        """Without the body: nobody reads it."""
        host = urlsplit(address).hostname or ""
        if host in self._asked:
            self.sleep(max(0.0, self._asked[host] + self.pause - self.clock()))
        try:
            return self.session.request(method, address, allow_redirects=False, stream=True)
        finally:
            self._asked[host] = self.clock()


def asker(**more: Any) -> Asker:
    """As the settings have it."""
    config = Config(
        ip_filter_enable=not settings.LINK_CHECK_PRIVATE,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=TIMEOUT,
        user_agent_override=settings.LINK_CHECK_AGENT,
    )
    session = HTTPSession(config)
    session.auth = lambda request: request  # else a password for the host in ~/.netrc would be sent
    session.headers["Accept"] = "text/html,*/*;q=0.8"
    return Asker(session, settings.LINK_CHECK_PAUSE, **{"waits": WAITS, **more})


def _judged(status: int, leads_to: str, wait: float) -> Answer:
    if status in UNSURE:
        return Answer(State.UNSURE, status, wait=wait)
    if status >= 500:
        return Answer(State.TROUBLE, status, "status", wait=wait)
    if status >= 300:
        return Answer(State.BROKEN, status, "status")
    if leads_to and len(leads_to) <= LONGEST_ADDRESS:
        return Answer(State.MOVED, status, leads_to=leads_to)
    return Answer(State.OK, status)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0
