"""The words of the phones with one purpose: the authenticator app, and the passkey."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

KINDS = frozenset({"authenticator-app", "passkey"})  # of device, which need them


def interface() -> dict[str, str]:
    """Every text by its key, in the active language."""
    return {**_handset(), **_app(), **_passkey()}


def _handset() -> dict[str, str]:
    return {
        "handset.home": _("Home screen"),
        "handset.home-screen": _("Home screen of the phone"),
    }


def _app() -> dict[str, str]:
    return {
        "window.app-code": _("Mobile Authenticator App Code"),
        "window.app-code-short": _("app code"),
        "window.app-code-text": _(
            "Open the authenticator app on your phone. Nothing is sent: the app computes the code."
        ),
        "window.app-code-hint": _("The 6 digits that the app shows now"),
        "window.says-app-code": _("Type the code of the authenticator app."),
        "app.name": _("Authenticator"),
        "app.text": _("Tap the account that you log in with. Each code works once, for 30 seconds."),
        "app.says": _("The code for {user} is {digits}."),
        "app.changed": _("The app shows a new code."),
        "app.next": _("Next code: {code}"),
        "app.wait": _("Wait for the next code"),
        "app.settings-ios": pgettext("iphone", "Settings"),
        "app.settings-android": _("Settings"),
        "app.general": _("General"),
        "app.system": _("System"),
        "app.date": _("Date & Time"),
        "app.automatic-ios": _("Set Automatically"),
        "app.automatic-android": _("Automatic date and time"),
        "app.time": _("On this phone it is {time}, {date}."),
        "app.clock-wrong": _("The clock was set by hand, and it is wrong."),
        "app.clock-right": _("The phone gets the time from the network."),
    }


def _passkey() -> dict[str, str]:
    return {
        "window.device-passkey": _("Passkey"),
        "window.authenticate": pgettext("window", "Authenticate"),
        "window.says-passkey": _("Press “Authenticate”, then confirm on your phone."),
        "window.passkey-title": _("Use a passkey for portal.exemplar.example"),
        "window.passkey-where": _("Where is your passkey?"),
        "window.passkey-device": _("iPhone, iPad, or Android device"),
        "window.passkey-key": _("Security Key"),
        "window.passkey-no-key": _(
            "Plug in your security key. There is none in this practice: cancel, and choose the phone."
        ),
        "window.passkey-scan": _("Scan this code with the camera of the phone that holds your passkey."),
        "window.passkey-code": _("QR code (a drawing: only the simulated phone can read it)"),
        "window.passkey-here": _("Confirm on this phone."),
        "window.passkey-cancel": _("Cancel"),
        "window.passkey-canceled": _("The request was canceled on the phone. Press “Authenticate” to ask again."),
        "window.passkey-none": _(
            "The phone found no passkey for this site. Cancel, then use the phone that holds it."
        ),
        "passkey.short-home": pgettext("phone", "ready"),
        "passkey.short-camera": _("camera"),
        "passkey.short-ask": _("asks for you"),
        "passkey.short-none": _("no passkey"),
        "passkey.short-done": _("confirmed"),
        "passkey.camera": _("Camera"),
        "passkey.camera-title": _("Camera"),
        "passkey.camera-text": _("There is no QR code in the login window yet."),
        "passkey.title": _("Sign in with your passkey?"),
        "passkey.confirm": _("Confirm that it is you."),
        "passkey.face": _("Face"),
        "passkey.finger": _("Fingerprint"),
        "passkey.pin": _("PIN of the phone"),
        "passkey.cancel": _("Cancel"),
        "passkey.none-title": _("No passkey found"),
        "passkey.none-text": _("This phone has no passkey for {site}. Use the phone that holds it."),
        "passkey.done-title": _("Confirmed"),
        "passkey.done-text": _("The passkey has signed the login to {site}. The login window continues by itself."),
        "passkey.close": _("Close"),
    }
