"""The simulated passkey's signatures against the standard's, and its answers against the verifier and another implementation."""

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec, utils
from webauthn import verify_authentication_response
from webauthn.helpers import base64url_to_bytes

from auth_demo.protocols import passkey
from auth_demo.verifier.methods.passkey import ORIGIN, SITE
from tests.auth_demo.protocols.samples import published
from tests.js.node import STATIC, run

SCRIPT = STATIC / "js/demo/passkey.js"
CHALLENGE = passkey.encode(bytes(range(32)))


def test_the_published_signatures():
    """RFC 6979: they depend on nothing but the key and the message, so they can be compared."""
    vectors = published("rfc6979_a_2_5")
    cases = [(bytes.fromhex(each["key_hex"]), each["message"].encode()) for each in vectors]
    made = run(SCRIPT, "({ signature }, all) => all.map(([key, message]) => [...signature(key, message)])", cases)
    found = [utils.decode_dss_signature(bytes(each)) for each in made]
    assert found == [(int(each["r_hex"], 16), int(each["s_hex"], 16)) for each in vectors]


def test_the_site_is_the_verifiers():
    assert run(SCRIPT, "({ ORIGIN, SITE }) => [ORIGIN, SITE]") == [ORIGIN, SITE]


def test_an_answer_is_read_and_accepted_by_others():
    key = ec.derive_private_key(0x0DDBA11, ec.SECP256R1())
    private = key.private_numbers().private_value.to_bytes(32, "big")
    counts = [1, 2, 65_536, 2**32 - 1]
    answers = run(
        SCRIPT,
        "({ answer }, [key, challenge, counts]) => counts.map((count) => answer(key, { challenge, count }))",
        [private, CHALLENGE, counts],
    )
    public = key.public_key().public_numbers()
    cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
    for text, count in zip(answers, counts, strict=True):
        read = passkey.read(text)
        assert (read.challenge, read.origin, read.count) == (CHALLENGE, ORIGIN, count)
        client, authenticator, signature = (passkey.encode(bytes.fromhex(part)) for part in text.split("."))
        response = {"clientDataJSON": client, "authenticatorData": authenticator, "signature": signature}
        verified = verify_authentication_response(
            credential={"id": "AA", "rawId": "AA", "type": "public-key", "response": response},
            expected_challenge=base64url_to_bytes(CHALLENGE),
            expected_rp_id=SITE,
            expected_origin=ORIGIN,
            credential_public_key=cbor2.dumps(cose),
            credential_current_sign_count=count - 1,
            require_user_verification=True,
        )
        assert verified.new_sign_count == count
