"""Lists of articles: by category, by tag, by what changed last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base.caching import public
from kb.base.languages import columns
from kb.models import Article, ArticleQuerySet, Category, PublishedText, Tag
from kb.models.article import TRANSLATED
from kb.web.page import head_for
from kb.web.related import Card, cards_of

A_PAGE = 50
RECENT = 50
WORDS = tuple(f"article__{name}" for name in (*TRANSLATED, *columns(TRANSLATED)))  # the editors', which no page shows


@dataclass(frozen=True)
class Change:
    """The last meaningful change of an article in one language."""

    card: Card
    at: datetime
    text: str
    published: datetime
    category: str


@require_safe
@public("page")
def category(request: HttpRequest, key: str) -> HttpResponseBase:
    found = get_object_or_404(Category, key=key)
    articles = Article.objects.readable().filter(category=found)
    context = {
        "page": head_for(request, found.summary),
        "category": found,
        "articles": page_of(request, articles),
    }
    return render(request, "kb/category.html", context)


@require_safe
@public("page")
def tag(request: HttpRequest, key: str) -> HttpResponseBase:
    found = get_object_or_404(Tag, key=key)
    articles = Article.objects.readable().filter(tags=found)
    description = _("Articles about: %(tag)s") % {"tag": found}
    context = {"page": head_for(request, description), "tag": found, "articles": page_of(request, articles)}
    return render(request, "kb/tag.html", context)


@require_safe
@public()
def recent(request: HttpRequest) -> HttpResponseBase:
    description = _("What changed in the articles, latest first: meaningful changes only.")
    context = {"page": head_for(request, description), "changes": changes(get_language() or "")}
    return render(request, "kb/recent.html", context)


def page_of(request: HttpRequest, articles: ArticleQuerySet) -> Page[Card]:
    """One page of `articles` as cards in the page's language; a page number that makes no sense is the first."""
    page: Page[Any] = Paginator(articles.values_list("number", flat=True), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(page.object_list, get_language() or "")
    return page


def changes(language: str, *, category: Category | None = None, count: int = RECENT) -> list[Change]:
    """The articles whose text in `language` changed its meaning last, latest first."""
    texts = PublishedText.objects.changed(language).light().select_related("article__category").defer(*WORDS)
    if category:  # asked of each text in turn, and not a join: the latest are found by their index, and few are read
        texts = texts.filter(Exists(Article.objects.filter(number=OuterRef("article"), category=category)))
    return [change_of(text) for text in texts[:count]]


def change_of(text: PublishedText) -> Change:
    url = article_path(text.number, text.slug, text.language)
    card = Card(text.number, text.title or f"KB{text.number}", text.summary, url, text.language)
    return Change(card, text.updated_at, text.change, text.published_at, str(text.article.category))
