"""sitemap.xml: every page that may be indexed, with its versions in the other languages.

django.contrib.sitemaps would name one default language for all; here each article says in which it exists. What one
file would be too long for is told by an index of files (sitemaps.org). It is written without a template or models: an
address costs a twentieth of what it would with them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base import signs
from kb.base.caching import public
from kb.base.languages import codes
from kb.models import Article, Category, PublishedText, Tag
from kb.models.article import PublishedTextQuerySet
from kb.web.page import absolute, reverse_in

PAGES = ("kb:home", "kb:choose", "kb:recent", "kb:about")
ADDRESSES = 10_000  # of articles in one file; sitemaps.org allows 50,000
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    alternates: dict[str, str]
    default: str
    changed: datetime | None = None


@require_safe
@public()
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All pages, or where that would be too long, the addresses of its parts."""
    parts = how_many_parts()
    return written(pages_of(1)) if parts == 1 else index(parts)


@require_safe
@public()
def part(request: HttpRequest, number: int) -> HttpResponseBase:
    if not 1 <= number <= how_many_parts():
        raise Http404
    return written(pages_of(number))


def articles_a_part() -> int:
    return ADDRESSES // len(codes())


def how_many_parts() -> int:
    count: int = Article.objects.readable().count()
    return max(1, -(-count // articles_a_part()))


def pages_of(number: int) -> Iterator[Entry]:
    """What part `number`, counted from 1, names: the first has also the pages that are no articles."""
    if number == 1:
        yield from fixed_pages()
    first = (number - 1) * articles_a_part()
    yield from article_pages(first, first + articles_a_part())


def fixed_pages() -> Iterator[Entry]:
    for name in PAGES:
        yield from in_every_language(name)
    readable = Article.objects.readable()
    for key in Category.objects.filter(Exists(readable.filter(category=OuterRef("pk")))).values_list(
        "key", flat=True
    ):
        yield from in_every_language("kb:category", key=key)
    for key in Tag.objects.filter(Exists(readable.filter(tags=OuterRef("pk")))).values_list("key", flat=True):
        yield from in_every_language("kb:tag", key=key)


def in_every_language(name: str, **kwargs: object) -> Iterator[Entry]:
    urls = {code: absolute(reverse_in(code, name, **kwargs)) for code in codes()}
    for url in urls.values():
        yield Entry(url, urls, urls[settings.LANGUAGE_CODE])


def article_pages(start: int, stop: int) -> Iterator[Entry]:
    """Those of the articles from `start` to `stop`, counted from 0 in the order of their numbers."""
    numbers = list(Article.objects.readable().order_by("number").values_list("number", flat=True)[start:stop])
    if not numbers:
        return
    # In every language: asked for the site's alone, SQLite would sort them, and the others are left out below.
    texts = PublishedTextQuerySet(PublishedText).read().filter(article__number__range=(numbers[0], numbers[-1]))
    rows = texts.order_by("article__number").values_list(
        "article__number", "article__source_language", "language", "slug", "updated_at"
    )
    for number, there in groupby(rows, key=lambda row: row[0]):
        published = {
            code: (absolute(article_path(number, slug, code)), source, changed)
            for _number, source, code, slug, changed in there
        }
        known = [code for code in codes() if code in published]
        urls = {code: published[code][0] for code in known}
        for code in known:
            url, source, changed = published[code]
            yield Entry(url, urls, urls.get(source) or urls[known[0]], changed)


def written(entries: Iterable[Entry]) -> HttpResponse:
    return xml(f"<urlset {SPACES} {LINKS}>", map(url_element, entries), "</urlset>")


def index(parts: int) -> HttpResponse:
    urls = (absolute(reverse("sitemap_part", args=[number])) for number in range(1, parts + 1))
    elements = (f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in urls)
    return xml(f"<sitemapindex {SPACES}>", elements, "</sitemapindex>")


def xml(start: str, elements: Iterable[str], end: str) -> HttpResponse:
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', start, *elements, end])
    return HttpResponse(signs.clean(text) + "\n", content_type="application/xml")


def url_element(entry: Entry) -> str:
    changed = f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>" if entry.changed else ""
    links = [link(code, url) for code, url in entry.alternates.items()] + [link("x-default", entry.default)]
    return f"<url><loc>{escape(entry.url)}</loc>{changed}{''.join(links)}</url>"


def link(language: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'
