"""What work costs on a machine that does much else: CPU time compared with a known piece of work, or lines of Python that are run."""

import gc
import re
import sys
import time
from collections.abc import Callable

UNIT = 0.04  # seconds of CPU that `unit` takes on a machine that is as quick as it should be
STEEP = 2.6  # times as much for twice the text; what is quadratic costs four times as much

Work = Callable[[], object]


def unit() -> None:
    """Something of all that rendering does: a pattern, strings, dictionaries."""
    found: dict[str, int] = {}
    for word in re.finditer(r"\w+", "some words of no meaning " * 20_000):
        found[word[0]] = found.get(word[0], 0) + len(f"{word.start()}")


def cost(work: Work) -> float:
    """Garbage is not collected in it: that costs by what all tests before have left in memory, up to as much as the work."""
    gc.disable()
    try:
        before = time.process_time()
        work()
        return time.process_time() - before
    finally:
        gc.enable()


def fair_cost(work: Work) -> float:
    """The cost of `work` on a machine that is as quick as it should be: what else runs beside it slows `unit` too."""
    before, took, after = cost(unit), cost(work), cost(unit)
    return took / max(1.0, (before + after) / 2 / UNIT)


def least(half: Work, whole: Work) -> list[float]:
    """What `half` and `whole` cost at least: more rounds where something that runs beside them may have disturbed them."""
    found = [float("inf"), float("inf")]
    for turn in range(12):
        found = [min(found[0], cost(half)), min(found[1], cost(whole))]
        if turn >= 2 and found[1] <= STEEP * found[0]:
            break
    return found


def lines_run(work: Work) -> int:
    """How much work it is, however busy the machine: the lines of Python that are run."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count
