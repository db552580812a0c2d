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
    Reason.ENDED: 410,
}
# Where a reason is about something else than a practice, it may have another status.
TOPIC_STATUS: Mapping[Shape | Lock | Topic | None, int] = {
    Topic.CLASS_FULL: 409,
    Topic.LMS_SILENT: 503,
}

TITLES: Mapping[Reason, Promise] = {
    Reason.WRONG_RESPONSE: _("That is not the right code"),
    Reason.MALFORMED: _("Check what you typed"),
    Reason.ALREADY_USED: _("Already used"),
    Reason.SUPERSEDED: _("Replaced by a newer one"),
    Reason.EXPIRED: _("Expired"),
    Reason.TOO_MANY_ATTEMPTS: _("No tries left"),
    Reason.TOO_SOON: _("Too soon"),
    Reason.LOCKED: _("Locked"),
    Reason.UNKNOWN_USER: _("Unknown user name"),
    Reason.NOT_YET: _("Not yet"),
    Reason.NOT_OFFERED: _("Not offered here"),
    Reason.NOT_ENROLLED: _("Not set up yet"),
    Reason.REVOKED: _("This device is no longer accepted"),
    Reason.GONE: _("No longer available"),
    Reason.NOT_FOUND: _("Not found"),
    Reason.UNAUTHORIZED: _("You cannot open this practice"),
    Reason.CROSS_SITE: _("A request from another site"),
    Reason.FORBIDDEN: _("Not possible on this phone"),
    Reason.USED_UP: _("This practice has reached its limit"),
    Reason.FULL: _("The practice room is full"),
    Reason.ENDED: _("This class has ended"),
}

# Where a reason is about something else than a challenge, it is called otherwise.
TOPIC_TITLES: Mapping[Shape | Lock | Topic | None, Promise] = {
    Topic.CODE_UNKNOWN: _("That code is not known"),
    Topic.CODE_USED: _("That code was already used"),
    Topic.CODE_EXPIRED: _("That code has expired"),
    Topic.CODE_REPLACED: _("There is a newer code"),
    Topic.CODES_TRIED: _("Too many wrong codes"),
    Topic.TAKEN_BACK: _("The device is on the computer again"),
    Topic.STARTED_OVER: _("The practice was started over"),
    Topic.UNPAIRED: _("This practice has ended"),
    Topic.PAUSED: _("The class is paused"),
    Topic.CLASS_CODE: _("No class has that code"),
    Topic.CLASS_CODES_TRIED: _("Too many wrong codes"),
    Topic.CLASS_FULL: _("This class is full"),
    Topic.NOTHING_TO_UNDO: _("Nothing to undo"),
    Topic.CLASS_RUNS: _("The class is still open"),
    Topic.REMOVED: _("You are no longer in this class"),
    Topic.LMS_UNKNOWN: _("This learning platform is not registered here"),
    Topic.LMS_USED: _("This link was already used"),
    Topic.LMS_LATE: _("This link has expired"),
    Topic.LMS_FORGED: _("This message cannot be trusted"),
    Topic.LMS_DEPLOYMENT: _("This part of the learning platform is not registered here"),
    Topic.LMS_MESSAGE: _("The learning platform asks for something else"),
    Topic.LMS_SILENT: _("The learning platform does not answer"),
    Topic.LMS_CHOICE: _("No practice was chosen for this link"),
    Topic.LMS_TEACHERS: _("Only a teacher can choose practices"),
    Topic.LMS_CHOOSING: _("The choice took too long"),
}

DETAILS: Mapping[Reason | Shape | Lock | Topic, Promise] = {
    Reason.WRONG_RESPONSE: _("That is not what this login asks for."),
    Reason.ALREADY_USED: _("This login has already been answered. Log in again to start a new one."),
    Reason.SUPERSEDED: _("A newer login has replaced this one. Answer the newest one."),
    Reason.EXPIRED: _("This login has expired. Log in again to start a new one."),
    Reason.TOO_MANY_ATTEMPTS: _("This login has no tries left. Log in again to start a new one."),
    Reason.TOO_SOON: _("Wait %(wait)s, then try again."),
    Reason.UNKNOWN_USER: _("This practice accepts only its own training user, %(user)s."),
    Reason.NOT_YET: _("Finish the login first: what the system computes would give the response away."),
    Reason.NOT_OFFERED: _("This login does not offer that method. Choose another one."),
    Reason.NOT_ENROLLED: _("This training user has no device for that login method. Set one up first."),
    Reason.REVOKED: _("Another phone was activated in its place, and the key of this one was revoked for good."),
    Reason.GONE: _("Its code was used, was replaced or has expired, so it was deleted. Ask for a new one."),
    Topic.REQUEST: _("Answer the notification on the phone: there is nothing to type here."),
    Topic.MESSAGE: _("This message has not reached the phone yet."),
    Topic.CALL: _("The phone is ringing: answer the call first."),
    Topic.RESEND: _("Two minutes must pass between two codes. Wait, or move the practice clock forward."),
    Topic.HOURLY: _("At most five codes are sent within an hour. Wait, or move the practice clock forward."),
    Topic.DAILY: _("At most ten codes are sent within 24 hours. Wait, or move the practice clock forward."),
    Topic.CALLS: _(
        "There are at most two calls within an hour. If text messages reach this phone, choose “SMS”. Otherwise, start "
        "again."
    ),
    Topic.PRACTICES: _(
        "Too many practices were opened from your network within an hour. You can open the next one in %(wait)s."
    ),
    Topic.PUSHES: _(
        "Three notifications in ten minutes were not approved, so none is sent for a while. Use the challenge code "
        "until then."
    ),
    Topic.LIFETIME: _("This code or card has expired. Use another device."),
    Topic.PORTAL_ONLY: _(
        "After its first two days, the temporary code is valid only for Client Portal, to get the online card."
    ),
    Topic.ONLINE_CARD: _(
        "Log in to Client Portal with the temporary code first: that is where you get the online card."
    ),
    Topic.SECOND_PASSCODE: _("You cannot get two temporary codes in a row. Log in once with your own device first."),
    Topic.OTHER_PERSON: _(
        "A device can be shared only between user names of the same person. That user name belongs to someone else."
    ),
    Topic.TEMPORARY_DEVICE: _(
        "You cannot share a device while one of the two user names has a temporary code or an Online "
        "Security Code Card."
    ),
    Topic.LESS_SECURE: _(
        "Less secure device: you offered the less secure of your devices. Start again and share the more secure one."
    ),
    Topic.NOTHING_TO_SHARE: _("That user name has no physical device to share."),
    Topic.OPTED_IN: _("This user already logs in with a device."),
    Topic.SHARED: _("This device is already shared with that user name."),
    Topic.ACTIVATION: _("No active phone? Activate. Same phone? Recover. New phone? Migrate."),
    Topic.CODE_WRONG: _("That is not the code of the newest message."),
    Topic.LOGIN_CODE: _("That is not the code that was sent last."),
    Topic.CODE_OVER: _("This code can no longer be used. Ask for a new one."),
    Topic.CODE_UNKNOWN: _("Compare it letter by letter with the code on the computer, or get a new code there."),
    Topic.CODE_USED: _("A code works for one phone only. Get a new one on the computer."),
    Topic.CODE_EXPIRED: _("A code is valid for two minutes. Get a new one on the computer."),
    Topic.CODE_REPLACED: _("Use the code that the computer shows now."),
    Topic.CODES_TRIED: _("Wait %(wait)s. Then get a new code on the computer, or scan the QR code there."),
    Topic.TAKEN_BACK: _("It was taken back there. To use it here again, enter a new code."),
    Topic.STARTED_OVER: _("The computer now has new devices, with new keys. To continue here, enter a new code."),
    Topic.UNPAIRED: _("A practice ends after a day. Open it again on the computer, and use a new code."),
    Topic.NOT_PAIRABLE: _("Only the card or the phone can move to your own phone."),
    Topic.PAIRED: _("A paired phone is only one device of the practice. Do this on the computer."),
    Topic.LOST_CARD: _(
        "This card was reported lost, so it is refused for good, even if you find it again. Ask for another one."
    ),
    Topic.NO_CARD: _("There is no active card that you could report lost."),
    Topic.CARD_NOT_LOST: _("You can ask for another card only after you report the lost one."),
    Topic.NUMBER: _("There is no mobile number on record to send a code to."),
    Reason.NOT_FOUND: _("This practice does not have that. It may have been deleted."),
    Reason.UNAUTHORIZED: _(
        "Send the token that you received when the practice was opened (Authorization: Bearer). A "
        "practice ends after a day: then open a new one."
    ),
    Reason.CROSS_SITE: _("Only this site’s own pages may use its cookie. Other programs send the token."),
    Reason.FORBIDDEN: _("This key does not give access to that."),
    Reason.USED_UP: _("Nothing more can be stored in this practice. Start a new one."),
    Reason.FULL: _(
        "This site cannot hold more practices at the moment. The next place will be free in %(wait)s at "
        "the latest. You can read the articles in the meantime."
    ),
    Lock.PORTAL: _(
        "Ten logins were refused within 24 hours, so the login is locked. Wait, or move the practice clock forward."
    ),
    Lock.AUTHENTICATOR: _(
        "Five logins in a row failed with this device, so it is disabled. Reset it, or start over."
    ),
    Lock.FROZEN: _(
        "Someone answered “It was not me” to a login, so this login is frozen. In real life, you would "
        "call Client Services; here, reset the device."
    ),
    Lock.CODES: _(
        "Twenty-five codes in a row were wrong, so codes are no longer sent or accepted. Reset your "
        "devices, or start over."
    ),
    Reason.ENDED: _("You can no longer join it. Ask your trainer for the code of the next class."),
    Topic.PAUSED: _("Your trainer has paused the class. The clock starts again when the class does."),
    Topic.CLASS_CODE: _("Compare it with the code on the wall. It has six letters and digits."),
    Topic.CLASS_CODES_TRIED: _("Wait %(wait)s. Then type the code again, or scan the QR code."),
    Topic.CLASS_FULL: _("It has as many participants as a class may have. Ask your trainer."),
    Topic.NOTHING_TO_UNDO: _("A reset can be undone for ten seconds."),
    Topic.CLASS_RUNS: _("End the class first. Then it can be deleted."),
    Topic.REMOVED: _("Your trainer has removed you from the class. You can go on practicing without it."),
    Topic.LMS_UNKNOWN: _(
        "Its administrator has to register this site first. The page “In a learning platform” of the trainers’ desk has the "
        "addresses for that."
    ),
    Topic.LMS_USED: _("Go back to your course, and open the link there again."),
    Topic.LMS_LATE: _(
        "Go back to your course, and open the link there again. If that does not help, a clock may be wrong."
    ),
    Topic.LMS_FORGED: _(
        "It is not signed by the learning platform, or it is meant for another site. Open the link in your course again. If "
        "that does not help, ask its administrator to compare the addresses and the client ID."
    ),
    Topic.LMS_DEPLOYMENT: _("Ask an administrator of this site to add the deployment ID “%(deployment)s”."),
    Topic.LMS_MESSAGE: _("This site opens practices and lets teachers choose them. It offers nothing else."),
    Topic.LMS_SILENT: _("Its keys could not be fetched. Open the link in your course again in a minute."),
    Topic.LMS_CHOICE: _("Ask your teacher to delete the link in the course, and to choose the practices again."),
    Topic.LMS_TEACHERS: _("Open the course as a teacher, and add the link there."),
    Topic.LMS_CHOOSING: _("Close this window, and begin again in your course."),
    Shape.NICKNAME: _(
        "Choose another nickname: one to %(most)s characters, with a letter or a digit, and nothing rude."
    ),
    Shape.ACTION: _("Unknown choice. Available: %(needs)s."),
    Shape.PARTICIPANT: _("Name one participant who is in this class."),
    Shape.VARIANT: _("Unknown variant. Available: %(known)s."),
    Shape.FAULT: _("Unknown problem. Available: %(known)s."),
    Shape.ANSWER: _("A phone’s answer is %(expected)s hexadecimal digits."),
    Shape.CODE: _("The code has %(expected)s letters and digits; you typed %(typed)s."),
    Shape.PASSKEY: _("A passkey’s answer is three parts in hexadecimal, joined by dots."),
    Shape.HANDED: _("A device may report only on itself, in at most %(most)s bytes."),
    Shape.ALPHABET: _("Enter %(expected)s digits and nothing else."),
    Shape.METHOD: _("Unknown login method. Available: %(known)s."),
    Shape.DEVICE: _("There are several devices: say which one."),
    Shape.SCENARIO: _("Unknown practice. Available: %(known)s."),
    Shape.PLATFORM: _("Unknown platform. Available: %(known)s."),
    Shape.LANGUAGE: _("Language not available. Available languages: %(known)s."),
    Shape.STEP: _("Unknown step. Available: %(known)s."),
    Shape.PERSONA: _("Unknown training user. Available: %(known)s."),
    Shape.CLOCK: _("You can move the practice clock forward by at most %(days)s days."),
}

ADVICE: Mapping[Cause, Promise] = {
    Cause.EXPIRED: _("Your answer came %(late)s too late. Log in again to start a new login."),
    Cause.ALREADY_USED: _(
        "That response was already used, %(ago)s ago. Each one works only once: answer what the login "
        "window asks for now."
    ),
    Cause.PREVIOUS_CHALLENGE: _(
        "That response belongs to the request before this one. Answer the one that the login window shows now."
    ),
    Cause.OTHER_LOGIN: _("That response belongs to an earlier login. Answer what the login window shows now."),
    Cause.OTHER_USER: _("That response comes from the device of another user, %(user)s. Use your own."),
    Cause.PIN_AS_CHALLENGE: _(
        "You typed your PIN at CHALLNG>. Type your PIN at PIN>, and the digits shown in the login window at CHALLNG>."
    ),
    Cause.DIGITS_SWAPPED: _(
        "Two digits of the challenge are swapped: the login window shows %(shown)s, you typed %(typed)s "
        "on the device."
    ),
    Cause.DIGIT_WRONG: _(
        "One digit of the challenge is wrong: the login window shows %(shown)s, you typed %(typed)s on the device."
    ),
    Cause.CHALLENGE_AS_PIN: _(
        "You typed the beginning of the challenge at PIN>. Type your PIN at PIN>, and the challenge at CHALLNG>."
    ),
    Cause.WRONG_PIN: _(
        "Wrong PIN on the card. This practice card cannot tell, so it shows a response all the same. "
        "Switch it on again and type your PIN."
    ),
    Cause.WRONG_DEVICE: _("That response comes from another of your devices. Use the one that this login asks for."),
    Cause.CELLS_SWAPPED: _("The two cells are in the wrong order. Type them in the order that the login shows."),
    Cause.CLOCK_AHEAD: _(
        "The clock of the phone is %(off)s ahead. Its responses are computed with the time: set it to automatic."
    ),
    Cause.CLOCK_BEHIND: _(
        "The clock of the phone is %(off)s behind. Its responses are computed with the time: set it to automatic."
    ),
    Cause.LOST_CARD: _("That response comes from the card that was reported lost. Use the new one."),
    Cause.OLD_PHONE: _(
        "That response comes from the phone that you used before. Since the new phone was activated, the "
        "old one’s key is no longer valid."
    ),
    Cause.EARLIER_MESSAGE: _("That is the code from an earlier message. Type the one from the newest message."),
    Cause.OTHER_NUMBER: _(
        "The number typed on the phone is not the one that the login screen shows. If you did not start "
        "this login yourself, someone else did: deny it."
    ),
    Cause.APP_CODE_USED: _(
        "That code was already used. Each code of the app works once: wait for the next one, 30 seconds at most."
    ),
    Cause.APP_CODE_OLD: _(
        "The app showed that code %(off)s ago. Type the one that it shows now. If the newest code is refused too, the "
        "clock of the phone is slow: set it to automatic."
    ),
    Cause.OTHER_ACCOUNT: _(
        "That is the code of another account in the app, %(user)s. Use the line of the user name that you log in with."
    ),
    Cause.UNKNOWN_APP_CODE: _(
        "The app has not shown that code for this account within the last hour and a half. Compare the six digits, and "
        "check that the date and time of the phone are set to automatic."
    ),
    Cause.WRONG_SITE: _(
        "The passkey answered another site than the broker’s. Look at the address bar: this may be an imitation. Close the "
        "page, and type the address yourself."
    ),
    Cause.OWNER_NOT_VERIFIED: _(
        "The passkey answered without your face, fingerprint or PIN. Start again, and confirm on the device that it is you."
    ),
    Cause.COUNT_BEHIND: _(
        "The passkey counts its signatures, and this one is not newer than the last. It may be a copy of your passkey that "
        "somebody else uses."
    ),
    Cause.OTHER_PASSKEY: _(
        "That passkey belongs to another user name, %(user)s. Choose the one for the user name that you log in with."
    ),
    Cause.UNKNOWN_PASSKEY: _(
        "The signature does not belong to this login and this passkey. Start over, and choose the passkey again."
    ),
    Cause.MISCOPIED: _(
        "That is not the code that was sent or given to you. Compare it character by character, then try again."
    ),
    Cause.UNKNOWN: _(
        "This does not match anything your device could have shown. Check what you typed on it and every digit of the "
        "response, then try again."
    ),
    Cause.NOT_SEARCHED: _("Too many wrong answers. Wait a minute, then try again."),
}


USED_UP: Mapping[Shape | Lock | Topic | None, Promise] = {
    Topic.CODE_WRONG: DETAILS[Topic.CODE_OVER],
    Topic.LOGIN_CODE: _("This code has no tries left. Log in again to get a new one."),
}


def status(refusal: Refused) -> int:
    """The HTTP status that a refusal has."""
    return TOPIC_STATUS.get(refusal.topic, STATUS[refusal.reason])


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
    wanted = ngettext("Enter %(count)d digit", "Enter %(count)d digits", expected) % {"count": expected}
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
