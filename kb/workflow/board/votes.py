"""What readers answered to "Was this helpful?", revision by revision."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max

from kb.models import Article, PublicationEntry, PublishedText, Vote
from kb.workflow.board.overview import Overview

DOUBT = 4  # votes: below about as many, a share says little


@dataclass
class Tally:
    """The votes on one published text. `revision` is its number, None where the log does not reach back to it."""

    revision: int | None
    is_now: bool  # whether readers still see it
    last_at: datetime
    helpful: int = 0
    unhelpful: int = 0
    reasons: Counter[str] = field(default_factory=Counter)  # by Vote.Reason; who gave none is not in it

    @property
    def told_reasons(self) -> list[tuple[str, int]]:
        """In words, the most frequent first."""
        return [(str(Vote.Reason(reason).label), count) for reason, count in self.reasons.most_common()]

    @property
    def badness(self) -> float:
        """The share of unhelpful votes, less where there are few: one bad vote of one is no worse than five of ten."""
        return self.unhelpful / (self.helpful + self.unhelpful + DOUBT)


@dataclass(frozen=True)
class Voted:
    """A text with votes: those on what readers see now, if there are any, then those before, the newest first."""

    article: Article
    language: str
    tallies: tuple[Tally, ...]

    @property
    def order(self) -> tuple[bool, float, int]:
        now = self.tallies[0]
        return not now.is_now, -now.badness, self.article.number


def votes(overview: Overview) -> list[Voted]:
    """The worst published text first; texts whose votes are all of earlier revisions last. Three queries."""
    published = _published()
    digests = {
        (pk, code): digest
        for pk, code, digest in PublishedText.objects.values_list("article__pk", "language", "digest")
    }
    tallies: dict[tuple[int, str], dict[str, Tally]] = {}
    rows = Vote.objects.values("article_id", "language", "digest", "helpful", "reason").order_by()
    for row in rows.annotate(count=Count("pk"), last_at=Max("cast_at")):
        article = overview.articles.get(row["article_id"])
        if article is None:
            continue
        place = article.pk, row["language"]
        is_now = digests.get(place) == row["digest"]
        tally = tallies.setdefault(place, {}).setdefault(row["digest"], Tally(None, is_now, row["last_at"]))
        _add(tally, row)
    found = []
    for (pk, language), by_digest in tallies.items():
        for tally in by_digest.values():
            tally.revision = _revision_at(published.get((pk, language), ()), tally.last_at)
        sorted_tallies = sorted(by_digest.values(), key=lambda tally: (tally.is_now, tally.last_at), reverse=True)
        found.append(Voted(overview.articles[pk], language, tuple(sorted_tallies)))
    return sorted(found, key=lambda voted: voted.order)


def count() -> int:
    """How many texts have votes."""
    return Vote.objects.filter(article__retired_at=None).order_by().values("article", "language").distinct().count()


def _add(tally: Tally, row: Mapping[str, object]) -> None:
    count, last_at = row["count"], row["last_at"]
    assert isinstance(count, int) and isinstance(last_at, datetime)  # noqa: S101
    tally.last_at = max(tally.last_at, last_at)
    if row["helpful"]:
        tally.helpful += count
    else:
        tally.unhelpful += count
        if row["reason"]:
            tally.reasons[str(row["reason"])] += count


def _published() -> dict[tuple[int, str], list[tuple[datetime, int]]]:
    """When which revision was published, by text, the oldest first."""
    entries = PublicationEntry.objects.filter(action=PublicationEntry.Action.PUBLISHED, revision__isnull=False)
    found: dict[tuple[int, str], list[tuple[datetime, int]]] = {}
    for pk, language, at, number in entries.order_by("at", "pk").values_list(
        "article_id", "language", "at", "revision__number"
    ):
        found.setdefault((pk, language), []).append((at, number))
    return found


def _revision_at(published: Iterable[tuple[datetime, int]], moment: datetime) -> int | None:
    """What readers saw at `moment`: a vote is taken only while its text is published."""
    return next((number for at, number in reversed(list(published)) if at <= moment), None)
