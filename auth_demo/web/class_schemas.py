"""The shapes of the API of classes. Clients outside the project rely on them: fields are added, never changed."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from auth_demo.web.schemas import SHORT, Id, Input, SandboxOut, StateOut

State = Literal["waiting", "running", "paused", "ended"]
NICKNAME = 200  # signs that are read; what a nickname may have is less, and is said in words


class JoinIn(Input):
    nickname: str = Field(..., max_length=NICKNAME, description="Not an account name.", examples=["Maple 17"])
    language: str | None = Field(None, max_length=12, examples=["fr"])
    platform: str | None = Field(None, max_length=SHORT, examples=["client-portal"])
    keep: Literal["token", "cookie"] = Field("token", description="`cookie`: for this site's own pages.")


class AloneOut(Schema):
    """Of somebody who comes from a course and practices alone."""

    chosen: list[str] = Field(..., description="The practices that the course leads to.")
    finished: list[str]
    channel: Literal["lti", "package"]
    return_url: str | None = Field(..., description="Where the course goes on.")


class PersonOut(Schema):
    id: str = Id
    class_id: str = Field(..., description="The id of the class, for its events.")
    nickname: str
    language: str
    state: State
    mode: Literal["guided", "free"]
    pace: Literal["trainer", "self"]
    scenario: str | None = Field(None, examples=["dsc-plus"])
    scenarios: list[str]
    step: str | None = Field(None, description="Where the trainer has put everybody, or where the walk is.")
    locked: bool
    hand: bool
    results_url: str = Field(..., description="A page with this participant's results, for 30 days.")
    last_event: int = Field(..., description="The number of the class's last event: listen from there.")
    alone: AloneOut | None = Field(None, description="Null in a class with a trainer.")


class ParticipantOut(PersonOut):
    sandbox: StateOut | None = Field(
        ..., description="Without keys; null where one is due: POST .../sandbox opens it."
    )


class JoinedOut(PersonOut):
    token: str | None = Field(None, description="Only when joining. Absent with `keep: cookie`.")
    sandbox: SandboxOut | None = Field(..., description="As POST /sandboxes answers, with the keys.")


class SandboxIn(Input):
    step: str | None = Field(None, max_length=SHORT)
    platform: str | None = Field(None, max_length=SHORT)
    variant: str | None = Field(None, max_length=SHORT)
    keep: Literal["token", "cookie"] = "token"


class PracticeIn(Input):
    scenario: str = Field(..., max_length=SHORT, examples=["dsc-plus"])


class AttemptIn(Input):
    scenarios: list[Annotated[str, Field(max_length=SHORT)]] = Field(..., min_length=1, max_length=12)
    language: str | None = Field(None, max_length=12, examples=["fr"])
    keep: Literal["token", "cookie"] = Field("token", description="`cookie`: for this site's own pages.")


class AttemptOut(Schema):
    id: str = Id
    token: str | None = Field(None, description="Only when it is opened. Absent with `keep: cookie`.")
    url: str | None = Field(None, description="Where it is practiced, with the token. Only when it is opened.")
    state: State
    finished: list[str]
    chosen: list[str]
    score: float = Field(..., description="The part of the chosen practices that is finished: 0 to 1.")
    results_url: str


class HandIn(Input):
    up: bool


class ToldIn(Input):
    """What the devices of the page show, which the server does not hear."""

    step: str | None = Field(None, max_length=SHORT)
    state: str | None = Field(None, max_length=SHORT, examples=["CHALLNG>"])
    finished: bool = False


PICTURE = 60_000  # signs of a picture of all devices; the largest phone takes some 20,000


class DevicesIn(Input):
    """What the devices of the page look like, as this site's own pages draw it."""

    picture: str = Field(..., max_length=PICTURE)
    said: list[Annotated[str, Field(max_length=300)]] = Field(..., max_length=20)


class DevicesOut(Schema):
    scenario: str
    picture: str
    said: list[str] = Field(..., description="The same in words, device by device.")
    at: datetime


class MirrorOut(Schema):
    devices: DevicesOut | None = Field(..., description="Null before a page has sent any.")


class TileOut(Schema):
    id: str = Id
    nickname: str
    language: str
    platform: str
    variant: str = Field(..., description="Which of the practice's devices it is walked with: a card, an iPhone.")
    scenario: str
    device_state: str = Field(..., examples=["challenge"])
    step: str | None
    attempts: int
    seconds_in_state: float
    last_refusal: str | None
    hand: bool
    hand_seconds: float = Field(..., description="How long it has been up: the hands are a queue.")
    claimed_by: str
    online: bool
    finished: bool
    stuck: bool
    faults: list[str]
    found: list[str] = Field(..., description="Faults that were met, and after which there was a way in.")
    simulated: bool = Field(..., description="In a rehearsal.")
    tried: bool = Field(..., description="In the warm-up: the device talks.")


class UndoOut(Schema):
    seconds: float = Field(..., description="How long it can be undone still.")
    participants: list[str] | None = Field(..., description="Whose reset it was; null: everybody's.")


class BoardOut(Schema):
    state: State
    step: str | None
    code: str
    scenarios: list[str]
    scenario: str
    locked: bool
    pace: Literal["trainer", "self"]
    mode: Literal["guided", "free"]
    ends_at: datetime
    ended_at: datetime | None
    results_until: datetime = Field(
        ..., description="Nicknames and counts are deleted then, if the class ends as planned."
    )
    practices_until: datetime = Field(..., description="The sandboxes are deleted then.")
    screen: str | None = Field(..., description="Whose devices everybody is shown, by id.")
    undo: UndoOut | None = Field(..., description="The last reset, while it can be taken back.")
    faults: list[str] = Field(..., description="The problems that the trainer means to rehearse.")
    is_rehearsal: bool
    last_event: int
    participants: list[TileOut]


class ActionIn(Input):
    action: str = Field(..., max_length=SHORT, examples=["start"])
    participants: list[str] | None = Field(None, max_length=2000, description="Ids; null: everybody.")
    step: str | None = Field(None, max_length=SHORT)
    scenario: str | None = Field(None, max_length=SHORT, description="With `move`: another practice of the class.")
    fault: str | None = Field(None, max_length=SHORT, examples=["late-sms"])
    on: bool = True
    nickname: str | None = Field(None, max_length=NICKNAME)
    by: str = Field("", max_length=SHORT, description="With `claim`: who helps.")


class ClassEventOut(Schema):
    seq: int
    at: datetime
    type: str
    data: dict[str, Any]


class ClassEventsOut(Schema):
    events: list[ClassEventOut]


class SharePartOut(Schema):
    cause: str
    scenario: str
    people: int


class SpreadOut(Schema):
    state: str
    people: int
    median: float
    low: float
    high: float
    longest: float


class DebriefOut(Schema):
    """What to talk about: no ranking. Only those are named who found no way round a fault."""

    people: int
    finished: int
    causes: list[SharePartOut]
    spreads: list[SpreadOut]
    around: dict[str, int] = Field(..., description="By fault: how many met it and still got in.")
    not_yet: dict[str, list[str]] = Field(..., description="By fault: who met it and did not get in, by nickname.")
