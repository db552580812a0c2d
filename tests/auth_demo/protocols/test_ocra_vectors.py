import hashlib

import pytest

from auth_demo.protocols import ocra
from tests.auth_demo.protocols.reference import reference_response
from tests.auth_demo.protocols.samples import ocra_inputs, one_digit, published

APPENDIX_C = published("rfc6287_appendix_c")

each_vector = pytest.mark.parametrize("vector", APPENDIX_C, ids=lambda v: v["id"])


@each_vector
def test_the_published_response_is_computed(vector):
    key = bytes.fromhex(vector["key_hex"])
    assert ocra.respond(vector["suite"], key, **ocra_inputs(vector)) == vector["response"]


@each_vector
def test_the_published_response_is_accepted_and_its_neighbour_is_not(vector):
    key, inputs = bytes.fromhex(vector["key_hex"]), ocra_inputs(vector)
    last = vector["response"][-1]
    neighbour = vector["response"][:-1] + ("1" if last == "0" else "0")
    assert ocra.verify(vector["suite"], key, vector["response"], **inputs)
    assert not ocra.verify(vector["suite"], key, neighbour, **inputs)


@each_vector
def test_the_independent_reference_agrees_too(vector):
    key = bytes.fromhex(vector["key_hex"])
    assert reference_response(vector["suite"], key, **ocra_inputs(vector)) == vector["response"]


def test_the_vectors_cover_every_mode():
    assert {v["mode"] for v in APPENDIX_C} == {"one-way", "mutual", "signature"}
    assert len(APPENDIX_C) == 70


def test_the_vectors_hash_the_pin_and_count_the_steps_as_we_do():
    for vector in APPENDIX_C:
        if vector["pin"] is not None:
            assert hashlib.sha1(vector["pin"].encode()).hexdigest() == vector["pin_hash_hex"]
        if vector["T_steps"] is not None:
            assert vector["T_steps"] == int(vector["T_steps_hex"], 16)


@pytest.mark.parametrize("vector", published("ocra_one_digit"), ids=lambda v: v["id"])
def test_a_length_of_one_digit_is_computed_as_written(vector):
    suite, key, inputs = one_digit(vector)
    assert ocra.respond(suite, key, **inputs) == reference_response(suite, key, **inputs) == vector["response"]
