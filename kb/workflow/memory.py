"""The translation memory: which paragraphs like this one are published already, and what their translations say.

It holds what readers see and nothing else: of an article in its source language and in another one, the paragraphs of the same place
(kb.markup.segments), where the translation has followed the source. Each process keeps its own. It is made a part at a time, by
those who ask, so that nobody waits for all of it; after a publication only the articles concerned are read again.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from kb.markup.segments import segments
from kb.models import Edition, Revision, Stamp

LEAST = 0.7  # of 1: below that, reading the suggestion takes longer than writing
MOST = 3  # suggestions
MOST_LOOKED_AT = 40  # of like ones, many say the same
LONGEST = 4_000  # characters: longer paragraphs are not compared
BUDGET = 0.06  # seconds that one question spends on reading articles
BATCH = 10  # articles read with one query

Direction = tuple[str, str]  # language of the source, and of its translation


class Pair(NamedTuple):
    """A paragraph in two languages."""

    source: str
    target: str


class Match(NamedTuple):
    """A published paragraph like the one asked about. `likeness` is 0 to 1, and 1 for the very same words alone."""

    likeness: float
    number: int  # of the article
    source: str
    target: str


class Version(NamedTuple):
    """The published revisions that a translation and its source are, and the one that it was made from (None: not known)."""

    source_language: str
    language: str
    source: int
    target: int
    followed: int | None


@dataclass
class Memory:
    _versions: dict[int, list[Version]] = field(default_factory=dict)  # of the articles that were read, by number
    _pairs: dict[int, dict[Direction, list[Pair]]] = field(default_factory=dict)
    _flat: dict[Direction, tuple[list[str], list[tuple[int, str]]]] = field(default_factory=dict)
    _waiting: dict[int, list[Version]] = field(default_factory=dict)  # articles still to be read
    _stamp: int | None = None
    _lock: Lock = field(default_factory=Lock)

    def refresh(self, budget: float = BUDGET) -> int:
        """Read what was published since, for `budget` seconds and a batch at least; how many articles are left for the next time."""
        with self._lock:
            end = time.perf_counter() + budget
            stamp = Stamp.current()
            if stamp != self._stamp:
                self._look()
                self._stamp = stamp
            while self._waiting:
                self._read([self._waiting.popitem() for _ in range(min(BATCH, len(self._waiting)))])
                if time.perf_counter() > end:
                    break
            return len(self._waiting)

    def nearest(self, text: str, direction: Direction, but: str = "") -> list[Match]:
        """Up to MOST published paragraphs like `text`, the most alike first, whose translations differ, and from `but`."""
        if not text.strip() or len(text) > LONGEST:
            return []
        sources, places = self._choices(direction)
        found = process.extract(
            text, sources, scorer=Indel.normalized_similarity, score_cutoff=LEAST, limit=MOST_LOOKED_AT
        )
        told: dict[str, Match] = {}
        for source, likeness, at in found:
            number, target = places[at]
            if target != but and target not in told:
                told[target] = Match(likeness, number, source, target)
        return list(told.values())[:MOST]

    def _look(self) -> None:
        """What is published now: what is gone is forgotten, what is new waits to be read."""
        now = _published()
        for number in [*self._pairs]:
            if now.get(number) != self._versions.get(number):
                self._forget(number)
        self._waiting = {number: versions for number, versions in now.items() if number not in self._versions}

    def _forget(self, number: int) -> None:
        self._versions.pop(number, None)
        self._pairs.pop(number, None)
        self._flat.clear()

    def _read(self, articles: list[tuple[int, list[Version]]]) -> None:
        wanted = {pk for _n, versions in articles for v in versions for pk in (v.source, v.target, v.followed) if pk}
        bodies = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "body"))
        cut = {pk: {segment.key: segment.text for segment in segments(body)} for pk, body in bodies.items()}
        for number, versions in articles:
            self._pairs[number] = _both_ways(versions, cut)
            self._versions[number] = versions
            for direction in self._flat:
                self._lay(number, direction)

    def _choices(self, direction: Direction) -> tuple[list[str], list[tuple[int, str]]]:
        """Every source paragraph, and beside it the article and the translation; made again only when an article is forgotten."""
        with self._lock:
            if direction not in self._flat:
                self._flat[direction] = [], []
                for number in self._pairs:
                    self._lay(number, direction)
            return self._flat[direction]

    def _lay(self, number: int, direction: Direction) -> None:
        sources, places = self._flat[direction]
        for source, target in self._pairs[number].get(direction, ()):
            sources.append(source)
            places.append((number, target))


def _published() -> dict[int, list[Version]]:
    """The translations that readers see of each article, beside a source that they see too; one query."""
    rows = Edition.objects.filter(published__isnull=False, article__retired_at=None).values_list(
        "article__number", "article__source_language", "language", "published", "published__source"
    )
    found: dict[int, dict[str, tuple[str, int, int | None]]] = {}
    for number, source_language, language, published, followed in rows:
        found.setdefault(number, {})[language] = source_language, published, followed
    return {number: versions for number, texts in found.items() if (versions := list(_versions(texts)))}


def _versions(texts: Mapping[str, tuple[str, int, int | None]]) -> Iterable[Version]:
    for language, (source_language, published, followed) in sorted(texts.items()):
        if language != source_language and source_language in texts:
            yield Version(source_language, language, texts[source_language][1], published, followed)


def _both_ways(versions: list[Version], cut: Mapping[int, Mapping[str, str]]) -> dict[Direction, list[Pair]]:
    """The paragraphs that say the same: there in both, not the same words, and followed as the source says it now."""
    made: dict[Direction, list[Pair]] = {}
    for version in versions:
        source, target = cut.get(version.source, {}), cut.get(version.target, {})
        followed = cut.get(version.followed or 0, {})
        for key, text in target.items():
            if key in source and source[key] == followed.get(key) and source[key] != text:
                made.setdefault((version.source_language, version.language), []).append(Pair(source[key], text))
                made.setdefault((version.language, version.source_language), []).append(Pair(text, source[key]))
    return made


MEMORY = Memory()  # of this process
