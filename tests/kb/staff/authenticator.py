"""A passkey in Python: what a browser and its authenticator answer, with a key of its own."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    def __init__(self, origin: str) -> None:
        self.origin, self.id, self.count = origin, secrets.token_bytes(32), 0
        self.key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict) -> dict:
        """The answer to the options of an enrollment."""
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        held = bytes(16) + len(self.id).to_bytes(2) + self.id + cose
        data = self._data(options["rp"]["id"], PRESENT | VERIFIED | HAS_KEY) + held
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            "webauthn.create", options, attestationObject=text(cbor2.dumps(made)), transports=["internal"]
        )

    def get(self, options: dict) -> dict:
        """The answer to the question at a sign-in."""
        self.count += 1
        data = self._data(options["rpId"], PRESENT)
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer("webauthn.get", options, authenticatorData=text(data), signature=text(signature))

    def _data(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: dict) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _answer(self, kind: str, options: dict, **response) -> dict:
        response |= {"clientDataJSON": text(self._client(kind, options))}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
