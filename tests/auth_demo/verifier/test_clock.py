"""The sandbox's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_demo.verifier.clock import RATES, Clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SPANS = st.timedeltas(timedelta(0), timedelta(days=30))


@pytest.mark.parametrize(("rate", "shown"), [(0.0, 0), (0.1, 60), (1.0, 600)])
def test_ten_minutes_pass_at_the_clocks_own_speed(rate, shown):
    clock = Clock(NOON, NOON, rate)
    assert clock.at(NOON + timedelta(minutes=10)) == NOON + timedelta(seconds=shown)


def test_a_change_of_speed_keeps_the_time_that_was_shown():
    clock = Clock(NOON, NOON, 1.0).moved(NOON + timedelta(minutes=5), forward=timedelta(0), rate=0.0)
    assert clock.at(NOON + timedelta(hours=5)) == NOON + timedelta(minutes=5)


@given(st.lists(st.tuples(SPANS, SPANS, st.sampled_from(RATES)), max_size=8))
def test_whatever_is_done_to_it_the_clock_never_goes_back(moves):
    real, clock, seen = NOON, Clock(NOON, NOON, 1.0), NOON
    for passed, forward, rate in moves:
        real += passed
        assert clock.at(real) >= seen
        clock = clock.moved(real, forward=forward, rate=rate)
        assert clock.at(real) >= seen + forward
        seen = clock.at(real)


def test_the_clock_stands_when_the_machines_own_goes_back():
    assert Clock(NOON, NOON, 1.0).at(NOON - timedelta(hours=1)) == NOON


def test_the_api_moves_it_and_every_answer_shows_it(learner):
    learner.stop_clock()
    before = datetime.fromisoformat(learner.state()["now"])
    moved = learner.forward(300).json()
    assert datetime.fromisoformat(moved["now"]) == before + timedelta(seconds=300)
    assert moved["clock"] == {"now": moved["now"], "rate": 0}
    assert learner.state()["now"] == moved["now"]
    assert learner.events()[-1]["data"] == {"forward_seconds": 300.0, "rate": 0.0}


@pytest.mark.parametrize("body", [{"forward_seconds": -1}, {"rate": 2}, {"rate": -1}, {"forward_seconds": "NaN"}])
def test_it_goes_neither_back_nor_at_any_other_speed(learner, body):
    answer = learner.post(f"/sandboxes/{learner.id}/clock", body)
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")


def test_it_goes_no_further_than_a_year_ahead(learner):
    assert learner.forward(366 * 86_400 - 60).status_code == 200
    refused = learner.forward(120)
    assert refused.status_code == 422
    assert "366 days" in refused.json()["detail"]


def test_a_sandbox_lasts_a_day_of_real_time_whatever_its_clock_says(learner):
    learner.forward(20 * 86_400)
    assert learner.get(f"/sandboxes/{learner.id}").status_code == 200
