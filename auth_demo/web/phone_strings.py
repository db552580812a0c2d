"""The words of the simulated phone, for static/js/demo/devices/phone; see strings.py for the form.

Labels of the product are those the articles name; where they differ from system to system the key ends in the system.
"""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

Text = str | dict[str, str]


def interface() -> dict[str, Text]:
    """Every text by its key, in the active language."""
    return _of(*USUAL, _merger)


def practice(starts: Collection[str]) -> dict[str, Text]:
    """Those of interface() that a practice can show in which phones start so (`scenarios.vocabulary.STARTS`)."""
    has_old_app = any(start.startswith("single-app") for start in starts)
    return _of(*USUAL, *([_merger] if has_old_app else []))


def _of(*groups: Callable[[], dict[str, Text]]) -> dict[str, Text]:
    return {f"phone.{key}": text for group in groups for key, text in group().items()}


def _plural(form: Callable[[int], str]) -> dict[str, str]:
    return {"one": form(1), "other": form(2)}


def _shell() -> dict[str, Text]:
    return {
        "system-ios": _("system like iOS"),
        "system-android": _("system like Android"),
        "app-name": "Exemplar",
        "old-app": _("Exemplar Key"),
        "messages": _("Messages"),
        "calls": _("Phone"),
        "settings": _("Settings"),
        "shop": _("App store"),
        "home-screen": _("Home screen"),
        "new-messages": _plural(lambda n: ngettext("{count} message", "{count} messages", n)),
        "new-notices": _plural(lambda n: ngettext("{count} notification", "{count} notifications", n)),
        "lock-screen": _("Lock screen"),
        "icon-unread": _plural(lambda n: ngettext("{app}, {count} unread", "{app}, {count} unread", n)),
        "control-app": _("Exemplar, on the phone"),
        "control-old-app": _("Exemplar Key, on the phone"),
        "control-messages": _("Messages"),
        "control-calls": _("Phone"),
        "control-settings": _("Settings"),
        "control-shop": _("App store"),
        "control-notification": _("the notification"),
        "control-unlock": _("Unlock"),
        "control-back": _("Back"),
        "control-home": _("Home screen"),
        "control-next": _("the next button"),
        "move-press": _("On the phone: {button}"),
        "back": _("Back"),
        "cancel": _("Cancel"),
        "done": _("Done"),
        "shade": _("Notifications"),
        "shade-open": _plural(
            lambda n: ngettext(
                "{network}. {count} new notification. Open", "{network}. {count} new notifications. Open", n
            )
        ),
        "shade-close": _("{network}. Close the notifications"),
        "shade-open-now": _("The notifications are open"),
        "shade-shut": _("The notifications are closed"),
        "no-notices": _("No new notifications"),
        "notice-sms": _("New text message"),
        "notice-push": _("Are you logging in?"),
        "dismiss": _("Hide the notification"),
        "network-full": _("Signal: full"),
        "network-none": _("No signal"),
        "network-airplane": _("Airplane mode"),
        "airplane": _("Airplane mode"),
        "connected": _("The phone is connected again."),
        "disconnected": _("The phone has no connection. What it computes by itself still works."),
        "no-connection": _("No connection. The phone cannot request anything now."),
        "keypad": _("Keys"),
        "key-erase": _("Delete a digit"),
        "key-ok": _("OK"),
        "key-star": _("Star"),
        "key-hash": _("Hash"),
        "lost-title": _("This phone is lost"),
        "lost-text": _("It receives nothing and cannot answer. You need another way to log in."),
        "own-screens": _("From here on, these are the practice room’s own screens. The broker’s may look different."),
    }


def _security() -> dict[str, Text]:
    return {
        "security-phone": _("Confirm that it is you"),
        "security-pin": _("Enter your PIN"),
        "security-for-response": _("To compute the response string."),
        "security-for-request": _("To open the login request."),
        "security-for-sign-in": _("To open the app."),
        "security-for-enrol": _("To keep IB Key on this phone."),
        "security-for-restore": _("To restore IB Key."),
        "security-for-merge": _("To move IB Key to this app."),
        "security-face": _("Use face recognition"),
        "security-finger": _("Use the fingerprint reader"),
        "security-passcode": _("Use the phone’s passcode"),
        "pin-typed": _plural(lambda n: ngettext("{count} digit typed", "{count} digits typed", n)),
        "pin-length": _("The PIN has 4 to 6 digits."),
        "pin-wrong": _plural(
            lambda n: ngettext(
                "Wrong PIN. {count} try left before the app locks.",
                "Wrong PIN. {count} tries left before the app locks.",
                n,
            )
        ),
        "locked-title": _("The app is locked"),
        "locked-text": _("Five wrong PINs in a row. You can use IB Key again once you have recovered it."),
        "pin-note-open": _("Show the app’s PIN"),
        "pin-note-close": _("Hide the app’s PIN"),
        "pin-note": _("The PIN of your app, for practice"),
        "pin-note-text": _(
            "In real life, you choose the PIN yourself when you activate IB Key, and never write it down."
        ),
        "pin-note-says": _("The note says: PIN {pin}"),
    }


def _inbox() -> dict[str, Text]:
    return {
        "sender": "Exemplar",
        "no-messages": _("No messages."),
        "messages-wait": _("No connection: messages wait with the carrier."),
        "sms-arrived": _("A text message has arrived on the phone."),
        "push-arrived": _("A login request has arrived on the phone."),
    }


def _call() -> dict[str, Text]:
    return {
        "caller": _("Call from Exemplar"),
        "call-rings": _("The phone is ringing."),
        "call-incoming": _("Incoming call"),
        "call-connected": _("Connected"),
        "call-over": _("The call has ended"),
        "call-missed": _("The call has stopped ringing."),
        "call-was-declined": _("declined"),
        "call-was-missed": _("missed"),
        "call-decline": _("Decline"),
        "call-answer": _("Answer"),
        "call-hang-up": _("Hang up"),
        "call-pad": _("Notepad"),
        "call-noted": _("Your note: {note}"),
        "sound-on": _("Switch the sound on"),
        "sound-off": _("Switch the sound off, captions only"),
        "rate-slow": _("Speak at half speed"),
        "rate-normal": _("Speak at normal speed"),
        "transcript": _("Call transcript"),
        "no-calls": _("No calls."),
        "last-code": _("Code from the last call: {digits}"),
    }


def _labels() -> dict[str, Text]:
    return {
        "services": _("Services"),
        "authenticate": _("Authenticate"),
        "authentication": _("Authentication"),
        "challenge": _("Challenge"),
        "generate-response": _("Generate Response"),
        "generate": _("Generate"),
        "response-string": _("Response String"),
        "more": _("More"),
        "menu": _("Menu"),
        "two-factor-ios": pgettext("iOS", "Two-Factor Authentication"),
        "two-factor-android": pgettext("Android", "Two-Factor Authentication"),
        "log-in": _("Log In"),
        "log-out": _("Log Out"),
        "enter-response": _("Enter response code"),
        "send-ios": _("Send"),
        "send-android": _("Log In"),
        "new-code-ios": _("Request New Code"),
        "new-code-android": _("Request New Security Code"),
        "sms": _("SMS"),
        "voice": _("Voice"),
        "no-notification": _("I did not receive a notification"),
        "register": _("Register Two-Factor"),
        "activate-key": _("Activate IB Key"),
        "migrate-key": _("Migrate IB Key"),
        "continue": pgettext("phone", "Continue"),
        "add-number": _("Add Phone Number"),
        "get-code": _("Get Activation Code"),
        "activation-code": _("Activation Code"),
        "activate": _("ACTIVATE"),
        "allow": _("Allow"),
        "dont-allow": _("Don’t allow"),
        "restore-configuration": _("Restore Configuration"),
        "start-recovery": _("Start Recovery"),
        "submit": _("Submit"),
        "done-capitals": _("DONE"),
        "yes": _("Yes"),
        "no": _("No"),
        "get": _("GET"),
        "install": _("INSTALL"),
        "open": _("Open"),
        "trade": "Trade",
        "debit-card": _("Debit Card"),
        "application": _("Application"),
        "app-settings": _("App Settings"),
    }


def _authenticate() -> dict[str, Text]:
    return {
        "authenticate-text": _("Type the 6 digits shown on the screen where you log in."),
        "authenticate-text-pin": _("Type your PIN and the 6 digits shown on the screen where you log in."),
        "app-pin": _("PIN of the app"),
        "response-is": _("Response string: {digits}"),
        "response-text": _("Type these 8 digits on the screen where you log in. The phone has sent nothing."),
        "revoked-note": _("IB Key is now active on another phone. What this one computes is no longer accepted."),
    }


def _request() -> dict[str, Text]:
    return {
        "request-title": _("Login request"),
        "request-none": _("This request is over."),
        "request-locked": _("Confirm first that it is you."),
        "request-open": _("Open the request"),
        "request-text": _("Someone is logging in. Is it you?"),
        "detail-user": _("User name"),
        "detail-platform": _("Where"),
        "detail-at": pgettext("phone", "Time"),
        "detail-place": _("Place"),
        "detail-room": _("the practice room"),
        "matching-number": _("Number on the login screen"),
        "approve": _("Approve"),
        "deny": _("Deny"),
        "not-me": _("It was not me"),
        "request-approved": _("Approved"),
        "request-approved-text": _("The login continues by itself."),
        "request-denied": _("Denied"),
        "request-denied-text": _("Nobody is logged in."),
        "request-not-me": _("Reported"),
        "request-not-me-text": _("The login is refused, and the attempt is on record."),
        "request-lapsed": _("The request has expired"),
        "request-lapsed-text": _("You answered too late. Start the login again."),
        "request-replaced": _("The request is over"),
        "request-replaced-text": _("The login continued without the phone, or a newer one has replaced it."),
        "request-refused": _("The request is over"),
        "request-refused-text": _("The answer was not accepted. The guide says why."),
    }


def _trading() -> dict[str, Text]:
    return {
        "second-factor-text": _("Your user name and password are correct. The second factor comes next."),
        "signed-in-text": _("There is no account behind this app."),
        "code-sent": _("A code was sent to {to} (code {n} of {of} within the hour)."),
        "sms-wait": _("A new message is on its way."),
        "voice-wait": _("You will get a call within a minute."),
        "resend-in": _("You can ask for a new code in {time}."),
        "resend-now": _("You can ask for a new code now."),
        "waiting-text": _("A notification was sent to the phone where IB Key is active. Answer it on that phone."),
        "waiting-number": _("Type this number on the phone"),
        "tab-portfolio": _("Portfolio"),
        "tab-trade": _("Orders"),
        "portfolio-text": _("This portfolio is made up for practice."),
        "menu-quotes": _("Quotes"),
        "menu-orders": _("Orders"),
        "menu-trades": _("Trades"),
        "menu-charts": _("Charts"),
        "menu-alerts": _("Alerts"),
        "menu-scanners": _("Scanners"),
        "menu-statements": _("Statements"),
        "menu-transfers": _("Transfers"),
        "menu-help": _("Help"),
        "menu-about": _("About this app"),
        "menu-security": _("Security"),
        "key-active-here": _("IB Key is active on this phone."),
    }


def _enrolment() -> dict[str, Text]:
    return {
        "shop-maker": _("A training app"),
        "shop-text": _(
            "For your account, install apps only from the App Store or Google Play, and check who publishes them."
        ),
        "installed": _("The app is installed."),
        "uninstall": _("Remove the app"),
        "allow-title": _("May Exemplar send you notifications?"),
        "allow-text": _("Login requests come as notifications."),
        "first-text": _("Nothing is set up in this app."),
        "register-text": _("Make this phone your second factor."),
        "choose-register": _("Choose “Register Two-Factor” first."),
        "only-log-in": _("Only log in"),
        "number-text": _("Which phone number should receive the text message?"),
        "choose-number": _("Choose the phone number first."),
        "only-training-number": _("The practice room has only one training number. You cannot add another one here."),
        "activation-text": _("Type the code from the text message."),
        "code-missing": _("Type the whole code from the text message."),
        "create-pin": _("Create a PIN"),
        "use-fingerprint": _("Use fingerprint"),
        "enrolled-activation": _("IB Key is active"),
        "enrolled-recovery": _("IB Key is recovered"),
        "enrolled-migration": _("IB Key has moved to this phone"),
        "enrolled-text": _("This phone is now your second factor. No other phone is."),
        "restore-title": _("Restore IB Key?"),
        "restore-text": _("IB Key was active on this phone before the app was reinstalled."),
        "recovery-text": _("IB Key was active on this phone. It can be recovered here."),
        "recovery-needs": _(
            "You need your user name, your password, and the text message that is sent to your number."
        ),
        "migrate-text": _(
            "IB Key is active on another phone. If you continue, it is removed there and activated here."
        ),
    }


def _merger() -> dict[str, Text]:
    return {
        "trade-text": _("Trading works as before."),
        "other-functions": _("Other functions"),
        "other-functions-text": _("The trading app’s other functions are here."),
        "no-key-text": _("There is no IB Key to move on this phone."),
        "update-text": _("IB Key was found on this phone. Update this app first, then move IB Key to it."),
        "update": _("Update"),
        "updated": _("The app is updated."),
        "detected-text": _("IB Key was found on this phone. You can move it to this app."),
        "migrate-automatically": _("Migrate automatically"),
        "later": _("Later"),
        "merged": _("IB Key is part of this app now"),
        "merged-text": _("The old app is no longer needed."),
        "old-app-text": _("This is the old app, for authentication only. The Exemplar app replaces it."),
        "old-app-moved": _("Authentication has moved to the Exemplar app. Open that one."),
        "debit-card-text": _("The debit card appears here. The training user has none."),
        "debit-card-first": _("Activate authentication first."),
    }


def _settings() -> dict[str, Text]:
    return {
        "settings-network": _("Network"),
        "settings-wifi": _("Wi-Fi"),
        "settings-phone": pgettext("settings", "Phone"),
        "settings-device": _("Device"),
        "settings-display": _("Display"),
        "settings-sound": _("Sound"),
        "settings-about": _("About the phone"),
        "date-and-time": _("Date and time"),
        "date": pgettext("phone", "Date"),
        "automatic-time": _("Set automatically"),
        "clock-right": _("The clock of the phone is right."),
        "clock-by-hand": _("The clock was set by hand. It may be wrong."),
        "settings-default-apps": _("Default applications"),
        "settings-permissions": pgettext("phone", "Permissions"),
        "settings-notifications": _("Notifications"),
        "applications": _("Applications"),
        "application-manager": _("Application Manager"),
        "apps": _("Apps"),
        "storage": _("Storage"),
        "data": _("Data"),
        "data-some": _("12 MB"),
        "data-none": _("0 B"),
        "clear-data": _("Clear Data"),
        "clear-title": _("Clear the app’s data?"),
        "clear-text": _("Everything that this app has stored is deleted for good, including IB Key."),
        "ok": _("OK"),
        "data-gone": _("The data is gone"),
        "data-gone-text": _("Restart the phone, then open the app again."),
        "other-calculator": _("Calculator"),
        "other-calendar": _("Calendar"),
        "other-camera": _("Camera"),
        "other-contacts": _("Contacts"),
        "other-clock": _("Clock"),
        "other-maps": _("Maps"),
        "other-mail": _("Mail"),
        "other-music": _("Music"),
        "other-weather": _("Weather"),
        "power": _("Power button"),
        "power-off": _("Switch off"),
        "power-on": _("Switch on"),
        "restart": _("Restart"),
        "lock": _("Lock"),
        "is-off": _("The phone is off"),
        "restarted": _("The phone has restarted. Unlock it."),
    }


USUAL = (_shell, _security, _inbox, _call, _labels, _authenticate, _request, _trading, _enrolment, _settings)
