"""tests/ASVS.md: every requirement of ASVS 5.0 at level 2 has its row, and what a row names is there."""

import re
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "tests/ASVS.md").read_text()
# By section: the numbers of levels 1 and 2, as the standard's own table has them.
LEVEL_2 = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4,
    "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
EVERY = [f"{section}.{number}" for section, most in LEVEL_2.items() for number in range(1, most + 1)]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| \d", line)
]
STATES = {"tested", "written", "operator", "none", "open"}


def meant(cell: str) -> list[str]:
    """The requirements that a row's first cell names: "1.2.1–1.2.3, 1.3.1"."""
    found = []
    for part in cell.split(", "):
        first, _dash, last = part.partition("–")
        found += EVERY[EVERY.index(first) : EVERY.index(last or first) + 1]
    return found


def test_level_2_has_as_many_requirements_as_the_standard():
    assert len(EVERY) == 253


def test_every_requirement_has_one_row():
    assert sorted(chain.from_iterable(meant(first) for first, *_rest in ROWS)) == sorted(EVERY)


def test_every_row_says_how_and_what_it_names_is_there():
    for first, state, how in ROWS:
        assert state in STATES, first
        assert how, first
        named = re.findall(r"`([\w./-]+\.(?:py|md))(?:::(\w+))?`", how)
        assert named or state in {"none", "open", "operator"}, first
        assert state != "tested" or any(path.endswith(".py") for path, _test in named), first
        for path, test in named:
            file = ROOT / path if (ROOT / path).exists() else ROOT / "tests" / path
            assert file.exists(), f"{first}: {path}"
            assert not test or f"def {test}(" in file.read_text(), f"{first}: {path}::{test}"
