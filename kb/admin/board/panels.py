"""The parts of the board. One is loaded to be shown; of the others a page says only how many there are."""

from collections.abc import Callable, Sized
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.models import Article, FailedSearch, Stamp
from kb.search import log
from kb.search.log import Unopened
from kb.workflow.board import broken, mine, queue, votes, wording
from kb.workflow.board.overview import Overview, load
from kb.workflow.people import Person

MOST_SEARCHES = 100  # shown; all are in the admin's own list


@dataclass(frozen=True)
class Look:
    """Who looks, on which day, at which state of the texts, in which order; `stamp` is that of what readers see."""

    person: Person
    today: date
    stamp: int
    overview: Overview
    sort: str = ""

    @classmethod
    def now(cls, person: Person, today: date, sort: str = "") -> "Look":
        """Nine queries. The stamp comes first: what changes in between is counted again the next time."""
        return cls(person, today, Stamp.current(), load(today), sort)


@dataclass(frozen=True)
class Searches:
    rows: list[FailedSearch]
    count: int

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True)
class Panel:
    """`count` says how many `load` would find, at the cost of a query or none."""

    key: str
    title: Promise
    load: Callable[[Look], Sized]
    count: Callable[[Look], int]

    @property
    def template(self) -> str:
        return f"admin/kb/board/{self.key}.html"

    @property
    def address(self) -> str:
        return reverse("admin:kb_board_panel", args=[self.key])


def work(look: Look) -> mine.Work:
    """With what a reviewer wants to know of each text."""
    found = mine.work(look.overview, look.person)
    return replace(found, review=queue.measured(found.review, look.stamp, look.sort))


def searches(look: Look) -> Searches:
    """The most frequent first; none for anyone who may not see them."""
    return Searches(list(_searches(look).order_by("-count", "terms")[:MOST_SEARCHES]), _searches(look).count())


def _searches(look: Look) -> QuerySet[FailedSearch]:
    may_see = isinstance(look.person, User) and look.person.has_perm("kb.view_failedsearch")
    return FailedSearch.objects.all() if may_see else FailedSearch.objects.none()


def unopened(look: Look) -> list[Unopened]:
    """Searches after which nothing was opened; none for anyone who may not see them."""
    return log.unopened() if _may_see_log(look) else []


def _may_see_log(look: Look) -> bool:
    return isinstance(look.person, User) and look.person.has_perm("kb.view_askedsearch")


def overdue(look: Look) -> list[Article]:
    """Articles that should have been looked at again by now, the longest due first."""
    articles = look.overview.articles.values()
    due = [article for article in articles if article.review_on and article.review_on <= look.today]
    return sorted(due, key=lambda article: (article.review_on, article.number))


PANELS = (
    Panel(
        "mine",
        _("My work"),
        work,
        lambda look: mine.count(look.overview, look.person),
    ),
    Panel("votes", _("Votes"), lambda look: votes.votes(look.overview), lambda _look: votes.count()),
    Panel("searches", _("Searches without results"), searches, lambda look: _searches(look).count()),
    Panel(
        "unopened",
        _("Searches without a click"),
        unopened,
        lambda look: log.count_unopened() if _may_see_log(look) else 0,
    ),
    Panel(
        "broken",
        _("Broken links and steps"),
        lambda look: broken.broken(look.overview),
        lambda look: broken.count(look.overview, look.stamp),
    ),
    Panel(
        "wording",
        _("Words and labels"),
        lambda look: wording.wording(look.overview),
        lambda look: wording.count(look.overview, look.stamp),
    ),
    Panel("review", _("To be checked again"), overdue, lambda look: len(overdue(look))),
)
BY_KEY = {panel.key: panel for panel in PANELS}
