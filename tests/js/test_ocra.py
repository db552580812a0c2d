"""The device's OCRA against the verifier's: the same responses, the same refusals, as written and as served."""

import json
import shutil
from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.core.files.storage import FileSystemStorage

from auth_demo.protocols import ocra
from kb.project.static import Storage
from tests.auth_demo.protocols.samples import BROKEN_SUITES, any_case, ocra_inputs, one_digit, published
from tests.js.node import STATIC, run

MODULES = [
    "js/demo/ocra.js",
    *(f"vendor/noble-hashes/{p.name}" for p in (STATIC / "vendor/noble-hashes").glob("*.js")),
]
KEY = b"12345678901234567890"

RUN = """
({ respond, SuiteError, InputError }, cases) =>
  cases.map(({ suite, key, inputs }) => {
    try {
      return respond(suite, key, inputs);
    } catch (error) {
      if (error instanceof SuiteError) return "SuiteError: " + error.message;
      if (error instanceof InputError) return "InputError: " + error.message;
      throw error;
    }
  })
"""
NAMES = {"time_step": "timeStep"}


def in_javascript(module, cases):
    sent = [
        {"suite": suite, "key": key, "inputs": {NAMES.get(name, name): value for name, value in inputs.items()}}
        for suite, key, inputs in cases
    ]
    return run(module, RUN, sent)


def in_python(suite, key, inputs):
    try:
        return ocra.respond(suite, key, **inputs)
    except (ocra.SuiteError, ocra.InputError) as error:
        # Python quotes what it names with ', JavaScript with ".
        return f"{type(error).__name__}: {error}"


def collect(folder: Path) -> Storage:
    """The modules as the site serves them: hashed names, imports rewritten."""
    for name in MODULES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(STATIC / name, folder / name)
    storage = Storage(location=folder, base_url="/static/")
    source = FileSystemStorage(STATIC)
    for _, _, outcome in storage.post_process({name: (source, name) for name in MODULES}):
        if isinstance(outcome, Exception):
            raise outcome
    return storage


@pytest.fixture(scope="module", params=["as written", "as served"])
def device(request, tmp_path_factory):
    """A function that computes a batch of cases as the scripts do."""
    if request.param == "as written":
        return partial(in_javascript, STATIC / "js/demo/ocra.js")
    folder = tmp_path_factory.mktemp("static")
    (folder / "package.json").write_text(json.dumps({"type": "module"}))
    return partial(in_javascript, folder / collect(folder).stored_name("js/demo/ocra.js"))


def test_the_published_vectors_are_computed(device):
    vectors = published("rfc6287_appendix_c")
    cases = [(v["suite"], bytes.fromhex(v["key_hex"]), ocra_inputs(v)) for v in vectors]
    assert device(cases) == [v["response"] for v in vectors]


def test_a_length_of_one_digit_is_computed_as_written(device):
    vectors = published("ocra_one_digit")
    assert device([one_digit(each) for each in vectors]) == [each["response"] for each in vectors]


def test_random_suites_and_inputs_give_the_verifiers_response(device):
    cases = [any_case(Random(seed)) for seed in range(300)]
    for case, answer in zip(cases, device(cases), strict=True):
        assert answer == ocra.respond(case[0], case[1], **case[2]), case


def test_every_broken_suite_is_refused_with_the_verifiers_words(device):
    suites = [suite for suites in BROKEN_SUITES.values() for suite in suites if isinstance(suite, str)]
    cases = [(suite, KEY, {"challenge": "1"}) for suite in suites]
    assert_same_refusals(cases, device(cases), "SuiteError")


def test_random_inputs_spoiled_are_refused_with_the_verifiers_words(device):
    cases = [spoil(Random(seed)) for seed in range(300)]
    assert_same_refusals(cases, device(cases), "InputError")


EVERYTHING = "OCRA-1:HOTP-SHA1-6:C-QN04-PSHA1-S002-T1M"
GOOD = {"challenge": "1", "counter": 0, "pin": "1", "session": b"", "time_step": 0}
BAD_INPUTS = [
    (EVERYTHING, b"", GOOD),
    *(
        (EVERYTHING, KEY, {**GOOD, name: value})
        for name, values in {
            "challenge": ["", None, 1, "123456789", "x", "1 ", "1\n", "١", "-1", "0x1"],
            "counter": [None, -1, 2**64, 0.5, "1", True],
            "time_step": [None, -1, 2**64, 0.5, "1", False],
            "pin": [None, "", 1],
            "session": [None, b"abc", "a"],
        }.items()
        for value in values
    ),
    *(("OCRA-1:HOTP-SHA1-6:QH08", KEY, {"challenge": text}) for text in ["g", "1 2", "ａ", "1\n"]),
    *(("OCRA-1:HOTP-SHA1-6:QA08", KEY, {"challenge": text}) for text in ["é", "a-b", "a b", "a\n", "ſ", "\u212a"]),
]


def test_each_kind_of_bad_input_is_refused_with_the_verifiers_words(device):
    assert_same_refusals(BAD_INPUTS, device(BAD_INPUTS), "InputError")


def assert_same_refusals(cases, answers, kind):
    for (suite, key, inputs), answer in zip(cases, answers, strict=True):
        expected = in_python(suite, key, inputs)
        assert expected.startswith(kind), (suite, inputs)
        assert unquoted(answer) == unquoted(expected), (suite, inputs)


def unquoted(text: str) -> str:
    return text.encode("unicode_escape").decode().replace("\\\\n", "\\n").translate({39: None, 34: None})


def spoil(random: Random):
    """A valid case made invalid in one way."""
    suite, key, inputs = any_case(random)
    parsed = ocra.parse(suite)
    bad = {"challenge": "1" * (2 * parsed.challenge_length + 1)}
    bad |= {"counter": random.choice([None, -1, 2**64]) if parsed.counter else 0}
    bad |= {"pin": random.choice([None, ""]) if parsed.pin_hash else "1234"}
    bad |= {"time_step": random.choice([None, -1, 2**64]) if parsed.step_seconds is not None else 0}
    length = parsed.session_length
    bad |= {"session": b"" if length is None else random.choice([None, bytes(length + 1)])}
    name = random.choice(sorted(bad))
    return suite, key, {**inputs, name: bad[name]}


def test_half_a_surrogate_pair_in_a_pin_is_refused(device):
    # Not sent as a case: JSON between the two would already have replaced it.
    answer = run(
        device.args[0],
        """({ respond }, suite) => {
          try { return respond(suite, new Uint8Array(20), { challenge: "1", pin: "\\ud800" }); }
          catch (error) { return error.name; }
        }""",
        "OCRA-1:HOTP-SHA1-6:QN04-PSHA1",
    )
    assert answer == "InputError"


def test_a_number_that_has_lost_digits_is_refused_rather_than_rounded(device):
    answer = run(
        device.args[0],
        """({ respond }, suite) => {
          const of = (counter) => respond(suite, new Uint8Array(20), { challenge: "1", counter });
          try { return of(2 ** 53); } catch (error) { return [error.name, of(7) === of(7n)]; }
        }""",
        "OCRA-1:HOTP-SHA1-6:C-QN04",
    )
    assert answer == ["InputError", True]


def test_a_parsed_suite_is_the_verifiers_and_cannot_be_changed(device):
    text = "OCRA-1:HOTP-SHA512-10:C-QH40-PSHA256-S128-T5M"
    reading = "({ parse }, text) => [parse(text), Object.isFrozen(parse(text))]"
    suite, frozen = run(device.args[0], reading, text)
    assert frozen
    parsed = ocra.parse(text)
    assert suite == {
        "text": parsed.text,
        "algorithm": "SHA512",
        "digits": parsed.digits,
        "counter": parsed.counter,
        "challengeFormat": parsed.challenge_format,
        "challengeLength": parsed.challenge_length,
        "pinHash": "SHA256",
        "sessionLength": parsed.session_length,
        "stepSeconds": parsed.step_seconds,
    }


def test_no_web_crypto_is_asked_since_a_phone_over_plain_http_has_none():
    for module in MODULES:
        assert "subtle" not in (STATIC / module).read_text(encoding="utf-8"), module
