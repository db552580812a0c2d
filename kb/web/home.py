"""The first page: search, what people need most, the way to one's method, categories, what changed."""

from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.base.caching import public
from kb.models import Article, Category
from kb.web import covers, errors
from kb.web.choices import choices
from kb.web.listing import changes
from kb.web.page import head_for

MOST_NEEDED = 7  # the first leads the page
RECENT = 5


@require_safe
@public()
def home(request: HttpRequest) -> HttpResponseBase:
    language = get_language() or ""
    description = _("How to log in with a security device, and what to do when it does not work. With practice.")
    context = {
        "page": replace(head_for(request, description), image=covers.preview(language)),
        "needed": [(card, covers.views(card.number, language)) for card in errors.most_needed(MOST_NEEDED)],
        "question": choices().opening(language),
        "categories": categories(),
        "recent": changes(language, count=RECENT),
    }
    return render(request, "kb/home.html", context)


def categories() -> QuerySet[Category]:
    """The categories that hold something to read, each with how much as its `count`."""
    held = Article.objects.readable().filter(category=OuterRef("pk")).order_by()
    count = held.values("category").annotate(count=Count("number")).values("count")
    return Category.objects.filter(Exists(held)).annotate(count=Subquery(count))
