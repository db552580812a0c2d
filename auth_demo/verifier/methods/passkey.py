"""The passkey: a key on the learner's phone that signs the login's challenge, for one site only (WebAuthn, ES256).

The verifier keeps the public half. The private one is handed out at enrollment and stored nowhere here. What was signed is
taken apart by protocols/passkey.py.
"""

import hmac
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from auth_demo.protocols import digits, passkey
from auth_demo.verifier.methods.base import Channel, Match, Question, Secrets, Suspect, Waived
from auth_demo.verifier.outcome import Cause, Shape, malformed

# The broker of the practice room, which does not exist: the passkey belongs to its domain, the login is on its portal.
SITE = "exemplar.example"
ORIGIN = "https://portal.exemplar.example"
KEY_BYTES = 32


class Passkey:
    name = "passkey"
    kind = "passkey"
    suite = "ES256"
    lifetime = timedelta(seconds=300)
    pin_digits = 0
    attempts = 5
    channel = Channel.NONE
    unexplained = Cause.UNKNOWN_PASSKEY

    def enrol(self) -> Secrets:
        private = ec.generate_private_key(ec.SECP256R1())
        point = private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return Secrets(key=point, given=private.private_numbers().private_value.to_bytes(KEY_BYTES, "big").hex())

    def hand_out(self, shared: Secrets) -> dict[str, str]:
        return {"key": shared.given}

    def draw(self, used: frozenset[str] = frozenset()) -> str:
        return passkey.encode(secrets.token_bytes(passkey.CHALLENGE_BYTES))

    def code(self) -> str:
        return ""

    def clean(self, response: str) -> str:
        cleaned = digits.clean(response).lower()
        try:
            passkey.read(cleaned)
        except passkey.FormatError:
            raise malformed(Shape.PASSKEY) from None
        return cleaned

    def match(self, suite: str, shared: Secrets, question: Question, response: str) -> Match | None:
        """The steps of §7.2 that concern a login without extensions."""
        answer = passkey.read(response)
        if not hmac.compare_digest(answer.challenge.encode(), question.text.encode()):
            return None
        failed = {
            Waived.SITE: answer.origin != ORIGIN or answer.embedded or not answer.is_for(SITE),
            Waived.OWNER: not (answer.user_present and answer.user_verified),
            Waived.COUNT: answer.count <= (question.after or 0) and (answer.count, question.after) != (0, None),
        }
        if any(is_failed for check, is_failed in failed.items() if check is not question.waived):
            return None
        return Match(counter=answer.count or None) if _is_signed(shared.key, answer) else None

    def suspects(self, shared: Secrets, question: Question) -> Iterator[Suspect]:
        """Three: what is signed rightly, and fails by one check alone."""
        yield Suspect(Cause.WRONG_SITE, replace(question, waived=Waived.SITE), shared)
        yield Suspect(Cause.OWNER_NOT_VERIFIED, replace(question, waived=Waived.OWNER), shared)
        yield Suspect(Cause.COUNT_BEHIND, replace(question, waived=Waived.COUNT), shared)

    def working(self, suite: str, shared: Secrets, question: Question) -> None:
        return None


def _is_signed(point: bytes, answer: passkey.Answer) -> bool:
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    try:
        key.verify(answer.signature, answer.signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
