"""TOTP, the time-based one-time password of RFC 6238: HOTP whose counter is a number of time steps."""

from auth_demo.protocols import hotp


def step_at(unix_seconds: float, period: int = 30, t0: int = 0) -> int:
    """The whole steps of `period` seconds between `t0` and a moment, both in Unix seconds (RFC 6238 §4.2).

    Also what OCRA's T counts, with the suite's `step_seconds` as the period.
    Raises ValueError for a period that is not positive and for a moment before t0.
    """
    if period <= 0:
        raise ValueError("a step lasts at least one second")
    if unix_seconds < t0:
        raise ValueError("the moment is before the first step")
    return int((unix_seconds - t0) // period)


def code(key: bytes, step: int, *, digits: int = 6, algorithm: hotp.Algorithm = "sha1") -> str:
    """The code for one time step (RFC 6238 §4). Arguments and errors are those of `hotp.code`."""
    return hotp.code(key, step, digits=digits, algorithm=algorithm)


def verify(
    key: bytes,
    response: str,
    step: int,
    *,
    window: int = 1,
    after: int | None = None,
    digits: int = 6,
    algorithm: hotp.Algorithm = "sha1",
) -> int | None:
    """The step that the response belongs to, or None (RFC 6238 §5.2).

    Tries `window` steps on either side of `step`, none before 0 or past 2^64-1. The caller keeps the answer and
    passes it as `after` from then on: that step and those before it are not tried, so no code works twice. A malformed response is None, never an error.
    Raises ValueError for what `code` refuses, and for a negative window.
    """
    if window < 0:
        raise ValueError("a window counts steps on either side: 0 or more")
    if not 0 <= step < 2**64:
        raise ValueError("the step is a whole number from 0 to 2^64-1")
    first = 0 if after is None else after + 1
    steps = range(max(step - window, first), min(step + window, 2**64 - 1) + 1)
    return hotp.match(key, response, steps, digits=digits, algorithm=algorithm)
