"""Over random valid suites: the standard's pseudo-code agrees, and every input matters."""

import dataclasses
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_demo.protocols import ocra
from tests.auth_demo.protocols.reference import reference_message, reference_response
from tests.auth_demo.protocols.samples import any_case

cases = st.builds(lambda seed: any_case(Random(seed)), st.integers(0, 2**64))


@given(cases)
def test_the_independent_reference_agrees(case):
    suite, key, inputs = case
    assert ocra.data_input(suite, **inputs) == reference_message(suite, **inputs)
    assert ocra.respond(suite, key, **inputs) == reference_response(suite, key, **inputs)


@given(cases)
def test_what_is_computed_is_accepted_by_text_and_by_parsed_suite(case):
    suite, key, inputs = case
    parsed = ocra.parse(suite)
    response = ocra.respond(parsed, key, **inputs)
    assert ocra.verify(suite, key, response, **inputs)
    assert ocra.verify(parsed, key, response, **inputs)


@given(cases, st.lists(st.text("0123456789", min_size=4, max_size=4)))
def test_of_some_pins_the_one_that_gave_the_response_is_found(case, others):
    suite, key, inputs = case
    pin = inputs.pop("pin", None)
    pins = [*others, pin or "0000"]
    if pin is None:
        with pytest.raises(ocra.InputError, match="no place"):
            ocra.find_pin(suite, key, "00000000", pins=pins, **inputs)
        return
    response = ocra.respond(suite, key, pin=pin, **inputs)
    found = ocra.find_pin(suite, key, response.upper(), pins=pins, **inputs)
    assert found in pins
    assert ocra.respond(suite, key, pin=found, **inputs) == response
    assert ocra.find_pin(suite, key, f" {response}", pins=pins, **inputs) is None


@given(cases, st.data())
def test_any_other_response_is_refused(case, data):
    suite, key, inputs = case
    response = ocra.respond(suite, key, **inputs)
    at = data.draw(st.integers(0, len(response) - 1))
    other = "1" if response[at] == "0" else "0"
    assert not ocra.verify(suite, key, response[:at] + other + response[at + 1 :], **inputs)


@given(cases)
def test_a_response_has_the_length_and_alphabet_of_its_suite(case):
    suite, key, inputs = case
    digits, response = ocra.parse(suite).digits, ocra.respond(suite, key, **inputs)
    if digits:
        assert len(response) == digits
        assert response.isascii()
        assert response.isdigit()
    else:
        assert bytes.fromhex(response) == ocra.look_inside(suite, key, **inputs).mac


@given(cases, st.data())
def test_leaving_out_any_input_is_refused(case, data):
    suite, key, inputs = case
    missing = data.draw(st.sampled_from(sorted(inputs)))
    try:
        ocra.respond(suite, key, **{**inputs, missing: None})
    except ocra.InputError:
        return
    raise AssertionError(f"{missing} was not missed")


@given(cases)
def test_every_input_changes_the_message(case):
    suite, _, inputs = case
    message = ocra.data_input(suite, **inputs)
    changed = {
        "counter": lambda value: value ^ 1,
        "time_step": lambda value: value ^ 1,
        "pin": lambda value: value + "0",
        "session": lambda value: bytes([value[0] ^ 1]) + value[1:] if value else b"\x01",
    }
    for name in inputs.keys() & changed.keys():
        assert ocra.data_input(suite, **{**inputs, name: changed[name](inputs[name])}) != message


@given(st.text(max_size=40))
def test_any_text_at_all_is_a_suite_or_a_suite_error(text):
    try:
        parsed = ocra.parse(text)
    except ocra.SuiteError:
        return
    assert dataclasses.is_dataclass(parsed)


@given(st.one_of(st.text(), st.none(), st.integers(), st.binary()))
def test_no_response_whatever_raises(response):
    verdict = ocra.verify("OCRA-1:HOTP-SHA256-8:QN06", b"key", response, challenge="481203")
    assert verdict in (True, False)
