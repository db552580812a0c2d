"""What the authenticator app adds to the contract of all methods: the time, each code once, and why one was refused."""

from datetime import timedelta

import pytest
from django.test import Client

from auth_demo.models import Challenge, Device, Login, Sandbox
from auth_demo.protocols import totp
from auth_demo.verifier import verify
from auth_demo.verifier.methods.base import Match
from auth_demo.verifier.outcome import Reason, Refused
from tests.auth_demo.answers import app_code
from tests.auth_demo.conftest import open_sandbox
from tests.auth_demo.times import moment

STEP = timedelta(seconds=30)


@pytest.fixture
def owner(db):
    caller = open_sandbox(Client(), scenario="app-test")
    caller.stop_clock()
    return caller


def now(caller):
    return moment(caller.state()["clock"]["now"])


def code(caller, *, steps=0, device=None):
    """What the app shows so many steps from now."""
    return app_code(device or caller.card, now(caller) + steps * STEP)


def refused(caller, typed):
    """The cause and the facts that are told of a code which a new login refuses."""
    answer = caller.respond(caller.login(), typed)
    assert (answer.status_code, answer.json()["reason"]) == (422, "wrong-response")
    told = answer.json()["diagnosis"]
    return told["cause"], told["facts"]


def test_the_app_is_told_how_to_compute(owner):
    assert owner.card["kind"] == "authenticator-app"
    assert owner.card["suite"] == "TOTP-SHA1-6-30"
    assert len(bytes.fromhex(owner.card["key"])) == 20


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_before_and_the_next_one_are_accepted_and_the_drift_is_noted(owner, steps):
    assert owner.respond(owner.login(), code(owner, steps=steps)).status_code == 200
    assert owner.device()["drift"] == steps


def test_a_code_lets_in_once(owner):
    typed = code(owner)
    assert owner.respond(owner.login(), typed).status_code == 200
    assert refused(owner, typed) == ("app-code-used", {})
    owner.forward(30)
    assert owner.respond(owner.login(), code(owner)).status_code == 200


def test_nor_does_a_code_that_was_shown_before_the_last_one_accepted(owner):
    before, newest = code(owner, steps=-1), code(owner)
    assert owner.respond(owner.login(), newest).status_code == 200
    assert refused(owner, before) == ("app-code-used", {})


def test_after_the_next_code_was_typed_early_the_one_shown_now_is_over(owner):
    assert owner.respond(owner.login(), code(owner, steps=1)).status_code == 200
    assert refused(owner, code(owner)) == ("app-code-used", {})


@pytest.mark.parametrize(
    ("steps", "cause", "off"),
    [
        (-2, "app-code-old", 60),
        (-10, "app-code-old", 300),
        (-20, "clock-behind", 600),
        (2, "clock-ahead", 60),
        (20, "clock-ahead", 600),
        (120, "clock-ahead", 3600),
    ],
)
def test_a_code_of_another_time_is_explained_by_how_far_off_it_is(owner, steps, cause, off):
    assert refused(owner, code(owner, steps=steps)) == (cause, {"off": off})


def test_the_code_of_another_account_in_the_app(owner):
    other = owner.sandbox["others"][0]
    typed = code(owner, device=other["devices"][0])
    assert refused(owner, typed) == ("other-account", {"user": other["user"]["name"]})


def test_a_code_that_no_account_showed(owner):
    shown = {code(owner, steps=steps) for steps in range(-181, 182)}
    shown |= {code(owner, steps=steps, device=owner.sandbox["others"][0]["devices"][0]) for steps in (-1, 0, 1)}
    nobodys = next(each for each in map("{:06d}".format, range(10**6)) if each not in shown)
    assert refused(owner, nobodys) == ("app-code-unknown", {})


def test_two_logins_at_once_are_not_both_let_in_by_one_code(owner):
    """The later of two that were found right before either was written down."""
    sandbox, step = Sandbox.objects.get(pk=owner.id), totp.step_at(now(owner).timestamp())
    first, second = (Login.objects.get(pk=owner.login()["id"]) for _ in range(2))
    Challenge.objects.update(superseded_at=None)
    match = Match(drift=0, counter=step)
    verify.accept(sandbox, first, first.challenges.get(), now(owner), match)
    with pytest.raises(Refused) as refusal:
        verify.accept(sandbox, second, second.challenges.get(), now(owner), match)
    assert refusal.value.reason is Reason.ALREADY_USED
    assert second.challenges.get().used_at is None
    assert Device.objects.get(pk=owner.card["id"]).counter == step


def test_look_inside_shows_how_the_code_came_about(owner):
    typed = code(owner, steps=1)
    owner.respond(owner.login(), typed)
    seen = owner.get(f"/sandboxes/{owner.id}/inside").json()
    step = totp.step_at(now(owner).timestamp()) + 1
    assert (seen["suite"], seen["response"]) == ("TOTP-SHA1-6-30", typed)
    assert seen["fields"] == [{"name": "T", "hex": f"{step:016x}"}]
    assert seen["data_input"] == f"{step:016x}"
    assert len(bytes.fromhex(seen["mac"])) == 20
