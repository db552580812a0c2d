"""Which steps are ticked, by the server as by the page: the same cases as the page's own tests."""

from types import SimpleNamespace

from auth_demo.scenarios.progress import after, current, due


def step(name, done_on, **more):
    known = {"id": name, "done_on": done_on, "done_by": "", "in_turn": False, "undone_on": ()}
    return SimpleNamespace(**(known | more))


STEPS = (
    step("ask", "challenge.issued"),
    step("pin", "card.challenge-prompt", undone_on=("card.off",)),
    step("answer", "response.typed", in_turn=True),
    step("in", "response.accepted"),
)


def through(*events):
    done = frozenset()
    for event in events:
        done = after(STEPS, done, event)
    return done


def test_an_event_ticks_its_step():
    assert through("challenge.issued") == {"ask"}


def test_the_last_step_ticks_all():
    assert through("response.accepted") == {"ask", "pin", "answer", "in"}


def test_a_tick_is_taken_back_unless_a_later_one_is_there():
    assert through("challenge.issued", "card.challenge-prompt", "card.off") == {"ask"}
    assert through("challenge.issued", "card.challenge-prompt", "response.typed", "card.off") == {
        "ask",
        "pin",
        "answer",
    }


def test_a_step_in_turn_waits_for_those_before():
    assert through("response.typed") == frozenset()


def test_where_two_devices_could_send_it_the_one_named_counts():
    steps = (step("first", "phone.on", done_by="old"), step("second", "phone.on", done_by="new"))
    assert after(steps, frozenset(), "phone.on", "old") == {"first"}


def test_who_hears_only_some_events_is_behind_the_last_that_is_ticked():
    done = frozenset({"answer"})
    assert current(STEPS, done).id == "ask" and due(STEPS, done).id == "in"
    assert due(STEPS, through("response.accepted")) is None
