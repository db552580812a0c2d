"""Whatever is handed in from elsewhere is taken or refused, within a second, and twice as much of it is about twice the work.

The same texts are tried each time; `script/fuzz` looks for others, for as long as one likes.
"""

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kb.base import kept
from tests.fuzzing.targets import TARGETS
from tests.kb.costs import STEEP, cost, fair_cost, least, lines_run

MOST = 1.0  # seconds of CPU, on a machine that does the work of `costs.unit` in `costs.UNIT`
MEASURED = 0.2  # seconds; less is lost in what else the machine does
COUNTED = 3_000  # lines of Python; with fewer, what is done once for each text is most of it
SHORT = 1_500  # characters, since each line is counted


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """No list of words is read again in the middle."""
    monkeypatch.setattr(kept, "PERIOD", 3600)


each_target = pytest.mark.parametrize("name", TARGETS)


def edited(text: str, edits: Sequence[tuple[float, int, str]]) -> str:
    """`text` after each edit: where (0 to 1), how many characters go, what comes in their place."""
    for where, length, piece in edits:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + length :]
    return text


def texts(name: str) -> st.SearchStrategy[str]:
    """Mixtures of pieces, texts that are right with mistakes in them, and signs of any kind."""
    target = TARGETS[name]
    piece = st.sampled_from(target.pieces)
    edits = st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 3, 20]), piece), min_size=1, max_size=5)
    mixed = st.lists(piece, max_size=30).map("".join)
    wrong = st.builds(edited, st.sampled_from(list(target.seeds())), edits)
    return st.one_of(mixed, wrong, st.text(max_size=200)).map(lambda text: text[: target.longest])


def repeated(name: str) -> st.SearchStrategy[str]:
    """What is said over and over."""
    pieces = st.lists(
        st.sampled_from([each for each in TARGETS[name].pieces if len(each) < 100]), min_size=1, max_size=4
    )
    return pieces.map("".join)


def of_length(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def tried(check, strategy, examples: int) -> None:
    once = settings(
        deadline=None, max_examples=examples, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
    )
    once(given(strategy)(check))()


@each_target
def test_the_texts_that_are_right_are_taken(name):
    seeds = list(TARGETS[name].seeds())
    assert seeds
    for seed in seeds:
        TARGETS[name].take(seed)


@each_target
def test_any_text_is_taken_or_refused(name):
    tried(TARGETS[name].try_one, texts(name), 40)


@each_target
def test_nothing_takes_a_second_or_four_times_as_long_for_twice_the_text(name):
    target = TARGETS[name]

    def check(text: str) -> None:
        half, whole = (
            partial(target.try_one, of_length(text, length)) for length in (target.longest // 2, target.longest)
        )
        if cost(whole) < MEASURED:
            return
        assert min(fair_cost(whole) for _each in range(3)) < MOST
        found = least(half, whole)
        assert found[1] <= STEEP * found[0]

    tried(check, repeated(name), 10)


@each_target
def test_twice_the_text_is_twice_the_work(name):
    def check(text: str) -> None:
        TARGETS[name].try_one(text)  # what is read once and remembered counts for nobody
        half, whole = (lines_run(partial(TARGETS[name].try_one, of_length(text, n))) for n in (SHORT, 2 * SHORT))
        assert whole < COUNTED or whole <= STEEP * half

    tried(check, repeated(name), 10)


def test_a_fault_would_be_seen():
    def spoiled(text: str) -> None:
        assert "!!" not in text

    with pytest.raises(AssertionError):
        tried(spoiled, texts("front matter"), 200)


def test_what_is_quadratic_would_be_seen():
    def pairs(text: str) -> int:
        count = 0
        for one in text:
            for other in text:
                count += one == other
        return count

    half, whole = (lines_run(partial(pairs, "a" * many)) for many in (100, 200))
    assert whole > STEEP * half
