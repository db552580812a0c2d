"""Every end that a login can come to, on every device that answers one: it is told, it leads on, and one gets in all the same.

The verifier's own tests drive it to each refusal. Here it is told to refuse, in its own words, and the page is looked at.
"""

import json

import pytest
from django.utils import translation
from playwright.sync_api import expect

from auth_demo.verifier.outcome import Cause, Diagnosis, Lock, Reason, Refused
from auth_demo.web import problems, reasons
from tests.browser.flows import Walk
from tests.browser.practice import Practice
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
# What the verifier says of a login that nothing can be answered to any more.
OVER = [Reason.EXPIRED, Reason.SUPERSEDED, Reason.ALREADY_USED, Reason.TOO_MANY_ATTEMPTS]
LAST_TRY = Refused(Reason.WRONG_RESPONSE, attempts_left=0, diagnosis=Diagnosis(Cause.UNKNOWN))
REFUSALS = [*(Refused(reason) for reason in OVER), LAST_TRY, Refused(Reason.LOCKED, topic=Lock.AUTHENTICATOR)]

# Two calls an hour are all there are, and the first one is answered before.
FEW = {"call": [LAST_TRY]}


def refuse_once(practice: Practice, path: str, refusal: Refused) -> None:
    """Have the next answer refused, in the verifier's words."""
    with translation.override(practice.language):
        body = problems.describe(refusal)
    answer = {"status": body["status"], "content_type": "application/problem+json", "body": json.dumps(body)}
    practice.page.route(f"**/logins/*/{path}", lambda route: route.fulfill(**answer), times=1)


def expect_told(learner: Walk, refusal: Refused) -> None:
    """What has happened, in the learner's language; and one button, with its name, that leads on."""
    problem, language = learner.practice.problem, learner.practice.language
    with translation.override(language):
        title = str(reasons.TITLES[refusal.reason])
    expect(problem.locator(".problem-title")).to_contain_text(title)
    assert problem.locator(".problem-text").inner_text().strip()
    act = learner.control("problem.act")
    expect(act).to_have_count(1)
    expect(act).to_be_visible()
    assert act.inner_text().strip()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_ends_a_login_is_told_and_the_next_one_gets_in(page, way):
    scenario, variant, at, path = WAYS[way]
    language = ("en", "fr")[list(WAYS).index(way) % 2]
    learner = walk(page, scenario, language, variant=variant)
    learner.practice.stop_clock()
    for refusal in FEW.get(way, REFUSALS):
        go_on(learner, until=at)
        refuse_once(learner.practice, path, refusal)
        learner.do(learner.step)
        expect_told(learner, refusal)
        learner.enter("problem.act")
        expect(learner.practice.problem).to_have_count(0)
        learner.practice.wait_for_turn()
        for _ in range(8):
            learner.practice.forward(120)  # in an hour so many messages and notifications are sent, and no more
        if learner.control("phone.done").is_visible():
            learner.enter("phone.done")  # what the phone shows is about the login that has ended
    go_on(learner)
    expect_inside(learner)
