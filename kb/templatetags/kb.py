"""What templates of every page need to ask."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext

from kb.addresses import article_path
from kb.base.languages import codes, language_name, own_names
from kb.base.roles import is_trainer
from kb.base.screenshots import View
from kb.models import Article, Vote
from kb.models.category import said as spoken
from kb.text.numbers import is_local
from kb.workflow.people import may_publish_everywhere

register = template.Library()
register.filter(language_name)
register.filter("is_local", is_local)
register.filter(may_publish_everywhere)


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool


def in_language(path: str, code: str) -> str:
    """`path` with its language prefix exchanged; the words behind it are alike in every language."""
    first, _slash, rest = path.lstrip("/").partition("/")
    known = first in codes()
    return f"/{code}/{rest}" if known else f"/{code}/"


@register.simple_tag
def shot(view: View) -> SafeString:
    """A picture of the practice room beside words that say all it says."""
    return format_html(
        '<picture class="shot-view"{system}><source media="screen and (prefers-color-scheme: dark)" srcset="{dark}" '
        'sizes="{width}px"><img src="{address}" srcset="{light}" sizes="{width}px" alt="" width="{width}" '
        'height="{height}" loading="lazy"></picture>',
        system=format_html(' data-system="{}"', view.system) if view.system else "",
        dark=view.srcset("dark"),
        light=view.srcset("light"),
        address=view.address(),
        width=view.width,
        height=view.height,
    )


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in every language: as the view says in `alternates`, else by exchanging the prefix."""
    alternates: dict[str, str] = context.get("alternates") or {}
    request = context.get("request")
    here = address_with_query(request) if request else "/"
    active = get_language()
    return [
        LanguageLink(code, native_name(code), alternates.get(code) or in_language(here, code), code == active)
        for code in codes()
    ]


def address_with_query(request: HttpRequest) -> str:
    """The page's address with what its view reads of the query, and nothing else (kb.base.caching)."""
    return request.path + (f"?{request.GET.urlencode()}" if request.GET else "")


@register.simple_tag
def once_a_language(name: str) -> SafeString:
    """A template that depends on nothing but the language of the page, rendered once for each."""
    return _rendered(name, get_language() or settings.LANGUAGE_CODE)


@cache
def _rendered(name: str, _language: str) -> SafeString:
    return SafeString(render_to_string(name).strip())


@register.simple_tag
def foreign(code: str) -> SafeString:
    """The lang attribute of a text in that language, where the page is in another; else nothing."""
    return SafeString("") if code == get_language() else format_html(' lang="{}"', code)


@register.simple_tag
def said(held: Any, name: str) -> str:
    """A translated field of a category or a tag; in an element of its language where that is not the page's."""
    text, code = spoken(held, name)
    return text if code == get_language() else format_html('<span lang="{}">{}</span>', code, text)


@register.simple_tag
def vote_reasons() -> list[tuple[str, Any]]:
    return Vote.Reason.choices


@register.filter
def may_run_classes(user: Any) -> bool:
    return is_trainer(user)


@register.filter
@cache
def native_name(code: str) -> str:
    """A language's own name for itself."""
    return dict(own_names())[code]


@register.simple_tag
def api_search_url() -> str:
    return reverse("api:search")


@register.filter
def day(moment: date) -> str:
    """A date, or a time's date in the zone of the page, as it is read aloud: 24 November 2026, 24 novembre 2026, 1er novembre 2026."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    number = pgettext("day-of-month", "1") if moment.day == 1 else str(moment.day)
    return f"{number} {date_format(moment, 'F Y')}"


@register.simple_tag
def vote_path(number: int, code: str) -> str:
    with override(code):
        return reverse("kb:vote", args=[number])


@register.simple_tag
def address_of(article: Article, language: str) -> str:
    """Where readers find `article` in `language`."""
    text = article.texts().get(language)
    return article_path(article.number, text.slug if text else None, language)
