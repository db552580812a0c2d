"""How rows of script/bench are measured in turn, compared and printed.

What is compared is measured A B C A B C …, and each round gives a ratio: what slows the machine down for a while slows both
sides of it. The median of the rounds counts, and the smallest and largest are printed, so that nobody believes a
difference that is less than the spread.
"""

import statistics
from collections.abc import Callable, Mapping

ROUNDS = 7


def rounds(measured: Mapping[str, Callable[[], float]], times: int = ROUNDS) -> dict[str, list[float]]:
    """What each of `measured` gave in each round."""
    found: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(times):
        for name, measure in measured.items():
            found[name].append(measure())
    return found


def compare(name: str, ones: list[float], others: list[float], *, least: float | None = None, what: str = "") -> bool:
    """Print how many times as cheap `ones` are as `others`, and say whether that is at least `least`."""
    ratios = [other / one for one, other in zip(ones, others, strict=True)]
    median = statistics.median(ratios)
    wanted = f", wanted at least {least}" if least else ""
    spread = f"{min(ratios):.3g} to {max(ratios):.3g}"
    cost = f"{1000 * statistics.median(ones):.3g} ms CPU"
    return row(name, f"{median:.3g} x{what}", f"{spread}{wanted}; {cost}", met=least is None or median >= least)


def row(name: str, value: str, note: str = "", *, met: bool = True) -> bool:
    print(f"{name:<48} {value:>16}  {f'({note})' if note else ''}{'' if met else '  MISSED'}", flush=True)
    return met
