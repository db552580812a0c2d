"""The authenticator app's codes against the standard's and the verifier's."""

from random import Random

from auth_demo.protocols import totp
from tests.auth_demo.protocols.samples import published
from tests.js.node import STATIC, run

SCRIPT = STATIC / "js/demo/totp.js"


def app(cases):
    """Computes a batch of (key, step, digits) as the scripts do."""
    return run(SCRIPT, "({ code }, cases) => cases.map(([key, step, digits]) => code(key, step, digits))", cases)


def test_appendix_b():
    vectors = [each for each in published("rfc6238_appendix_b") if each["algorithm"] == "SHA1"]
    cases = [(bytes.fromhex(each["key_hex"]), int(each["T_hex"], 16), each["digits"]) for each in vectors]
    assert len(cases) == 6
    assert app(cases) == [each["response"] for each in vectors]


def test_the_app_shows_what_the_verifier_expects():
    random = Random(6238)
    cases = [(random.randbytes(20), random.randrange(2**36), 6) for _ in range(200)]
    assert app(cases) == [totp.code(key, step) for key, step, _ in cases]


def test_a_step_is_counted_as_the_verifier_does():
    moments = [0, 29_999, 30_000, 1_764_492_000_123]
    found = run(SCRIPT, "({ stepAt, startOf }, all) => all.map((ms) => [stepAt(ms), startOf(stepAt(ms))])", moments)
    steps = [totp.step_at(ms / 1000) for ms in moments]
    assert found == [[step, step * 30_000] for step in steps]
