"""The site's languages: the one place that knows how they are listed, named, and spread over columns.

`settings.LANGUAGES` says which there are, `settings.LANGUAGE_CODE` which is the site's own.
"""

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info, to_locale
from django.utils.translation.trans_real import parse_accept_lang_header
from modeltranslation.utils import build_localized_fieldname

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def codes() -> list[str]:
    """Of every language, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def named() -> "list[tuple[str, _StrPromise]]":
    """Each code with the language's name, which is a lazy text: the choices of a form."""
    return list(settings.LANGUAGES)


def language_name(code: str) -> str:
    """A language's name in the active language; of one that the site does not have (anymore), its code."""
    return str(dict(settings.LANGUAGES).get(code, code))


def own_names() -> list[tuple[str, str]]:
    """Each code with the language's name for itself: "Français"."""
    return [(code, str(capfirst(get_language_info(code)["name_local"]))) for code in codes()]


def column(name: str, code: str) -> str:
    """The column that holds the translated field `name` in a language."""
    return str(build_localized_fieldname(name, code))


def columns(names: Iterable[str]) -> list[str]:
    """Of each field in turn, its column in every language."""
    return [column(name, code) for name in names for code in codes()]


def nearest(language: str, there: Collection[str]) -> str:
    """The language in which a text that is `there` in some is shown to readers of `language`: that one, else the first of the site's."""
    return next((code for code in (language, *codes()) if code in there), language)


def traits(code: str) -> dict[str, Any]:
    """What search and typography have to know of a language. Raises KeyError for one that the site does not have."""
    return settings.LANGUAGE_TRAITS[code]


def here(code: str) -> str:
    """`code`, or the site's own language where the site does not have it (anymore)."""
    return code if code in codes() else settings.LANGUAGE_CODE


@cache
def worded(code: str) -> str:
    """The language of the interface's words for readers of `code`: the site's own as long as there is no catalogue."""
    name = to_locale(code)
    there = any((Path(place) / name / "LC_MESSAGES" / "django.mo").exists() for place in settings.LOCALE_PATHS)
    return code if there else settings.LANGUAGE_CODE


def accepted(header: str) -> str | None:
    """The best of the site's languages that an Accept-Language header names, or None."""
    known = codes()
    for wanted, _quality in parse_accept_lang_header(header):
        for candidate in (wanted, wanted.partition("-")[0]):
            if candidate in known:
                return candidate
    return None
