"""The phone's answer to a notification against the verifier's: the same answers, the same refusals."""

import string
from functools import partial
from pathlib import Path
from random import Random

import pytest

from auth_demo.protocols import push
from tests.auth_demo.protocols.samples import published

STATIC = Path(__file__).resolve().parents[2] / "static"
# Plain HTTP, and not loopback: no secure context, as on a phone in a classroom.
ORIGIN = "http://practice.test"
KEY = bytes(range(32))
GOOD = {"nonce": bytes(16), "user": "user-1", "phone": "phone-1", "decision": "approve"}

RUN = """
async (cases) => {
  const { answer, InputError } = await import("/js/demo/push.js");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const revive = (value) => (value?.hex !== undefined ? bytes(value.hex) : value);
  return cases.map(({ key, request }) => {
    try {
      const named = Object.entries(request).map(([name, value]) => [name, revive(value)]);
      return answer(revive(key), Object.fromEntries(named));
    } catch (error) {
      if (error instanceof InputError) return "InputError: " + error.message;
      throw error;
    }
  });
}
"""


def for_javascript(value):
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def in_javascript(page, cases):
    return page.evaluate(
        RUN,
        [
            {"key": for_javascript(key), "request": {name: for_javascript(value) for name, value in request.items()}}
            for key, request in cases
        ],
    )


def in_python(key, request):
    try:
        return push.answer(key, **request)
    except push.InputError as error:
        return f"InputError: {error}"


def serve(route) -> None:
    name = route.request.url.removeprefix(f"{ORIGIN}/")
    if name == "":
        route.fulfill(content_type="text/html", body="<!doctype html><title>Push</title>")
    elif name.endswith(".js") and (STATIC / name).is_file():
        route.fulfill(content_type="text/javascript", path=STATIC / name)
    else:
        route.fulfill(status=404)


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def phone(page):
    """A function that computes a batch of cases in the browser."""
    return partial(in_javascript, page)


def test_the_shared_vectors_are_computed(phone):
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


def test_random_requests_give_the_verifiers_answer(phone):
    cases = [any_case(Random(seed)) for seed in range(200)]
    for case, given in zip(cases, phone(cases), strict=True):
        assert given == push.answer(case[0], **case[1]), case


def test_the_longest_ids_give_the_verifiers_answer(phone):
    cases = [(KEY, GOOD | {"user": "u" * 65535}), (KEY, GOOD | {"phone": "é" * 32767 + "p"})]
    assert phone(cases) == [push.answer(key, **request) for key, request in cases]


BAD = {
    "nonce": [b"", bytes(15), bytes(17), "0" * 16, None],
    "user": ["", None, 1, "u" * 65536, "é" * 32768],
    "phone": ["", None, 1, "p" * 65536],
    "decision": ["", "Approve", "approve ", "constructor", None, 1],
    "number": ["1", "1234567", "12345x", "123 456", "١٢٣٤٥٦", "123456\n", None, 123456],
}


def test_bad_inputs_are_refused_with_the_verifiers_words(phone):
    cases = [(b"", GOOD), *((KEY, GOOD | {name: value}) for name, values in BAD.items() for value in values)]
    for case, given in zip(cases, phone(cases), strict=True):
        expected = in_python(*case)
        assert expected.startswith("InputError")
        assert given == expected, case


def test_half_a_surrogate_pair_in_an_id_is_refused(page):
    # Not sent as a case: JSON between the two would already have replaced it.
    refusal = page.evaluate(
        """async () => {
          const { answer } = await import("/js/demo/push.js");
          const request = { nonce: new Uint8Array(16), user: "\\ud800", phone: "p", decision: "deny" };
          try { return answer(new Uint8Array(32), request); } catch (error) { return error.message; }
        }"""
    )
    assert refusal == "user: text that UTF-8 can hold"


def test_the_decisions_are_the_verifiers(page):
    assert page.evaluate("async () => (await import('/js/demo/push.js')).DECISIONS") == list(push.DECISIONS)
