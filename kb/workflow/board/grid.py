"""Articles by languages: in each cell where that text stands."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes
from kb.models import Article, Assignment, Edition, Significance, State
from kb.workflow.board.lookup import Place
from kb.workflow.board.mine import is_overdue
from kb.workflow.board.overview import Overview


class Standing(models.TextChoices):
    """What a cell may say of its text, the most urgent first."""

    STALE_MAJOR = "stale-major", _("stale: major change")
    STALE_MEDIUM = "stale-medium", _("stale: medium change")
    MISSING = "missing", _("missing")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    DRAFT = "draft", _("draft")
    FACTS = "facts", _("facts to publish")
    PICTURES = "pictures", _("pictures to publish")
    PUBLISHED = "published", _("published")


@dataclass(frozen=True)
class Cell:
    """A text, or the place where it is missing. Several standings go together: published, a newer draft, stale."""

    language: str
    standings: tuple[Standing, ...]
    is_source: bool
    reads: int
    edition: Edition | None = None
    assignment: Assignment | None = None
    is_overdue: bool = False

    @property
    def author(self) -> int | None:
        """Who saved the newest revision."""
        return self.edition.head.author_id if self.edition else None


@dataclass(frozen=True)
class Row:
    article: Article
    cells: tuple[Cell, ...]  # one for each language of the site, in its order
    reads: int  # pages sent in the last 30 days, in all languages
    place: Place | None = None  # where the words are that were searched for


@dataclass(frozen=True)
class Wanted:
    """Which rows to show: all whose cell in `language` (or any) has `standing`, was last saved by `author` and given to
    `assignee`; '' and None: any.
    """

    standing: str = ""
    language: str = ""
    category: str = ""  # its key
    source: str = ""
    author: int | None = None
    assignee: int | None = None
    is_assigned: bool = False  # to anyone
    is_overdue: bool = False

    def row(self, row: Row) -> bool:
        if self.category and row.article.category.key != self.category:
            return False
        if self.source and row.article.source_language != self.source:
            return False
        return any(self.cell(cell) for cell in row.cells)

    def cell(self, cell: Cell) -> bool:
        return self.counts(cell) and (not self.standing or self.standing in cell.standings)

    def counts(self, cell: Cell) -> bool:
        """The same but for the standing."""
        if self.language and cell.language != self.language:
            return False
        whose = cell.assignment.person_id if cell.assignment else None
        if (self.is_assigned and whose is None) or (self.is_overdue and not cell.is_overdue):
            return False
        return self.author in (None, cell.author) and self.assignee in (None, whose)


@dataclass(frozen=True)
class Grid:
    """`rows` as wanted, the best found or the most read first; `counts` of texts by standing, as if none had been asked for."""

    rows: tuple[Row, ...]
    counts: Mapping[Standing, int]


def grid(overview: Overview, wanted: Wanted = Wanted(), found: Mapping[int, Place | None] | None = None) -> Grid:
    """`found` are the articles to choose from, as `kb.workflow.board.lookup` has them; None: all."""
    places = dict.fromkeys(overview.articles) if found is None else found
    every = [_row(overview, overview.articles[pk], place) for pk, place in places.items()]
    return Grid(tuple(filter(wanted.row, every)), _counts(every, wanted))


def _counts(rows: Collection[Row], wanted: Wanted) -> dict[Standing, int]:
    any_standing = replace(wanted, standing="")
    counted = Counter(
        standing
        for row in rows
        if any_standing.row(row)
        for cell in row.cells
        if any_standing.counts(cell)
        for standing in cell.standings
    )
    return {standing: counted[standing] for standing in Standing}


def _row(overview: Overview, article: Article, place: Place | None) -> Row:
    reads = overview.reads.get(article.number, {})
    cells = (_cell(overview, article, code, reads.get(code, 0)) for code in codes())
    return Row(article, tuple(cells), overview.reads_of(article), place)


def _cell(overview: Overview, article: Article, language: str, reads: int) -> Cell:
    edition = overview.editions.get(article.pk, {}).get(language)
    standings = _standings(overview, edition) if edition else (Standing.MISSING,)
    given = overview.assigned.get((article.pk, language))
    is_source = language == article.source_language
    return Cell(language, standings, is_source, reads, edition, given, is_overdue(overview, given))


def _standings(overview: Overview, edition: Edition) -> tuple[Standing, ...]:
    found = [Standing(edition.state)]
    if edition.published_id and edition.state != State.PUBLISHED:
        found.append(Standing.PUBLISHED)
    behind = overview.behind.get((edition.article_id, edition.language))
    if behind and behind.is_stale:
        major = behind.level == Significance.MAJOR
        found.insert(0, Standing.STALE_MAJOR if major else Standing.STALE_MEDIUM)
    if edition.is_source and edition.article_id in overview.facts:
        found.append(Standing.FACTS)
    if (edition.article_id, edition.language) in overview.pictures:
        found.append(Standing.PICTURES)
    return tuple(found)
