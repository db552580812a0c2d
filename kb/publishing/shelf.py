"""What links have to know of the articles they point to, gathered in two queries however many links there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import Q

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.markup.model import Target
from kb.models import Elsewhere, PublishedText
from kb.publishing import broker


@dataclass(frozen=True)
class Text:
    """An article in one language, as a link sees it: its title is the short one, if there is one.

    `anchors` is None while they are not known.
    """

    title: str
    slug: str
    anchors: frozenset[str] | None = None


@dataclass(frozen=True)
class Held:
    """An article of this site: its texts in the languages that have readers."""

    number: int
    source_language: str
    texts: Mapping[str, Text]

    def target(self, language: str) -> Target | None:
        """What a link in `language` points to: the text in it, else in the source language, else in any."""
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
        """The shelf of `numbers`; those that nobody knows are simply not on it."""
        titles = [column("title", code) for code in codes()]
        away = Elsewhere.objects.filter(number__in=numbers).values("number", *titles)
        return cls(
            _held(numbers),
            {row["number"]: {code: row[column("title", code)] or "" for code in codes()} for row in away},
        )

    def target(self, number: int, language: str) -> Target | None:
        """The target of KB<number> in a text in `language`; None if nobody knows the number."""
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


def _held(numbers: Collection[int]) -> dict[int, Held]:
    """A retired article is still linked to if it has a successor: its address leads there."""
    linked = Q(article__retired_at=None) | Q(article__successor__isnull=False)
    rows = PublishedText.objects.filter(linked, article__number__in=numbers).order_by("article__number", "language")
    texts: dict[int, dict[str, Text]] = {}
    sources = {}
    for number, source, language, title, short, slug, anchors in rows.values_list(
        "article__number", "article__source_language", "language", "title", "short", "slug", "anchors"
    ):
        sources[number] = source
        known = None if anchors is None else frozenset(anchors)
        texts.setdefault(number, {})[language] = Text(short or title or f"KB{number}", slug, known)
    return {number: Held(number, sources[number], texts[number]) for number in texts}
