"""All texts of all articles in circulation, loaded in ten queries however many there are.

A site of 1,000 articles has 2,000 texts, and the revisions of each: rows that are the same are one object, and what is long or
not told on the board stays in the database.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from kb.models import Article, Assignment, Category, Edition, FactsEdition, Revision
from kb.publishing import pictures
from kb.workflow import readers, staleness
from kb.workflow.staleness import Behind


@dataclass(frozen=True)
class Overview:
    """`editions` and `reads` go by an article's primary key and its number; `behind` and `assigned` by (primary key, language).

    `facts` are those that wait for publication, by primary key; `pictures` the published texts, (primary key, language), with newer
    pictures than readers see.
    """

    articles: Mapping[int, Article]  # by primary key, the most read first
    editions: Mapping[int, Mapping[str, Edition]]
    behind: Mapping[tuple[int, str], Behind]
    reads: Mapping[int, Mapping[str, int]]
    assigned: Mapping[tuple[int, str], Assignment]
    facts: Mapping[int, FactsEdition]
    pictures: Collection[tuple[int, str]]
    today: date

    def texts(self) -> Iterator[Edition]:
        """Every text that was ever written, those of the most read articles first."""
        for pk in self.articles:
            yield from self.editions.get(pk, {}).values()

    def reads_of(self, article: Article) -> int:
        return sum(self.reads.get(article.number, {}).values())


def load(today: date) -> Overview:
    reads = readers.recently(today)
    by_reads = sorted(_articles(), key=lambda article: (-sum(reads.get(article.number, {}).values()), article.number))
    known = {article.pk: article for article in by_reads}
    editions = _editions(known)
    return Overview(
        known,
        editions,
        staleness.of_many(editions),
        reads,
        _assigned(known),
        _facts(known),
        _pictures(editions),
        today,
    )


def _articles() -> list[Article]:
    found = list(Article.objects.filter(retired_at=None).defer("slug", "summary", "body"))
    categories = Category.objects.in_bulk()
    for article in found:
        if category := categories.get(article.category_id):
            Article.category.field.set_cached_value(article, category)
    return found


def _facts(articles: Mapping[int, Article]) -> dict[int, FactsEdition]:
    found = {}
    waiting = FactsEdition.objects.exclude(published=None).exclude(head=F("published")).select_related("head")
    for each in waiting:
        if each.article_id in articles:
            each.article = articles[each.article_id]
            found[each.article_id] = each
    return found


def _pictures(editions: Mapping[int, Mapping[str, Edition]]) -> set[tuple[int, str]]:
    """Where there is a newer draft, the pictures come with it."""
    texts = ((pk, code, editions.get(pk, {}).get(code)) for pk, code in pictures.outdated())
    return {(pk, code) for pk, code, text in texts if text and text.published_id == text.head_id}


def _assigned(articles: Mapping[int, Article]) -> dict[tuple[int, str], Assignment]:
    found = {}
    for each in Assignment.objects.filter(article__retired_at=None).select_related("person"):
        if each.article_id in articles:
            each.article = articles[each.article_id]
            found[each.article_id, each.language] = each
    return found


def _editions(articles: Mapping[int, Article]) -> dict[int, dict[str, Edition]]:
    known = [each for each in _rows() if each.article_id in articles]
    revisions = _revisions(known)
    editions: dict[int, dict[str, Edition]] = {}
    for edition in known:
        newest = revisions[edition.head_id]
        Edition.article.field.set_cached_value(edition, articles[edition.article_id])
        Edition.head.field.set_cached_value(edition, newest)
        Edition.published.field.set_cached_value(edition, revisions.get(edition.published_id))
        if newest.source_id in revisions:
            Revision.source.field.set_cached_value(newest, revisions[newest.source_id])
        editions.setdefault(edition.article_id, {})[edition.language] = edition
    return editions


def _rows() -> QuerySet[Edition]:
    return Edition.objects.filter(article__retired_at=None).order_by("language")


def _revisions(editions: Sequence[Edition]) -> dict[int | None, Revision]:
    """The newest and the published ones of `editions`, and those of sources that the newest were made from.

    One query; a second one where somebody saved since `editions` were read.
    """
    wanted = Q()
    for which in ("head", "published", "head__source"):
        wanted |= Q(pk__in=_rows().order_by().values(which))
    light = Revision.objects.defer("body", "summary", "slug", "short", "questions").order_by()
    found: dict[int | None, Revision] = {revision.pk: revision for revision in light.filter(wanted)}
    named = {pk for each in editions for pk in (each.head_id, each.published_id) if pk and pk not in found}
    return found | light.in_bulk(named) if named else found
