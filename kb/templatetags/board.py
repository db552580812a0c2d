"""What the pages of the board say in many places: which text, and where one works on it."""

from datetime import timedelta
from urllib.parse import quote, urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from kb.base.languages import codes, column
from kb.base.waits import spell
from kb.models import Article
from kb.workflow.board.searches import Row

register = template.Library()


@register.filter
def titled(article: Article) -> SafeString:
    """The newest title in the language of the page, else the source's, else any, marked with its language."""
    for code in (get_language() or "", article.source_language, *codes()):
        if title := article.text("title", code):
            return format_html('<span lang="{}">{}</span>', code, title)
    return SafeString("")


@register.simple_tag
def form_address(article: Article, language: str = "") -> str:
    """Where `article` is written, at its text in `language`."""
    return reverse("admin:kb_article_change", args=[article.pk]) + (f"#{language}" if language else "")


@register.simple_tag
def text_address(article: Article, language: str) -> str:
    """What became of the text in `language`, and what can be done with it."""
    return reverse("admin:kb_text", args=[article.pk, language])


@register.simple_tag
def search_address(language: str, terms: str) -> str:
    """The same search as a reader makes it."""
    with override(language):
        return f"{reverse('kb:search')}?{urlencode({'q': terms})}"


@register.simple_tag
def begun_address(name: str, row: Row) -> str:
    """Of the form `name` that is begun from a search."""
    return f"{reverse(name)}?{urlencode({'language': row.language, 'terms': row.terms}, quote_via=quote)}"


@register.simple_tag
def article_address(row: Row) -> str:
    """Where an article is begun whose title is what was searched for."""
    told = {"language": row.language, "terms": row.terms, "source_language": row.language}
    title = {column("title", row.language): row.terms[:1].upper() + row.terms[1:]}
    return f"{reverse('admin:kb_article_add')}?{urlencode({**told, **title}, quote_via=quote)}"


@register.filter
def lasting(span: timedelta | None) -> str:
    """A length of time in words; a dash for none."""
    return spell(span) if span else "–"
