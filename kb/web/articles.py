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
from kb.base.caching import note_shown, public
from kb.models import Article, PublishedText
from kb.web import covers, errors, jsonld
from kb.web.finding import Gone, find
from kb.web.onward import with_query
from kb.web.page import PageHead, absolute
from kb.web.redirects import redirected
from kb.web.related import Related, related


@require_safe
@public()
def article(request: HttpRequest, number: int, slug: str | None = None) -> HttpResponseBase:
    """The article in the page's language, or openly in another; any other spelling of its address: one 301."""
    language = get_language() or ""
    try:
        found = find(number)
    except Gone as gone:
        return errors.gone(request, gone.article)
    text = found.reading(language) if found else None
    if found is None or text is None:
        return redirected(request) or errors.unknown_number(request, number)
    path = article_path(found.number, text.slug, language)
    if request.path != path:
        return HttpResponsePermanentRedirect(with_query(request, path))
    around = related(found, language)
    response = render(request, "kb/article.html", context(found, text, language, around))
    response.headers["Last-Modified"] = http_date(text.updated_at.timestamp())
    note_shown(response, {found.number, *around.numbers})
    return response


def context(found: Article, text: PublishedText, language: str, around: Related) -> dict[str, object]:
    """`text` is what is read of the article, `language` that of the page around it."""
    addresses = {code: own_path(each) for code, each in found.texts().items()}
    page = head(found, text, language, addresses)
    return {
        "article": found,
        "text": text,
        "reading": text.language,
        "is_fallback": text.language != language,
        "stale": stale(found, text, addresses),
        "related": around.articles,
        "tags": around.tags,
        "alternates": addresses,
        "page": page,
        "jsonld": jsonld.article(found, text, page.canonical),
    }


@dataclass(frozen=True)
class Stale:
    """What readers of a translation are told of its source: when it changed, where first, and where it can be read."""

    since: date
    anchor: str
    language: str
    address: str | None


def stale(found: Article, text: PublishedText, addresses: dict[str, str]) -> Stale | None:
    told = text.stale
    if not told:
        return None
    here = [anchor for anchor in told["anchors"] if f'id="{anchor}"' in text.html]
    source = found.source_language
    return Stale(date.fromisoformat(told["since"]), here[0] if here else "", source, addresses.get(source))


def own_path(text: PublishedText) -> str:
    return article_path(text.number, text.slug, text.language)


def head(found: Article, text: PublishedText, language: str, addresses: dict[str, str]) -> PageHead:
    """A page whose text is in another language points to where it belongs and asks not to be indexed."""
    own = text.language == language
    urls = {code: absolute(path) for code, path in addresses.items()}
    return PageHead(
        description=text.summary,
        canonical=urls[text.language],
        alternates=urls if own else {},
        default=urls.get(found.source_language, urls[text.language]) if own else "",
        index=own,
        kind="article",
        title=text.title,
        image=covers.preview(text.language, found.number, text.html),
    )
