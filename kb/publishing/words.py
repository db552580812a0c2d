"""The interface's words that rendering puts into an article, in any language."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop, override

MESSAGES = {
    "note": gettext_noop("Note"),
    "warning": gettext_noop("Warning"),
    "historic": gettext_noop("Of historic interest"),
    "unknown_title": gettext_noop("Not covered here"),
    "then": gettext_noop("then"),
    "step": gettext_noop("Step {number}"),
    "figure": gettext_noop("Figure {number}"),
    "enlarge": gettext_noop("Enlarge the picture"),
    "try_step": gettext_noop("Try this step"),
    "planned": gettext_noop("in preparation"),
    "copy_link": gettext_noop("Copy the link: {place}"),
    "not_here": gettext_noop("not on this site"),
    "at_the_broker": gettext_noop("on the broker’s site"),
    "local_number": gettext_noop("local number"),
    "table": gettext_noop("Table"),
    "stale": gettext_noop("This step has changed in the original since it was translated."),
}


@cache
def words(language: str) -> Mapping[str, str]:
    """Each of kb.markup.words.WORDS in `language`."""
    with override(language):
        return MappingProxyType({key: gettext(message) for key, message in MESSAGES.items()})
