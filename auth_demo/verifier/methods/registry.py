"""Every login method that works here. A new one is a module and a line."""

from auth_demo.verifier.methods.authenticator_app import AuthenticatorApp
from auth_demo.verifier.methods.base import Method
from auth_demo.verifier.methods.card import SecurityCard
from auth_demo.verifier.methods.notification import Notification
from auth_demo.verifier.methods.online_card import OnlineCard
from auth_demo.verifier.methods.passcode import TemporaryPasscode
from auth_demo.verifier.methods.passkey import Passkey
from auth_demo.verifier.methods.phone import Phone
from auth_demo.verifier.methods.sent_code import SMS, VOICE

_ALL: tuple[Method, ...] = (
    SecurityCard(),
    Phone(),
    SMS,
    VOICE,
    Notification(),
    TemporaryPasscode(),
    OnlineCard(),
    AuthenticatorApp(),
    Passkey(),
)
METHODS: dict[str, Method] = {method.name: method for method in _ALL}


def get(name: str) -> Method:
    """The method of that name; KeyError if there is none."""
    return METHODS[name]


def of_kind(kind: str) -> Method:
    """The method that enrolls devices of that kind; KeyError if there is none."""
    return next((method for method in METHODS.values() if method.kind == kind), None) or METHODS[kind]
