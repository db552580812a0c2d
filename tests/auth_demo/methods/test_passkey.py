"""What the passkey adds to the contract of all methods: a signature for one site, by somebody who was there, counted."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from webauthn import verify_authentication_response
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import InvalidAuthenticationResponse

from auth_demo.models import Device
from auth_demo.protocols import passkey
from auth_demo.verifier.methods.passkey import ORIGIN, SITE
from tests.auth_demo.answers import passkey_answer
from tests.auth_demo.conftest import open_sandbox

PRESENT, VERIFIED = 0x01, 0x04


@pytest.fixture
def owner(db):
    return open_sandbox(Client(), scenario="passkey-test")


def sign(caller, login, *, key=None, **odd):
    return passkey_answer(key or caller.card["key"], login["challenge"], **({"count": caller.counted()} | odd))


def cause(answer):
    assert (answer.status_code, answer.json()["reason"]) == (422, "wrong-response")
    return answer.json()["diagnosis"]["cause"]


def in_another_implementation(caller, login, answer, *, count=0) -> bool:
    """What py_webauthn says of the same answer."""
    key = ec.derive_private_key(int(caller.card["key"], 16), ec.SECP256R1()).public_key().public_numbers()
    cose = {1: 2, 3: -7, -1: 1, -2: key.x.to_bytes(32, "big"), -3: key.y.to_bytes(32, "big")}
    client, authenticator, signature = (passkey.encode(bytes.fromhex(part)) for part in answer.split("."))
    try:
        verify_authentication_response(
            credential={
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": {"clientDataJSON": client, "authenticatorData": authenticator, "signature": signature},
            },
            expected_challenge=base64url_to_bytes(login["challenge"]),
            expected_rp_id=SITE,
            expected_origin=ORIGIN,
            credential_public_key=cbor2.dumps(cose),
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    except InvalidAuthenticationResponse:
        return False
    return True


ODD = {
    "nothing": ({}, None),
    "another site in the address bar": ({"origin": "https://portal-exemplar.example"}, "wrong-site"),
    "the same site without encryption": ({"origin": "http://portal.exemplar.example"}, "wrong-site"),
    "a passkey made for another site": ({"site": "portal-exemplar.example"}, "wrong-site"),
    "nobody was there": ({"flags": 0}, "owner-not-verified"),
    "somebody touched it, nobody knows who": ({"flags": PRESENT}, "owner-not-verified"),
    "verified, and yet not present": ({"flags": VERIFIED}, "owner-not-verified"),
    "another challenge": ({"changed": {"challenge": "A" * 43}}, "passkey-unknown"),
    "another key": ({"key": "07" * 32}, "passkey-unknown"),
    "two mistakes at once": ({"flags": PRESENT, "origin": "https://a.example"}, "passkey-unknown"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_refused_and_named_and_another_implementation_refuses_it_too(owner, name):
    odd, expected = ODD[name]
    login = owner.login()
    answer = sign(owner, login, **odd)
    said = owner.respond(login, answer)
    assert in_another_implementation(owner, login, answer) is (expected is None)
    if expected:
        assert cause(said) == expected
    else:
        assert said.status_code == 200


def test_a_passkey_does_not_answer_from_within_another_sites_page(owner):
    login = owner.login()
    assert cause(owner.respond(login, sign(owner, login, changed={"crossOrigin": True}))) == "wrong-site"


def test_a_count_that_does_not_rise_is_refused_and_named(owner):
    login = owner.login()
    assert owner.respond(login, sign(owner, login, count=7)).status_code == 200
    for count in (7, 6, 0):
        login = owner.login()
        answer = sign(owner, login, count=count)
        assert not in_another_implementation(owner, login, answer, count=7)
        assert cause(owner.respond(login, answer)) == "count-behind"
    assert owner.respond(login, sign(owner, login, count=8)).status_code == 200


def test_a_passkey_that_does_not_count_works_every_time(owner):
    for _ in range(2):
        login = owner.login()
        assert owner.respond(login, sign(owner, login, count=0)).status_code == 200


def test_the_passkey_of_another_user_name(owner):
    other = owner.sandbox["others"][0]
    login = owner.login()
    said = owner.respond(login, sign(owner, login, key=other["devices"][0]["key"]))
    assert cause(said) == "other-passkey"
    assert other["user"]["name"] in said.json()["diagnosis"]["advice"]


def test_what_a_passkey_signed_for_an_earlier_login(owner):
    first = owner.login()
    used = sign(owner, first)
    owner.respond(first, used)
    second = owner.login()
    unused = sign(owner, second)
    third = owner.login()
    assert cause(owner.respond(third, used)) == "already-used"
    assert cause(owner.respond(third, unused)) == "previous-challenge"


def test_a_changed_signature_and_a_changed_text_are_refused(owner):
    login = owner.login()
    client, authenticator, signature = sign(owner, login).split(".")
    longer = bytes.fromhex(client).replace(b"}", b" }").hex()
    other = sign(owner, login).split(".")[2]
    for answer in (f"{longer}.{authenticator}.{signature}", f"{client}.{authenticator}.{other}"):
        assert cause(owner.respond(login, answer)) == "passkey-unknown"
        assert not in_another_implementation(owner, login, answer)


def test_the_private_key_is_handed_out_once_and_kept_nowhere(owner):
    key = bytes.fromhex(owner.card["key"])
    device = Device.objects.get(pk=owner.card["id"])
    assert owner.card["suite"] == "ES256" and len(key) == 32
    assert key not in bytes(device.key) and owner.card["key"] not in str(owner.state())


def test_look_inside_shows_nothing_secret(owner):
    login = owner.login()
    owner.respond(login, sign(owner, login))
    seen = owner.get(f"/sandboxes/{owner.id}/inside").json()
    assert (seen["method"], seen["suite"], seen["mac"], seen["response"]) == ("passkey", "ES256", "", "")
