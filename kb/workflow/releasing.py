"""From a draft to what readers see, and back: each step with its rule and its line in the log."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.base import trouble
from kb.models import (
    Article,
    Assignment,
    Edition,
    FactsRevision,
    PublicationEntry,
    PublishedText,
    Revision,
    Significance,
    State,
)
from kb.publishing import publish as publishing
from kb.publishing.pictures import Change, changes
from kb.workflow import checks, editions, facts, pairs, staleness
from kb.workflow.people import Person, name_of, signed
from kb.workflow.refusals import NotNow, NotReady

Action = PublicationEntry.Action
logger = logging.getLogger("kb.publishing")


def submit(edition: Edition, *, by: Person = None, note: str = "") -> None:
    """Ask for the newest draft to be published. Raises NotReady with the errors that it has: no reviewer should look for them."""
    if edition.head_id == edition.published_id:
        raise NotNow
    if found := checks.errors(edition.article, edition.language, edition.head.words):
        raise NotReady(found)
    _update(edition, submitted_at=timezone.now())
    log(edition, Action.SUBMITTED, by=by, note=note)


def send_back(edition: Edition, *, by: Person = None, note: str = "") -> None:
    """Give a submitted draft back to its author; `note` says why."""
    if not edition.submitted_at:
        raise NotNow
    _update(edition, submitted_at=None)
    log(edition, Action.RETURNED, by=by, note=note)


def returned(editions: Iterable[Edition]) -> dict[int, PublicationEntry]:
    """Why those of `editions` that are drafts again were given back, by revision; saving another revision answers it."""
    heads = [edition.head_id for edition in editions if edition.state == State.DRAFT]
    entries = PublicationEntry.objects.filter(revision__in=heads, action=Action.RETURNED)
    return {entry.revision_id: entry for entry in entries.order_by("pk")}  # type: ignore[misc]  # the last one stays


@transaction.atomic
def publish(edition: Edition, *, by: Person = None, note: str = "") -> publishing.Published:
    """Show the newest revision to readers, and translations' readers what of the source they do not have yet.

    Raises NotReady with the errors that it has, pairs.OwnEdit if `by` saved it last and the team does not want that.
    """
    article = _held(edition)
    revision = edition.head
    pairs.check(by, authors(edition), edition.language)
    if found := checks.errors(article, edition.language, revision.words):
        raise NotReady(found)
    change = sentence_for_readers(edition)
    release = publishing.Release(article, edition.language, revision.words, change=change)
    _update(edition, published=revision, submitted_at=None, publish_at=None)
    published = publishing.publish_all([release])[0]
    facts.settle(article, by=by)
    warn_readers(article)
    Assignment.objects.filter(article=article, language=edition.language).delete()  # it is done
    log(edition, Action.PUBLISHED, by=by, note=note, revision=revision)
    return published


def authors(edition: Edition) -> list[int | None]:
    """Who saved last what would be published with the newest draft: its pictures too, and the facts, if the article was never published.

    The author of such facts is none of them once another person has saved or submitted the text over these facts: then two people
    have had a hand in it.
    """
    alike = facts.of(edition.article)
    people = [edition.head.author_id] if edition.head_id != edition.published_id else []
    people += [change.new.uploaded_by_id for change in pictures(edition)]
    if alike.published is None and not _had_another(edition, alike.head):
        people.append(alike.head.author_id)
    return people


def _had_another(edition: Edition, alike: FactsRevision) -> bool:
    """Whether somebody other than the author of the facts saved or submitted the newest draft after them."""
    if edition.head.created_at > alike.created_at and edition.head.author_id not in (None, alike.author_id):
        return True
    entries = PublicationEntry.objects.filter(revision=edition.head, action=Action.SUBMITTED, at__gt=alike.created_at)
    return entries.exclude(by=None).exclude(by=alike.author_id).exists()


def pictures(edition: Edition) -> list[Change]:
    """The pictures that publishing the newest draft would show otherwise than readers see them."""
    text = PublishedText.objects.filter(article=edition.article, language=edition.language).light().first()
    return changes(text, edition.language, edition.head.body)


def is_news(edition: Edition) -> bool:
    """Whether there is anything to publish: another revision, or newer pictures of the one that readers see."""
    return edition.head_id != edition.published_id or bool(pictures(edition))


def warn_readers(article: Article) -> None:
    """Tell readers of each published translation what they are behind in."""
    there = editions.of(article)
    published = {code: edition.published for code, edition in there.items() if edition.published}
    behind = staleness.all_behind(article, published, editions.current(there.get(article.source_language)))
    publishing.warn(article, {code: found.told_to_readers for code, found in behind.items()})


def languages_told(edition: Edition) -> list[str]:
    """The languages whose readers would be newly told that their text is behind, were the newest draft of `edition` published."""
    article = edition.article
    if edition.language != article.source_language:
        return []
    there = {code: each.published for code, each in editions.of(article).items() if each.published}
    behind = staleness.all_behind(article, there, now=edition.head)
    told = {code: each.told_to_readers for code, each in behind.items()}
    shown = {code: text.stale for code, text in article.texts().items()}
    return [code for code, words in told.items() if words and words != shown.get(code)]


def sentence_for_readers(edition: Edition) -> str | None:
    """What readers are told with the newest draft, which moves the date of the last meaningful change; None for mere typos."""
    revision = edition.head
    since = edition.published.number if edition.published else 0
    drafts = Revision.objects.filter(article=edition.article_id, language=edition.language, number__gt=since)
    weights = drafts.filter(number__lte=revision.number).values_list("significance", flat=True)
    matters = max(weights, default=Significance.TYPO) > Significance.TYPO
    return revision.change or None if matters or not since else None


@transaction.atomic
def unpublish(edition: Edition, *, by: Person = None, note: str = "", action: Action = Action.UNPUBLISHED) -> None:
    """Take the text from readers; the newest words stay as a draft."""
    if edition.published is None:
        raise NotNow
    revision = edition.published
    article = _held(edition)
    publishing.unpublish(article, edition.language)
    _update(edition, published=None, expire_at=None)
    log(edition, action, by=by, note=note, revision=revision)


def schedule(
    edition: Edition, *, publish_at: datetime | None = None, expire_at: datetime | None = None, by: Person = None
) -> None:
    """Publish the newest draft at one moment, take the text away at another; either may be None.

    Raises NotNow for a moment that has passed or an end before the beginning, NotReady if the draft has errors by now, and
    pairs.OwnEdit as `publish` does.
    """
    now = timezone.now()
    if any(moment and moment <= now for moment in (publish_at, expire_at)):
        raise NotNow
    if publish_at and expire_at and expire_at <= publish_at:
        raise NotNow
    if publish_at and edition.head_id == edition.published_id:
        raise NotNow
    if publish_at:
        pairs.check(by, authors(edition), edition.language)
    if publish_at and (found := checks.errors(edition.article, edition.language, edition.head.words)):
        raise NotReady(found)
    moved = bool(edition.publish_at or edition.expire_at)
    _update(edition, publish_at=publish_at, expire_at=expire_at, scheduled_by_name=name_of(by))
    if publish_at or expire_at:
        moments = (
            f"{sign} {moment:%Y-%m-%d %H:%M} UTC" for sign, moment in (("+", publish_at), ("−", expire_at)) if moment
        )
        log(edition, Action.SCHEDULED, by=by, note=" ".join(moments))
    elif moved:
        log(edition, Action.UNSCHEDULED, by=by)


def publish_due(now: datetime | None = None) -> list[PublicationEntry]:
    """Carry out what is due by `now`; the entries written.

    A draft that has errors by then stays one, and the log says so. What fails otherwise is tried again the next time, and keeps
    nothing else waiting.
    """
    now = now or timezone.now()
    before = PublicationEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for moment, carry_out in (("publish_at", _publish_due), ("expire_at", _expire_due)):
        for edition in _due(**{f"{moment}__lte": now}):
            try:
                with transaction.atomic():
                    if _take(edition, moment):
                        carry_out(edition)
            except Exception as error:
                if not trouble.report(error):
                    logger.exception("%s was due, and failed", edition)
    return list(PublicationEntry.objects.filter(pk__gt=before).select_related("article").order_by("pk"))


def _due(**when: Any) -> list[Edition]:
    found = Edition.objects.filter(article__retired_at=None, **when)
    return list(found.select_related("article", "head", "published").order_by("pk"))


def _take(edition: Edition, moment: str) -> bool:
    """Of two processes that look at the same time, the one that takes the moment away carries it out."""
    still = Edition.objects.filter(pk=edition.pk, **{moment: getattr(edition, moment)})
    return bool(still.update(**{moment: None}))


def _publish_due(edition: Edition) -> None:
    try:
        publish(edition, note=edition.scheduled_by_name)
    except NotReady as refused:
        log(edition, Action.REFUSED, note="; ".join(item.problem.code for item in refused.found)[:240])


def _expire_due(edition: Edition) -> None:
    if edition.published:
        unpublish(edition, note=edition.scheduled_by_name, action=Action.EXPIRED)


@transaction.atomic
def archive(article: Article, successor: Article | None = None, *, by: Person = None, note: str = "") -> None:
    """Take `article` out of circulation in every language; its number stays its own. Raises publishing.NotASuccessor."""
    publishing.archive(article, successor)
    facts.settle(article, by=by)
    Edition.objects.filter(article=article).update(submitted_at=None, publish_at=None, expire_at=None)
    PublicationEntry.objects.create(article=article, action=Action.ARCHIVED, note=note, **signed(by))


@transaction.atomic
def revive(article: Article, *, by: Person = None, note: str = "") -> None:
    """Bring an archived `article` back in every language that it had."""
    if article.retired_at is None:
        raise NotNow
    publishing.revive(article)
    facts.settle(article, by=by)
    PublicationEntry.objects.create(article=article, action=Action.REVIVED, note=note, **signed(by))


def log(
    edition: Edition, action: Action, *, by: Person = None, note: str = "", revision: Revision | None = None
) -> PublicationEntry:
    return PublicationEntry.objects.create(
        article_id=edition.article_id,
        language=edition.language,
        revision=revision or edition.head,
        action=action,
        note=note,
        **signed(by),
    )


def _held(edition: Edition) -> Article:
    """The article, which nobody else publishes meanwhile.

    SQLite has no locks of rows: there each transaction that writes waits for the one before (`transaction_mode`). Elsewhere
    the row is locked.
    """
    return Article.objects.select_for_update().get(pk=edition.article_id)


def _update(edition: Edition, **values: Any) -> None:
    for name, value in values.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(values))
