"""The shapes of the JSON API. Clients outside the project rely on them: fields are added, never changed."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, RootModel, StrictBool, field_validator

from auth_demo.verifier.clock import RATES
from kb.base.problems import Problem

SHORT = 60  # no field takes more than a name

Id = Field(..., examples=["0f9c1d3ab04e4f7a8d1c6e5b2a907f31"])
Now = Field(..., description="The sandbox's time.", examples=["2026-11-24T09:30:00.000Z"])


class Input(Schema):
    """What is sent is taken as it is: no "5" for 5, no false for 0, nothing unknown passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SandboxIn(Input):
    scenario: str = Field(..., max_length=SHORT, examples=["dsc-plus"])
    platform: str | None = Field(None, max_length=SHORT, examples=["client-portal"])
    variant: str | None = Field(None, max_length=SHORT, description="Where the scenario has any.", examples=["ios"])
    language: str | None = Field(
        None, max_length=12, description="Default: the best of Accept-Language.", examples=["en"]
    )
    step: str | None = Field(
        None,
        max_length=SHORT,
        description="Open the practice at this step; behind the challenge, the login is under way already.",
        examples=["login"],
    )
    persona: str | None = Field(None, max_length=SHORT, description="Which training user to be.", examples=["amira"])
    keep: Literal["token", "cookie"] = Field(
        "token", description="`cookie`: for this site's own pages; the token then comes as an HttpOnly cookie."
    )


class UserOut(Schema):
    name: str = Field(..., examples=["amira-practice"])


class NewDeviceOut(Schema):
    """A device with its secrets: handed out here and never again."""

    id: str = Id
    kind: str = Field(..., examples=["security-card"])
    suite: str = Field(
        ...,
        description="How it computes: an OCRA suite; TOTP with its hash, digits and seconds; ES256.",
        examples=["OCRA-1:HOTP-SHA256-8:QN06-PSHA256"],
    )
    key: str | None = Field(
        None,
        description="Hexadecimal.",
        examples=["3132333435363738393031323334353637383930313233343536373839303132"],
    )
    pin: str | None = Field(None, examples=["4071"])
    push_key: str | None = Field(None, description="Hexadecimal: a phone answers notifications with it.")
    phone: str | None = Field(None, description="The simulated phone it lives on.", examples=["phone"])
    system: str | None = Field(None, examples=["ios"])


class PhoneOut(Schema):
    id: str = Field(..., examples=["phone"])
    system: str = Field(..., examples=["ios"])
    app: Literal["active", "installed", "none"]
    number: str | None = Field(None, examples=["+1 202-555-0142"])


class NumberOut(Schema):
    display: str = Field(..., examples=["+1 202-555-0142"])
    masked: str = Field(..., examples=["+1 202-555-01••"])
    state: Literal["unverified", "pending", "active"]


class OtherOut(Schema):
    user: UserOut
    devices: list[NewDeviceOut]


class LoginIn(Input):
    method: str | None = Field(None, max_length=SHORT, examples=["security-card"])
    device: str | None = Field(None, max_length=SHORT, description="The id of the device that will answer.")
    platform: str | None = Field(None, max_length=SHORT, examples=["tws"])
    user: str | None = Field(None, max_length=SHORT, description="A training user of this sandbox; default: its own.")


class SentOut(Schema):
    """The newest message for a login: number n of at most `of` within the hour."""

    n: int
    of: int
    to: str = Field(..., examples=["+1 202-555-01••"])
    kind: Literal["sms", "call"]
    message: str = Id


class DetailsOut(Schema):
    platform: str
    at: datetime
    place: str = Field(..., description="A code for where the login comes from.", examples=["practice-room"])


class RequestOut(Schema):
    id: str = Id
    details: DetailsOut


class LoginOut(Schema):
    id: str = Id
    method: str = Field(..., examples=["security-card"])
    platform: str = Field(..., examples=["client-portal"])
    user: str = Field(..., examples=["amira-practice"])
    device: str | None = None
    state: Literal["challenge", "code-sent", "waiting", "accepted", "denied", "superseded", "expired", "refused"]
    challenge: str | list[str] | None = Field(
        None, description="Digits, two cells, or what a passkey signs.", examples=["481203"]
    )
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    attempts_left: int = Field(..., examples=[5])
    sent: SentOut | None = None
    resend_at: datetime | None = None
    request: RequestOut | None = None
    number: str | None = Field(None, description="To be typed on the phone.", examples=["418207"])


class LoginNowOut(LoginOut):
    now: datetime = Now


class SandboxOut(Schema):
    id: str = Id
    token: str | None = Field(None, description="Send it as `Authorization: Bearer`. Absent with `keep: cookie`.")
    expires_at: datetime = Field(..., description="Real time: then everything is deleted.")
    scenario: str
    platform: str
    language: str
    step: str
    user: UserOut
    devices: list[NewDeviceOut]
    variant: str
    phones: list[PhoneOut]
    number: NumberOut | None = None
    faults: dict[str, bool]
    others: list[OtherOut] = Field(..., description="The other training users' devices, to try the wrong one.")
    login: LoginOut | None = None
    now: datetime = Now


class DeviceOut(Schema):
    id: str = Id
    kind: str
    suite: str
    user: str
    failures: int = Field(..., description="Challenges in a row that were used up; 5 disable the device.")
    disabled: bool
    phone: str | None = None
    system: str | None = None
    drift: int | None = Field(
        None,
        description="How far ahead the phone’s clock was when it last answered: in minutes, for an authenticator app in "
        "spans of 30 seconds.",
    )
    revoked: bool
    valid_until: datetime | None = None
    locked_until: datetime | None = None


class ClockOut(Schema):
    now: datetime = Now
    rate: float = Field(..., description="0 stands still, 0.1 is a tenth, 1 as in life.", examples=[1])


class StateOut(Schema):
    id: str = Id
    scenario: str
    platform: str
    language: str
    step: str
    user: UserOut
    devices: list[DeviceOut]
    variant: str
    phones: list[PhoneOut]
    number: NumberOut | None = None
    faults: dict[str, bool]
    frozen: bool = Field(..., description="After “it was not me”, until a device is restored.")
    clock: ClockOut
    logins: list[LoginOut] = Field(..., description="The last one first.")
    last_seq: int = Field(..., description="The number of the newest event.")
    expires_at: datetime
    now: datetime = Now


class LanguageIn(Input):
    language: str = Field(..., max_length=12, examples=["fr"])


class ResponseIn(Input):
    response: str = Field(
        ...,
        max_length=1000,
        description="As typed; spaces, hyphens and invisible signs do not count. Of a passkey: client data, authenticator data "
        "and signature, each in hexadecimal, joined by dots.",
        examples=["1234 5678"],
    )


class ResendIn(Input):
    channel: Literal["sms", "voice"]


class FallbackIn(Input):
    method: Literal["phone"] = "phone"


class ApprovalIn(Input):
    device: str = Field(..., max_length=SHORT, description="The id of the phone’s authenticator.")
    decision: Literal["approve", "deny", "not-me"]
    answer: str = Field(..., max_length=200, description="What the phone computed, in hexadecimal.")
    number: str = Field("", max_length=SHORT, description="As typed on the phone, where it is asked for.")


class DecidedOut(Schema):
    state: Literal["accepted", "denied"]
    login: str
    now: datetime = Now


class MessageOut(Schema):
    n: int
    id: str = Id
    kind: Literal["sms", "call", "push"]
    phone: str = Field(..., examples=["phone"])
    at: datetime
    state: Literal["waiting", "delivered", "blocked", "ringing", "answered", "missed", "lapsed"]
    login: str | None = None


class MessagesOut(Schema):
    messages: list[MessageOut]
    next_at: datetime | None = Field(None, description="When to ask again: something arrives or stops ringing then.")
    now: datetime = Now


class PushOut(Schema):
    login: str
    user: str
    device: str
    nonce: str = Field(..., description="Hexadecimal.")
    details: DetailsOut
    matching: bool
    expires_at: datetime


class ContentOut(Schema):
    message: MessageOut
    purpose: Literal["login", "number", "activation", "recovery", "migration", "activated"]
    text: str | None = None
    code: str | None = Field(None, examples=["042917"])
    request: PushOut | None = None
    now: datetime = Now


class FaultsIn(RootModel[dict[str, StrictBool]]):
    pass


class FaultsOut(Schema):
    faults: dict[str, bool]
    now: datetime = Now


class ConfirmationOut(Schema):
    sent: SentOut
    resend_at: datetime
    expires_at: datetime
    attempts_left: int
    now: datetime = Now


class CodeIn(Input):
    code: str = Field(..., max_length=200, description="As typed.", examples=["042917"])


class ActivationIn(Input):
    kind: Literal["activation", "recovery", "migration"] = "activation"


class ActivatedOut(Schema):
    device: NewDeviceOut
    revoked: list[str] = Field(..., description="The ids of the authenticators that this one replaces.")
    now: datetime = Now


class CardOut(Schema):
    device: NewDeviceOut
    now: datetime = Now


class ShareIn(Input):
    owner: str = Field(..., max_length=SHORT, description="The device’s owner.", examples=["owner-practice"])


class PasscodeOut(Schema):
    device: str = Id
    passcode: str = Field(..., description="Handed out here and never again.", examples=["7K3F-9QT2-XW0B-4M8Z"])
    full_until: datetime
    portal_until: datetime
    now: datetime = Now


class OnlineCardOut(Schema):
    device: str = Id
    cells: list[str] = Field(..., description="224 cells, in order; handed out here and never again.")
    valid_until: datetime
    now: datetime = Now


class NowOut(Schema):
    now: datetime = Now


class NumberConfirmedOut(Schema):
    number: NumberOut
    sms_enrolled: bool
    now: datetime = Now


class AcceptedOut(Schema):
    state: Literal["accepted"]
    login: str
    now: datetime = Now


class ClockIn(Input):
    forward_seconds: float = Field(0, ge=0, le=366 * 86400, allow_inf_nan=False, examples=[300])
    rate: float | None = Field(None, json_schema_extra={"enum": [*RATES, None]}, examples=[0.1])

    @field_validator("rate")
    @classmethod
    def one_of_rates(cls, rate: float | None) -> float | None:
        if rate is not None and rate not in RATES:
            raise ValueError(f"one of {', '.join(map(str, RATES))}")
        return rate


class ClockNowOut(Schema):
    clock: ClockOut
    now: datetime = Now


class EventOut(Schema):
    seq: int
    at: datetime = Field(..., description="The sandbox's time.")
    type: str = Field(..., examples=["challenge.issued"])
    data: dict[str, Any]


class EventsOut(Schema):
    events: list[EventOut]
    now: datetime = Now


class DeviceNowOut(Schema):
    device: DeviceOut
    now: datetime = Now


class InputFieldOut(Schema):
    name: str = Field(..., description="suite, C, Q, P, S or T.", examples=["Q"])
    hex: str


class InsideOut(Schema):
    login: str
    method: str
    suite: str
    challenge: str
    issued_at: datetime
    expires_at: datetime
    attempts: int
    attempts_left: int
    fields: list[InputFieldOut]
    data_input: str = Field(..., description="What was put through HMAC, in hexadecimal.")
    mac: str = Field(..., description="The HMAC, in hexadecimal.")
    offset: int | None
    truncated: int | None = Field(..., description="The 31 bits before they are cut to decimal digits.")
    response: str
    now: datetime = Now


class DiagnosisOut(Schema):
    cause: str = Field(..., examples=["pin-as-challenge"])
    advice: str
    facts: dict[str, Any] = Field(default_factory=dict)


class SaidOut(Schema):
    title: str
    detail: str
    advice: str | None = None


class ProblemOut(Problem):
    """A problem detail (RFC 9457) of the practice room."""

    topic: str | None = Field(
        None, description="Which case of the reason, where it has several.", examples=["less-secure"]
    )
    attempts_left: int | None = None
    retry_at: datetime | None = None
    diagnosis: DiagnosisOut | None = None
    texts: dict[str, SaidOut] | None = Field(None, description="What a refusal says, in each language of the site.")
    now: datetime | None = None


class ReasonOut(Schema):
    type: str
    reason: str
    title: str
    status: int
