"""The words of the simulated devices and of the guide, for static/js/demo, in the active language.

`{name}` stands for a value that the script fills in. A text that counts is a mapping of plural forms by their CLDR
names, which is what Intl.PluralRules answers in the browser.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Text = str | dict[str, str]


def interface() -> dict[str, Text]:
    """Every text by its key, in the active language."""
    return {**_general(), **_window(), **_card(), **_guide(), **_tools(), **_inside()}


def _plural(form: Callable[[int], str]) -> dict[str, str]:
    return {"one": form(1), "other": form(2)}


def _general() -> dict[str, Text]:
    return {
        "mark": _("Practice · not connected to any account"),
        "offline.title": _("The site cannot be reached"),
        "offline.text": _("Check your connection, then try again. Nothing you did here is lost."),
        "move.window": _("Press “{button}”"),
        "move.card": _("On the card: press {key}"),
        "move.type": _("Type {digit}"),
        "carry.across": _("Carry {value} across"),
        "carry.to": _("to: {device}"),
        "dock.title": _("Devices"),
        "resume.text": _("You have been here before. Your card and your place are kept for a day."),
        "resume.finished": _("You have finished this practice. Your card is kept for a day."),
        "resume.continue": _("Continue at step {place} of {all}"),
        "resume.see": _("Show the end"),
        "resume.fresh": _("Begin afresh"),
    }


def _window() -> dict[str, Text]:
    return {
        "window.personas": _("Training user: who logs in?"),
        "window.chosen": _("{user} is chosen. The password is filled in."),
        "window.choose-first": _("Choose a training user first."),
        "window.user-name": _("User name"),
        "window.nobody": _("nobody chosen yet"),
        "window.password": _("Password"),
        "window.password-filled": _("filled in for you"),
        "window.login": _("Login"),
        "window.challenge": _("Challenge Code"),
        "window.security-code": _("Security Code"),
        "window.answer-hint": _("The 8 digits that the card shows"),
        "window.valid-for": _("valid for {time}"),
        "window.short": _plural(
            lambda n: ngettext(
                "{count} second left for this challenge.", "{count} seconds left for this challenge.", n
            )
        ),
        "window.says-challenge": _("Challenge code: {digits}. Now the card."),
        "window.wrong-length": _plural(
            lambda n: ngettext(
                "{count} digit, please: you typed {typed}.", "{count} digits, please: you typed {typed}.", n
            )
        ),
        "window.only-digits": _plural(
            lambda n: ngettext(
                "{count} digit, please, and nothing but digits.", "{count} digits, please, and nothing but digits.", n
            )
        ),
        "window.wrong": _plural(
            lambda n: ngettext(
                "That response is not right. {count} more try with this challenge.",
                "That response is not right. {count} more tries with this challenge.",
                n,
            )
        ),
        "window.start-over": _("Start over"),
        "window.logged-in": _("Logged in"),
        "window.welcome": _("{name}, welcome. Behind this page there is no account."),
        "window.log-out": _("Log out and start over"),
        "window.ready": _("ready to log in"),
        "window.ended": _("This login is over"),
        "window.ended-text": _("Start over: you get a new challenge."),
        "window.expired": _("The challenge has expired"),
        "window.expired-text": _("Start again at step 1: you get a new challenge."),
        "window.locked": _("Login locked"),
        "window.locked-text": _("Too many logins were refused. The guide shows how it goes on."),
        "window.disabled-text": _("This card is disabled after too many failures. The guide shows how it goes on."),
        "window.opens-in": _("opens again in {time}"),
        "window.open-again": _("The login is open again."),
    }


def _card() -> dict[str, Text]:
    return {
        "card.display": _("Display of the card"),
        "card.keys": _("Keys of the card"),
        "card.keys-hint": _("Keyboard: digits, Enter for OK, P for press"),
        "card.off": _("off"),
        "card.is-off": _("The card is off. Press “press”."),
        "card.switched-off": _("The card has switched itself off after 30 seconds without a key."),
        "card.asks": _plural(
            lambda n: ngettext("{prompt} The card wants {count} digit.", "{prompt} The card wants {count} digits.", n)
        ),
        "card.typed": _("{prompt} {digits}: {typed} of {room} digits"),
        "card.incomplete": _plural(
            lambda n: ngettext(
                "{prompt} wants {count} digit, then OK. “press” starts over.",
                "{prompt} wants {count} digits, then OK. “press” starts over.",
                n,
            )
        ),
        "card.shows-response": _("The card shows the response: {digits}"),
        "letter.open": _("Look at the card’s letter"),
        "letter.close": _("Put the letter away"),
        "letter.says": _("The letter says: PIN {pin}"),
        "letter.head": _("Training card letter"),
        "letter.pin": _("The PIN of your card"),
        "letter.note": _("You choose a real PIN yourself when you ask for the card, and write it down nowhere."),
    }


def _guide() -> dict[str, Text]:
    return {
        "guide.title": _("Guide"),
        "guide.step-of": _("Step {place} of {all}"),
        "guide.finished": _("All steps done"),
        "guide.free": _("Free practice"),
        "guide.free-text": _(
            "Try what you like: type a wrong PIN, swap two digits, let the challenge expire. "
            "Whatever is refused is explained."
        ),
        "guide.all-steps": _("All steps"),
        "guide.done": _("done"),
        "guide.current": _("now"),
        "guide.todo": _("still to do"),
        "guide.hint": _("Hint"),
        "guide.next-hint": _("Another hint"),
        "guide.show-me": _("Show me"),
        "guide.stop": _("Stop"),
        "guide.back": _("Back one step"),
        "problem.title": _("That did not work"),
        "problem.tries": _plural(
            lambda n: ngettext("{count} more try with this challenge.", "{count} more tries with this challenge.", n)
        ),
        "problem.move-clock": _("Move the clock to then"),
        "problem.restore": _("Have the card restored"),
        "finish.title": _("Logged in: that was all of it"),
        "finish.text": _("With your own card it goes the same way, in the same order."),
        "finish.before-real": _("Before you do it for real"),
        "finish.again": _("Practise again"),
        "finish.on-platform": _("Try it on {platform}"),
        "finish.article": _("Read article KB{number}"),
    }


def _tools() -> dict[str, Text]:
    return {
        "tools.title": _("Tools"),
        "tools.platform": _("Where do you log in?"),
        "tools.mode": _("Guided or free"),
        "tools.guided": _("Guided"),
        "tools.free": _("Free"),
        "tools.reset": _("Reset this practice"),
        "tools.was-reset": _("Reset: new card, new PIN, same step."),
        "tools.undo": _("Undo"),
        "time.title": _("Time"),
        "time.text": _("The practice has a clock of its own. Stop it to take your time, or let it run ahead."),
        "time.speed": _("Speed of the practice clock"),
        "time.real": _("Real time"),
        "time.slow": _("Slowed down"),
        "time.stopped": _("Stopped"),
        "time.forward": _plural(lambda n: ngettext("Forward {count} second", "Forward {count} seconds", n)),
        "strip.open": _("Do it on my card"),
        "strip.print": _("Print"),
        "strip.close": _("Close"),
    }


def _inside() -> dict[str, Text]:
    return {
        "inside.title": _("Look inside"),
        "inside.text": _("What the verifier knew and computed in the last login."),
        "inside.nothing": _("Nothing yet: no login has been started."),
        "inside.later": _(
            "In the guided practice this opens when you have logged in, so as not to give the response away."
        ),
        "inside.suite": _("Computed as (OCRA suite)"),
        "inside.challenge": _("Challenge"),
        "inside.data": _("Data input"),
        "inside.mac": _("HMAC of the data input"),
        "inside.offset": _("Taken from byte"),
        "inside.truncated": _("Truncated to 31 bits"),
        "inside.response": _("The last digits: the response"),
        "inside.attempts": _("Tries used"),
        "inside.field-suite": _("Suite"),
        "inside.field-c": _("Counter"),
        "inside.field-q": _("Challenge"),
        "inside.field-p": _("Hash of the PIN"),
        "inside.field-s": _("Session"),
        "inside.field-t": _("Time step"),
    }
