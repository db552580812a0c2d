"""What the device of each method answers: the tests in methods/ hold for every method that is named here."""

import hashlib
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from auth_demo.protocols import ocra, push, totp
from auth_demo.verifier.methods.passkey import ORIGIN, SITE
from auth_demo.verifier.methods.phone import time_step
from tests.auth_demo.times import moment


@dataclass(frozen=True)
class Answerer:
    """How a learner goes through one method by hand: what the device shows, and where it goes."""

    scenario: str
    pause: float = 0  # seconds between two logins that the limits allow
    method: str | None = None  # where it is not the scenario's first

    def prepare(self, caller) -> None:
        """Get the device first, where a new sandbox has none."""

    def right(self, caller, login) -> str:
        raise NotImplementedError

    def late(self, caller, login, at) -> str:
        """What the device answers at the moment `at`, where that makes a difference."""
        return self.right(caller, login)

    def wrong(self, caller, login) -> str:
        """A response that is nobody's."""
        right = self.right(caller, login)
        return f"{(int(right) + 12_345_679) % 10 ** len(right):0{len(right)}d}"

    def send(self, caller, login, answer):
        return caller.respond(login, answer)


class Card(Answerer):
    def right(self, caller, login):
        return caller.compute(login)


class Offline(Answerer):
    def right(self, caller, login):
        return self.late(caller, login, moment(login["issued_at"]))

    def late(self, caller, login, at):
        return phone_response(caller.card, login, at)


class App(Answerer):
    def prepare(self, caller):
        caller.stop_clock()  # a code lives for half a minute, in which a busy machine may do little

    def right(self, caller, login):
        return self.late(caller, login, moment(login["issued_at"]))

    def late(self, caller, login, at):
        return app_code(caller.card, at)


class Signed(Answerer):
    def right(self, caller, login):
        return passkey_answer(caller.card["key"], login["challenge"], count=caller.counted())

    def wrong(self, caller, login):
        return passkey_answer("07" * 32, login["challenge"], count=caller.counted())


class Sent(Answerer):
    """The code is in the message: it is fetched once, since it is deleted when it was used."""

    def right(self, caller, login):
        return caller.code_of(login)


class Notified(Answerer):
    def right(self, caller, login):
        return caller.approval(login, "approve")["answer"]

    def wrong(self, caller, login):
        return hashlib.sha256(self.right(caller, login).encode()).hexdigest()

    def send(self, caller, login, answer):
        return caller.approve(login, answer=answer)


class Passcode(Answerer):
    def prepare(self, caller):
        caller.given = caller.post(f"/sandboxes/{caller.id}/temporary-passcode").json()
        caller.sandbox["devices"] = [{"id": caller.given["device"]}]

    def right(self, caller, login):
        return caller.given["passcode"].replace("-", "")

    def wrong(self, caller, login):
        right = self.right(caller, login)
        return ("1" if right[0] == "0" else "0") + right[1:]


class Cells(Passcode):
    def prepare(self, caller):
        super().prepare(caller)
        login = caller.login(platform="client-portal")
        caller.respond(login, caller.given["passcode"])
        caller.given = caller.post(f"/sandboxes/{caller.id}/online-card").json()
        caller.sandbox["devices"] = [{"id": caller.given["device"]}]

    def right(self, caller, login):
        return "".join(caller.given["cells"][int(at) - 1] for at in login["challenge"])


def phone_response(device, login, at, *, challenge=None) -> str:
    """What the app on the phone `device` shows, whose clock says `at`."""
    key = bytes.fromhex(device["key"])
    return ocra.respond(device["suite"], key, challenge=challenge or login["challenge"], time_step=time_step(at))


def app_code(device, at) -> str:
    """What the authenticator app with the key of `device` shows at a moment."""
    return totp.code(bytes.fromhex(device["key"]), totp.step_at(at.timestamp()))


def passkey_answer(key, challenge, *, count=0, origin=ORIGIN, site=SITE, flags=0x05, changed=None) -> str:
    """What a passkey with the private `key` signs; with the client data `changed`, where a test asks for something odd."""
    client = {"type": "webauthn.get", "challenge": challenge, "origin": origin, "crossOrigin": False} | (
        changed or {}
    )
    data = json.dumps(client, separators=(",", ":")).encode()
    authenticator = hashlib.sha256(site.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")
    private = ec.derive_private_key(int(key, 16), ec.SECP256R1())
    signature = private.sign(authenticator + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
    return ".".join(part.hex() for part in (data, authenticator, signature))


def push_answer(device, request, decision, number="") -> str:
    return push.answer(
        bytes.fromhex(device["push_key"]),
        nonce=bytes.fromhex(request["nonce"]),
        user=request["user"],
        phone=device["id"],
        decision=decision,
        number=number,
    )


ANSWERS = {
    "security-card": Card("card-test"),
    "phone": Offline("offline-test"),
    "sms": Sent("sms-test", pause=721),
    "voice": Sent("voice-test", pause=1801),
    "temporary-passcode": Passcode("passcode-test"),
    "online-card": Cells("passcode-test", method="online-card"),
    "authenticator-app": App("app-test", pause=60),
    "passkey": Signed("passkey-test"),
    "notification": Notified("push-test", pause=301),
}
