"""The words of what is outside the login: Client Services, the carrier, the temporary code, the online card."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def interface() -> dict[str, str | dict[str, str]]:
    """Every text by its key, in the active language."""
    return {**_services(), **_carrier(), **_window()}


def _services() -> dict[str, str | dict[str, str]]:
    return {
        "services.title": _("Client Services"),
        "services.text": _("In real life, you call them and they check your identity. Here, press the button."),
        "services.ask": _("Ask for a temporary code"),
        "services.report": _("Report the lost card"),
        "services.portal-title": _("Client Portal"),
        "services.replace": _("Request Physical Device"),
        "services.lost": _("“From now on your card is refused.”"),
        "services.lost-short": _("card reported lost"),
        "services.replaced": _("“Here is another card, with its own PIN.” In real life, it comes by mail."),
        "services.replaced-short": _("new card"),
        "services.nothing": _("nothing yet"),
        "services.code": _("Your temporary code"),
        "services.says": _("The temporary code is {code}"),
        "services.calendar": _("Practice calendar"),
        "services.full": _("Temporary code, everywhere"),
        "services.portal": _("Temporary code, Client Portal only"),
        "services.card": _("Online Security Code Card"),
        "services.until": _("until {when}"),
        "services.ended": _("over"),
        "services.next": _("Skip to {when}"),
        "sheet.nothing": _("Nothing is printed yet. You get the card in Client Portal."),
        "sheet.nothing-short": _("not printed"),
        "sheet.printed": _("printed"),
        "sheet.until": _("Valid until {when}. Each cell is used once."),
    }


def _carrier() -> dict[str, str | dict[str, str]]:
    return {
        "carrier.title": _("Your carrier"),
        "carrier.text": _("In real life, you call the number on your bill. Here, press the button."),
        "carrier.ask": _("Ask whether messages from IBKR are filtered"),
        "carrier.lifted": _("“We were treating messages from IBKR as spam. From now on, they get through.”"),
        "carrier.lifted-short": _("no longer filters"),
        "carrier.free": _("“We do not filter anything sent to you.”"),
        "carrier.free-short": _("filters nothing"),
        "carrier.nothing": _("not asked"),
        "carrier.waiting": _("Waiting time"),
        "carrier.waiting-text": _("Wait 2 minutes before you ask for a new message."),
        "carrier.wait": _("Wait two minutes"),
        "carrier.waited": _("Two minutes have passed."),
    }


def _window() -> dict[str, str | dict[str, str]]:
    return {
        "window.device-temporary-passcode": _("Temporary code"),
        "window.passcode": _("Temporary code"),
        "window.passcode-hint": _("The 16 letters and digits that Client Services gave you"),
        "window.says-passcode": _("Type the temporary code."),
        "window.index-numbers": _("Index numbers"),
        "window.cells-hint": _("Cell {first}, then cell {second}: 6 letters and digits"),
        "window.says-cells": _("The login asks for the cells {first} and {second}."),
        "window.wrong-letters": {
            form: ngettext(
                "Enter {count} letter or digit: you typed {typed}.",
                "Enter {count} letters and digits: you typed {typed}.",
                count,
            )
            for form, count in (("one", 1), ("other", 2))
        },
        "window.only-card": _("The first two days are over: this code now only serves to get the card."),
        "window.print-card": _("Print or save the card"),
        "window.printed": _("The Online Security Code Card is printed. It is beside this window."),
    }
