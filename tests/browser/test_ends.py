"""Every end that a login can come to, on every device that answers one: it is told, it leads on, and one gets in all the same.

Another window of the same learner brings the verifier to each of them in the moment in which the answer is on its way,
so that the page hears it as the refusal of what it sent. One it cannot bring about: a login that was answered already has
let somebody in, and its window shows that. There the verifier's words are put in its place.
"""

import json
from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Route, expect

from auth_demo.verifier.lockout import FAILED_CHALLENGES
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.web import problems, reasons
from tests.browser.flows import Walk
from tests.browser.test_practice_recovery import expect_inside, go_on, walk

# By what answers the login: the practice, its variant, the step that gives the answer, and what it is called at the API.
WAYS = {
    "card": ("dsc-plus", "", "submit", "response"),
    "phone": ("no-notification", "android", "response", "response"),
    "message": ("sms-login", "", "submit", "response"),
    "call": ("voice", "", "code", "response"),
    "passcode": ("temporary-passcode", "", "passcode", "response"),
    "cells": ("online-card", "", "cells", "response"),
    "app": ("authenticator-app", "ios", "submit", "response"),
    "passkey": ("passkey", "computer", "confirm", "response"),
    "notification": ("notification", "ios", "approve", "approval"),
    "matching": ("number-matching", "android", "number", "approval"),
}
TRIES = 5  # that each login bears
PATIENT = 120_000  # ms, for all that the other window does; only a busy machine takes a tenth of it
LONG = (
    1000  # seconds between two logins of the other window: no limit of any channel is met, and each login has ended
)


class OtherWindow:
    """The same learner at the same verifier, in another window: `route` is the answer of the first one, on its way."""

    def __init__(self, learner: Walk, route: Route) -> None:
        self.learner, self.sent = learner, route.request
        self.api, _, rest = route.request.url.partition("/logins/")
        self.login, _, self.path = rest.partition("/")
        self.body = json.loads(route.request.post_data)
        self.sandbox = learner.begun.url.split("/sandboxes/")[1].split("/")[0]

    def post(self, path: str, body: dict) -> dict:
        headers = {"Origin": self.api.removesuffix("/api/v1"), "Content-Type": "application/json"}
        post = self.learner.page.context.request.post
        for _ in range(20):  # a busy machine: the site asks to try again
            answer = post(self.api + path, data=json.dumps(body), headers=headers)
            if answer.status != 503:
                break
        return answer.json()

    def wait(self, seconds: int) -> None:
        self.post(f"/sandboxes/{self.sandbox}/clock", {"forward_seconds": seconds})

    def begin(self) -> str:
        """A login of its own, up to where it is answered."""
        login = self.post(f"/sandboxes/{self.sandbox}/logins", json.loads(self.learner.begun.post_data))["id"]
        if self.path == "response" and json.loads(self.learner.begun.post_data).get("method") == "notification":
            self.post(f"/logins/{login}/fallback", {"method": "phone"})
        return login

    @property
    def wrong(self) -> dict:
        """The same answer with its last part turned by two: nobody's, and of the right form."""
        name = "answer" if "answer" in self.body else "response"
        head, dot, tail = self.body[name].rpartition(".")
        return {**self.body, name: head + dot + tail[2:] + tail[:2]}

    def answer_wrong(self, login: str, times: int = TRIES) -> None:
        for _ in range(times):
            refused = self.post(f"/logins/{login}/{self.path}", self.wrong)
            # A busy machine may have counted one that it could not answer.
            assert refused["reason"] in {Reason.WRONG_RESPONSE, Reason.TOO_MANY_ATTEMPTS, Reason.LOCKED}, refused


def expire(window: OtherWindow) -> None:
    window.wait(LONG)


def supersede(window: OtherWindow) -> None:
    window.wait(130 if "sms" in window.learner.begun.post_data else 0)  # two minutes between two codes
    window.begin()


def use_up(window: OtherWindow) -> None:
    window.answer_wrong(window.login)


def leave_one_try(window: OtherWindow) -> dict:
    """What is on its way becomes the last one, and wrong."""
    window.answer_wrong(window.login, TRIES - 1)
    return window.wrong


def lock(window: OtherWindow) -> None:
    """Two logins have been used up by then, see ENDS."""
    window.answer_wrong(window.login)
    for _ in range(FAILED_CHALLENGES - 3):
        window.wait(LONG)
        window.answer_wrong(window.begin())


# In an order in which the locks count up to the last: what the other window does, and what the first one is told.
ENDS: dict[Reason, Callable[[OtherWindow], dict | None]] = {
    Reason.EXPIRED: expire,
    Reason.SUPERSEDED: supersede,
    Reason.TOO_MANY_ATTEMPTS: use_up,
    Reason.WRONG_RESPONSE: leave_one_try,
    Reason.LOCKED: lock,
}
# Two calls an hour are all there are, and the first one is answered before.
FEW = {"call": [Reason.WRONG_RESPONSE]}


def end_meanwhile(learner: Walk, path: str, end: Callable[[OtherWindow], dict | None]) -> None:
    """Have this happen while the next answer is on its way."""

    def meanwhile(route: Route) -> None:
        changed = end(OtherWindow(learner, route))
        route.continue_(post_data=json.dumps(changed)) if changed else route.continue_()

    learner.page.route(f"**/logins/*/{path}", meanwhile, times=1)


def refuse_once(learner: Walk, path: str, refusal: Refused) -> None:
    """Have the next answer refused, in the verifier's words."""
    with translation.override(learner.practice.language):
        body = problems.describe(refusal)
    answer = {"status": body["status"], "content_type": "application/problem+json", "body": json.dumps(body)}
    learner.page.route(f"**/logins/*/{path}", lambda route: route.fulfill(**answer), times=1)


def expect_told(learner: Walk, reason: Reason) -> None:
    """What has happened, in the learner's language; and one button, with its name, that leads on."""
    problem, language = learner.practice.problem, learner.practice.language
    with translation.override(language):
        title = str(reasons.TITLES[reason])
    expect(problem.locator(".problem-title")).to_contain_text(title)
    assert problem.locator(".problem-text").inner_text().strip()
    act = learner.control("problem.act")
    expect(act).to_have_count(1)
    expect(act).to_be_visible()
    assert act.inner_text().strip()


def go_on_after(learner: Walk, reason: Reason) -> None:
    """It is told, and one press leads on."""
    expect_told(learner, reason)
    learner.enter("problem.act")
    expect(learner.practice.problem).to_have_count(0)
    learner.practice.wait_for_turn()
    for _ in range(8):
        learner.practice.forward(120)  # in an hour so many messages and notifications are sent, and no more
    if learner.control("phone.done").is_visible():
        learner.enter("phone.done")  # what the phone shows is about the login that has ended


def begin(page, way: str) -> tuple[Walk, str, str]:
    """The practice with its clock stopped; the step that gives the answer, and what it is called at the API."""
    scenario, variant, at, path = WAYS[way]
    language = ("en", "fr")[list(WAYS).index(way) % 2]
    learner = walk(page, scenario, language, variant=variant)
    learner.practice.stop_clock()

    def note(request):
        if request.method == "POST" and request.url.endswith("/logins"):
            learner.begun = request

    page.on("request", note)
    return learner, at, path


@pytest.mark.parametrize("way", WAYS)
def test_whatever_ends_a_login_is_told_and_the_next_one_gets_in(own_page, way):
    learner, at, path = begin(own_page, way)
    for reason in FEW.get(way, ENDS):
        go_on(learner, until=at)
        end_meanwhile(learner, path, ENDS[reason])
        with own_page.expect_response(f"**/logins/*/{path}", timeout=PATIENT):
            learner.do(learner.step)
        go_on_after(learner, reason)
    go_on(learner)
    expect_inside(learner)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "call"])
def test_an_answer_that_comes_second_is_told_and_the_next_login_gets_in(own_page, way):
    learner, at, path = begin(own_page, way)
    go_on(learner, until=at)
    refuse_once(learner, path, Refused(Reason.ALREADY_USED))
    learner.do(learner.step)
    go_on_after(learner, Reason.ALREADY_USED)
    go_on(learner)
    expect_inside(learner)
