"""The words of what stands outside the login: Client Services, the carrier, the temporary code, the online card."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def interface() -> dict[str, str | dict[str, str]]:
    """Every text by its key, in the active language."""
    return {**_services(), **_carrier(), **_window()}


def _services() -> dict[str, str | dict[str, str]]:
    return {
        "services.title": _("Client Services"),
        "services.text": _("In life you call them, and they make sure that it is you. Here you only press."),
        "services.ask": _("Ask for a temporary code"),
        "services.report": _("Report the card lost"),
        "services.replace": _("Ask for another card"),
        "services.lost": _("“From now on your card is refused.”"),
        "services.lost-short": _("card reported lost"),
        "services.replaced": _("“Here is another card, with a PIN of its own.” In life it comes by post."),
        "services.replaced-short": _("new card"),
        "services.nothing": _("nothing given yet"),
        "services.code": _("Your temporary code"),
        "services.says": _("The temporary code is {code}"),
        "services.calendar": _("Calendar of the practice room"),
        "services.full": _("Temporary code, everywhere"),
        "services.portal": _("Temporary code, Client Portal only"),
        "services.card": _("Online Security Code Card"),
        "services.until": _("until {when}"),
        "services.ended": _("over"),
        "services.next": _("Let the time pass until {when}"),
        "sheet.nothing": _("Nothing is printed yet. The card is fetched in Client Portal."),
        "sheet.nothing-short": _("not printed"),
        "sheet.printed": _("printed"),
        "sheet.until": _("Good until {when}. Each cell is asked for once."),
    }


def _carrier() -> dict[str, str | dict[str, str]]:
    return {
        "carrier.title": _("Your carrier"),
        "carrier.text": _("In life you call the number on your bill. Here you only press."),
        "carrier.ask": _("Ask whether messages from IBKR are filtered"),
        "carrier.lifted": _("“We had taken what IBKR sends for spam. From now on it comes through.”"),
        "carrier.lifted-short": _("no longer filters"),
        "carrier.free": _("“We filter nothing that is sent to you.”"),
        "carrier.free-short": _("filters nothing"),
        "carrier.nothing": _("not asked yet"),
        "carrier.waiting": _("Time to wait"),
        "carrier.waiting-text": _("A new message can be had every 2 minutes at most."),
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
        "window.cells-hint": _("What stands in cell {first}, then in cell {second}: 6 letters and digits"),
        "window.says-cells": _("The login asks for the cells {first} and {second}."),
        "window.wrong-letters": {
            form: ngettext(
                "{count} letter or digit, please: you typed {typed}.",
                "{count} letters and digits, please: you typed {typed}.",
                count,
            )
            for form, count in (("one", 1), ("other", 2))
        },
        "window.only-card": _("The first two days are over: now this code only fetches the card."),
        "window.print-card": _("Print or save the card"),
        "window.printed": _("The Online Security Code Card is printed. It lies beside this window."),
    }
