"""The words of the simulated devices and of the guide, for static/js/demo, in the active language.

`{name}` is a value that the script fills in. A text that counts is a mapping of plural forms by their CLDR
names, which is what Intl.PluralRules answers in the browser.
"""

from collections.abc import Callable, Collection, Set

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from auth_demo.web import pairing_strings, stopgap_strings

Text = str | dict[str, str]

CAN_GO = frozenset({"phone", "security-card"})  # to one's own phone
# The kinds of device whose texts have keys that begin so. All others are around the devices, or on several.
USERS = {
    "portal": frozenset({"portal"}),
    "card": frozenset({"security-card"}),
    "letter": frozenset({"security-card"}),
    "services": frozenset({"client-services"}),
    "carrier": frozenset({"carrier"}),
    "sheet": frozenset({"code-sheet"}),
    "pair": CAN_GO,
    "full": CAN_GO,
}


def interface() -> dict[str, Text]:
    """Every text by its key, in the active language."""
    parts = (_general, _window, _codes, _newer_window, _portal, _card, _guide, _news, _tools, _faults, _inside)
    return {
        key: text
        for part in (*parts, stopgap_strings.interface, pairing_strings.offer, pairing_strings.computer)
        for key, text in part().items()
    }


def later() -> dict[str, Text]:
    """Those that only scripts show which a page fetches when they are wanted: a look inside, a device on one's own phone."""
    return {**_inside(), **pairing_strings.computer()}


def practice(kinds: Set[str], faults: Collection[str], variants: Collection[str] = ()) -> dict[str, Text]:
    """Those that a practice with these kinds of device, faults to switch on and variants can show, without later()."""
    switches = {f"faults.{name}" for name in ("title", "text", *faults)} if faults else set()

    def is_shown(key: str) -> bool:
        group = key.partition(".")[0]
        return key in switches if group == "faults" else bool(USERS.get(group, kinds) & kinds)

    unused = later().keys() | (set() if any(each.endswith("-qr") for each in variants) else _newer_window().keys())
    return {key: text for key, text in interface().items() if is_shown(key) and key not in unused}


def _plural(form: Callable[[int], str]) -> dict[str, str]:
    return {"one": form(1), "other": form(2)}


def _general() -> dict[str, Text]:
    return {
        "mark": _("Practice · not connected to any account"),
        "offline.title": _("The site cannot be reached"),
        "offline.text": _("Check your connection. What you did is kept, and sent as soon as the connection is back."),
        "offline.again": _("Try again now"),
        "offline.kept": _("No connection. This is kept and sent later."),
        "move.window": _("Press “{button}”"),
        "move.card": _("On the card: press {key}"),
        "move.type": _("Type {digit}"),
        "carry.across": _("Copy {value}"),
        "carry.to": _("to: {device}"),
        "dock.title": _("Devices"),
        "resume.text": _("You have started this practice before. Your devices and your place are kept for a day."),
        "resume.finished": _("You have finished this practice. Your devices are kept for a day."),
        "resume.continue": _("Continue at step {place} of {all}"),
        "resume.see": _("Show the end"),
        "resume.fresh": _("Start from scratch"),
    }


def _window() -> dict[str, Text]:
    return {
        "window.personas": _("Training user: who logs in?"),
        "window.chosen": _("{user} is chosen. The password is filled in."),
        "window.choose-first": _("Choose a training user first."),
        "window.user-name": _("User name"),
        "window.nobody": _("choose a user"),
        "window.password": _("Password"),
        "window.password-filled": _("filled in for you"),
        "window.login": _("Login"),
        "window.challenge": _("Challenge Code"),
        "window.security-code": _("Security Code"),
        "window.answer-hint": _("The 8 digits that the card shows"),
        "window.valid-for": _("valid for {time}"),
        "window.login-left": _("{time} left for this login"),
        "window.short": _plural(
            lambda n: ngettext("{count} second left for this login.", "{count} seconds left for this login.", n)
        ),
        "window.says-challenge": _("Challenge code: {digits}. Now go to the card."),
        "window.wrong-length": _plural(
            lambda n: ngettext(
                "Enter {count} digit: you typed {typed}.", "Enter {count} digits: you typed {typed}.", n
            )
        ),
        "window.only-digits": _plural(
            lambda n: ngettext("Enter {count} digit and nothing else.", "Enter {count} digits and nothing else.", n)
        ),
        "window.wrong": _plural(
            lambda n: ngettext(
                "Incorrect. {count} try left.",
                "Incorrect. {count} tries left.",
                n,
            )
        ),
        "window.used-up": _("No tries left"),
        "window.start-over": _("Start over"),
        "window.logged-in": _("Logged in"),
        "window.welcome": _("Welcome, {name}! There is no account behind this page."),
        "window.log-out": _("Log out and start over"),
        "window.ready": _("ready"),
        "window.ended": _("This login is over"),
        "window.ended-text": _("Start over to get a new challenge."),
        "window.expired": _("The challenge has expired"),
        "window.expired-text": _("Go back to step 1 to get a new challenge."),
        "window.locked": _("Login locked"),
        "window.locked-text": _("Too many logins were refused. The guide shows what to do next."),
        "window.opens-in": _("possible again in {time}"),
        "window.open-again": _("You can log in again."),
    }


def _codes() -> dict[str, Text]:
    """The login window where no card is used: codes that are sent, notifications, a phone that computes."""
    return {
        "window.log-in": _("Log In"),
        "window.challenge-phone": _("Challenge"),
        "window.response-string": _("Response String"),
        "window.answer-hint-phone": _("The 8 digits that the phone shows"),
        "window.says-challenge-phone": _("Challenge: {digits}. Now go to the phone."),
        "window.expired-login": _("This login has expired"),
        "window.expired-login-text": _("Start over to log in again."),
        "window.version": _("Version of TWS"),
        "window.version-stable": _("stable"),
        "window.sent": _("A text message is on its way to {to} (code {n} of {of} within the hour)."),
        "window.called": _("You are being called at {to} (call {n} of {of} within the hour)."),
        "window.code-hint": _("The 6 digits of the code"),
        "window.code-asked": _("code needed"),
        "window.resend": _("Didn’t receive a security code?"),
        "window.resend-tws": _("Request new Security Code"),
        "window.resend-ios": _("Request New Code"),
        "window.resend-android": _("Request New Security Code"),
        "window.resend-text": _("How do you want to receive the code?"),
        "window.resend-in": _("You can ask for a new code in {time}."),
        "window.resend-now": _("You can ask for a new code now."),
        "window.no-voice": _("This version of TWS does not offer the call. LATEST and BETA do."),
        "window.channel-sms": _("SMS"),
        "window.channel-voice": _("Voice"),
        "window.choose-channel": _("Choose one of the two first."),
        "window.voice-wait": _("The phone will ring within a minute."),
        "window.sms-wait": _("A new message is on its way. The previous code is no longer valid."),
        "window.ok": _("OK"),
        "window.back": _("Back"),
        "window.waiting": _("Waiting for the phone"),
        "window.waiting-short": _("waiting"),
        "window.waiting-text": _(
            "A notification was sent to the phone where IB Key is active. Answer it on that phone."
        ),
        "window.says-waiting": _("A notification was sent to the phone."),
        "window.matching": _("Type this number on the phone"),
        "window.no-notification": _("Click here if you did not receive the message"),
        "window.no-notification-3102": _("I did not receive a notification"),
        "window.challenge-response": _("Login with Challenge/Response"),
        "window.superseded": _("A newer login has replaced this one"),
        "window.device-gone": _("The device for this login has changed"),
        "window.denied": _("The login was refused on the phone"),
        "window.select-device": _("Select Second Factor Device"),
        "window.device-security-card": "Digital Security Card+",
        "window.device-phone": "IB Key",
        "window.device-sms": _("SMS"),
        "window.device-online-card": _("Online Security Code Card"),
        "wait.pass": _("Skip the wait"),
        "wait.left": _("{time} left to wait on the practice clock"),
        "wait.move": _("Skip the wait"),
    }


def _newer_window() -> dict[str, Text]:
    """The login window of the variants in which it shows a QR code first."""
    return {
        "window.qr": _("Log in with QR Code"),
        "window.qr-drawing": _("QR code (a drawing: no phone can read it)"),
        "window.qr-text": _("A phone with an Internet connection reads this code with its camera."),
        "window.qr-offline": _(
            "Only a phone with an Internet connection can use the code. Choose the other way, below."
        ),
        "window.says-qr": _("The login screen shows a QR code, and another way below it."),
    }


def _portal() -> dict[str, Text]:
    return {
        "portal.menu": _("Side menu"),
        "portal.menu-button": _("Menu"),
        "portal.sls": _("Secure Login System"),
        "portal.sls-none": _("no active device"),
        "portal.sls-active": _("active"),
        "portal.devices": _("Your devices"),
        "portal.share-device": _("Share a device"),
        "portal.less-secure": _("Less secure device"),
        "portal.less-secure-text": _(
            "You offered the less secure of your devices. Start again with the other user name and share the "
            "more secure one."
        ),
        "portal.not-shared": _("This device cannot be shared"),
        "portal.not-shared-text": _("The guide says why. Then start again."),
        "portal.sls-settings": _("Secure Login Settings"),
        "portal.sls-out": _("opted out"),
        "portal.always": _("I want to always use my Secure Login Device when logging in"),
        "portal.opted": _("From now on every login asks for your device."),
        "portal.share-already": _("I already have access to a Secure Login Device under a different user name"),
        "portal.go-on": _("Continue"),
        "portal.choose-first": _("Choose first."),
        "portal.owner": _("The device’s owner"),
        "portal.owner-who": _("Training user: whose device is it?"),
        "portal.share": _("Answer with the device"),
        "portal.shared": _("The device is shared"),
        "portal.shared-text": _("From now on {user} logs in with this card too."),
        "portal.home": _("Home"),
        "portal.settings": _("Settings"),
        "portal.user-settings": _("User Settings"),
        "portal.mobile-number": _("Mobile Number"),
        "portal.no-number": _("none"),
        "portal.language": _("Language"),
        "portal.language-name": pgettext("this-language", "English"),
        "portal.gear": _("the gear"),
        "portal.gear-of": _("Gear: change {what}"),
        "portal.verify": _("VERIFY"),
        "portal.confirmation-number": _("Confirmation Number"),
        "portal.code-hint": _("The 6 digits of the Confirm Code in the text message"),
        "portal.continue": _("CONTINUE"),
        "portal.again": _("Send another message"),
        "portal.sms-verified": _("SMS Verified"),
        "portal.yes": _("yes"),
        "portal.no": _("no"),
        "portal.says-verified": _("The number is verified."),
        "portal.verified": _("Your number is verified."),
        "portal.enrolled": _("Your number is verified, and SMS is now your two-factor method."),
        "portal.code-expired": _("That code can no longer be used. Press VERIFY to get another one."),
    }


def _faults() -> dict[str, Text]:
    return {
        "faults.title": _("Simulate a problem"),
        "faults.text": _("Switch on a problem, then find another way to log in."),
        "faults.no-coverage": _("No coverage"),
        "faults.airplane": _("Airplane mode"),
        "faults.late-sms": _("Text messages arrive 90 seconds late"),
        "faults.overdue-sms": _("Text messages arrive six minutes late"),
        "faults.stuck-sms": _("Text messages do not arrive until the phone is restarted"),
        "faults.blocked-sms": _("The carrier blocks text messages"),
        "faults.blocked-calls": _("The carrier blocks calls"),
        "faults.no-push": _("Notifications do not arrive"),
        "faults.phone-lost": _("The phone is lost"),
        "faults.phone-clock": _("The clock of the phone is ten minutes fast"),
        "faults.card-locked": _("The card is disabled after too many failures"),
        "faults.no-passkey": _("The first phone has no passkey"),
    }


def _card() -> dict[str, Text]:
    return {
        "card.display": _("Display of the card"),
        "card.whose": _("Whose card?"),
        "card.keys": _("Keys of the card"),
        "card.keys-hint": _("Keyboard: digits, Enter for OK, P for press"),
        "card.off": _("off"),
        "card.is-off": _("The card is off. Press “press”."),
        "card.switched-off": _("The card switched off after 30 seconds without a key press."),
        "card.asks": _plural(
            lambda n: ngettext(
                "{prompt} The card is waiting for {count} digit.",
                "{prompt} The card is waiting for {count} digits.",
                n,
            )
        ),
        "card.typed": _("{prompt} {digits}: {typed} of {room} digits"),
        "card.incomplete": _plural(
            lambda n: ngettext(
                "{prompt} Type {count} digit, then press OK. “press” starts over.",
                "{prompt} Type {count} digits, then press OK. “press” starts over.",
                n,
            )
        ),
        "card.shows-response": _("The card shows the response: {digits}"),
        "letter.open": _("Show the PIN letter"),
        "letter.close": _("Hide the PIN letter"),
        "letter.says": _("The letter says: PIN {pin}"),
        "letter.head": _("Training card letter"),
        "letter.pin": _("The PIN of your card"),
        "letter.note": _(
            "In real life, you choose the PIN yourself when you ask for the card, and never write it down."
        ),
    }


def _guide() -> dict[str, Text]:
    return {
        "guide.title": _("Guide"),
        "guide.step-of": _("Step {place} of {all}"),
        "guide.step": _("Step {place}"),
        "guide.finished": _("All steps done"),
        "guide.free": _("Free practice"),
        "guide.free-text": _(
            "Try anything you like: type a wrong digit, swap two digits, let the time run out. Every refusal "
            "is explained."
        ),
        "guide.all-steps": _("All steps"),
        "guide.more": _("Help"),
        "guide.done": _("done"),
        "guide.current": _("now"),
        "guide.todo": _("still to do"),
        "guide.hint": _("Hint"),
        "guide.next-hint": _("Another hint"),
        "guide.show-me": _("Show me"),
        "guide.stop": _("Stop"),
        "busy.replay": _("One moment: the steps before this one are being done."),
        "busy.show": _("The devices are moving by themselves. Touch them to take over."),
        "busy.asking": _("One moment, please."),
        "busy.over": _("The devices respond again."),
        "guide.back": _("Back one step"),
        "strip.own-screens": _("We do not know the broker’s screens here. They may look different."),
        "guide.own-screens": _(
            "From here on, these are the practice room’s own screens. The broker’s may look different."
        ),
        "problem.title": _("That did not work"),
        "gone.title": _("This practice has ended"),
        "gone.text": _("A practice is kept for a day. Start again at this step, with new devices and new codes."),
        "gone.again": _("Start again"),
        "slip.swapped": _("Two digits are swapped"),
        "slip.swapped-letters": _("Two characters are swapped"),
        "slip.one": _("Digit {at} is wrong"),
        "slip.one-letters": _("Character {at} is wrong"),
        "slip.text": _("You typed {typed} instead of {shown}. Only this practice can compare the two screens."),
        "slip.again": _("Everything else is correct: type the code again."),
        "problem.used-up": _("That was the last try: this login is over. Start over to log in again."),
        "problem.tries": _plural(lambda n: ngettext("You have {count} try left.", "You have {count} tries left.", n)),
        "problem.again-in": _("possible again in {time}"),
        "problem.again-now": _("You can try again now."),
        "problem.move-clock": _("Move the clock forward"),
        "problem.restore": _("Reset the device"),
        "finish.title": _("You are logged in. All steps done."),
        "finish.title-done": _("Done. All steps completed."),
        "finish.steps": _plural(lambda n: ngettext("{count} step", "{count} steps", n)),
        "finish.took": _("in {time}"),
        "finish.wrong": _plural(lambda n: ngettext("{count} wrong turn", "{count} wrong turns", n)),
        "finish.no-wrong": _("no wrong turn"),
        "finish.next": _("What next?"),
        "finish.text": _("Your real screens may look different. Follow the article, step by step."),
        "finish.before-real": _("Before you use your real account"),
        "finish.again": _("Practice again"),
        "finish.on-platform": _("Try it on {platform}"),
        "finish.variant": _("Try this too: {variant}"),
        "finish.article": _("Read article KB{number}"),
    }


def _news() -> dict[str, Text]:
    """What has happened although nothing was refused (progress.js), and how it goes on."""
    return {
        "news.hindered.title": _("A problem you switched on is in the way"),
        "news.hindered.text": _(
            "Simulated problem: {what}. Find another way to log in, or switch it off and press “Show me” again."
        ),
        "news.mend": _plural(lambda n: ngettext("Switch off the problem", "Switch off the problems", n)),
        "news.expired.title": _("The time for this login is up"),
        "news.expired.text": _(
            "Nothing else is lost: your devices are ready for the next login. Start over to get another code or request."
        ),
        "news.challenge-as-pin.title": _("That was the challenge, not your PIN"),
        "news.challenge-as-pin.text": _(
            "The card accepts any four digits as a PIN. Press “press” to start over, and type the PIN from the letter."
        ),
        "news.call-declined.title": _("You declined the call"),
        "news.call-declined.text": _(
            "It would have read you the code. Ask for another call: choose “Voice” again in the login window."
        ),
        "news.call-missed.title": _("You missed the call"),
        "news.call-missed.text": _(
            "The phone rang, then stopped. Ask for another call: choose “Voice” again in the login window."
        ),
        "news.call-cut.title": _("You hung up before the code was read"),
        "news.call-cut.text": _("Ask for another call: choose “Voice” again in the login window."),
        "news.denied.title": _("You refused the login, and nobody got in"),
        "news.denied.text": _(
            "That is the right answer to a login that you did not start. If it was your own, press “Start over” in the "
            "login window and approve the next request."
        ),
        "news.not-me.title": _("You reported a login that was not yours"),
        "news.not-me.text": _(
            "Nobody got in, and no login works until you reset the device. That is the right answer to a login that you "
            "did not start. Press “Start over”, then “Login”, to see the block and lift it."
        ),
        "news.request-lapsed.title": _("The request has expired"),
        "news.request-lapsed.text": _(
            "Nobody answered it in time. Press “Start over” in the login window to get another one."
        ),
        "news.other-opened.title": _("That is not the user name that makes the request"),
        "news.other-opened.text": _(
            "The request comes from the user name without the card. Press “Log out and start over” in the portal, then choose "
            "the first user name."
        ),
        "news.superseded.title": _("You logged in somewhere else"),
        "news.superseded.text": _(
            "Only the newest login is valid. Continue in the window where you started it, or press “Start over” here."
        ),
        "news.device-gone.title": _("The device for this login has changed"),
        "news.device-gone.text": _(
            "It has new keys or was reported lost, so it cannot answer this login. Start over, and use the device that "
            "you have now."
        ),
        "news.app-locked.title": _("IB Key is locked on this phone"),
        "news.app-locked.text": _(
            "Five wrong PINs in a row. Tap “Restore Configuration” on the phone to recover it."
        ),
        "news.offer-postponed.title": _("The move can wait"),
        "news.offer-postponed.text": _("The offer returns when you open “Authentication” in the app again."),
    }


def _tools() -> dict[str, Text]:
    return {
        "tools.title": _("Tools"),
        "tools.platform": _("Where do you log in?"),
        "tools.variant": _("Which device?"),
        "tools.mode": _("Guided or free"),
        "tools.guided": _("Guided"),
        "tools.free": _("Free"),
        "tools.reset": _("Reset this practice"),
        "tools.was-reset": _("Practice reset, with new devices and new codes."),
        "tools.undo": _("Undo"),
        "time.title": _("Practice clock"),
        "time.text": _("The practice has its own clock. Stop it to take your time, or move it forward."),
        "time.speed": _("Speed of the practice clock"),
        "time.real": _("Real time"),
        "time.slow": _("Slowed down"),
        "time.stopped": _("Stopped"),
        "time.forward": _plural(lambda n: ngettext("Forward {count} second", "Forward {count} seconds", n)),
        "inside.title": _("See how the code is checked"),
        "inside.text": _("What the system knew and computed during the last login."),
        "strip.open": _("Checklist for the real login"),
        "strip.print": _("Print"),
        "strip.close": _("Close"),
    }


def _inside() -> dict[str, Text]:
    return {
        "inside.nothing": _("Nothing yet: no login has been started."),
        "inside.later": _(
            "In guided mode, this opens after you have logged in, so that it does not give the response away."
        ),
        "inside.suite": _("Computed as (OCRA suite)"),
        "inside.algorithm": _("Computed as"),
        "inside.answered-passkey": _("a signature that only this passkey can make"),
        "inside.challenge": _("Challenge"),
        "inside.data": _("Data input"),
        "inside.mac": _("HMAC of the data input"),
        "inside.offset": _("Taken from byte"),
        "inside.truncated": _("Truncated to 31 bits"),
        "inside.response": _("The last digits: the response"),
        "inside.kept": _("What is kept of the code"),
        "inside.kept-hash": _("only a keyed hash: the digits cannot be read back"),
        "inside.answered": _("Answered with"),
        "inside.answered-phone": _("an HMAC that only this phone’s key can make"),
        "inside.attempts": _("Tries used"),
        "inside.attempts-left": _("Tries left"),
        "inside.sent": _("Sent by the system"),
        "inside.sent-sms": _("Text message to {to}"),
        "inside.sent-call": _("Call to {to}"),
        "inside.sent-push": _("Notification to: {to}"),
        "inside.is-waiting": _("on its way"),
        "inside.is-delivered": _("arrived"),
        "inside.is-blocked": _("blocked by the carrier"),
        "inside.is-ringing": _("is ringing"),
        "inside.is-answered": _("answered"),
        "inside.is-missed": _("not answered"),
        "inside.is-lapsed": _("never arrived"),
        "inside.standard": _("Where it falls short of the standard"),
        "inside.short-digits": _(
            "NIST SP 800-63B-4 asks for a challenge of 64 random bits; six digits, which a person can type, have twenty. "
            "Two minutes, five tries and no repetition have to make up for it."
        ),
        "inside.short-telephone": _(
            "NIST SP 800-63B-4 restricts codes sent by telephone: anyone who takes over the number receives them."
        ),
        "inside.short-approval": _(
            "NIST SP 800-63B-4 asks for something to be copied from one screen to the other, such as a "
            "number. People can tap by reflex."
        ),
        "inside.short-passcode": _(
            "It works more than once, so anyone who overhears it can use it. A one-time code works once."
        ),
        "inside.field-suite": _("Suite"),
        "inside.field-c": _("Counter"),
        "inside.field-q": _("Challenge"),
        "inside.field-p": _("Hash of the PIN"),
        "inside.field-s": _("Session"),
        "inside.field-t": _("Time step"),
    }
