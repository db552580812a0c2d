"""Where each text of many articles stands, for programs: to everybody what readers see, to who may edit a language its drafts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.models import Article, Edition, PublishedText, Significance, State
from kb.workflow import staleness
from kb.workflow.staleness import Behind

Name = Literal["missing", "draft", "review", "scheduled", "published"]
Weight = Literal["medium", "major"]
NAMES: Mapping[State, Name] = {
    State.DRAFT: "draft",
    State.REVIEW: "review",
    State.SCHEDULED: "scheduled",
    State.PUBLISHED: "published",
}


@dataclass(frozen=True)
class Standing:
    """A text. `edition` and `behind` are there for people who may edit its language, `published` if it has readers."""

    language: str
    published: PublishedText | None
    edition: Edition | None = None
    behind: Behind | None = None

    @property
    def state(self) -> Name:
        if self.edition:
            return NAMES[self.edition.state]
        return "published" if self.published else "missing"

    @property
    def stale(self) -> Weight | None:
        """How much it is behind its source: medium or major; of readers' warnings, who may not edit it knows major ones."""
        if self.behind and self.behind.is_stale:
            return "major" if self.behind.level == Significance.MAJOR else "medium"
        is_warned = self.edition is None and self.published is not None and self.published.stale
        return "major" if is_warned else None


def standings(
    articles: Sequence[Article], languages: Sequence[str], editable: Collection[str]
) -> Mapping[int, list[Standing]]:
    """By primary key, in the order of `languages`; the articles come `with_texts`. Two queries, none where nothing is editable."""
    editions = _editions(articles) if editable else {}
    behind = staleness.of_many(editions) if editions else {}
    return {
        article.pk: [
            _standing(article, code, editions.get(article.pk, {}) if code in editable else {}, behind)
            for code in languages
        ]
        for article in articles
    }


def _standing(
    article: Article, code: str, editions: Mapping[str, Edition], behind: Mapping[tuple[int, str], Behind]
) -> Standing:
    edition = editions.get(code)
    return Standing(code, article.texts().get(code), edition, behind.get((article.pk, code)) if edition else None)


def _editions(articles: Sequence[Article]) -> dict[int, dict[str, Edition]]:
    known = {article.pk: article for article in articles}
    found: dict[int, dict[str, Edition]] = {}
    rows = Edition.objects.filter(article__in=known).select_related("head", "head__source", "published")
    for edition in rows.defer("head__source__body", "published__body"):
        edition.article = known[edition.article_id]
        found.setdefault(edition.article_id, {})[edition.language] = edition
    return found
