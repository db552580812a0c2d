"""What waits for one person: what they were given, their drafts, what came back to them, what they may publish, what they may translate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes
from kb.models import Article, Assignment, Edition, FactsEdition, FactsRevision, PublicationEntry, Revision, State
from kb.workflow import releasing, threads
from kb.workflow.board.overview import Overview
from kb.workflow.board.queue import Waiting
from kb.workflow.people import Person, may_edit, may_publish
from kb.workflow.staleness import Behind
from kb.workflow.threads import Turn

# In the order in which they are to be done.
KINDS = {
    "returned": _("returned to you"),
    "assigned": _("assigned to you"),
    "threads": _("to answer"),
    "review": _("to review"),
    "facts": _("facts to publish"),
    "pictures": _("pictures to publish"),
    "drafts": _("not published"),
    "stale": _("behind"),
    "missing": _("to begin"),
}


@dataclass(frozen=True)
class Given:
    """A text that somebody was given; `edition` is None where nothing is written yet."""

    assignment: Assignment
    edition: Edition | None
    is_overdue: bool


@dataclass(frozen=True)
class Work:
    """`returned` comes with the entry that says by whom and why, `stale` with what was missed, `missing` with the language.
    `facts` and `pictures` wait for publication. None is in two lists but a text to review or one that was given to somebody, which
    may be one's own, and one with newer pictures.
    """

    returned: Sequence[tuple[Edition, PublicationEntry]] = ()
    assigned: Sequence[Given] = ()
    threads: Sequence[Turn] = ()
    drafts: Sequence[Edition] = ()
    review: Sequence[Waiting] = ()
    facts: Sequence[FactsEdition] = ()
    pictures: Sequence[Edition] = ()
    stale: Sequence[tuple[Edition, Behind]] = ()
    missing: Sequence[tuple[Article, str]] = ()

    def __len__(self) -> int:
        return sum(count for _key, _label, count in self.counts)

    @property
    def counts(self) -> list[tuple[str, Promise, int]]:
        """Of each kind that there is something of: its name here, what it is called, and how many there are."""
        return [(key, label, len(getattr(self, key))) for key, label in KINDS.items() if getattr(self, key)]


def work(overview: Overview, person: Person) -> Work:
    """In the order of how much the articles are read; three queries."""
    own = _own(overview, person)
    notes = releasing.returned(own)
    returned = [(text, notes[text.head_id]) for text in own if text.head_id in notes]
    drafts = [text for text in own if text.head_id not in notes]
    stale = _stale(overview, person, own)
    return Work(
        returned=returned,
        assigned=_assigned(overview, person),
        threads=threads.for_person(person),
        drafts=drafts,
        review=_review(overview, person),
        facts=_facts(overview, person),
        pictures=_pictures(overview, person),
        stale=stale,
        missing=_missing(overview, person),
    )


def count(overview: Overview, person: Person) -> int:
    """How much `work` would find; two queries at most."""
    own = _own(overview, person)
    found = len(own) + len(_review(overview, person)) + len(_stale(overview, person, own))
    found += len(threads.for_person(person)) + len(_facts(overview, person)) + len(_pictures(overview, person))
    return found + len(_assigned(overview, person)) + len(_missing(overview, person))


def _own(overview: Overview, person: Person) -> list[Edition]:
    return [text for text in overview.texts() if _is_theirs(text, person) and text.state != State.PUBLISHED]


def _assigned(overview: Overview, person: Person) -> list[Given]:
    """What is overdue first, then what is due next; what has no day comes last."""
    found = [
        Given(each, overview.editions.get(each.article_id, {}).get(each.language), is_overdue(overview, each))
        for each in overview.assigned.values()
        if person is not None and each.person_id == person.pk
    ]
    return sorted(found, key=lambda given: (given.assignment.due_on or date.max, given.assignment.article.number))


def is_overdue(overview: Overview, assignment: Assignment | None) -> bool:
    return assignment is not None and assignment.due_on is not None and assignment.due_on < overview.today


def _review(overview: Overview, person: Person) -> list[Waiting]:
    published = {code for code in codes() if may_publish(person, code)}
    return [Waiting(text) for text in overview.texts() if text.state == State.REVIEW and text.language in published]


def _facts(overview: Overview, person: Person) -> list[FactsEdition]:
    """What `person` may publish, or saved last."""
    return [
        overview.facts[pk]
        for pk, article in overview.articles.items()
        if pk in overview.facts
        and (may_publish(person, article.source_language) or _saved_last(overview.facts[pk].head, person))
    ]


def _pictures(overview: Overview, person: Person) -> list[Edition]:
    published = {code for code in codes() if may_publish(person, code)}
    texts = (text for text in overview.texts() if text.language in published)
    return [text for text in texts if (text.article_id, text.language) in overview.pictures]


def _stale(overview: Overview, person: Person, own: Sequence[Edition]) -> list[tuple[Edition, Behind]]:
    """But for those that are among their `own` already, and those that somebody was given."""
    named = {text.pk for text in own}
    edited = {code for code in codes() if may_edit(person, code)}
    return [
        (text, overview.behind[text.article_id, text.language])
        for text in overview.texts()
        if text.language in edited
        and text.pk not in named
        and (text.article_id, text.language) not in overview.assigned
        and _is_stale(overview, text)
    ]


def _missing(overview: Overview, person: Person) -> list[tuple[Article, str]]:
    """Articles that readers have in the source language, and nobody has begun, or was given, in one that `person` may write."""
    edited = [code for code in codes() if may_edit(person, code)]
    found = []
    for article in overview.articles.values():
        texts = overview.editions.get(article.pk, {})
        source = texts.get(article.source_language)
        if source and source.published_id:
            open_ones = (code for code in edited if (article.pk, code) not in overview.assigned)
            found += [(article, code) for code in open_ones if code not in texts]
    return found


def _is_theirs(edition: Edition, person: Person) -> bool:
    return _saved_last(edition.head, person)


def _saved_last(revision: Revision | FactsRevision, person: Person) -> bool:
    return person is not None and person.pk is not None and revision.author_id == person.pk


def _is_stale(overview: Overview, edition: Edition) -> bool:
    behind = overview.behind.get((edition.article_id, edition.language))
    return behind is not None and behind.is_stale
