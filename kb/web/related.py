"""What an article's page shows around its text: what it refers to and what mentions it, in one list, and its tags. Two queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, Q, QuerySet, Value

from kb.addresses import article_path
from kb.base.languages import codes, columns
from kb.models import Article, Elsewhere, Reference, Tag
from kb.publishing import broker
from kb.web.compiled import Compiled

# Stand-ins in compiled queries for what differs from article to article.
OWN_KEY, OWN_NUMBER, FIRST = 2_147_000_001, 2_147_000_002, 2_147_000_010
NUMBERS = tuple(range(FIRST, FIRST + 500))  # an article with more neighbours shows the first five hundred

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
    """What one query tells of articles held here, of those held elsewhere (no `key`) and of tags (no `number`), by language.

    `key` is an article's source language, or the key of a tag.
    """

    number: int
    key: str
    titles: Mapping[str, str | None]
    summaries: Mapping[str, str | None]
    slugs: Mapping[str, str | None]
    dates: Mapping[str, datetime | None]


@dataclass(frozen=True)
class Related:
    articles: list[Card]  # the references in their order, then what else points here
    tags: list[tuple[str, str]]  # key, name


def card_of(article: Article, language: str) -> Card | None:
    """ARTICLE for a list in LANGUAGE, in another language where it has to be; None if it has no readers."""
    code = article.reading_language(language)
    if code is None:
        return None
    return Card(
        article.number,
        article.text("title", code) or f"KB{article.number}",
        article.text("summary", code) or "",
        article_path(article.number, article.text("slug", code), language),
        code,
    )


def cards_of(articles: Collection[Article] | QuerySet[Article], language: str) -> list[Card]:
    return [card for article in articles if (card := card_of(article, language))]


def related(article: Article, language: str) -> Related:
    points_to, pointed_from = neighbours(article, language)
    cards, tags = shelf({*points_to, *pointed_from}, article, language)
    return Related(
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


def shelf(numbers: Collection[int], article: Article, language: str) -> tuple[dict[int, Card], list[tuple[str, str]]]:
    """The cards of NUMBERS and the tags of ARTICLE."""
    places = NUMBERS[: len(numbers)]
    rows = cards_and_tags(places).rows(dict(zip(places, numbers, strict=False)) | {OWN_KEY: article.pk})
    return sorted_out(rows, language)


@cache
def cards_and_tags(numbers: tuple[int, ...]) -> Compiled:
    """One query over three tables.

    Plain QuerySets, because a union needs its columns in order and modeltranslation's lose it.
    """
    held: Rows = (
        QuerySet(Article)
        .filter(Q(retired_at=None) | Q(successor__isnull=False), number__in=numbers)
        .values_list("number", "source_language", *columns(["title", "summary", "slug", "published_at"]))
    )
    away: Rows = (
        QuerySet(Elsewhere)
        .filter(number__in=numbers)
        .values_list("number", Value(""), *columns(["title"]), *nothing("", ""), *nothing(None))
    )
    tags: Rows = (
        QuerySet(Tag)
        .filter(articles=OWN_KEY)
        .values_list(Value(0), "key", *columns(["name"]), *nothing("", ""), *nothing(None))
    )
    return Compiled(held.order_by().union(away.order_by(), tags.order_by(), all=True))


def nothing(*values: str | None) -> list[Value]:
    """Stand-ins for columns that a table lacks: a text or, for None, a date, once per language."""
    fields = [CharField() if value is not None else DateTimeField() for value in values]
    pairs = zip(values, fields, strict=True)
    return [Value(value, output_field=field) for value, field in pairs for _code in codes()]


def sorted_out(rows: Collection[list[Any]], language: str) -> tuple[dict[int, Card], list[tuple[str, str]]]:
    cards: dict[int, Card] = {}
    tags = []
    for number, key, *texts in rows:
        row = Row(number, key, *by_language(texts))
        if not number:
            tags.append((key, row.titles[language] or key))
        elif key:
            add(cards, held_card(row, language))
        elif number not in cards:
            add(cards, away_card(number, language, row.titles))
    return cards, sorted(tags, key=lambda tag: tag[1])


def by_language(texts: list[Any]) -> list[dict[str, Any]]:
    known = codes()
    return [dict(zip(known, texts[i : i + len(known)], strict=True)) for i in range(0, len(texts), len(known))]


def add(cards: dict[int, Card], card: Card | None) -> None:
    if card:
        cards[card.number] = card


def held_card(row: Row, language: str) -> Card | None:
    for code in (language, row.key, *row.dates):
        if row.dates.get(code):
            url = article_path(row.number, row.slugs[code], language)
            return Card(row.number, row.titles[code] or f"KB{row.number}", row.summaries[code] or "", url, code)
    return None


def away_card(number: int, language: str, titles: Mapping[str, str | None]) -> Card | None:
    for code in (language, *titles):
        if title := titles[code]:
            return Card(number, title, "", None, code, broker.address(number))
    return None
