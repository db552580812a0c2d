"""What links have to know of the articles they point to, gathered in two queries however many links there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.markup.model import Target
from kb.models import Article, Elsewhere
from kb.publishing import broker

SHOWN = ("title", "slug", "anchors", "published_at")


@dataclass(frozen=True)
class Text:
    """An article in one language, as a link sees it. `anchors` is None while they are not known."""

    title: str
    slug: str | None
    anchors: frozenset[str] | None = None


@dataclass(frozen=True)
class Held:
    """An article of this site: its texts in the languages that have readers."""

    number: int
    source_language: str
    texts: Mapping[str, Text]

    def target(self, language: str) -> Target | None:
        """What a link in LANGUAGE points to: the text in it, else in the source language, else in any."""
        for code in (language, self.source_language, *self.texts):
            if text := self.texts.get(code):
                path = article_path(self.number, text.slug, language)
                return Target(self.number, text.title, path, code, text.anchors)
        return None


@dataclass(frozen=True)
class Shelf:
    """The articles held here and the titles of those held elsewhere, both by number."""

    held: Mapping[int, Held] = field(default_factory=dict)
    elsewhere: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def from_database(cls, numbers: Collection[int]) -> Self:
        """The shelf of NUMBERS; those that nobody knows are simply not on it."""
        columns = [column(name, code) for name in SHOWN for code in codes()]
        rows = Article.objects.filter(number__in=numbers).values(
            "number", "source_language", "retired_at", "successor", *columns
        )
        titles = [column("title", code) for code in codes()]
        away = Elsewhere.objects.filter(number__in=numbers).values("number", *titles)
        return cls(
            {row["number"]: _held(row) for row in rows},
            {row["number"]: {code: row[column("title", code)] or "" for code in codes()} for row in away},
        )

    def target(self, number: int, language: str) -> Target | None:
        """What KB<NUMBER> stands for in a text in LANGUAGE; None if nobody knows the number."""
        held = self.held.get(number)
        if held and (target := held.target(language)):
            return target
        titles = self.elsewhere.get(number, {})
        for code in (language, *titles):
            if title := titles.get(code):
                return Target(number, title, None, code, away=broker.address(number))
        return None

    def with_anchors(self, number: int, language: str, anchors: Collection[str]) -> "Shelf":
        """The same shelf with the anchors of one text as they are now, if that text has readers."""
        held = self.held.get(number)
        if not held or language not in held.texts:
            return self
        text = replace(held.texts[language], anchors=frozenset(anchors))
        changed = replace(held, texts={**held.texts, language: text})
        return replace(self, held={**self.held, number: changed})


def _held(row: Mapping[str, Any]) -> Held:
    """A retired article is still linked to if it has a successor: its address leads there."""
    gone = row["retired_at"] is not None and row["successor"] is None
    texts = {} if gone else {code: _text(row, code) for code in codes() if row[column("published_at", code)]}
    return Held(row["number"], row["source_language"], texts)


def _text(row: Mapping[str, Any], language: str) -> Text:
    anchors = row[column("anchors", language)]
    return Text(
        row[column("title", language)] or f"KB{row['number']}",
        row[column("slug", language)],
        None if anchors is None else frozenset(anchors),
    )
