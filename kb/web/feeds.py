"""Atom feeds of meaningful changes, per language and per category: how a help desk learns that KB1131 changed.

An entry is a change, not an article: its id holds the date of the change, so that readers show it as new.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.base import signs
from kb.base.caching import public
from kb.models import Category
from kb.web.listing import Change, changes
from kb.web.page import absolute


@require_safe
@public()
def feed(request: HttpRequest) -> HttpResponseBase:
    return atom(request, title=_("Secure Login Knowledge Base: changes"), page=reverse("kb:recent"))


@require_safe
@public()
def category_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    category = get_object_or_404(Category, key=key)
    title = _("Secure Login Knowledge Base: changes in “%(category)s”") % {"category": category}
    return atom(request, title=title, page=reverse("kb:category", args=[key]), category=category)


def atom(request: HttpRequest, *, title: str, page: str, category: Category | None = None) -> HttpResponse:
    language = get_language() or ""
    made = Atom1Feed(
        title=signs.clean(title),
        link=absolute(page),
        description=_("Meaningful changes only."),
        language=language,
        author_name=_("Secure Login Knowledge Base"),
        feed_url=absolute(request.path),
    )
    for change in changes(language, category=category):
        add(made, change)
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def add(made: Atom1Feed, change: Change) -> None:
    url = absolute(change.card.url or "")
    made.add_item(
        title=signs.clean(f"KB{change.card.number} {change.card.title}"),
        link=url,
        description=signs.clean(change.text or change.card.summary),
        unique_id=f"{url.rsplit('/', 2)[0]}/#changed-{change.at:%Y-%m-%dT%H:%M:%S}",
        pubdate=change.published,
        updateddate=change.at,
        categories=[signs.clean(str(change.category))],
    )
