"""An article's page: at most three queries, no Markdown, never a 404 because of a language."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base.caching import public
from kb.models import Article
from kb.web import covers, errors, jsonld
from kb.web.entry import with_query
from kb.web.finding import Gone, find
from kb.web.page import PageHead, absolute
from kb.web.related import related

SHOWN = ("title", "summary", "html", "outline", "digest", "published_at", "updated_at", "change", "stale")


@require_safe
@public()
def article(request: HttpRequest, number: int, slug: str | None = None) -> HttpResponseBase:
    """The article in the page's language, or openly in another; any other spelling of its address: one 301."""
    language = get_language() or ""
    try:
        found = find(number)
    except Gone as gone:
        return errors.gone(request, gone.article)
    reading = found.reading_language(language) if found else None
    if found is None or reading is None:
        return errors.unknown_number(request, number)
    path = article_path(found.number, found.text("slug", reading), language)
    if request.path != path:
        return HttpResponsePermanentRedirect(with_query(request, path))
    response = render(request, "kb/article.html", context(found, language, reading))
    changed = found.text("updated_at", reading) or found.text("published_at", reading)
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def context(found: Article, language: str, reading: str) -> dict[str, object]:
    """READING is the language of the text, LANGUAGE that of the page around it."""
    around = related(found, language)
    addresses = {code: own_path(found, code) for code in found.published_languages()}
    page = head(found, language, reading, addresses)
    return {
        "article": found,
        "text": {name: found.text(name, reading) for name in SHOWN},
        "reading": reading,
        "is_fallback": reading != language,
        "stale": stale(found, reading, addresses),
        "related": around.articles,
        "tags": around.tags,
        "alternates": addresses,
        "page": page,
        "jsonld": jsonld.article(found, reading, page.canonical),
    }


@dataclass(frozen=True)
class Stale:
    """What readers of a translation are told of its source: when it changed, where first, and where it can be read."""

    since: date
    anchor: str
    language: str
    address: str | None


def stale(found: Article, reading: str, addresses: dict[str, str]) -> Stale | None:
    told = found.text("stale", reading)
    if not told:
        return None
    html = found.text("html", reading) or ""
    here = [anchor for anchor in told["anchors"] if f'id="{anchor}"' in html]
    source = found.source_language
    return Stale(date.fromisoformat(told["since"]), here[0] if here else "", source, addresses.get(source))


def own_path(found: Article, code: str) -> str:
    return article_path(found.number, found.text("slug", code), code)


def head(found: Article, language: str, reading: str, addresses: dict[str, str]) -> PageHead:
    """A page whose text is in another language points to where it belongs and asks not to be indexed."""
    own = reading == language
    urls = {code: absolute(path) for code, path in addresses.items()}
    return PageHead(
        description=found.text("summary", reading) or "",
        canonical=urls[reading],
        alternates=urls if own else {},
        default=urls.get(found.source_language, urls[reading]) if own else "",
        index=own,
        kind="article",
        title=found.text("title", reading) or "",
        image=covers.preview(reading, found.number),
    )
