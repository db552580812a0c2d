"""The phone's answer to a notification against the verifier's: the same answers, the same refusals."""

import string
from random import Random

from auth_demo.protocols import push
from tests.auth_demo.protocols.samples import published
from tests.js.node import STATIC, run

SCRIPT = STATIC / "js/demo/push.js"
KEY = bytes(range(32))
GOOD = {"nonce": bytes(16), "user": "user-1", "phone": "phone-1", "decision": "approve"}

RUN = """
({ answer, InputError }, cases) =>
  cases.map(({ key, request }) => {
    try {
      return answer(key, request);
    } catch (error) {
      if (error instanceof InputError) return "InputError: " + error.message;
      throw error;
    }
  })
"""


def phone(cases):
    """Computes a batch of cases as the scripts do."""
    return run(SCRIPT, RUN, [{"key": key, "request": request} for key, request in cases])


def in_python(key, request):
    try:
        return push.answer(key, **request)
    except push.InputError as error:
        return f"InputError: {error}"


def test_the_shared_vectors_are_computed():
    vectors = published("push")
    cases = [
        (
            bytes.fromhex(vector["key_hex"]),
            {name: vector[name] for name in ("user", "phone", "decision", "number")}
            | {"nonce": bytes.fromhex(vector["nonce_hex"])},
        )
        for vector in vectors
    ]
    assert phone(cases) == [vector["answer"] for vector in vectors]


def any_text(random: Random) -> str:
    size = random.choice([1, 10, 255, 256, 300])
    return "".join(random.choice(string.printable + "é€漢😀") for _ in range(size))


def any_case(random: Random):
    request = {
        "nonce": random.randbytes(16),
        "user": any_text(random),
        "phone": any_text(random),
        "decision": random.choice(push.DECISIONS),
    }
    if random.random() < 0.5:
        request["number"] = random.choice(["", f"{random.randrange(10**6):06}"])
    return random.randbytes(random.choice([1, 32, 64, 65, 200])), request


def test_random_requests_give_the_verifiers_answer():
    cases = [any_case(Random(seed)) for seed in range(200)]
    for case, given in zip(cases, phone(cases), strict=True):
        assert given == push.answer(case[0], **case[1]), case


def test_the_longest_ids_give_the_verifiers_answer():
    cases = [(KEY, GOOD | {"user": "u" * 65535}), (KEY, GOOD | {"phone": "é" * 32767 + "p"})]
    assert phone(cases) == [push.answer(key, **request) for key, request in cases]


BAD = {
    "nonce": [b"", bytes(15), bytes(17), "0" * 16, None],
    "user": ["", None, 1, "u" * 65536, "é" * 32768],
    "phone": ["", None, 1, "p" * 65536],
    "decision": ["", "Approve", "approve ", "constructor", None, 1],
    "number": ["1", "1234567", "12345x", "123 456", "١٢٣٤٥٦", "123456\n", None, 123456],
}


def test_bad_inputs_are_refused_with_the_verifiers_words():
    cases = [(b"", GOOD), *((KEY, GOOD | {name: value}) for name, values in BAD.items() for value in values)]
    for case, given in zip(cases, phone(cases), strict=True):
        expected = in_python(*case)
        assert expected.startswith("InputError")
        assert given == expected, case


def test_half_a_surrogate_pair_in_an_id_is_refused():
    # Not sent as a case: JSON between the two would already have replaced it.
    refusal = run(
        SCRIPT,
        """({ answer }) => {
          const request = { nonce: new Uint8Array(16), user: "\\ud800", phone: "p", decision: "deny" };
          try { return answer(new Uint8Array(32), request); } catch (error) { return error.message; }
        }""",
    )
    assert refusal == "user: text that UTF-8 can hold"


def test_the_decisions_are_the_verifiers():
    assert run(SCRIPT, "({ DECISIONS }) => DECISIONS") == list(push.DECISIONS)
