"""One world with everything in it as a state machine: whatever happens in it, in whatever order, these hold."""

from django.db import transaction
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from auth_demo.models import Challenge, Confirmation, Device, Event, Login
from auth_demo.scenarios import load
from tests.auth_demo.answers import phone_response, push_answer
from tests.auth_demo.conftest import DEMOS, open_sandbox
from tests.auth_demo.times import moment

OWN, OWNER = "amira-practice", "owner-practice"
WAYS = ["notification", "phone", "security-card", "sms", "voice", "temporary-passcode", "online-card"]
FAULTS = ["no-coverage", "airplane", "late-sms", "blocked-sms", "no-push", "phone-lost"]
PHONES = ["phone", "second"]
KINDS = ["activation", "recovery", "migration"]
OPEN = ("challenge", "code-sent", "waiting")
POLITE = (200, 201, 404, 409, 410, 422, 429)
THEN = st.sampled_from(
    ["right", "right", "wrong", "old key", "nothing", "deny", "not-me"]
)  # what the learner answers
NEWEST = st.integers(0, 3)  # which of the logins or codes of late: 0 is the newest


WHICH = {"which": NEWEST}
# What a learner may do, and with what; said twice, it is done more often. One rule draws from it, because hypothesis leaves
# some rules out of each run: then most runs would have no login at all.
DEEDS = [
    ("log_in", {"way": st.sampled_from(WAYS), "owner": st.sampled_from([False, False, True]), "then": THEN}),
    ("log_in", {"way": st.sampled_from(WAYS), "owner": st.just(False), "then": THEN}),
    ("ask_to_share", {"then": THEN}),
    ("answer", WHICH | {"then": THEN}),
    ("answer", WHICH | {"then": THEN}),
    ("answer_again_what_was_accepted", WHICH),
    (
        "go_on",
        WHICH | {"action": st.sampled_from(["resend", "fallback"]), "channel": st.sampled_from(["sms", "voice"])},
    ),
    ("opt_in", {}),
    (
        "ask_for_an_activation_code",
        {"phone": st.sampled_from(PHONES), "kind": st.sampled_from([None, None, *KINDS]), "at_once": st.booleans()},
    ),
    ("type_an_activation_code", WHICH | {"phone": st.sampled_from([*PHONES, None])}),
    ("break_or_mend", {"fault": st.sampled_from([*FAULTS, None, None])}),
    ("clear_the_app", {}),
    ("ask_for_a_passcode", {}),
    ("print_the_online_card", {}),
    ("restore_devices", {}),
    ("wait", {"seconds": st.sampled_from([1, 7, 61, 121, 301, 601, 3601, 90_000, 11 * 86_400])}),
]


class World(RuleBasedStateMachine):
    """The model: which keys were handed out, what was answered to each login, and what must never come back."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.caller = open_sandbox(Client(), scenario="everything-test")
        self.caller.stop_clock()
        given = [each for other in self.caller.sandbox["others"] for each in other["devices"]]
        self.devices = {each["id"]: each for each in (*self.caller.sandbox["devices"], *given)}
        self.secrets = {self.caller.sandbox["token"]}
        for device in self.devices.values():
            self.secrets |= {device.get(name) for name in ("key", "push_key", "pin")} - {None}
        self.logins, self.accepted, self.codes = [], set(), []
        self.taken = []  # the requests that were accepted
        self.passcode = self.cells = None
        self.opted_in = False
        self.before = {}  # of each challenge and confirmation: its tries, and how it ended
        self.log = []

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # What a learner does.

    @rule(deed=st.one_of(*(st.tuples(st.just(name), st.fixed_dictionaries(args)) for name, args in DEEDS)))
    def act(self, deed):
        name, args = deed
        if "which" not in args or (self.codes if name == "type_an_activation_code" else self.logins):
            getattr(self, name)(**args)

    def post(self, path, body=None):
        self.last = (path, body)
        answer = self.caller.post(path.replace("*", f"/sandboxes/{self.caller.id}"), body)
        assert answer.status_code in POLITE, (path, body, answer.content)
        return answer

    def begin(self, path, body, then):
        answer = self.post(path, body)
        if answer.status_code == 201:
            login = answer.json()
            if login["state"] == "accepted":
                assert not self.opted_in or login["user"] == OWNER  # who has never opted in
                self.accepted.add(login["id"])
            else:
                self.secrets |= {login["challenge"]} if isinstance(login.get("challenge"), str) else set()
                self.logins.append(login)
                self.answer(0, then)

    @initialize(opted_in=st.sampled_from([True, True, True, False]))
    def begin_with_or_without_devices(self, opted_in):
        if opted_in:
            self.opt_in()

    def log_in(self, way, owner, then):
        self.begin("*/logins", {"method": way, "user": OWNER if owner else OWN}, then)

    def opt_in(self):
        answer = self.post("*/opt-in")
        assert answer.status_code != 200 or not self.opted_in
        self.opted_in = self.opted_in or answer.status_code == 200

    def ask_to_share(self, then):
        self.begin("*/shares", {"owner": OWNER}, then)

    def answer(self, which, then):
        login = self.logins[-1 - which % len(self.logins)]
        device = self.key_of(login, then == "old key")
        stored = Device.objects.get(pk=device["id"])
        was = self.caller.get(f"/logins/{login['id']}").json()
        frozen = self.caller.state()["frozen"] and was["user"] == OWN
        if then in ("nothing", "deny", "not-me"):
            self.refuse_on_the_phone(login, then)
            return
        sent = self.send(was, device, then != "wrong")  # None if nothing has arrived that could be answered
        if sent is not None and sent.status_code == 200:
            assert then != "wrong" and was["state"] in OPEN and was["attempts_left"] > 0 and not frozen
            assert login["id"] not in self.accepted
            assert stored.disabled_at is None and stored.revoked_at is None
            assert was["method"] in ("sms", "voice") or device["id"] == login["device"]
            self.accepted.add(login["id"])
            self.taken.append(self.last)

    def answer_again_what_was_accepted(self, which):
        for path, body in self.taken[-1 - which :][:1]:
            assert self.post(path, body).status_code != 200

    def go_on(self, which, action, channel):
        body = {"channel": channel} if action == "resend" else {}
        self.post(f"/logins/{self.logins[-1 - which % len(self.logins)]['id']}/{action}", body)

    def refuse_on_the_phone(self, login, then):
        if then != "nothing" and login["method"] == "notification" and (request := self.request_of(login)):
            device = self.devices[login["device"]]
            body = {"device": device["id"], "decision": then, "answer": push_answer(device, request, then)}
            self.post(f"/logins/{login['id']}/approval", body)

    def ask_for_an_activation_code(self, phone, kind, at_once):
        """With no `kind`, the one that is due."""
        active = {each["id"] for each in self.caller.state()["phones"] if each["app"] == "active"}
        kind = kind or ("recovery" if phone in active else "migration")
        if self.post(f"*/phones/{phone}/activation", {"kind": kind}).status_code == 200:
            last = self.caller.messages()[-1]["n"]
            read = self.caller.get(f"/sandboxes/{self.caller.id}/messages/{last}")
            if read.status_code == 200:
                self.codes.append((phone, read.json()["code"]))
                self.secrets.add(read.json()["code"])
                if at_once:
                    self.type_an_activation_code(0, None)

    def type_an_activation_code(self, which, phone):
        asked, code = self.codes[-1 - which % len(self.codes)]
        answer = self.post(f"*/phones/{phone or asked}/activation/confirmation", {"code": code})
        if answer.status_code == 201:
            assert phone in (None, asked)
            self.codes = [each for each in self.codes if each[1] != code]
            made = answer.json()["device"]
            self.devices[made["id"]] = made
            self.secrets |= {made["key"], made["push_key"]}

    def break_or_mend(self, fault):
        wanted = {fault: True} if fault else dict.fromkeys(FAULTS, False)
        assert self.post("*/faults", wanted).status_code == 200

    def clear_the_app(self):
        self.post("*/phones/phone/forget")

    def restore_devices(self):
        for device in self.caller.sandbox["devices"]:
            self.post(f"*/devices/{device['id']}/restore")

    def ask_for_a_passcode(self):
        answer = self.post("*/temporary-passcode")
        if answer.status_code == 201:
            self.passcode = answer.json()
            self.devices[self.passcode["device"]] = {"id": self.passcode["device"]}
            self.secrets |= {self.passcode["passcode"], self.passcode["passcode"].replace("-", "")}

    def print_the_online_card(self):
        answer = self.post("*/online-card")
        if answer.status_code == 201:
            self.cells = answer.json()
            self.devices[self.cells["device"]] = {"id": self.cells["device"]}

    def wait(self, seconds):
        self.post("*/clock", {"forward_seconds": seconds})

    # What the devices answer.

    def key_of(self, login, old):
        """The device that is asked; or another phone's, one that was revoked first."""
        if old and login["method"] in ("phone", "notification"):
            keys = [each for each in self.devices.values() if "push_key" in each and each["id"] != login["device"]]
            return keys[-1]
        return self.devices[login["device"]]

    def send(self, login, device, right):
        path, method = f"/logins/{login['id']}", login["method"]
        if method == "notification":
            request = self.request_of(login)
            if request is None:
                return None
            answer = push_answer(device, request, "approve") if right else "0" * 64
            return self.post(f"{path}/approval", {"device": device["id"], "decision": "approve", "answer": answer})
        response = self.response(login, device)
        if response is not None and not right:
            response = response[:-1] + ("1" if response[-1] == "0" else "0")
        return response and self.post(f"{path}/response", {"response": response})

    def response(self, login, device):
        match login["method"]:
            case "security-card":
                return self.caller.compute(login, card=device)
            case "phone":
                return phone_response(device, login, moment(self.caller.state()["now"]))
            case "temporary-passcode":
                return self.passcode["passcode"]
            case "online-card" if self.cells["device"] == device["id"]:
                return "".join(self.cells["cells"][int(at) - 1] for at in login["challenge"])
            case "sms" | "voice":
                return (self.message_of(login) or {}).get("code")

    def request_of(self, login):
        return (self.message_of(login) or {}).get("request")

    def message_of(self, login):
        found = [each for each in self.caller.messages() if each.get("login") == login["id"]]
        if not found:
            return None
        path = f"/sandboxes/{self.caller.id}/messages/{found[-1]['n']}"
        read = self.caller.post(f"{path}/answer") if found[-1]["kind"] == "call" else self.caller.get(path)
        said = read.json() if read.status_code == 200 else None
        if said and said.get("code"):
            self.secrets.add(said["code"])
        return said

    # What holds, whatever they do.

    @invariant()
    def no_login_is_accepted_twice(self):
        told = list(
            Event.objects.filter(type="response.accepted").order_by("seq").values_list("data__login", flat=True)
        )
        assert len(told) == len(set(told))
        assert set(told) == self.accepted
        assert set(Login.objects.exclude(accepted_at=None).values_list("pk", flat=True)) == self.accepted

    @invariant()
    def tries_are_never_given_back_and_an_end_is_an_end(self):
        for each in (*Challenge.objects.all(), *Confirmation.objects.all()):
            now = (each.attempts, each.used_at, each.failed_at, each.superseded_at)
            attempts, *ends = self.before.get(each.pk, now)
            assert attempts <= each.attempts <= each.max_attempts
            assert each.wrong <= each.attempts
            assert sum(end is not None for end in now[1:]) <= 1
            assert not any(ends) or ends == list(now[1:])
            self.before[each.pk] = now

    @invariant()
    def a_user_has_one_phone_at_most_and_what_is_revoked_stays_so(self):
        for user in (OWN, OWNER):
            assert Device.objects.filter(user=user, kind="phone", revoked_at=None).count() <= 1
        revoked = set(Device.objects.exclude(revoked_at=None).values_list("pk", flat=True))
        assert getattr(self, "revoked", set()) <= revoked
        self.revoked = revoked

    @invariant()
    def the_log_is_only_added_to_without_gaps_and_holds_no_secret(self):
        log = [(each["seq"], each["type"], each["data"]) for each in self.caller.events()]
        assert log[: len(self.log)] == self.log
        assert [seq for seq, _type, _data in log] == list(range(1, len(log) + 1))
        for _seq, _type, data in log[len(self.log) :]:
            assert not self.secrets & {str(value) for value in data.values()}
        self.log = log

    @invariant()
    def nobody_is_shown_a_key_again(self):
        shown = self.caller.get(f"/sandboxes/{self.caller.id}").content.decode()
        assert not [secret for secret in self.secrets if len(secret) >= 32 and secret in shown]


class WorldTest(TestCase):
    def test_it_holds_whatever_happens(self):
        load.configure(DEMOS, ["en", "fr"])
        run_state_machine_as_test(
            World, settings=settings(max_examples=25, stateful_step_count=30, deadline=None, derandomize=True)
        )
