"""What the verifier's codes say to a person, in the active language."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from auth_demo.verifier.outcome import Cause, Diagnosis, Lock, Reason, Refused, Shape, Topic
from kb.base.waits import spell

STATUS = {
    Reason.WRONG_RESPONSE: 422,
    Reason.MALFORMED: 422,
    Reason.ALREADY_USED: 409,
    Reason.SUPERSEDED: 409,
    Reason.EXPIRED: 410,
    Reason.TOO_MANY_ATTEMPTS: 429,
    Reason.TOO_SOON: 429,
    Reason.LOCKED: 409,
    Reason.UNKNOWN_USER: 422,
    Reason.NOT_YET: 409,
    Reason.NOT_OFFERED: 409,
    Reason.NOT_ENROLLED: 409,
    Reason.REVOKED: 409,
    Reason.GONE: 410,
    Reason.NOT_FOUND: 404,
    Reason.UNAUTHORIZED: 401,
    Reason.CROSS_SITE: 403,
    Reason.FORBIDDEN: 403,
    Reason.USED_UP: 409,
    Reason.FULL: 503,
}

TITLES: Mapping[Reason, Promise] = {
    Reason.WRONG_RESPONSE: _("That is not the right code"),
    Reason.MALFORMED: _("That input has the wrong form"),
    Reason.ALREADY_USED: _("It was used already"),
    Reason.SUPERSEDED: _("There is a newer one"),
    Reason.EXPIRED: _("The time is up"),
    Reason.TOO_MANY_ATTEMPTS: _("No tries are left"),
    Reason.TOO_SOON: _("Too soon"),
    Reason.LOCKED: _("Locked"),
    Reason.UNKNOWN_USER: _("Unknown user name"),
    Reason.NOT_YET: _("Not yet"),
    Reason.NOT_OFFERED: _("Not offered here"),
    Reason.NOT_ENROLLED: _("Not set up yet"),
    Reason.REVOKED: _("This device is no longer accepted"),
    Reason.GONE: _("No longer there"),
    Reason.NOT_FOUND: _("Not found"),
    Reason.UNAUTHORIZED: _("No key to this practice"),
    Reason.CROSS_SITE: _("A request from another site"),
    Reason.FORBIDDEN: _("Not for this phone"),
    Reason.USED_UP: _("This practice is used up"),
    Reason.FULL: _("The practice room is full"),
}

# Where a reason is about something else than a challenge, it is called otherwise.
TOPIC_TITLES: Mapping[Shape | Lock | Topic | None, Promise] = {
    Topic.CODE_UNKNOWN: _("That code is not known"),
    Topic.CODE_USED: _("That code was already used"),
    Topic.CODE_EXPIRED: _("That code has expired"),
    Topic.CODE_REPLACED: _("There is a newer code"),
    Topic.TAKEN_BACK: _("The device is on the computer again"),
    Topic.STARTED_OVER: _("The practice was started over"),
    Topic.UNPAIRED: _("This practice has ended"),
}

DETAILS: Mapping[Reason | Shape | Lock | Topic, Promise] = {
    Reason.WRONG_RESPONSE: _("That is not what this login asks for."),
    Reason.ALREADY_USED: _(
        "This login has had its answer, and each answer counts once. Log in again to begin a new one."
    ),
    Reason.SUPERSEDED: _("A newer login has taken the place of this one. Answer the newest."),
    Reason.EXPIRED: _("The time for this login is up. Log in again to begin a new one."),
    Reason.TOO_MANY_ATTEMPTS: _("This login has no tries left. Log in again to begin a new one."),
    Reason.TOO_SOON: _("Wait %(wait)s, then try again."),
    Reason.UNKNOWN_USER: _("This practice accepts only its own training user, %(user)s."),
    Reason.NOT_YET: _("Finish the login first: what the verifier computes would give the response away."),
    Reason.NOT_OFFERED: _("This login does not offer that way. Choose another one."),
    Reason.NOT_ENROLLED: _("This training user has no device for that way of logging in. Set one up first."),
    Reason.REVOKED: _("Another phone was activated in its place, and the key of this one was revoked for good."),
    Reason.GONE: _("Its code was used or replaced, or its time is up, so it was deleted. Ask for a new one."),
    Topic.REQUEST: _("Decide on the notification on the phone: there is nothing to type here."),
    Topic.MESSAGE: _("This message has not reached the phone yet."),
    Topic.CALL: _("The phone rings: answer the call first."),
    Topic.RESEND: _("The next message can be sent in %(wait)s. Wait, or move the practice clock forward."),
    Topic.PRACTICES: _(
        "Very many practices were opened from your network within an hour. The next one can be opened in %(wait)s."
    ),
    Topic.PUSHES: _(
        "Three notifications in ten minutes were not approved. The next one can be sent in %(wait)s; "
        "until then use the challenge code."
    ),
    Topic.LIFETIME: _("The time of this passcode or card is up. Use another device."),
    Topic.PORTAL_ONLY: _(
        "After its first two days the temporary passcode is good for Client Portal only, to fetch the online card."
    ),
    Topic.ONLINE_CARD: _(
        "Log in to Client Portal with the temporary passcode first: the online card is fetched there."
    ),
    Topic.SECOND_PASSCODE: _(
        "There are no two temporary passcodes in a row: log in once with a device of your own, then another is possible."
    ),
    Topic.OTHER_PERSON: _(
        "A device is shared between user names of one person only. That user name belongs to somebody else."
    ),
    Topic.TEMPORARY_DEVICE: _(
        "No device is shared while one of the two user names has a temporary code or an Online Security Code Card."
    ),
    Topic.LESS_SECURE: _(
        "Less secure device: you offered the weaker of your devices. Start again and share the stronger one."
    ),
    Topic.NOTHING_TO_SHARE: _("That user name has no physical device to share."),
    Topic.OPTED_IN: _("Every login of this user needs a device already."),
    Topic.SHARED: _("This device is shared with that user name already."),
    Topic.ACTIVATION: _(
        "First activation is for who has no active phone, recovery for the same phone, migration for a new phone in "
        "place of the active one."
    ),
    Topic.CODE_WRONG: _("That is not the code of the newest message."),
    Topic.LOGIN_CODE: _("That is not the code that was sent last."),
    Topic.CODE_OVER: _("This code can no longer be used. Have a new one sent."),
    Topic.CODE_UNKNOWN: _("Look at every letter and digit once more, or have a new code made on the computer."),
    Topic.CODE_USED: _("A code is good for one phone. Have a new one made on the computer."),
    Topic.CODE_EXPIRED: _("A code is good for two minutes. Have a new one made on the computer."),
    Topic.CODE_REPLACED: _("Use the code that the computer shows now."),
    Topic.TAKEN_BACK: _("It was taken back there. To have it here once more, use a new code."),
    Topic.STARTED_OVER: _("The computer has other devices now, with other keys. To go on here, use a new code."),
    Topic.UNPAIRED: _("A practice ends after a day. Open it again on the computer, and use a new code."),
    Topic.NOT_PAIRABLE: _("Only a card or a phone of the practice can be on a phone of one’s own."),
    Topic.PAIRED: _("A paired phone is one device of the practice and nothing else. Do this on the computer."),
    Topic.LOST_CARD: _(
        "This card was reported lost, so it is refused for good, also if it is found again. Ask for another one."
    ),
    Topic.NO_CARD: _("There is no card in use that could be reported lost."),
    Topic.CARD_NOT_LOST: _("Another card is for one that was reported lost. Report it first."),
    Topic.NUMBER: _("There is no mobile number on record to send a code to."),
    Reason.NOT_FOUND: _("There is no such thing in this practice. It may have been deleted."),
    Reason.UNAUTHORIZED: _(
        "Send the token that came when the practice was opened (Authorization: Bearer). "
        "A practice ends after a day: then open a new one."
    ),
    Reason.CROSS_SITE: _("Only this site’s own pages may use its cookie. Other programs send the token."),
    Reason.FORBIDDEN: _("This key does not open that."),
    Reason.USED_UP: _("So much was done in this practice that nothing more can be kept of it. Begin a new one."),
    Reason.FULL: _(
        "As many practices are open as this site can hold. Each ends after a day; the next place is free in %(wait)s at "
        "the latest. The articles can be read meanwhile."
    ),
    Lock.PORTAL: _(
        "Ten logins were refused within 24 hours. The login opens again in %(wait)s: wait, or move the "
        "practice clock forward."
    ),
    Lock.AUTHENTICATOR: _(
        "Five logins in a row went wrong with this device, so it is disabled. Have it restored, or start over."
    ),
    Lock.FROZEN: _(
        "Somebody answered “it was not me” to a login, so this login is frozen. In life you would call Client "
        "Services; here, have it restored."
    ),
    Lock.CODES: _(
        "Twenty-five codes in a row were wrong, so no code is sent or taken any more. Have your devices restored, or "
        "begin anew."
    ),
    Shape.VARIANT: _("This practice has no such variant. It has: %(known)s."),
    Shape.FAULT: _("This practice has no such fault to switch on. It has: %(known)s."),
    Shape.ANSWER: _("A phone’s answer is %(expected)s hexadecimal digits."),
    Shape.CODE: _("The code has %(expected)s letters and digits; you typed %(typed)s."),
    Shape.HANDED: _("A device tells of itself only, and in at most %(most)s bytes."),
    Shape.ALPHABET: _("%(expected)s digits, please, and nothing but digits."),
    Shape.METHOD: _("This practice has no such login method. It has: %(known)s."),
    Shape.DEVICE: _("There are several devices: say which one."),
    Shape.SCENARIO: _("There is no such practice. There are: %(known)s."),
    Shape.PLATFORM: _("This practice has no such platform. It has: %(known)s."),
    Shape.LANGUAGE: _("This site does not speak that language. It speaks: %(known)s."),
    Shape.STEP: _("This practice has no such step. It has: %(known)s."),
    Shape.PERSONA: _("This practice has no such training user. It has: %(known)s."),
    Shape.CLOCK: _("The practice clock goes at most %(days)s days ahead."),
}

ADVICE: Mapping[Cause, Promise] = {
    Cause.EXPIRED: _("Your answer came %(late)s too late. Log in again to begin a new login."),
    Cause.ALREADY_USED: _(
        "That response already served, %(ago)s ago. Each works once: answer what the login window asks for now."
    ),
    Cause.PREVIOUS_CHALLENGE: _(
        "That response belongs to the request before this one. Answer the one that the login window shows now."
    ),
    Cause.OTHER_LOGIN: _("That response belongs to an earlier login. Answer what the login window shows now."),
    Cause.OTHER_USER: _("That response comes from the device of another user, %(user)s. Use your own."),
    Cause.PIN_AS_CHALLENGE: _(
        "You typed your PIN at CHALLNG>. CHALLNG> wants the digits that the login window shows; your PIN "
        "belongs at PIN>."
    ),
    Cause.DIGITS_SWAPPED: _(
        "Two digits of the challenge are swapped: the login window shows %(shown)s, the device was given %(typed)s."
    ),
    Cause.DIGIT_WRONG: _(
        "One digit of the challenge is wrong: the login window shows %(shown)s, the device was given %(typed)s."
    ),
    Cause.CHALLENGE_AS_PIN: _(
        "You typed the beginning of the challenge at PIN>. PIN> wants your PIN; the challenge belongs at CHALLNG>."
    ),
    Cause.WRONG_PIN: _(
        "The PIN typed on the card is not its PIN. This practice card cannot tell, so it shows a response all the same. "
        "Switch it on again and type your PIN."
    ),
    Cause.WRONG_DEVICE: _("That response comes from another device of yours. Use the one that this login asks for."),
    Cause.CELLS_SWAPPED: _("The two cells are in the wrong order. Type them in the order in which the login asks."),
    Cause.CLOCK_AHEAD: _(
        "The clock of the phone is %(off)s ahead. Its responses are computed with the time: set it to automatic."
    ),
    Cause.CLOCK_BEHIND: _(
        "The clock of the phone is %(off)s behind. Its responses are computed with the time: set it to automatic."
    ),
    Cause.LOST_CARD: _("That response comes from the card that was reported lost. Use the new one."),
    Cause.OLD_PHONE: _(
        "That response comes from the phone you used before. Since the new phone was activated, the old one’s key "
        "is worth nothing."
    ),
    Cause.EARLIER_MESSAGE: _("That is the code of an earlier message. Type the one of the newest message."),
    Cause.OTHER_NUMBER: _(
        "The number typed on the phone is not the one that the login screen shows. If you did not start this "
        "login yourself, somebody else did: deny it."
    ),
    Cause.MISCOPIED: _(
        "That is not the code that was sent or given to you. Compare it character by character, then try again."
    ),
    Cause.UNKNOWN: _(
        "This does not match anything your device could have shown. Check what you typed on it and every digit of the "
        "response, then try again."
    ),
    Cause.NOT_SEARCHED: _(
        "So many responses were wrong within a minute that this one was not looked into. Wait a minute, "
        "then try again."
    ),
}


USED_UP: Mapping[Shape | Lock | Topic | None, Promise] = {
    Topic.CODE_WRONG: DETAILS[Topic.CODE_OVER],
    Topic.LOGIN_CODE: _("This code is used up. Log in again to get a new one."),
}


def detail(refusal: Refused) -> str:
    if refusal.topic is Shape.DIGITS:
        return _digits(refusal.facts["expected"], refusal.facts["typed"])
    facts = _spelled({**refusal.facts, "wait": refusal.retry_in or timedelta(0)})
    sentences = [str(DETAILS[refusal.topic or refusal.reason]) % facts]
    if refusal.reason is Reason.WRONG_RESPONSE and refusal.attempts_left is not None:
        sentences.append(_tries(refusal.attempts_left, refusal.topic))
    return " ".join(sentences)


def advice(diagnosis: Diagnosis) -> str:
    return str(ADVICE[diagnosis.cause]) % _spelled(diagnosis.facts)


def _digits(expected: int, typed: int) -> str:
    wanted = ngettext("%(count)d digit, please", "%(count)d digits, please", expected) % {"count": expected}
    given = ngettext("you typed %(count)d.", "you typed %(count)d.", typed) % {"count": typed}
    return str(_("%(wanted)s: %(given)s")) % {"wanted": wanted, "given": given}


def _tries(left: int, topic: Shape | Lock | Topic | None) -> str:
    if not left:
        return str(USED_UP.get(topic, DETAILS[Reason.TOO_MANY_ATTEMPTS]))
    if topic in (Topic.CODE_WRONG, Topic.LOGIN_CODE):
        return ngettext(
            "You have %(count)d try left with this code.", "You have %(count)d tries left with this code.", left
        ) % {"count": left}
    return ngettext(
        "You have %(count)d try left for this login.",
        "You have %(count)d tries left for this login.",
        left,
    ) % {"count": left}


def _spelled(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: _word(value) for name, value in facts.items()}


def _word(value: Any) -> str:
    if isinstance(value, timedelta):
        return spell(value)
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
