"""sitemap.xml: every page that may be indexed, with its versions in the other languages.

django.contrib.sitemaps would name one default language for all; here each article says in which it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base.caching import public
from kb.models import Article, Category, Tag
from kb.web.page import absolute, language_codes, reverse_in

PAGES = ("kb:home", "kb:choose", "kb:recent", "kb:about")


@dataclass(frozen=True)
class Entry:
    url: str
    alternates: dict[str, str]
    default: str
    changed: datetime | None = None


@require_safe
@public()
def sitemap(request: HttpRequest) -> HttpResponseBase:
    entries = [*fixed_pages(), *article_pages()]
    return render(request, "kb/sitemap.xml", {"entries": entries}, content_type="application/xml")


def fixed_pages() -> Iterator[Entry]:
    for name in PAGES:
        yield from in_every_language(name)
    used = Q(articles__in=Article.objects.readable())
    for key in Category.objects.filter(used).distinct().values_list("key", flat=True):
        yield from in_every_language("kb:category", key=key)
    for key in Tag.objects.filter(used).distinct().values_list("key", flat=True):
        yield from in_every_language("kb:tag", key=key)


def in_every_language(name: str, **kwargs: object) -> Iterator[Entry]:
    urls = {code: absolute(reverse_in(code, name, **kwargs)) for code in language_codes()}
    for url in urls.values():
        yield Entry(url, urls, urls[settings.LANGUAGE_CODE])


def article_pages() -> Iterator[Entry]:
    for article in Article.objects.readable().without_text():
        urls = {
            code: absolute(article_path(article.number, article.text("slug", code), code))
            for code in article.published_languages()
        }
        default = urls.get(article.source_language) or next(iter(urls.values()))
        for code, url in urls.items():
            yield Entry(url, urls, default, article.text("updated_at", code))
