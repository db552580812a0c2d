"""The parts of the board. One is loaded to be shown; of the others a page says only how many there are."""

from collections.abc import Callable, Sized
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.models import Article, Stamp
from kb.workflow.board import broken, mine, queue, searches, votes, wording
from kb.workflow.board.overview import Overview, load
from kb.workflow.board.searches import Searches, Show
from kb.workflow.people import Person


@dataclass(frozen=True)
class Look:
    """Who looks, on which day, at which state of the texts, in which order; `stamp` is that of what readers see.

    Of searches they look at those that `show` and `language` name; '' for every language.
    """

    person: Person
    today: date
    stamp: int
    overview: Overview
    sort: str = ""
    show: Show = Show.OPEN
    language: str = ""

    @classmethod
    def now(cls, person: Person, today: date, **asked: Any) -> "Look":
        """Nine queries. The stamp comes first: what changes in between is counted again the next time."""
        return cls(person, today, Stamp.current(), load(today), **asked)


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


def failed(look: Look) -> Searches:
    """Searches that found nothing; none for anyone who may not see them."""
    return searches.failed(look.show, look.language) if _may_see(look, "failedsearch") else searches.NONE


def unopened(look: Look) -> Searches:
    """Searches after which nothing was opened; none for anyone who may not see them."""
    return searches.unopened(look.show, look.language) if _may_see(look, "askedsearch") else searches.NONE


def _may_see(look: Look, rows: str) -> bool:
    return isinstance(look.person, User) and look.person.has_perm(f"kb.view_{rows}")


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
    Panel(
        "searches",
        _("Searches without results"),
        failed,
        lambda look: searches.count_failed() if _may_see(look, "failedsearch") else 0,
    ),
    Panel(
        "unopened",
        _("Searches without a click"),
        unopened,
        lambda look: searches.count_unopened() if _may_see(look, "askedsearch") else 0,
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
