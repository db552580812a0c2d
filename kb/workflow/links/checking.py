"""Which external links readers can meet or will, once a draft is published, and how each answers: looked at when it is due, and kept."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from urllib.parse import urldefrag

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from kb.models import Edition, ExternalLink, LinkUse, PublishedText, Reference, Revision, Stamp
from kb.models.link import LONGEST_ADDRESS
from kb.publishing import broker
from kb.workflow.links.asking import Answer, Asker

State = ExternalLink.State
# Stamps: of what was collected last, in texts and in drafts, and whether anything was found since.
COLLECTED, DRAFTS, CHECKED = "links", "links-of-drafts", "links-checked"
LINK = re.compile(
    r"""(?:\]\(<?|<)(https://(?:[^\s<>()"]|\([^\s<>()"]*\))+)"""
)  # as editors write them: [this](…), <…>
HREF = re.compile(r'<a\b[^>]*?\shref="(https://[^"]+)"')  # as kb.markup writes them
FAILED = {State.BROKEN, State.TROUBLE, State.PRIVATE}
AGAIN = timedelta(hours=1)  # after the first failure that may pass
DAY = timedelta(days=1)  # from one check to the next where no setting says otherwise

Use = tuple[str, int, str]  # address, article's primary key, language


def collect() -> None:
    """Bring the list of links up to date with what readers see and with the drafts; nothing to do while these are the same."""
    there_is = {COLLECTED: Stamp.current(), DRAFTS: Revision.objects.aggregate(last=Max("pk"))["last"] or 0}
    if there_is == {name: Stamp.current(name) for name in there_is}:
        return
    wanted = {use for use in (*_of_texts(), *_of_broker(), *_of_drafts()) if len(use[0]) <= LONGEST_ADDRESS}
    with transaction.atomic():
        new = [ExternalLink(address=address) for address in {address for address, _pk, _code in wanted}]
        ExternalLink.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
        known = dict(ExternalLink.objects.values_list("address", "pk"))
        there = {(address, pk, code): use for use, address, pk, code in _uses()}
        LinkUse.objects.filter(pk__in=[use for place, use in there.items() if place not in wanted]).delete()
        added = [
            LinkUse(link_id=known[each[0]], article_id=each[1], language=each[2]) for each in wanted - set(there)
        ]
        LinkUse.objects.bulk_create(added, ignore_conflicts=True, batch_size=500)
        ExternalLink.objects.filter(uses=None).delete()
        for name, value in there_is.items():
            Stamp.objects.update_or_create(name=name, defaults={"value": value})


def check(asker: Asker, *, only_due: bool = False, seconds: float | None = None) -> Iterator[ExternalLink]:
    """Look at each link, the longest unseen first; what was found. After `seconds` no other one is begun."""
    begun, moment = time.monotonic(), timezone.now()
    links = ExternalLink.objects.order_by("checked_at", "pk")
    if only_due:
        links = links.filter(Q(due_at=None) | Q(due_at__lte=moment))
    for link in list(links):
        if seconds is not None and time.monotonic() - begun >= seconds:
            return
        # Of two processes that look at the same time, the one that moves the date on asks.
        still = ExternalLink.objects.filter(pk=link.pk, checked_at=link.checked_at)
        if still.update(checked_at=timezone.now(), due_at=timezone.now() + AGAIN):
            keep(link, asker.ask(link.address))
            yield link


def keep(link: ExternalLink, answer: Answer) -> None:
    """Note what a check found. What could not be told leaves open whether it still fails."""
    before = link.is_reported, link.state
    now = timezone.now()
    link.state, link.status, link.reason, link.leads_to = answer.state, answer.status, answer.reason, answer.leads_to
    link.checked_at = now
    if answer.state in FAILED:
        link.failing_since, link.failures = link.failing_since or now, link.failures + 1
    else:
        link.failing_since, link.failures = None, 0
    every = timedelta(hours=settings.LINK_CHECK_HOURS) if settings.LINK_CHECK_HOURS else DAY
    link.due_at = now + (min(AGAIN, every) if answer.state == State.TROUBLE and link.failures == 1 else every)
    link.save()
    if before != (link.is_reported, link.state):
        Stamp.bump(CHECKED)


def count() -> Counter[str]:
    """How many links are in each state."""
    return Counter(ExternalLink.objects.values_list("state", flat=True))


def _uses() -> Iterator[tuple[int, str, int, str]]:
    yield from LinkUse.objects.values_list("pk", "link__address", "article_id", "language")


def _of_texts() -> Iterator[Use]:
    rows = PublishedText.objects.read().values_list("article__pk", "language", "html")
    for pk, language, html in rows.iterator(chunk_size=100):
        for address in HREF.findall(html):
            yield urldefrag(unescape(address)).url, pk, language


def _of_drafts() -> Iterator[Use]:
    rows = drafts().values_list("article_id", "language", "head__body")
    for pk, language, body in rows.iterator(chunk_size=100):
        for address in addresses(body):
            yield address, pk, language


def addresses(body: str) -> set[str]:
    """Where the links of a text lead, as its author wrote it."""
    return {urldefrag(address).url for address in LINK.findall(body)}


def drafts() -> "QuerySet[Edition]":
    """Texts whose newest words readers do not see."""
    unseen = Q(published=None) | ~Q(head=F("published"))
    return Edition.objects.filter(unseen, article__retired_at=None).order_by()


def _of_broker() -> Iterator[Use]:
    """The broker's own pages of articles that are mentioned and not held here."""
    pages = broker.ADDRESSES.now()
    mentions = Reference.objects.filter(target__in=pages, source__retired_at=None)
    for pk, language, number in mentions.values_list("source_id", "language", "target").distinct():
        yield urldefrag(pages[number]).url, pk, language
