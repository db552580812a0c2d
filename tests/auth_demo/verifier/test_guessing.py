"""Whatever can be guessed is guessed at most 25 times in a row, however long the guesser waits or moves the clock.

NIST SP 800-63B-4 (section 3.2.2) allows a hundred.
"""

from dataclasses import dataclass, replace

import pytest

from auth_demo.models import Confirmation, Device
from auth_demo.protocols import codes
from auth_demo.verifier import pairing
from auth_demo.verifier.lockout import WRONG_CODES
from auth_demo.web import limits
from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import Caller, open_sandbox

DAY = 86_400


@pytest.fixture(autouse=True)
def nothing_is_too_often(monkeypatch):
    monkeypatch.setattr(limits, "spend", lambda *_args, **_options: None)


@dataclass(frozen=True)
class Login:
    """A guesser who leaves each login after so many wrong answers and begins another."""

    name: str
    leave_after: int = 5

    def open(self, client) -> Caller:
        caller = open_sandbox(client, scenario=ANSWERS[self.name].scenario)
        ANSWERS[self.name].prepare(caller)
        return caller

    def ask(self, caller: Caller):
        method = ANSWERS[self.name].method
        return caller.post(f"/sandboxes/{caller.id}/logins", {"method": method} if method else {})

    def guesses(self, caller: Caller, asked):
        way, login = ANSWERS[self.name], asked.json()
        wrong = way.wrong(caller, login)
        return [way.send(caller, login, wrong) for _ in range(self.leave_after)]


@dataclass(frozen=True)
class Matching:
    """Of the number on the login screen, with the right phone in hand."""

    name: str = "number to match"

    def open(self, client) -> Caller:
        return open_sandbox(client, scenario="matching-test")

    def ask(self, caller: Caller):
        return caller.post(f"/sandboxes/{caller.id}/logins", {})

    def guesses(self, caller: Caller, asked):
        login = asked.json()
        wrong = f"{(int(login['number']) + 1) % 10 ** len(login['number']):0{len(login['number'])}d}"
        return [caller.approve(login, number=wrong)]


@dataclass(frozen=True)
class Sent:
    """Of a code that is no login's. `asked_by` and `taken_by` are addresses within the sandbox."""

    name: str
    scenario: str
    asked_by: str
    taken_by: str
    body: dict
    variant: str | None = None
    leave_after: int = 5

    def open(self, client) -> Caller:
        variant = {"variant": self.variant} if self.variant else {}
        return open_sandbox(client, scenario=self.scenario, **variant)

    def ask(self, caller: Caller):
        return caller.post(f"/sandboxes/{caller.id}{self.asked_by}", self.body)

    def guesses(self, caller: Caller, asked):
        wrong = "000000" if self.name == "number" else "0" * codes.ACTIVATION.length
        path = f"/sandboxes/{caller.id}{self.taken_by}"
        return [caller.post(path, {"code": wrong}) for _ in range(self.leave_after)]


def activation(kind: str, phone: str, scenario: str) -> Sent:
    place = f"/phones/{phone}/activation"
    return Sent(kind, scenario, place, f"{place}/confirmation", {"kind": kind})


NUMBER = Sent("number", "enrol-test", "/number/verification", "/number/confirmation", {})
SECRETS = [
    *(Login(name) for name in ANSWERS),
    *(Login(name, leave_after=4) for name in ("security-card", "sms")),
    Matching(),
    NUMBER,
    replace(NUMBER, leave_after=4),
    activation("activation", "phone", "enrol-test"),
    activation("recovery", "phone", "push-test"),
    activation("migration", "second", "push-test"),
]


def test_every_method_and_every_purpose_of_a_code_is_tried():
    names = {each.name for each in SECRETS}
    assert names >= {*ANSWERS, *Confirmation.Purpose.values}


def guess_until_locked(secret, caller: Caller) -> int:
    """How many guesses were looked at until no more is."""
    looked_at = 0
    for _ in range(60):
        asked = secret.ask(caller)
        told = asked.json()
        if told.get("reason") == "locked" and not told.get("retry_at"):
            return looked_at
        if told.get("retry_at"):
            caller.forward(2 * DAY)  # whatever it was that had to be waited for
            continue
        assert asked.status_code in (200, 201), asked.content
        looked_at += sum(each.json()["reason"] == "wrong-response" for each in secret.guesses(caller, asked))
    raise AssertionError(f"{looked_at} guesses, and no end")


@pytest.mark.parametrize("secret", SECRETS, ids=lambda each: f"{each.name}-{getattr(each, 'leave_after', 1)}")
def test_a_guesser_is_locked_out_for_good_after_25_wrong_ones(db, client, secret):
    caller = secret.open(client)
    assert 0 < guess_until_locked(secret, caller) <= WRONG_CODES
    caller.forward(200 * DAY)
    assert secret.ask(caller).json()["reason"] in ("locked", "gone")


def test_codes_of_several_purposes_count_together(db, client):
    """Of who may choose what the code is for, each guess counts."""
    caller = open_sandbox(client, scenario="enrol-test")
    first = activation("activation", "phone", "enrol-test")
    for turn in range(5):
        secret = (NUMBER, first)[turn % 2]
        secret.guesses(caller, secret.ask(caller))
        caller.forward(DAY)
    assert [NUMBER.ask(caller).json()["reason"], first.ask(caller).json()["reason"]] == ["locked", "locked"]


def test_a_code_that_is_right_afterwards_is_not_taken(db, client):
    caller = open_sandbox(client, scenario="enrol-test")
    for _ in range(4):
        NUMBER.guesses(caller, NUMBER.ask(caller))
        caller.forward(DAY)
    NUMBER.ask(caller)
    right = caller.get(f"/sandboxes/{caller.id}/messages/{caller.messages()[-1]['n']}").json()["code"]
    NUMBER.guesses(caller, None)
    answer = caller.post(f"/sandboxes/{caller.id}/number/confirmation", {"code": right})
    assert (answer.status_code, answer.json()["reason"]) == (409, "locked")
    assert "Twenty-five" in answer.json()["detail"] and "Réactivez" in answer.json()["texts"]["fr"]["detail"]
    assert [each["type"] for each in caller.events()].count("codes.locked") == 1


def test_a_right_code_sets_the_count_back(db, client):
    caller = open_sandbox(client, scenario="push-test")
    recovery = activation("recovery", "phone", "push-test")
    for _ in range(7):
        recovery.ask(caller)
        code = caller.get(f"/sandboxes/{caller.id}/messages/{caller.messages()[-1]['n']}").json()["code"]
        for _guess in range(4):
            caller.post(f"/sandboxes/{caller.id}{recovery.taken_by}", {"code": "0" * codes.ACTIVATION.length})
        assert caller.post(f"/sandboxes/{caller.id}{recovery.taken_by}", {"code": code}).status_code == 201
        caller.forward(DAY)


def test_restored_devices_bring_the_codes_back(db, client):
    caller = open_sandbox(client, scenario="push-test")
    recovery = activation("recovery", "phone", "push-test")
    guess_until_locked(recovery, caller)
    caller.restore_card()
    caller.forward(DAY)
    assert recovery.ask(caller).status_code == 200
    assert [each["type"] for each in caller.events()].count("codes.restored") == 1


def test_a_new_online_card_does_not_forget_the_guesses(db, client):
    guesser = Login("online-card")
    caller = guesser.open(client)
    guesser.guesses(caller, guesser.ask(caller))
    caller.post(f"/sandboxes/{caller.id}/online-card")
    card = Device.objects.get(sandbox=caller.id, kind="online-card", revoked_at=None)
    assert (card.failures, card.wrong_responses) == (1, 5)


def test_what_belongs_to_no_device_yet_is_too_long_to_guess():
    """A code for one's own phone: a client tries 60 a minute, and may go on for the two minutes that it lasts."""
    tries = limits.EXCHANGES_PER_MINUTE * pairing.LASTS.total_seconds() / 60
    assert len(pairing.ALPHABET) ** pairing.DIGITS / tries > 2**112
