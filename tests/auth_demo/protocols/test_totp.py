import pytest

from auth_demo.protocols import totp
from tests.auth_demo.protocols.samples import published

KEY = b"12345678901234567890"


@pytest.mark.parametrize("vector", published("rfc6238_appendix_b"), ids=lambda v: v["id"])
def test_appendix_b(vector):
    step = totp.step_at(vector["t_unix"], vector["period"], vector["t0"])
    assert step == int(vector["T_hex"], 16)
    key, algorithm = bytes.fromhex(vector["key_hex"]), vector["algorithm"].lower()
    assert totp.code(key, step, digits=vector["digits"], algorithm=algorithm) == vector["response"]
    assert totp.verify(key, vector["response"], step, digits=vector["digits"], algorithm=algorithm) == step


def test_a_step_begins_on_its_first_second():
    assert [totp.step_at(t) for t in (0, 29.999, 30, 59, 60)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_the_window_tells_which_step_matched(drift):
    assert totp.verify(KEY, totp.code(KEY, 1000 + drift), 1000) == 1000 + drift


@pytest.mark.parametrize("drift", [-2, 2])
def test_outside_the_window_is_refused(drift):
    assert totp.verify(KEY, totp.code(KEY, 1000 + drift), 1000) is None


@pytest.mark.parametrize("step", [0, 2**64 - 1])
def test_the_window_is_cut_at_both_ends_of_time(step):
    assert totp.verify(KEY, totp.code(KEY, step), step, window=3) == step


@pytest.mark.parametrize("response", ["", "12345", "1234567", "12345é", None, 123456])
def test_a_malformed_response_is_none(response):
    assert totp.verify(KEY, response, 1000) is None


@pytest.mark.parametrize("step", [-1, 2**64])
def test_an_impossible_step_is_refused(step):
    with pytest.raises(ValueError, match="step"):
        totp.verify(KEY, "123456", step)


def test_a_negative_window_is_refused():
    with pytest.raises(ValueError, match="window"):
        totp.verify(KEY, "123456", 1000, window=-1)


@pytest.mark.parametrize(("moment", "period", "t0"), [(0, 0, 0), (0, -30, 0), (-1, 30, 0), (99, 30, 100)])
def test_time_does_not_run_before_the_first_step(moment, period, t0):
    with pytest.raises(ValueError):
        totp.step_at(moment, period, t0)


def test_a_step_that_was_accepted_and_those_before_it_are_not_tried():
    codes = {drift: totp.code(KEY, 1000 + drift) for drift in (-1, 0, 1)}
    found = {
        after: [totp.verify(KEY, codes[drift], 1000, after=after) for drift in codes] for after in (999, 1000, 1001)
    }
    assert found == {999: [None, 1000, 1001], 1000: [None, None, 1001], 1001: [None, None, None]}
