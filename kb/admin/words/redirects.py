"""What the page of redirects tells beside its rows: how each stands, and the addresses that the site leads on by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.addresses import article_path
from kb.admin.words.told import told
from kb.models import Article, OldSlug, RedirectUse
from kb.text.folding import fold
from kb.web.finding import LONGEST_SUCCESSION
from kb.web.redirects import REDIRECTS, Site, trouble
from kb.workflow.people import may_archive

KEY = "redirects"
ROWS = 50  # on a page of those that the site makes


@dataclass(frozen=True)
class Standing:
    """Of a redirect that editors wrote: what is wrong with it, and how often readers followed it, when last."""

    trouble: str
    count: int
    last_on: date | None


@dataclass(frozen=True)
class Made:
    """A redirect that came about by itself. `edit` is the page of the desk where that is decided; '' where nothing is."""

    origin: str
    to: str
    title: str
    since: datetime
    trouble: str
    edit: str = ""


def standing(text: str) -> dict[int, Standing]:
    """That of each row of `text`, by its line; none while the text cannot be read."""
    made = REDIRECTS.made(text)
    if made is None or not made.all:
        return {}
    site = Site.from_database()
    uses = {use.address: use for use in RedirectUse.objects.all()}
    found = {}
    for each in made.all:
        use, wrong = uses.get(str(each.key)), trouble(each, site)
        found[each.line] = Standing(
            told(wrong) if wrong else "", use.count if use else 0, use.last_on if use else None
        )
    return found


def made_here(request: HttpRequest, sought: str) -> dict[str, Any]:
    """A page of the redirects that the site makes where they have the words `sought`: the broken ones first, then the newest."""
    found = [*_replaced(may_archive(request.user)), *_renamed()]
    found = [each for each in found if fold(sought) in fold(f"{each.origin} {each.to} {each.title}")]
    found.sort(key=lambda each: (not each.trouble, -each.since.timestamp()))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return {"page": page, "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)}


def _renamed() -> Iterator[Made]:
    """Old names of articles."""
    old = OldSlug.objects.select_related("article").prefetch_related("article__published_texts")
    for each in old:
        if each.article.retired_at:
            continue  # its number leads on, whatever name is behind it: that is a row of its own
        text = each.article.reading(each.language)
        wrong = "" if text else _("The article is no longer published.")
        origin = article_path(each.article.number, each.slug, each.language)
        to = article_path(each.article.number, text.slug if text else None, each.language)
        yield Made(origin, to, text.title if text else "", each.until, wrong)


def _replaced(may_edit: bool) -> Iterator[Made]:
    """Archived articles that another one replaced."""
    archived = Article.objects.exclude(retired_at=None).exclude(successor=None).order_by("number")
    numbers = dict(archived.values_list("number", "successor__number"))
    readable = {*Article.objects.readable().values_list("number", flat=True)}
    titles = dict(Article.objects.filter(number__in=numbers.values()).values_list("number", "title"))
    for article in archived:
        last = _last(article.number, numbers)
        wrong = "" if last in readable else _("Readers find nothing there: KB%(number)s has none.") % {"number": last}
        edit = reverse("admin:kb_article_archive", args=[article.pk]) if may_edit else ""
        title = titles.get(last) or ""
        yield Made(f"KB{article.number}", f"KB{last}", title, article.retired_at or datetime.min, wrong, edit)


def _last(number: int, successors: dict[int, int]) -> int:
    for _step in range(LONGEST_SUCCESSION):
        if number not in successors:
            break
        number = successors[number]
    return number
