"""The shapes of the API of classes. Clients outside the project rely on them: fields are added, never changed."""

from datetime import datetime
from typing import Any, Literal

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
    last_event: int = Field(..., description="The number of the class's last event: listen from there.")


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


class HandIn(Input):
    up: bool


class ToldIn(Input):
    """What the devices of the page show, which the server does not hear."""

    step: str | None = Field(None, max_length=SHORT)
    state: str | None = Field(None, max_length=SHORT, examples=["CHALLNG>"])
    finished: bool = False


class TileOut(Schema):
    id: str = Id
    nickname: str
    language: str
    platform: str
    scenario: str
    device_state: str = Field(..., examples=["challenge"])
    step: str | None
    attempts: int
    seconds_in_state: float
    last_refusal: str | None
    hand: bool
    claimed_by: str
    online: bool
    finished: bool
    stuck: bool
    faults: list[str]


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
    people: int


class SpreadOut(Schema):
    state: str
    people: int
    median: float
    low: float
    high: float
    longest: float


class DebriefOut(Schema):
    """What to talk about: nobody's name, no ranking."""

    people: int
    finished: int
    causes: list[SharePartOut]
    spreads: list[SpreadOut]
    around: dict[str, int] = Field(..., description="By fault: how many met it and still got in.")
