"""The notification's answer: the shared vectors, and what it is bound to."""

import runpy
from itertools import combinations

import pytest

from auth_demo.protocols import push
from tests.auth_demo.protocols.samples import VECTORS, published

KEY = bytes(range(32))
REQUEST = {"nonce": bytes(16), "user": "user-1", "phone": "phone-1", "decision": "approve", "number": "042917"}


def inputs(vector: dict) -> dict:
    named = {name: vector[name] for name in ("user", "phone", "decision", "number")}
    return {"nonce": bytes.fromhex(vector["nonce_hex"]), **named}


@pytest.mark.parametrize("vector", published("push"), ids=lambda vector: vector["id"])
def test_the_shared_vectors_are_computed_and_accepted(vector):
    key = bytes.fromhex(vector["key_hex"])
    assert push.answer(key, **inputs(vector)) == vector["answer"]
    assert push.verify(key, vector["answer"], **inputs(vector))


def test_the_vectors_are_those_that_their_script_makes():
    made = runpy.run_path(str(VECTORS / "make_push.py"))["document"]()
    assert (VECTORS / "push.json").read_text("utf-8") == made


def test_no_two_vectors_share_an_answer():
    assert all(one["answer"] != other["answer"] for one, other in combinations(published("push"), 2))


def test_the_message_is_each_field_behind_its_length():
    message = push.data_input(bytes(16), "é", "p", "deny", "000042")
    assert message == (
        b"\x00\x10" + bytes(16) + b"\x00\x02\xc3\xa9" + b"\x00\x01p" + b"\x00\x04deny" + b"\x00\x06000042"
    )


def test_without_a_number_its_field_is_there_and_empty():
    assert push.data_input(bytes(16), "u", "p", "approve").endswith(b"\x00\x07approve\x00\x00")


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": bytes(15) + b"\x01"},
        {"user": "user-2"},
        {"phone": "phone-2"},
        {"decision": "deny"},
        {"decision": "not-me"},
        {"number": "042918"},
        {"number": ""},
    ],
    ids=str,
)
def test_an_answer_holds_for_its_own_request_only(change):
    given = push.answer(KEY, **REQUEST)
    assert push.verify(KEY, given, **REQUEST)
    assert not push.verify(KEY, given, **REQUEST | change)


def test_another_key_gives_another_answer():
    assert not push.verify(KEY, push.answer(KEY[::-1], **REQUEST), **REQUEST)


def test_hexadecimal_in_capitals_is_accepted():
    assert push.verify(KEY, push.answer(KEY, **REQUEST).upper(), **REQUEST)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: "",
        lambda good: good[:-1],
        lambda good: good + "0",
        lambda good: f" {good}",
        lambda good: f"{good}\n",
        lambda good: good[:-1] + "é",
        lambda good: "０" * 64,
        lambda good: good.encode(),
        lambda good: None,
        lambda good: 0,
    ],
)
def test_a_malformed_answer_is_false_and_never_an_error(spoil):
    assert push.verify(KEY, spoil(push.answer(KEY, **REQUEST)), **REQUEST) is False


BAD_INPUTS = {
    "nonce": [b"", bytes(15), bytes(17), "0" * 16, None],
    "user": ["", None, 1, b"user-1", "\ud800", "u" * 65536, "é" * 32768],
    "phone": ["", None, 1, b"phone-1", "\udfff", "p" * 65536],
    "decision": ["", "Approve", "approve ", "yes", None, 1],
    "number": ["1", "12345", "1234567", "12345x", "123 456", "١٢٣٤٥٦", "123456\n", None, 123456],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD_INPUTS.items() for value in values]
)
def test_a_bad_input_is_refused_by_name_and_not_quoted(name, value):
    for call in (
        lambda **request: push.answer(KEY, **request),
        lambda **request: push.verify(KEY, "", **request),
    ):
        with pytest.raises(push.InputError, match=f"^{name}: ") as caught:
            call(**REQUEST | {name: value})
        assert caught.value.__cause__ is None
        assert len(str(caught.value)) < 60


@pytest.mark.parametrize("key", [b"", None, "text"])
def test_a_key_is_needed(key):
    with pytest.raises(push.InputError, match=r"^key: "):
        push.answer(key, **REQUEST)


def test_the_longest_id_fits():
    assert push.data_input(bytes(16), "u" * 65535, "p", "deny")[18:20] == b"\xff\xff"
