"""The security card: what is drawn, what is typed wrong on it, and how that is named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_demo.protocols import ocra
from auth_demo.verifier.methods import card, six_digits
from auth_demo.verifier.outcome import Cause

CARD = card.SecurityCard()
CHALLENGES = st.integers(0, 999_999).map(lambda value: f"{value:06d}")


@given(st.lists(st.integers(0, 999_999), max_size=20))
def test_no_challenge_is_a_multiple_of_sixteen_and_leading_zeros_stay(values):
    drawn = iter([*values, 481_203])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(card.secrets, "randbelow", lambda _most: next(drawn))
        challenge = CARD.draw()
    assert len(challenge) == 6
    assert challenge.isascii() and challenge.isdigit()
    assert int(challenge) % 16
    assert int(challenge) == next(value for value in [*values, 481_203] if value % 16)


@given(CHALLENGES, CHALLENGES)
def test_two_drawable_challenges_never_share_a_response_by_their_encoding(one, other):
    if one != other and int(one) % 16 and int(other) % 16:
        data = [ocra.data_input(CARD.suite, challenge=each, pin="0000") for each in (one, other)]
        assert data[0] != data[1]


@given(CHALLENGES)
def test_the_near_misses_of_a_challenge_are_few_and_all_different(challenge):
    near = list(six_digits.near(challenge))
    assert len(near) == len({typed for _cause, typed in near}) <= 5 + 54
    assert challenge not in {typed for _cause, typed in near}
    for cause, typed in near:
        differing = [at for at in range(6) if typed[at] != challenge[at]]
        assert len(differing) == (2 if cause is Cause.DIGITS_SWAPPED else 1)


def test_a_key_has_256_bits_and_a_pin_is_none_of_the_obvious():
    for _ in range(300):
        shared = CARD.enrol()
        assert len(shared.key) == 32
        assert len(shared.pin) == 4 and shared.pin.isdigit()
        assert len(set(shared.pin)) >= 3
        assert {int(b) - int(a) for a, b in pairwise(shared.pin)} not in ({1}, {-1})


def test_secrets_do_not_show_in_their_own_representation():
    shared = CARD.enrol()
    assert shared.key.hex() not in repr(shared)
    assert shared.pin not in repr(shared)


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        ("1234567", "Enter 8 digits: you typed 7."),
        ("123456789", "Enter 8 digits: you typed 9."),
        ("", "Enter 8 digits: you typed 0."),
        ("1234567x", "Enter 8 digits and nothing else."),
    ],
)
def test_a_wrong_form_says_what_was_wanted_and_what_came(learner, typed, detail):
    login = learner.login()
    assert learner.respond(login, typed).json()["detail"] == detail
