"""What templates of every page need to ask."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

from kb.text.numbers import is_local

register = template.Library()
register.filter("is_local", is_local)


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool


def in_language(path: str, code: str) -> str:
    """PATH with its language prefix exchanged; the words behind it are alike in every language."""
    first, _slash, rest = path.lstrip("/").partition("/")
    known = first in dict(settings.LANGUAGES)
    return f"/{code}/{rest}" if known else f"/{code}/"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in every language: as the view says in `alternates`, else by exchanging the prefix."""
    alternates: dict[str, str] = context.get("alternates") or {}
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    active = get_language()
    return [
        LanguageLink(code, native_name(code), alternates.get(code) or in_language(here, code), code == active)
        for code, _name in settings.LANGUAGES
    ]


@register.filter
def native_name(code: str) -> str:
    """A language's own name for itself."""
    return str(capfirst(get_language_info(code)["name_local"]))


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language of the page."""
    return str(dict(settings.LANGUAGES).get(code, code))


@register.simple_tag
def api_search_url() -> str:
    return "/api/v1/search"


@register.filter
def text_in(texts: Any, code: str) -> str:
    """The text in a language from a mapping of languages to texts."""
    return str(texts.get(code, ""))
