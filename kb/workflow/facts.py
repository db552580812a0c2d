"""The facts of an article, alike in every language: drafts with a history, published like its texts."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from kb.models import Article, FactsEdition, FactsRevision, Origin, PublicationEntry
from kb.publishing import facts as publishing
from kb.publishing.facts import Facts
from kb.workflow import pairs
from kb.workflow.people import Person, may_publish, name_of, signed
from kb.workflow.refusals import NotNow


class Conflict(Exception):
    """Somebody saved facts of this article in the meantime: `theirs` is the newest revision."""

    def __init__(self, theirs: FactsRevision) -> None:
        super().__init__(f"saved in the meantime: {theirs}")
        self.theirs = theirs


def of(article: Article) -> FactsEdition:
    return FactsEdition.objects.select_related("head", "published").get(article=article)


def newest(article: Article) -> Facts:
    return Facts.of(of(article).head)


def pending() -> set[int]:
    """The numbers of the articles that have facts which readers do not see yet."""
    rows = FactsEdition.objects.exclude(published=None).exclude(head=F("published"))
    return set(rows.values_list("article__number", flat=True))


def may_decide(person: Person, article: Article) -> bool:
    """Whether `person` may publish facts of `article`: readers of every language see them, and the source leads."""
    return may_publish(person, article.source_language)


@transaction.atomic
def begin(article: Article, facts: Facts, *, by: Person = None, origin: Origin = Origin.DESK) -> FactsRevision:
    """The first facts of a new `article`, which may be unsaved, and is saved with them."""
    publishing.show(article, facts)
    revision = _create(article, None, facts, by, origin)
    FactsEdition.objects.create(article=article, head=revision)
    return revision


@transaction.atomic
def save(
    article: Article,
    facts: Facts,
    *,
    based_on: FactsRevision,
    by: Person = None,
    origin: Origin = Origin.DESK,
    comment: str = "",
) -> FactsRevision:
    """Keep `facts` as the newest revision; the newest one as it is, if they say nothing new.

    Readers of an article that was published go on seeing what they saw. Raises Conflict if `based_on` is not the newest anymore.
    """
    edition = of(article)
    if edition.head != based_on:
        raise Conflict(edition.head)
    if Facts.of(based_on) == facts:
        return based_on
    revision = _move(edition, facts, by, origin, comment)
    if edition.published is None:
        publishing.show(article, facts)
    return revision


def restore(revision: FactsRevision, *, by: Person = None, comment: str = "") -> FactsRevision:
    """The facts of an old `revision` as the newest ones. Source language and successor stay: they have pages of their own."""
    edition = of(revision.article)
    facts = replace(Facts.of(revision), source_language=edition.head.source_language)
    if edition.head == revision or Facts.of(edition.head) == facts:
        raise NotNow
    return save(revision.article, facts, based_on=edition.head, by=by, origin=Origin.RESTORED, comment=comment)


@transaction.atomic
def publish(article: Article, *, by: Person = None, note: str = "") -> None:
    """Show the newest facts to readers. Raises NotNow if they see them already, publishing.NoCategory, pairs.OwnEdit."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    edition = of(article)
    if not edition.is_pending:
        raise NotNow
    pairs.check(by, [edition.head.author_id], article.source_language)
    publishing.show(article, Facts.of(edition.head))
    FactsEdition.objects.filter(pk=edition.pk).update(published=edition.head)
    PublicationEntry.objects.create(
        article=article, facts=edition.head, action=PublicationEntry.Action.FACTS, note=note, **signed(by)
    )


@transaction.atomic
def take_in(article: Article, facts: Facts) -> None:
    """What content files say: readers see it at once, as with texts. `article` may be new, and unsaved."""
    if article._state.adding:
        begin(article, facts, origin=Origin.FILES)
        return
    edition = of(article)
    if facts == Facts.of(edition.published or edition.head):
        return  # a draft of others stays
    revision = _move(edition, facts, None, Origin.FILES)
    publishing.show(article, facts)
    if edition.published:
        FactsEdition.objects.filter(pk=edition.pk).update(published=revision)
        PublicationEntry.objects.create(
            article=article, facts=revision, action=PublicationEntry.Action.FACTS, note="content/"
        )


@transaction.atomic
def settle(article: Article, *, by: Person = None) -> None:
    """After a publication, an end or a return of `article`: its facts have readers now, and history knows its successor."""
    settle_all([article], by=by)


@transaction.atomic
def settle_all(articles: Collection[Article], *, by: Person = None) -> None:
    """The same of many articles."""
    editions = FactsEdition.objects.filter(article__in=articles)
    editions.filter(published=None).update(published=F("head"))
    for edition in editions.select_related("article", "head", "published").order_by("pk"):
        successor = edition.article.successor_id
        if edition.head.successor_id != successor:
            _note(edition, by, {"successor_id": successor})


@transaction.atomic
def lead(article: Article, language: str, *, by: Person = None) -> None:
    """Make `language` the source, for readers at once; a draft of other facts stays one."""
    _note(of(article), by, {"source_language": language})
    publishing.show(article, replace(Facts.shown(article), source_language=language))


def _note(edition: FactsEdition, by: Person, changed: Mapping[str, Any]) -> None:
    """What was decided elsewhere, for all to see at once: it is in the facts that readers see, and in a draft of others too."""
    head, published = edition.head, edition.published
    if published and published != head:
        shown = _move(edition, Facts.of(published), by, Origin.DESK, **changed)
        FactsEdition.objects.filter(pk=edition.pk).update(published=shown)
        edition = of(edition.article)
        _move(edition, Facts.of(head), by, Origin.DESK, **changed)
        return
    shown = _move(edition, Facts.of(head), by, Origin.DESK, **changed)
    if published:
        FactsEdition.objects.filter(pk=edition.pk).update(published=shown)


def _move(
    edition: FactsEdition, facts: Facts, by: Person, origin: Origin, comment: str = "", **more: Any
) -> FactsRevision:
    """SECURITY: the facts move on only from the head that the author knew; the second of two writers changes no row."""
    try:
        with transaction.atomic():
            revision = _create(edition.article, edition.head, facts, by, origin, comment, **more)
            still = FactsEdition.objects.filter(pk=edition.pk, head=edition.head)
            if not still.update(head=revision):
                raise IntegrityError
    except IntegrityError:
        raise Conflict(of(edition.article).head) from None
    return revision


def _create(
    article: Article,
    head: FactsRevision | None,
    facts: Facts,
    by: Person,
    origin: Origin,
    comment: str = "",
    **more: Any,
) -> FactsRevision:
    values: dict[str, Any] = {name: getattr(facts, name) for name in publishing.COLUMNS}
    values |= {"author": by if by and by.is_authenticated else None, "by_name": name_of(by)}
    values |= {"successor_id": head.successor_id if head else article.successor_id, **more}
    return FactsRevision.objects.create(
        article=article,
        number=head.number + 1 if head else 1,
        tags=list(facts.tags),
        references=list(facts.references),
        based_on=head,
        comment=comment,
        origin=origin,
        **values,
    )


def merged(base: tuple[int, ...], mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...]:
    """What both did to a set: what either added is there, what either removed is not. The order is mine, then theirs."""
    kept = [each for each in mine if each in theirs or each not in base]
    return (*kept, *(each for each in theirs if each not in base and each not in mine))
