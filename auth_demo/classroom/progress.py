"""How far one walk is: folded from the log of its sandbox, event by event, so that new ones cost no more than themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from auth_demo.scenarios import load
from auth_demo.scenarios.progress import after, due, steps_of
from auth_demo.scenarios.vocabulary import SERVER_EVENTS
from auth_demo.verifier.faults import CARD_LOCKED

ACCEPTED = "accepted"
# What an event of the log makes of the state word; "accepted" and the like stay until the next login begins.
STATES = {
    "challenge.issued": "challenge",
    "message.sent": "code-sent",
    "message.delivered": "code-arrived",
    "push.sent": "waiting",
    "push.denied": "denied",
    "push.lapsed": "expired",
    "response.accepted": ACCEPTED,
    "challenge.expired": "expired",
    "challenge.superseded": "superseded",
    "login.refused": "refused",
    "login.locked": "locked",
    "authenticator.locked": "locked",
    "account.frozen": "locked",
}
# What says nothing of where somebody is: what their page has told of it holds.
BESIDE = frozenset({"clock.moved", "fault.on", "fault.off"})
READY = "ready"  # a sandbox in which nothing has happened yet


@dataclass(frozen=True)
class Happened:
    """One event of a sandbox with the real moment of it."""

    seq: int
    real: datetime
    type: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """Where a walk is. `since` and `times` are real; `times` says when each state began, for the time spent in it."""

    scenario: str
    platform: str
    variant: str
    since: datetime
    seq: int = 0
    spoke: int = 0  # the last event that tells where somebody is
    done: frozenset[str] = frozenset()
    state: str = READY
    attempts: int = 0
    refusal: str = ""
    repeated: int = 0  # how often in a row the same was refused
    causes: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)  # spent in each state that is over
    on: frozenset[str] = frozenset()  # the faults that are on
    faults: frozenset[str] = frozenset()  # those ever met: they were on while there was a login to go through
    ahead: frozenset[str] = frozenset()  # of those met, the ones that are neither got round nor taken away
    around: frozenset[str] = frozenset()  # of those met, after which somebody got in all the same
    accepted_at: datetime | None = None
    methods: tuple[str, ...] = ()  # that let in, in turn: the way that was found

    @property
    def step(self) -> str | None:
        """Where the walk is, as far as the server hears; None once it is through."""
        following = due(self._steps(), self.done)
        return following.id if following else None

    @property
    def is_finished(self) -> bool:
        steps = self._steps()
        return bool(steps) and steps[-1].id in self.done

    @property
    def is_heard(self) -> bool:
        """Whether the server has heard all that it can of the walk, up to the last step that it hears.

        Of a practice that happens on the devices alone it hears nothing: there the page is believed.
        """
        heard = [step.id for step in _heard(self._steps())]
        return not heard or heard[-1] in self.done

    def _steps(self) -> tuple[Any, ...]:
        scenario = load.get(self.scenario)
        return steps_of(scenario, self.platform, self.variant) if scenario else ()


def _heard(steps: Iterable[Any]) -> Iterator[Any]:
    """The steps that events of the server can tick: one that counts in its turn only behind others of the kind."""
    is_all = True
    for step in steps:
        is_own = step.done_on in SERVER_EVENTS
        if is_own and (is_all or not step.in_turn):
            yield step
        is_all = is_all and is_own


def fold(progress: Progress, events: Iterable[Happened]) -> Progress:
    """`progress` with what has happened since."""
    for event in events:
        progress = _with(progress, event)
    return progress


def _with(progress: Progress, event: Happened) -> Progress:
    steps = progress._steps()
    device = event.data.get("device")
    spoke = progress.spoke if event.type in BESIDE else event.seq
    progress = replace(progress, seq=event.seq, spoke=spoke, done=after(steps, progress.done, event.type, device))
    state = STATES.get(event.type)
    if event.data.get("shares") and event.type == "response.accepted":
        state = None
    if event.type == "message.delivered" and event.data.get("kind") == "push":
        state = None  # a request that has come has no code: it is still the one that was sent
    if state and state != progress.state:
        spent = Counter(progress.seconds)
        spent[progress.state] += (event.real - progress.since).total_seconds()  # type: ignore[assignment]
        if progress.state == ACCEPTED:  # what was broken meanwhile is met with the next login
            progress = _meeting(progress, progress.on)
        progress = replace(progress, state=state, since=event.real, seconds=dict(spent))
    if event.type == "response.rejected":
        reason = str(event.data.get("reason", ""))
        again = progress.repeated + 1 if reason == progress.refusal else 1
        return replace(progress, attempts=progress.attempts + 1, refusal=reason, repeated=again)
    if event.type == "response.accepted":
        methods = (*progress.methods, str(event.data.get("method", "")))
        return replace(
            progress,
            attempts=progress.attempts + 1,
            refusal="",
            repeated=0,
            accepted_at=event.real,
            methods=methods,
            around=progress.around | progress.ahead,
            ahead=frozenset(),
        )
    if event.type == "response.explained":
        causes = Counter(progress.causes) + Counter([str(event.data.get("cause", ""))])
        return replace(progress, causes=dict(causes))
    return _with_fault(progress, event)


def _with_fault(progress: Progress, event: Happened) -> Progress:
    """A fault that passes by itself was felt: to get in after it is a way round. One that was taken away is not one now."""
    fault = frozenset({str(event.data.get("fault", ""))})
    if event.type == "fault.on":
        progress = replace(progress, on=progress.on | fault)
        return progress if progress.state == ACCEPTED else _meeting(progress, fault)
    if event.type == "fault.off":
        taken_away = frozenset() if event.data.get("felt") else fault
        return replace(progress, on=progress.on - fault, ahead=progress.ahead - taken_away)
    if event.type == "authenticator.restored":
        return replace(progress, on=progress.on - {CARD_LOCKED})
    return progress


def _meeting(progress: Progress, faults: frozenset[str]) -> Progress:
    return replace(progress, faults=progress.faults | faults, ahead=progress.ahead | faults)
