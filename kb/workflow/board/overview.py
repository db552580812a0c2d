"""All texts of all articles in circulation, loaded in nine queries however many there are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from kb.models import Article, Assignment, Edition, FactsEdition
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
    articles = Article.objects.filter(retired_at=None).with_texts().select_related("category")
    by_reads = sorted(articles, key=lambda article: (-sum(reads.get(article.number, {}).values()), article.number))
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
    rows = Edition.objects.filter(article__retired_at=None).select_related("head", "head__source", "published")
    editions: dict[int, dict[str, Edition]] = {}
    for edition in rows.defer("head__body", "head__source__body", "published__body").order_by("language"):
        if edition.article_id in articles:
            edition.article = articles[edition.article_id]
            editions.setdefault(edition.article_id, {})[edition.language] = edition
    return editions
