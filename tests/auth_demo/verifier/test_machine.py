"""The verifier as a state machine: whatever a learner does, in whatever order, these hold."""

from django.db import transaction
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from auth_demo.models import Challenge, Device, Event, Login, Message
from auth_demo.scenarios import load
from tests.auth_demo.answers import ANSWERS
from tests.auth_demo.conftest import DEMOS, open_sandbox

METHODS = st.sampled_from(sorted(ANSWERS))
ENDED = {"accepted", "denied", "refused", "superseded", "expired"}


class Verifier(RuleBasedStateMachine):
    """One sandbox that has every method; the model is what was accepted, and what has ended."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.callers = {name: open_sandbox(Client(), scenario=way.scenario) for name, way in ANSWERS.items()}
        for name, caller in self.callers.items():
            caller.stop_clock()
            ANSWERS[name].prepare(caller)
        self.logins = {}  # the newest login of each method, with what its device answers
        self.ended = {}  # login id -> the state in which it ended

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(name=METHODS)
    def log_in(self, name):
        caller, way = self.callers[name], ANSWERS[name]
        answer = caller.post(f"/sandboxes/{caller.id}/logins", {"method": way.method})
        assert answer.status_code in (201, 409, 410, 429), answer.content
        if answer.status_code == 201:
            login = answer.json()
            self.logins[name] = (login, way.right(caller, login), way.wrong(caller, login))

    @rule(name=METHODS, right=st.booleans())
    def answer(self, name, right):
        if name not in self.logins:
            return
        caller, way = self.callers[name], ANSWERS[name]
        login, good, bad = self.logins[name]
        before = caller.get(f"/logins/{login['id']}").json()
        locked = caller.device()["disabled"] or caller.state()["frozen"]
        answer = way.send(caller, login, good if right else bad)
        assert answer.status_code in (200, 409, 410, 422, 429), answer.content
        taken = right and before["state"] not in ENDED and not locked and before["attempts_left"] > 0
        clock_matters = name == "phone"
        if not clock_matters:
            assert (answer.status_code == 200) == taken
        assert answer.status_code != 200 or right
        after = caller.get(f"/logins/{login['id']}").json()
        assert after["attempts_left"] <= before["attempts_left"]

    @rule(name=METHODS)
    def answer_nonsense(self, name):
        if name in self.logins:
            caller, way = self.callers[name], ANSWERS[name]
            login = self.logins[name][0]
            before = caller.get(f"/logins/{login['id']}").json()["attempts_left"]
            assert way.send(caller, login, "nonsense").status_code != 200
            assert caller.get(f"/logins/{login['id']}").json()["attempts_left"] == before

    @rule(name=METHODS, seconds=st.sampled_from([1, 30, 61, 121, 301, 721, 1801, 86_400]))
    def wait(self, name, seconds):
        self.callers[name].forward(seconds)

    @rule(name=METHODS)
    def restore(self, name):
        assert self.callers[name].restore_card().status_code == 200

    @precondition(lambda self: "notification" in self.logins)
    @rule(decision=st.sampled_from(["deny", "not-me"]))
    def refuse_on_the_phone(self, decision):
        caller = self.callers["notification"]
        assert caller.approve(self.logins["notification"][0], decision=decision).status_code in (200, 409, 410, 429)

    @invariant()
    def what_has_ended_stays_ended(self):
        for name, (login, _good, _bad) in self.logins.items():
            state = self.callers[name].get(f"/logins/{login['id']}").json()["state"]
            if login["id"] in self.ended:
                assert state == self.ended[login["id"]]
            elif state in ENDED:
                self.ended[login["id"]] = state

    @invariant()
    def each_login_is_accepted_once_and_each_challenge_ends_one_way(self):
        accepted = Event.objects.filter(type="response.accepted").values_list("data__login", flat=True)
        assert len(set(accepted)) == len(accepted) == Login.objects.filter(accepted_at__isnull=False).count()
        for challenge in Challenge.objects.all():
            ways = [challenge.used_at, challenge.failed_at, challenge.superseded_at]
            assert sum(way is not None for way in ways) <= 1
            assert challenge.wrong <= challenge.attempts <= challenge.max_attempts

    @invariant()
    def one_challenge_of_a_device_is_open_and_what_is_over_keeps_no_code(self):
        for device in Device.objects.all():
            now = {
                name: caller.state()["now"] for name, caller in self.callers.items() if caller.id == device.sandbox_id
            }
            for at in now.values():
                assert Challenge.objects.answerable(at).filter(device=device).count() <= 1
        over = Message.objects.exclude(sealed=b"").exclude(challenge__in=Challenge.objects.unfinished())
        assert not over.exists()

    @invariant()
    def the_log_has_no_gaps(self):
        for caller in self.callers.values():
            seqs = [each["seq"] for each in caller.events()]
            assert seqs == list(range(1, len(seqs) + 1))


class VerifierTest(TestCase):
    def test_it_holds_whatever_a_learner_does(self):
        load.configure(DEMOS, ["en", "fr"])
        run_state_machine_as_test(
            Verifier, settings=settings(max_examples=6, stateful_step_count=20, deadline=None, derandomize=True)
        )
