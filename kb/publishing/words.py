"""The interface's words that rendering puts into an article, in any language."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop, override

MESSAGES = {
    "note": gettext_noop("Note"),
}


@cache
def words(language: str) -> Mapping[str, str]:
    """Each of kb.markup.words.WORDS in LANGUAGE."""
    with override(language):
        return MappingProxyType({key: gettext(message) for key, message in MESSAGES.items()})
