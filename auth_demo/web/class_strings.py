"""The words of the pages of a class that scripts put there, in the active language."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from auth_demo.scenarios.vocabulary import FAULTS, PASSING_FAULTS
from auth_demo.web import strings

ALL_FAULTS = (*FAULTS, *PASSING_FAULTS)
Texts = dict[str, str | dict[str, str]]

# The state words of a tile: those of the log, and what a device shows itself (`PIN>`), which is the same in every language.
STATES = {
    "joined": gettext_lazy("joined"),
    "ready": gettext_lazy("ready"),
    "challenge": gettext_lazy("has the challenge"),
    "code-sent": gettext_lazy("code sent"),
    "code-arrived": gettext_lazy("code arrived"),
    "waiting": gettext_lazy("request sent"),
    "denied": gettext_lazy("refused the request"),
    "accepted": gettext_lazy("logged in"),
    "expired": pgettext_lazy("response", "expired"),
    "superseded": gettext_lazy("started again"),
    "refused": gettext_lazy("login refused"),
    "locked": gettext_lazy("locked"),
    "response": gettext_lazy("has the response"),
}
# Those that only a trainer causes; the others are named as on the practice's own switches.
PASSING = {
    "response-expired": gettext_lazy("The next answer comes too late"),
    "wrong-device": gettext_lazy("The wrong device is selected"),
}


def _plural(form: Callable[[int], str]) -> dict[str, str]:
    return {"one": form(1), "other": form(2)}


def _offline() -> Texts:
    return {
        "offline.title": _("No connection"),
        "offline.text": _("The site cannot be reached. Check your connection: nothing is lost."),
    }


def joining() -> Texts:
    return {
        **_offline(),
        "join.code-short": _("Type the six letters and digits of the code."),
        "join.nickname-missing": _("Choose a nickname."),
        "join.going": _("Joining…"),
    }


def seat() -> Texts:
    return {
        **_offline(),
        "seat.waiting": _("You are in. Your trainer is about to start."),
        "seat.warm-up": _("Until then, try your device: press any key on it."),
        "seat.running": _("The class is running."),
        "seat.paused": _("Your trainer has paused the class. All clocks have stopped."),
        "seat.ended": _("The class has ended. You can go on by yourself for a day."),
        "seat.locked": _("Please wait here: your trainer is explaining this step."),
        "seat.removed": _("Your trainer has removed you from the class. You can go on practicing without it."),
        "seat.lost": _("This browser is not in the class. Join it with the code."),
        "seat.join": _("Join a class"),
        "seat.you": _("You are {nickname}"),
        "seat.hand-up": _("Ask for help"),
        "seat.hand-down": _("Your hand is up. Take it down"),
        "seat.claimed": _("{name} is coming to help you."),
        "seat.moved": _("Your trainer has moved you to another step."),
        "seat.turned": _("Your trainer has moved the class on to another practice: {practice}"),
        "seat.reset": _("Your trainer has started this practice again for you."),
        "seat.hint": _("Your trainer has opened a hint for you."),
        "seat.shown": _("Your trainer is showing you the step."),
        "seat.screen": _("Your trainer is showing a screen: {practice}"),
        "seat.alone": _("No connection. Go on by yourself: you will be back in the class when the connection is."),
        "seat.loading": _("The practice is loading…"),
        "seat.results": _("Your results"),
        "seat.results-page": _("Your results page, to keep"),
        "seat.tried": _("Your device works. Your trainer is about to start."),
        "seat.result": _plural(
            lambda n: ngettext("{practice}: {outcome}, {count} answer", "{practice}: {outcome}, {count} answers", n)
        ),
        "seat.finished": _("finished"),
        "seat.open": _("not finished"),
        "alone.lost": _("This browser cannot open your practice. Open the link in your course again."),
        "alone.so-far": _plural(
            lambda n: ngettext(
                "{finished} of {count} practice finished.", "{finished} of {count} practices finished.", n
            )
        ),
        "alone.lti": _("Your course learns what you have finished within a minute or two."),
        "alone.package": _("Keep the window of your course open until you are done: it asks how far you are."),
        "alone.cmi5": _("Your course has been told what you have finished."),
        "alone.unsent": _("Your course cannot be reached. Keep this tab open: it will be told again."),
        "alone.done": _("All done. You can close this tab."),
        "alone.over": _(
            "What you do from now on no longer counts. Open the link in your course again to start over."
        ),
        "alone.choices": _("Your practices"),
        "alone.finished": _("{practice} (finished)"),
        "alone.back": _("Back to the course"),
    }


def faults() -> dict[str, str]:
    """What a trainer may cause, by name."""
    known = strings.practice(set(), FAULTS)
    return {name: str(PASSING[name] if name in PASSING else known[f"faults.{name}"]) for name in ALL_FAULTS}


def board() -> Texts:
    return {
        **_offline(),
        **{f"fault.{name}": text for name, text in faults().items()},
        **{f"state.{name}": str(text) for name, text in STATES.items()},
        "board.waiting": _("Waiting for participants"),
        "board.running": _("Running"),
        "board.paused": _("Paused: all clocks have stopped"),
        "board.ended": _("Ended"),
        "board.lost": _(
            "This browser does not have the key of the class, or the class has been deleted. Look for it on the trainers’ desk."
        ),
        "board.tried": _("{count} of {all} devices have been tried"),
        "board.found": _("Found a way in: {fault}"),
        "board.has": _("Now: {fault}"),
        "board.not-yet": _("{fault}: {found} found a way in. Not yet: {names}"),
        "board.all-found": _("{fault}: all {found} found a way in"),
        "board.nobody-named": _("{count} people"),
        "board.problems": _("Problems that were met"),
        "board.mistakes-title": _("Wrong answers"),
        "board.times": _("Time in each state"),
        "board.dates": _("Nicknames and results are deleted on {results}, the practices on {practices}."),
        "board.delete": _("Delete everything now"),
        "board.delete-sure": _("Delete nicknames, results and practices for good? Press again."),
        "board.deleted": _("The class has been deleted."),
        "board.count": _("{count} in the class, {finished} finished"),
        "board.nobody": _("Nobody has joined yet. Show the code."),
        "board.hand": _("Asks for help"),
        "board.stuck": _("Stuck"),
        "board.finished": _("Finished"),
        "board.offline": _("Offline"),
        "board.attempts": _plural(lambda n: ngettext("{count} answer", "{count} answers", n)),
        "board.minutes": _("{count} min"),
        "board.seconds": _("{count} s"),
        "board.participant": _("Participant {n}"),
        "board.helps": _("{name} helps"),
        "board.claim": _("I will help"),
        "board.hint": _("Hint"),
        "board.show": _("Show me"),
        "board.reset": _("Start again"),
        "board.reset-all": _("Start again for everyone"),
        "board.go": _("Move"),
        "board.problem": _("Problem"),
        "board.undo": _("Undo ({seconds} s)"),
        "board.mirror": _("Devices of {name}, live"),
        "board.mirror-none": _("No picture yet. The page of this participant is closed or without a connection."),
        "board.mirror-simulated": _("Simulated participants have no devices to look at."),
        "board.close": _("Close"),
        "board.remove": _("Remove from the class"),
        "board.rename": _("Rename"),
        "board.screen": _("Show to everyone"),
        "board.screen-end": _("Stop showing"),
        "board.move": _("Move to a step"),
        "board.fault-on": pgettext("problem", "Switch on"),
        "board.fault-off": _("Switch off: {fault}"),
        "board.everyone": _("Everyone"),
        "board.half": _("Half of them"),
        "board.locked": _("Locked at the step “{step}”"),
        "board.lock": _("Lock here"),
        "board.unlock": _("Unlock"),
        "board.start": _("Start"),
        "board.pause": _("Pause everyone"),
        "board.resume": _("Resume"),
        "board.end": _("End the class"),
        "board.end-sure": _("End the class for everyone? Press again."),
        "board.said": _("Asking for help: {hands}. Stuck: {stuck}. Finished: {finished} of {count}."),
        "board.mistakes": _("{people} of {all}"),
        "board.no-mistakes": _("No wrong answer so far."),
        "board.seconds-of": _("{state}: median {median} s, middle half {low} to {high} s"),
        **{f"cause.{cause}": str(text) for cause, text in CAUSES.items()},
    }


def call() -> Texts:
    return {"go": _("Go to"), "type": _("Type the code"), "or": _("or scan")}


# What the debrief says of a mistake: of everybody, so in the plural and in the past.
CAUSES = {
    "expired": gettext_lazy("answered after the time was up"),
    "already-used": gettext_lazy("used a response twice"),
    "previous-challenge": gettext_lazy("answered the request before the newest one"),
    "other-login": gettext_lazy("answered an earlier login"),
    "other-user": gettext_lazy("used another user’s device"),
    "pin-as-challenge": gettext_lazy("typed the PIN at CHALLNG>"),
    "digits-swapped": gettext_lazy("swapped two digits of the challenge"),
    "digit-wrong": gettext_lazy("typed one wrong digit of the challenge"),
    "challenge-as-pin": gettext_lazy("typed the challenge at PIN>"),
    "wrong-pin": gettext_lazy("typed a wrong PIN"),
    "wrong-device": gettext_lazy("used another of their devices"),
    "cells-swapped": gettext_lazy("swapped the two cells"),
    "clock-ahead": gettext_lazy("had a phone whose clock was fast"),
    "clock-behind": gettext_lazy("had a phone whose clock was slow"),
    "old-phone": gettext_lazy("used the old phone"),
    "lost-card": gettext_lazy("used the lost card"),
    "earlier-message": gettext_lazy("typed the code of an earlier message"),
    "other-number": gettext_lazy("typed another number than the login shows"),
    "app-code-used": gettext_lazy("typed a code of the app twice"),
    "app-code-old": gettext_lazy("typed an old code of the app"),
    "other-account": gettext_lazy("took the code of another account"),
    "wrong-site": gettext_lazy("answered another site"),
    "owner-not-verified": gettext_lazy("did not confirm who they are"),
    "count-behind": gettext_lazy("used a copy of a passkey"),
    "other-passkey": gettext_lazy("used the passkey of another user"),
    "app-code-unknown": gettext_lazy("typed a code that the app never showed"),
    "passkey-unknown": gettext_lazy("signed with an unknown passkey"),
    "miscopied": gettext_lazy("copied the code wrong"),
    "unknown": gettext_lazy("typed something that no device showed"),
    "not-searched": gettext_lazy("gave a wrong answer, cause not identified"),
}
