"""What an article's page shows around its text: what it refers to and what mentions it, in one list, and its tags. Two queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.models import Article, Elsewhere, PublishedText, Reference, Tag
from kb.models.article import reading
from kb.publishing import broker
from kb.web.compiled import Compiled

# Stand-ins in compiled queries for what differs from article to article.
OWN_KEY, OWN_NUMBER, FIRST = 2_147_000_001, 2_147_000_002, 2_147_000_010
NUMBERS = tuple(range(FIRST, FIRST + 500))  # an article with more neighbours shows the first five hundred

HELD = ("article__number", "article__source_language", "language", "title", "summary", "slug")  # a Row
NOTHING = (Value(""), Value(""))  # where a table has neither summary nor slug

Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True)
class Card:
    """An article as a list shows it; `url` is None where this site does not hold it."""

    number: int
    title: str
    summary: str
    url: str | None
    language: str  # of title and summary
    away: str | None = None  # the broker's own page of what this site does not hold


class Row(NamedTuple):
    """What one query tells in one language of articles held here, of those held elsewhere (no `key`) and of tags (no `number`).

    `key` is an article's source language, or the key of a tag.
    """

    number: int
    key: str
    language: str
    title: str | None
    summary: str
    slug: str


class NamedTag(NamedTuple):
    """`language` is that of the name."""

    key: str
    name: str
    language: str


@dataclass(frozen=True)
class Related:
    articles: list[Card]  # the references in their order, then what else points here
    tags: list[NamedTag]
    numbers: frozenset[int]  # of all these, also of those that have nothing to show by now


def cards_of(numbers: Iterable[int], language: str) -> list[Card]:
    """The articles of `numbers` for a list in a language, in another one where it has to be: those that have readers. One query."""
    wanted = list(numbers)
    rows = PublishedText.objects.read().filter(article__number__in=wanted).order_by().values_list(*HELD)
    texts: dict[int, dict[str, Row]] = {}
    for row in map(Row._make, rows):
        texts.setdefault(row.number, {})[row.language] = row
    cards = (held_card(texts[number], language) for number in wanted if number in texts)
    return [card for card in cards if card]


def related(article: Article, language: str) -> Related:
    points_to, pointed_from = neighbours(article, language)
    numbers = frozenset((*points_to, *pointed_from))
    cards, tags = shelf(numbers, article, language)
    return Related(
        numbers=numbers,
        articles=[cards[number] for number in dict.fromkeys([*points_to, *pointed_from]) if number in cards],
        tags=tags,
    )


def neighbours(article: Article, language: str) -> tuple[list[int], list[int]]:
    """The numbers in ARTICLE's list of references, in order, and those of the articles that point to it."""
    rows = references_around(language).rows({OWN_KEY: article.pk, OWN_NUMBER: article.number})
    points_to = [target for source, target in rows if source == article.number]
    pointed_from = sorted({source for source, _target in rows} - {article.number})
    return list(dict.fromkeys(points_to)), pointed_from


@cache
def references_around(language: str) -> Compiled:
    return Compiled(
        Reference.objects.filter(
            Q(source=OWN_KEY, position__isnull=False)
            | Q(target=OWN_NUMBER, language__in=("", language), source__retired_at=None)
        )
        .order_by("position", "source__number")
        .values_list("source__number", "target")
    )


def shelf(numbers: Collection[int], article: Article, language: str) -> tuple[dict[int, Card], list[NamedTag]]:
    """The cards of `numbers` and the tags of `article`."""
    places = NUMBERS[: len(numbers)]
    rows = cards_and_tags(places).rows(dict(zip(places, numbers, strict=False)) | {OWN_KEY: article.pk})
    return sorted_out(rows, language)


@cache
def cards_and_tags(numbers: tuple[int, ...]) -> Compiled:
    """One query over three tables.

    Plain QuerySets, because a union needs its columns in order and modeltranslation's lose it.
    """
    held: Rows = (
        QuerySet(PublishedText)
        .filter(
            Q(article__retired_at=None) | Q(article__successor__isnull=False),
            article__number__in=numbers,
            language__in=codes(),
        )
        .values_list(*HELD)
    )
    others: list[Rows] = []
    for code in codes():
        spoken: tuple[str | Value, ...] = (Value(code), column("title", code), *NOTHING)
        others.append(QuerySet(Elsewhere).filter(number__in=numbers).values_list("number", Value(""), *spoken))
        named: tuple[str | Value, ...] = (Value(code), column("name", code), *NOTHING)
        others.append(QuerySet(Tag).filter(articles=OWN_KEY).values_list(Value(0), "key", *named))
    return Compiled(held.order_by().union(*(rows.order_by() for rows in others), all=True))


def sorted_out(rows: Collection[list[Any]], language: str) -> tuple[dict[int, Card], list[NamedTag]]:
    texts: dict[tuple[int, str], dict[str, Row]] = {}
    for values in rows:
        row = Row(*values)
        texts.setdefault((row.number, row.key), {})[row.language] = row
    cards: dict[int, Card] = {}
    tags = []
    for (number, key), there in texts.items():
        if not number:
            code = next((code for code in (language, *there) if there[code].title), language)
            tags.append(NamedTag(key, there[code].title or key, code))
        elif key:
            add(cards, held_card(there, language))
        elif number not in cards:
            add(cards, away_card(number, language, {code: row.title for code, row in there.items()}))
    return cards, sorted(tags, key=lambda tag: tag.name)


def add(cards: dict[int, Card], card: Card | None) -> None:
    if card:
        cards[card.number] = card


def held_card(texts: Mapping[str, Row], language: str) -> Card | None:
    source = next((row.key for row in texts.values()), "")
    row = reading(texts, language, source)
    if row is None:
        return None
    url = article_path(row.number, row.slug, language)
    return Card(row.number, row.title or f"KB{row.number}", row.summary, url, row.language)


def away_card(number: int, language: str, titles: Mapping[str, str | None]) -> Card | None:
    for code in (language, *titles):
        if title := titles[code]:
            return Card(number, title, "", None, code, broker.address(number))
    return None
