"""The shapes of what passes when one's own phone becomes a device of the practice."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from auth_demo.web.schemas import SHORT, Id, NewDeviceOut, Now, StateOut

MOST_ACTS = 100


class KeyIn(NewDeviceOut):
    """A device with its secrets, as one browser hands it to another."""

    user: str | None = Field(None, max_length=SHORT, description="Where several user names’ cards go along.")


Keys = list[KeyIn]
StateField = Field(None, description="What the device shows, as its browser keeps it.")


class PairingIn(Schema):
    model_config = ConfigDict(extra="forbid")

    device: str = Field(..., max_length=SHORT, description="By its id in the scenario.", examples=["card"])
    keys: Keys = Field(..., max_length=20, description="The device’s keys, as this browser was given them.")
    state: dict[str, Any] | None = StateField


class QrOut(Schema):
    size: int = Field(..., description="Modules along one side, the quiet zone included.")
    path: str = Field(..., description="The dark modules as the path of an SVG that is as large.")


class CodeOut(Schema):
    """A code to pair with: shown here and never again."""

    id: str = Id
    code: str = Field(..., examples=["K7QX2MNPA4RTVWYZ29BCDEFGHJKL"])
    address: str = Field(..., description="With the code behind #, which no browser sends.")
    page: str = Field(..., description="The same without the code.")
    short_code: str = Field(..., description="To type in place of the long one.", examples=["WDJBMJHT"])
    short_page: str = Field(..., description="The address that leads to `page`, to type.")
    reachable: bool = Field(..., description="False where only this very computer reaches the address.")
    is_operator: bool = Field(..., description="Whether it is asked for on the very machine that serves it.")
    valid_seconds: int
    qr: QrOut
    now: datetime = Now


class ExchangeIn(Schema):
    model_config = ConfigDict(extra="forbid")

    code: str = Field(..., max_length=SHORT, examples=["K7QX 2MNP A4RT VWYZ 29BC DEFG HJKL"])


class PairedOut(Schema):
    """What the phone gets, once; its session comes as an HttpOnly cookie."""

    id: str = Id
    device: str = Field(..., examples=["card"])
    sandbox: StateOut
    keys: Keys
    state: dict[str, Any] | None
    now: datetime = Now


class ReportIn(Schema):
    model_config = ConfigDict(extra="forbid")

    acts: list[str] = Field(..., max_length=MOST_ACTS, description="The device’s events.", examples=[["card.on"]])
    placements: int = Field(..., ge=0, description="As they came with the state that this one follows.")
    state: dict[str, Any] | None = StateField
    keys: Keys | None = Field(None, max_length=20, description="Where an activation gave it others.")


class PlaceIn(Schema):
    model_config = ConfigDict(extra="forbid")

    state: dict[str, Any] | None = StateField


class EndIn(Schema):
    model_config = ConfigDict(extra="forbid")

    why: Literal["taken-back", "started-over", "closed"]


class EndedOut(Schema):
    """The device as the phone left it; keys only where the phone was given others."""

    state: dict[str, Any] | None
    keys: Keys | None
    now: datetime = Now


class PairingOut(Schema):
    id: str = Id
    device: str
    paired: bool


class PairingsOut(Schema):
    pairings: list[PairingOut]
    now: datetime = Now


class StandsOut(Schema):
    """How the device stands after the computer's last change; the state comes only with one that is new."""

    device: str
    placements: int
    state: dict[str, Any] | None
    sandbox: StateOut
    now: datetime = Now
