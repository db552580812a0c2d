"""What the verifier can answer. Codes only: the sentences belong to web/reasons.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why a request was refused; stable, because clients outside the project read it."""

    WRONG_RESPONSE = "wrong-response"
    MALFORMED = "malformed"
    ALREADY_USED = "already-used"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    TOO_MANY_ATTEMPTS = "too-many-attempts"
    TOO_SOON = "too-soon"
    LOCKED = "locked"
    UNKNOWN_USER = "unknown-user"
    NOT_YET = "not-yet"
    NOT_OFFERED = "not-offered"
    NOT_ENROLLED = "not-enrolled"
    REVOKED = "revoked"
    GONE = "gone"
    NOT_FOUND = "not-found"
    UNAUTHORIZED = "unauthorized"
    CROSS_SITE = "cross-site"
    FORBIDDEN = "forbidden"
    USED_UP = "used-up"  # the sandbox holds as much as one may
    FULL = "full"  # there are as many sandboxes, or people in a class, as there may be
    ENDED = "ended"  # the class is over


class Cause(StrEnum):
    """The likely human mistake behind a refusal."""

    EXPIRED = "expired"
    ALREADY_USED = "already-used"
    PREVIOUS_CHALLENGE = "previous-challenge"
    OTHER_LOGIN = "other-login"
    OTHER_USER = "other-user"
    PIN_AS_CHALLENGE = "pin-as-challenge"
    DIGITS_SWAPPED = "digits-swapped"
    DIGIT_WRONG = "digit-wrong"
    CHALLENGE_AS_PIN = "challenge-as-pin"
    WRONG_PIN = "wrong-pin"
    WRONG_DEVICE = "wrong-device"
    CELLS_SWAPPED = "cells-swapped"
    CLOCK_AHEAD = "clock-ahead"
    CLOCK_BEHIND = "clock-behind"
    OLD_PHONE = "old-phone"
    LOST_CARD = "lost-card"
    EARLIER_MESSAGE = "earlier-message"
    OTHER_NUMBER = "other-number"
    APP_CODE_USED = "app-code-used"
    APP_CODE_OLD = "app-code-old"
    OTHER_ACCOUNT = "other-account"  # the code of another line in the authenticator app
    WRONG_SITE = "wrong-site"
    OWNER_NOT_VERIFIED = "owner-not-verified"
    COUNT_BEHIND = "count-behind"
    OTHER_PASSKEY = "other-passkey"
    UNKNOWN_APP_CODE = "app-code-unknown"  # unknown, as the next three
    UNKNOWN_PASSKEY = "passkey-unknown"
    MISCOPIED = "miscopied"  # unknown, where nothing is computed: what was sent or given is only copied
    UNKNOWN = "unknown"
    NOT_SEARCHED = "not-searched"  # explained too often in too short a time


class Shape(StrEnum):
    """What is malformed, and so which sentence says it."""

    DIGITS = "digits"  # facts: expected, typed
    ALPHABET = "alphabet"  # facts: expected
    METHOD = "method"  # facts: known
    DEVICE = "device"
    SCENARIO = "scenario"  # facts: known
    PLATFORM = "platform"  # facts: known
    LANGUAGE = "language"  # facts: known
    STEP = "step"  # facts: known
    PERSONA = "persona"  # facts: known
    CLOCK = "clock"  # facts: days
    VARIANT = "variant"  # facts: known
    FAULT = "fault"  # facts: known
    ANSWER = "answer"  # facts: expected
    CODE = "code"  # facts: expected
    PASSKEY = "passkey"
    HANDED = "handed"  # facts: most
    NICKNAME = "nickname"  # facts: most
    ACTION = "action"  # facts: needs
    PARTICIPANT = "participant"


class Lock(StrEnum):
    PORTAL = "portal"
    AUTHENTICATOR = "authenticator"
    FROZEN = "frozen"
    CODES = "codes"  # those that prove a number or activate a phone


class Topic(StrEnum):
    """What a reason is about, where it needs a sentence of its own."""

    REQUEST = "request"  # not-yet: a notification has to be decided first
    MESSAGE = "message"  # not-yet: it has not arrived
    CALL = "call"  # not-yet: nobody has answered it
    RESEND = "resend"  # too-soon: two minutes between two codes
    HOURLY = "hourly"  # too-soon: so many codes in an hour
    DAILY = "daily"  # too-soon: so many codes in a day
    CALLS = "calls"  # too-soon: so many calls in an hour; a text message may be sent
    PRACTICES = "practices"  # too-soon: so many were opened from one address
    PUSHES = "pushes"  # too-soon: three requests in ten minutes
    LOST_CARD = "lost-card"  # revoked: it was reported lost
    NO_CARD = "no-card"  # not-enrolled: there is none to report
    CARD_NOT_LOST = "card-not-lost"  # not-offered: a replacement
    NUMBER = "number"  # not-enrolled: there is no number
    CODE_WRONG = "code-wrong"  # wrong-response: of a code that proves something other than a login
    LOGIN_CODE = "login-code"  # wrong-response: of a code that was sent for a login
    CODE_OVER = "code-over"  # expired, superseded, already-used, too-many-attempts: of such a code
    LIFETIME = "lifetime"  # gone: the device's own time is up
    PORTAL_ONLY = "portal-only"  # not-offered: a passcode after its first days
    ONLINE_CARD = "online-card"  # not-offered: no login with a passcode
    SECOND_PASSCODE = "second-passcode"  # not-offered
    OTHER_PERSON = "other-person"  # not-offered: the device of somebody else
    TEMPORARY_DEVICE = "temporary-device"  # not-offered: one of the user names has one
    LESS_SECURE = "less-secure"  # not-offered: the weaker device
    NOTHING_TO_SHARE = "nothing-to-share"  # not-offered, not-enrolled: no card
    OPTED_IN = "opted-in"  # already-used
    SHARED = "shared"  # already-used
    ACTIVATION = "activation"  # not-offered: another kind of activation is due
    CODE_UNKNOWN = "code-unknown"  # not-found: a pairing code that nobody has, as the four below
    CODE_USED = "code-used"  # already-used
    CODE_EXPIRED = "code-expired"  # expired
    CODE_REPLACED = "code-replaced"  # superseded
    CODES_TRIED = "codes-tried"  # too-soon: so many wrong ones were typed
    TAKEN_BACK = "taken-back"  # gone: the paired device is on the computer again
    STARTED_OVER = "started-over"  # gone: so is the sandbox that it belonged to
    UNPAIRED = "unpaired"  # unauthorized: the sandbox has ended
    NOT_PAIRABLE = "not-pairable"  # not-offered: no card and no phone
    PAIRED = "paired"  # not-offered: only the computer may
    PAUSED = "paused"  # not-yet: a trainer has paused the class
    CLASS_CODE = "class-code"  # not-found: a code that no open class has
    CLASS_CODES_TRIED = "class-codes-tried"  # too-many-attempts: of such codes, from one address
    CLASS_FULL = "class-full"  # full: as many people as a class takes
    CLASS_RUNS = "class-runs"  # not-yet: it has to be ended first
    NOTHING_TO_UNDO = "nothing-to-undo"  # not-yet: no reset in the last seconds
    REMOVED = "removed"  # gone: the trainer has removed this participant
    LMS_UNKNOWN = "lms-unknown"  # not-found: a learning platform that is not registered, as those below
    LMS_USED = "lms-used"  # already-used: its message, or one that nobody asked for
    LMS_LATE = "lms-late"  # expired
    LMS_FORGED = "lms-forged"  # unauthorized: not signed by it, not for us, or not what we asked for
    LMS_DEPLOYMENT = "lms-deployment"  # forbidden; facts: deployment
    LMS_MESSAGE = "lms-message"  # not-offered: another kind of message
    LMS_SILENT = "lms-silent"  # full: its keys do not come
    LMS_CHOICE = "lms-choice"  # not-offered: the link has no practice, or one that is gone
    LMS_TEACHERS = "lms-teachers"  # forbidden: a learner cannot choose
    LMS_CHOOSING = "lms-choosing"  # expired: the form with the choice


@dataclass(frozen=True)
class Diagnosis:
    """`facts` fill the sentence; they never hold the right response, a PIN or a key."""

    cause: Cause
    facts: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """The verifier says no. `topic` chooses between the sentences of one reason (a Shape, a Lock or a Topic)."""

    def __init__(
        self,
        reason: Reason,
        *,
        topic: Shape | Lock | Topic | None = None,
        facts: Mapping[str, Any] | None = None,
        attempts_left: int | None = None,
        retry_at: datetime | None = None,
        retry_in: timedelta | None = None,
        diagnosis: Diagnosis | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.topic = topic
        self.facts = dict(facts or {})
        self.attempts_left = attempts_left
        self.retry_at = retry_at
        self.retry_in = retry_in
        self.diagnosis = diagnosis


def malformed(topic: Shape, **facts: Any) -> Refused:
    return Refused(Reason.MALFORMED, topic=topic, facts=facts)
