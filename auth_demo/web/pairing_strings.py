"""The words for a device on one's own phone: on the computer, and on the phone's page; see strings.py for the form."""

from django.utils.translation import gettext as _

Text = str | dict[str, str]


def offer() -> dict[str, Text]:
    """For a practice with a card or a phone."""
    return {
        "pair.use": _("Use your own phone"),
        "pair.use-as": _("Use your own phone as: {device}"),
        "pair.told": _(
            "“Show me” cannot control the device on your phone. Follow these instructions on the phone: the "
            "steps here move forward by themselves."
        ),
        "full.use": _("Use this phone"),
        "full.use-as": _("Use this phone as: {device}"),
    }


def computer() -> dict[str, Text]:
    """For the computer's side of it, and for a phone that is the device itself."""
    return {
        "pair.title": _("{device}: on your own phone"),
        "pair.scan": _("Point your phone’s camera at the code, then open the address that it offers."),
        "pair.qr": _("QR code that opens the pairing page on a phone"),
        "pair.type": _("No camera? Open this address on the phone, then type the code there:"),
        "pair.address": _("Address"),
        "pair.code": _("Code"),
        "pair.link": _("Or open it in this browser, in another window"),
        "pair.left": _("Valid for {time}, for one phone."),
        "pair.over": _("This code has expired."),
        "pair.is-new": _("A new code is shown."),
        "pair.renew": _("New code"),
        "pair.cancel": _("Cancel"),
        "pair.done": _("Done"),
        "pair.paired": _("Paired. {device} is on your phone now."),
        "pair.loopback": _("A phone cannot reach this site yet: it is open to this computer only."),
        "pair.operator": _("Do you run this site?"),
        "pair.loopback-how": _(
            "Start it with the address that this computer has in your network, for example HOST=192.168.1.20 "
            "script/server, and connect the phone to the same network."
        ),
        "pair.away": _("This device is on your phone"),
        "pair.away-text": _("Continue there. What you do on the phone moves the steps forward here."),
        "pair.take-back": _("Take it back"),
        "pair.is-away": _("{device} is on your phone now."),
        "pair.is-back": _("{device} is on the computer again."),
        "pair.status": _("on your phone"),
        "full.back": _("Back to the practice"),
        "full.next": _("Next: {device}"),
    }


def phone() -> dict[str, Text]:
    """For the phone's page, besides what its practice brings."""
    return {
        "mark": _("Practice · not connected to any account"),
        "offline.title": _("The site cannot be reached"),
        "offline.text": _("Check your connection. What you did is kept, and sent as soon as the connection is back."),
        "offline.again": _("Try again now"),
        "offline.kept": _("No connection. This is kept and sent later."),
        "solo.pairing": _("Pairing…"),
        "solo.connected": _("Paired with your computer"),
        "solo.kept": _("No connection. What you did is kept, and sent as soon as the connection is back."),
        "solo.no-cookies": _("This browser refuses cookies"),
        "solo.no-cookies-text": _(
            "Without one, this phone cannot be the device. Allow cookies for this site, then enter the code again: it is "
            "still valid."
        ),
        "solo.offline": _("No connection. The device keeps working; the computer catches up later."),
        "solo.keep-open": _("Keep this page open: without a connection it cannot be loaded again."),
        "solo.dismiss": _("Close"),
        "solo.again": _("Try again"),
        "solo.code-length": _("The code has {count} letters: you typed {typed}."),
    }
