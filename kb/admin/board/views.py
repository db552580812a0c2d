"""The board: an article by language grid, and beside it what waits for somebody."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.admin.board.bulk import DeedForm
from kb.admin.board.forms import FilterForm
from kb.admin.board.panels import BY_KEY, PANELS, Look
from kb.admin.board.saved import SaveForm, asked
from kb.base.languages import codes, named
from kb.models import Category
from kb.workflow.board import filters, grid, lookup, mine, news
from kb.workflow.board.overview import Overview
from kb.workflow.board.queue import Sort
from kb.workflow.board.searches import Show
from kb.workflow.people import languages, may_edit, may_edit_words, may_publish

ROWS = 50  # of the grid on a page


def board(request: HttpRequest, site: AdminSite, key: str = "") -> HttpResponse:
    """The grid, or the panel `key`."""
    if not request.user.has_perm("kb.view_article"):
        raise PermissionDenied
    if key and key not in BY_KEY:
        raise Http404
    look = Look.now(request.user, timezone.now().date(), **_asked(request))
    shown = BY_KEY.get(key)
    content = shown.load(look) if shown else mine.work(look.overview, look.person)  # that is above the grid
    loaded = shown or BY_KEY["mine"]
    context = {
        **site.each_context(request),
        "title": _("Board"),
        "is_nav_sidebar_enabled": False,  # the width is for the grid
        "key": key,
        "panels": [(panel, len(content) if panel is loaded else panel.count(look)) for panel in PANELS],
        "articles": len(look.overview.articles),
        "editable": _editable(request),
        "deeds": DeedForm() if request.user.has_perm("kb.change_article") else None,
    }
    if loaded.key == "mine":
        context["news"] = news.unread(request.user, timezone.now())
    if shown:
        return TemplateResponse(
            request, shown.template, {**context, "panel": shown, "content": content, **_sorted(look), **_shown(look)}
        )
    around = {**context, "work": content, **_grid(request, look.overview), **_filters(request)}
    return TemplateResponse(request, "admin/kb/board/grid.html", around)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What of a part is to be shown, and in which order; what makes no sense asks for nothing."""
    asked, language = request.GET.get("show", ""), request.GET.get("language", "")
    show = Show(asked) if asked in Show.values else Show.OPEN
    return {
        "sort": request.GET.get("sort", ""),
        "show": show,
        "language": language if language in codes() else "",
    }


def _shown(look: Look) -> dict[str, Any]:
    """Which searches are shown, which others can be, and what this person may do about them."""
    publishable = languages(look.person, may_publish)
    asked = {"show": look.show, "language": look.language, "languages": named()}
    return {**asked, "publishable": publishable, "may_edit_words": may_edit_words(look.person)}


def _sorted(look: Look) -> dict[str, Any]:
    """The orders in which the queue can be shown, and which one it is shown in."""
    return {"sorts": Sort.choices, "sort": look.sort if look.sort in Sort.values else ""}


def _filters(request: HttpRequest) -> dict[str, Any]:
    """The saved ones, each with whether this person may remove it, and a form to save the present one."""
    query = asked(request.GET)
    saved = [(each, filters.may_drop(request.user, each)) for each in filters.known(request.user)]
    current = next((each.name for each, _may in saved if each.query == query), "")
    return {"saved": saved, "asked": query, "saved_as": current, "save": SaveForm(query=query)}


def _editable(request: HttpRequest) -> set[str]:
    """The languages whose texts this person may write; the others are read only."""
    if not request.user.has_perm("kb.change_article"):
        return set()
    return {code for code in codes() if may_edit(request.user, code)}


def _grid(request: HttpRequest, overview: Overview) -> dict[str, Any]:
    form = FilterForm(request.GET, _categories(overview))
    wanted = form.wanted(request.user)
    found = grid.grid(overview, wanted, lookup.find(overview.articles, form.query) if form.query else None)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    counts = [(standing, count, form.with_standing(standing)) for standing, count in found.counts.items()]
    return {
        "form": form,
        "wanted": wanted,
        "content": page.object_list,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "counts": counts,
        "any_standing": form.with_standing(""),
        "languages": named(),
    }


def _categories(overview: Overview) -> list[Category]:
    """Those that articles are in."""
    found = {article.category_id: article.category for article in overview.articles.values()}
    return sorted(found.values(), key=lambda category: (category.position, category.key))
