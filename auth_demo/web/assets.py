"""The scripts and style sheets of a practice, as addresses: built ones where script/build made them, else as written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.templatetags.static import static

from auth_demo.scenarios.schema import Scenario
from auth_demo.web import bundle, modules

ROOM = ("css/practice/room.css", "css/practice/guide.css", "css/practice/tools.css")
# What only some kinds of device need, in the order in which it applies.
STYLES = {
    "css/practice/window.css": {"login-window", "portal"},
    "css/practice/portal.css": {"portal"},
    "css/practice/card.css": {"security-card"},
    "css/practice/phone.css": {"phone", "authenticator-app", "passkey"},
    "css/practice/handset.css": {"authenticator-app", "passkey"},
    "css/practice/paper.css": {"client-services", "carrier", "code-sheet", "portal"},
}
NARROW = "css/practice/narrow.css"


@dataclass(frozen=True)
class Scripts:
    """`entry` is the module to run; `modules` are all that will be fetched for it, so that they can be asked for at once."""

    entry: str
    modules: list[str]


def page(found: Scenario) -> Scripts:
    return _scripts(modules.PAGE, kinds(found))


def embedded(found: Scenario) -> Scripts:
    return _scripts(modules.EMBEDDED, kinds(found))


def own_phone() -> Scripts:
    """Which device it will be is not known before the pairing."""
    return _scripts(modules.OWN_PHONE, ())


def styles(found: Scenario) -> list[str]:
    """The room's and those of its devices."""
    wanted = sheets(found)
    built = bundle.current()
    one = built.styles.get(" ".join(wanted)) if built else None
    return [static(file) for file in ([one] if one else wanted)]


def sheets(found: Scenario) -> list[str]:
    """The style sheets of a practice as they are written, below static/, in the order in which they apply."""
    return [*ROOM, *(sheet for sheet, needed_by in STYLES.items() if needed_by & {*kinds(found)}), NARROW]


def kinds(found: Scenario) -> list[str]:
    return [each.kind for each in found.devices]


def _scripts(entry: str, kinds: Iterable[str]) -> Scripts:
    built = bundle.current()
    if built:
        files = built.needed(entry, [modules.devices()[kind] for kind in kinds])
    else:
        files = modules.needed(entry, kinds)
    return Scripts(static(files[0]), [static(file) for file in files])
