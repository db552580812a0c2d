"""Lists of articles: by category, by tag, by what changed last."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.base.caching import public
from kb.models import Article, ArticleQuerySet, Category, Tag
from kb.web.page import head_for
from kb.web.related import Card, card_of, cards_of

A_PAGE = 50
RECENT = 50


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
    """One page of ARTICLES as cards in the page's language; a page number that makes no sense is the first."""
    page = Paginator(articles.without_text(), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(page.object_list, get_language() or "")  # type: ignore[arg-type, assignment]
    return page  # type: ignore[return-value]


def changes(language: str, *, category: Category | None = None, count: int = RECENT) -> list[Change]:
    """The articles whose text in LANGUAGE changed its meaning last, latest first."""
    articles = Article.objects.changed(language).select_related("category").without_text()
    if category:
        articles = articles.filter(category=category)
    return [
        change_of(article, card, language) for article in articles[:count] if (card := card_of(article, language))
    ]


def change_of(article: Article, card: Card, language: str) -> Change:
    return Change(
        card,
        article.text("updated_at", language),
        article.text("change", language) or "",
        article.text("published_at", language),
        str(article.category),
    )
