"""From a number to what stands under it: an article, its successor, a title held elsewhere, or nothing."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from string import digits
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet

from kb.base import languages
from kb.models import Article, Category, Elsewhere
from kb.text.numbers import LARGEST_NUMBER
from kb.web.compiled import Compiled

OWN_NUMBER = 2_147_000_001  # stands for the number sought in the compiled query
NEAR = 5
LONGEST = len(str(LARGEST_NUMBER))  # digits
LONGEST_SUCCESSION = 8  # articles replaced one by another; more is a loop


@dataclass(frozen=True)
class Gone(Exception):
    """The article was retired and nothing took its place."""

    article: Article


def find(number: int) -> Article | None:
    """The article that readers of NUMBER are meant to see: itself or the one that replaced it. Raises Gone."""
    rows = shown().rows({OWN_NUMBER: number}) if number <= LARGEST_NUMBER else []
    if not rows:
        return None
    article = article_of(rows[0])
    if article.retired_at:
        return last_successor(article)
    return article if article.published_languages() else None


def article_of(row: list[Any]) -> Article:
    """The model instance of a row of `shown`; what the page does not show stays in the database."""
    own, shelf = columns()
    article = Article.from_db(DEFAULT_DB_ALIAS, own, row[: len(own)])
    article.category = Category.from_db(DEFAULT_DB_ALIAS, shelf, row[len(own) :])
    return article


@cache
def shown() -> Compiled:
    own, shelf = columns()
    rows: QuerySet[Article] = QuerySet(Article).filter(number=OWN_NUMBER).order_by()
    return Compiled(rows.values_list(*own, *(f"category__{name}" for name in shelf)))


@cache
def columns() -> tuple[list[str], list[str]]:
    """The fields of an article and of its category that an article's page is made of."""
    translated = (
        "title",
        "slug",
        "summary",
        "html",
        "outline",
        "digest",
        "published_at",
        "updated_at",
        "change",
        "stale",
    )
    own = ["id", "number", "source_language", "demo", "retired_at", "successor_id", "category_id"]
    own += languages.columns(translated)
    shelf = ["id", "key", *languages.columns(["name"])]
    return in_order(Article, own), in_order(Category, shelf)


def in_order(model: type[Model], names: list[str]) -> list[str]:
    """NAMES as `from_db` wants them: in the order of the model's fields."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


def last_successor(article: Article) -> Article:
    current: Article | None = article
    for _ in range(LONGEST_SUCCESSION):
        current = current.successor if current else None
        if current is None or not current.retired_at:
            break
    if current is None or current.retired_at or not current.published_languages():
        raise Gone(article)
    return current


def elsewhere(number: int) -> Elsewhere | None:
    return Elsewhere.objects.filter(number=number).first()


def near(number: int, count: int = NEAR) -> list[Article]:
    """The readable articles whose numbers come closest: a digit mistyped, two swapped, or simply near.

    Few numbers are asked for, never all: those that a slip makes of NUMBER, and COUNT on either side of it.
    """
    readable = Article.objects.readable()
    around = min(number, LARGEST_NUMBER)
    asked = (
        readable.filter(number__in=slipped(number)).order_by(),
        readable.filter(number__gte=around).order_by("number")[:count],
        readable.filter(number__lt=around).order_by("-number")[:count],
    )
    candidates = {found for each in asked for found in each.values_list("number", flat=True)}
    nearest = sorted(candidates, key=lambda found: (unlikeness(number, found), found))[:count]
    held = readable.without_text().in_bulk(nearest, field_name="number")
    return [held[found] for found in nearest if found in held]


def unlikeness(typed: int, number: int) -> tuple[int, int]:
    """Least for what a slip of the finger makes of NUMBER, then by distance."""
    return (1 if number in slipped(typed) else 2, abs(typed - number))


@lru_cache(10)
def slipped(typed: int) -> frozenset[int]:
    """The numbers of articles that one slip of the finger turns into TYPED: at most 720 + 54 + 60 + 6 of them.

    The same digits in another order, one digit wrong, one left out, one too many.
    """
    text = str(typed) if typed <= 10 * LARGEST_NUMBER else ""
    places = range(len(text))
    meant = {
        *(text[:at] + digit + text[at + 1 :] for at in places for digit in digits),
        *(text[:at] + digit + text[at:] for at in (*places, len(text)) for digit in digits),
        *(text[:at] + text[at + 1 :] for at in places),
        *(map("".join, permutations(text)) if len(text) <= LONGEST else ()),
    }
    return frozenset(int(each) for each in meant if 0 < len(each) <= LONGEST and each[0] != "0")
