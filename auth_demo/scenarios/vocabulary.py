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
)

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
)
SERVER_SUBJECTS = frozenset(event.partition(".")[0] for event in SERVER_EVENTS)
