"""Whether a translation says what the source says now; where it does not, since when and in which steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from kb.models import Article, Edition, Revision, Significance
from kb.publishing.rendering import Source, render_together
from kb.publishing.shelf import Shelf
from kb.workflow import editions


@dataclass(frozen=True)
class Behind:
    """What a translation has not caught up with.

    `since` is the source revision that it was made from (None: nobody ever said), `now` the one to catch up with, `missed` what
    came after `since`, the oldest first.
    """

    since: Revision | None
    now: Revision
    missed: tuple[Revision, ...]

    @property
    def level(self) -> Significance:
        """The highest of what was missed; an unknown beginning is looked at by a translator, and troubles no reader."""
        if self.since is None:
            return Significance.MEDIUM
        return Significance(max(revision.significance for revision in self.missed))

    @property
    def is_stale(self) -> bool:
        return self.level >= Significance.MEDIUM

    @property
    def anchors(self) -> tuple[str, ...]:
        """The places of the article, as links name them, at which `now` differs from `since`."""
        return changed_places(self.since, self.now) if self.since else ()

    @property
    def told_to_readers(self) -> dict[str, Any] | None:
        """What readers of the translation are told, as `PublishedText.stale` has it; None while nothing major was missed."""
        if self.since is None:
            return None
        major = [revision for revision in self.missed if revision.significance == Significance.MAJOR]
        if not major:
            return None
        places = [place for revision in major for place in changed_places(self._before(revision), revision)]
        return {"since": major[0].created_at.date().isoformat(), "anchors": list(dict.fromkeys(places))}

    def _before(self, revision: Revision) -> Revision | None:
        line = (self.since, *self.missed)
        return line[line.index(revision) - 1]


def behind(edition: Edition, revision: Revision | None = None) -> Behind | None:
    """What `revision` (default: the newest) of a translation has not caught up with; None if it is up to date or is the source."""
    return all_behind(edition.article, {edition.language: revision or edition.head}).get(edition.language)


def all_behind(article: Article, texts: Mapping[str, Revision], now: Revision | None = None) -> dict[str, Behind]:
    """The same for several languages of `article`, by language: two queries at most. `now` is the source's revision, if not today's."""
    now = now or editions.source_now(article)
    found = {}
    for language, revision in texts.items():
        if now and language != article.source_language and revision.source_id != now.pk:
            since = made_from(revision, article)
            missed = _between(article, since, now)
            if missed:
                found[language] = Behind(since, now, missed)
    return found


def made_from(revision: Revision, article: Article) -> Revision | None:
    """The source revision that `revision`, a translation, catches up with; None if nobody said, or the source was another language."""
    source = revision.source
    return source if source and source.language == article.source_language else None


def of_many(texts: Mapping[int, Mapping[str, Edition]]) -> dict[tuple[int, str], Behind]:
    """The same for the newest text in every language of many articles, {primary key: {language: edition}}: one query.

    The editions come with `article`, `head`, `head.source` and `published`; bodies are not needed for the level.
    """
    open_ones = []
    for there in texts.values():
        source = next((edition for edition in there.values() if edition.is_source), None)
        now = editions.current(source)
        open_ones += [(edition, now) for edition in there.values() if now and _may_be_behind(edition, now)]
    lines = _lines({edition.article_id for edition, _now in open_ones})
    found = {}
    for edition, now in open_ones:
        since = made_from(edition.head, edition.article)
        first = since.number if since else 0
        missed = tuple(each for each in lines[edition.article_id] if first < each.number <= now.number)
        if missed:
            found[edition.article_id, edition.language] = Behind(since, now, missed)
    return found


def _may_be_behind(edition: Edition, now: Revision) -> bool:
    return not edition.is_source and edition.head.source_id != now.pk


def _lines(articles: set[int]) -> dict[int, list[Revision]]:
    """What the source language of `articles` went through, the oldest first, without the bodies."""
    lines: dict[int, list[Revision]] = {pk: [] for pk in articles}
    sources = Revision.objects.filter(article__in=articles, language=F("article__source_language"))
    for revision in sources.defer("body").order_by("number"):
        lines[revision.article_id].append(revision)
    return lines


def _between(article: Article, since: Revision | None, now: Revision) -> tuple[Revision, ...]:
    first = since.number if since else 0
    return tuple(
        Revision.objects.filter(
            article=article, language=article.source_language, number__gt=first, number__lte=now.number
        ).order_by("number")
    )


def changed_places(old: Revision | None, new: Revision) -> tuple[str, ...]:
    """The anchors whose text is another in `new` than in `old`, or is in one of them alone; '' is what is before the first."""
    if old is None:
        return ()
    before, after = _places(old), _places(new)
    return tuple(anchor for anchor in {**after, **before} if before.get(anchor) != after.get(anchor))


def _places(revision: Revision) -> dict[str, str]:
    """What is under each anchor. The shelf is empty: titles of other articles are no change of this one."""
    made = render_together([Source(revision.article.number, revision.language, revision.body)], Shelf(), _no_picture)[
        0
    ]
    texts = dict.fromkeys(made.anchors, "")
    for passage in made.passages:
        texts[passage.anchor] = f"{texts.get(passage.anchor, '')}\n{passage.text}"
    return texts


def _no_picture(_source: Source, _key: str) -> None:
    """Words are compared, and places."""
