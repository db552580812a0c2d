"""The closed sets that scenarios, the verifier and the pages share."""

# Kinds of device and methods of login are one list.
METHODS = (
    "security-card",
    "phone",
    "sms",
    "voice",
    "notification",
    "online-card",
    "temporary-passcode",
    "authenticator-app",
    "passkey",
)

SYSTEMS = ("ios", "android")
APPS = ("active", "installed", "none")  # the broker's app on a phone: activated, there, not there
# How the page finds the app: see world.WorldPhone.
STARTS = ("login", "home", "reinstalled", "single-app", "single-app-update", "single-app-active")
NUMBERS = ("active", "unverified", "none")  # how far a mobile number has come
FAULTS = (
    "no-coverage",
    "airplane",
    "late-sms",
    "overdue-sms",
    "stuck-sms",
    "blocked-sms",
    "blocked-calls",
    "no-push",
    "phone-lost",
    "phone-clock",
    "card-locked",
    "no-passkey",
)
# A trainer may cause these besides, once each: no world begins with them, and no learner switches them.
PASSING_FAULTS = ("response-expired", "wrong-device")

# What the server records. Events of devices (`card.on`) happen in the browser only.
SERVER_EVENTS = (
    "sandbox.opened",
    "challenge.issued",
    "challenge.expired",
    "challenge.superseded",
    "response.accepted",
    "response.rejected",
    "response.explained",
    "authenticator.locked",
    "authenticator.restored",
    "login.refused",
    "login.locked",
    "clock.moved",
    "message.sent",
    "message.delivered",
    "message.blocked",
    "call.answered",
    "call.missed",
    "push.sent",
    "push.approved",
    "push.denied",
    "push.lapsed",
    "account.opted-in",
    "account.frozen",
    "account.unfrozen",
    "codes.locked",
    "codes.restored",
    "number.pending",
    "number.active",
    "number.rejected",
    "sms.enrolled",
    "activation.requested",
    "activation.rejected",
    "phone.activated",
    "phone.revoked",
    "phone.forgotten",
    "device.shared",
    "device.lost",
    "device.replaced",
    "passcode.issued",
    "passcode.ended",
    "online-card.issued",
    "fault.on",
    "fault.off",
    "pairing.made",
    "pairing.acted",
    "pairing.placed",
    "pairing.ended",
)
# Any of these says that a login is under way.
LOGIN_BEGUN = ("challenge.issued", "message.sent", "push.sent")
# After any of these a login asks for another second factor, or for one at last: one that was begun before is of no use.
FACTOR_CHANGED = ("device.lost", "device.shared", "account.opted-in")
# `card` and `phone` are also devices of the page, whose own events the server does not know.
SERVER_SUBJECTS = frozenset(event.partition(".")[0] for event in SERVER_EVENTS) - {"card", "phone", "call"}
