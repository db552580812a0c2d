"""What editors are told of external links: on the board, and beside the text that they write."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape, unescape
from urllib.parse import urldefrag

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop

from kb.markup.model import Problem
from kb.models import ExternalLink, LinkUse, PublishedText, Stamp
from kb.publishing import broker
from kb.workflow.board.finding import Finding
from kb.workflow.board.overview import Overview
from kb.workflow.links.checking import CHECKED, HREF, addresses, drafts

State = ExternalLink.State
ADDRESS = re.compile(r"https://[^\s<>()\"'\]]+")
REASONS = {
    "name": gettext_noop("its name is not known"),
    "timeout": gettext_noop("it did not answer in time"),
    "certificate": gettext_noop("its certificate is not valid"),
    "connection": gettext_noop("no connection"),
    "loop": gettext_noop("it redirects without end"),
    "address": gettext_noop("the address is not valid"),
}


def in_text(body: str, html: str) -> Iterator[Problem]:
    """What the last check found of the links in a text, which may be a draft: one query, none without a link.

    `html` is what is made of `body`: a snippet has links that the text has not, which are told on its first line.
    """
    lines: dict[str, int] = {}
    for number, line in enumerate(body.split("\n"), 1):
        for found in ADDRESS.finditer(line):
            lines.setdefault(found[0].partition("#")[0], number)
    for address in HREF.findall(html):
        lines.setdefault(urldefrag(unescape(address)).url, 1)
    if lines:
        for link in ExternalLink.objects.filter(ExternalLink.reported(), address__in=lines):
            yield problem(link, lines[link.address])


def on_board(overview: Overview) -> Iterator[Finding]:
    """Of the texts that readers see and of drafts, as they are now. One query, and two more where something is found."""
    uses = LinkUse.objects.filter(ExternalLink.reported("link__")).select_related("link")
    known = [use for use in uses.order_by("link__address") if use.article_id in overview.articles]
    texts, written = _texts(known), _drafts(known)
    for use in known:
        place, address = (use.article_id, use.language), use.link.address
        is_read = f'href="{escape(address)}' in texts.get(place, "") or address in broker.ADDRESSES.now().values()
        if is_read or address in written.get(place, ()):
            article = overview.articles[use.article_id]
            yield Finding(article, use.language, problem(use.link), is_draft=not is_read)


def version() -> int:
    """Moves when the checks find something new."""
    return Stamp.current(CHECKED)


def problem(link: ExternalLink, line: int = 0) -> Problem:
    """`link` is one to report."""
    about, date, since = link.address, _day(link.checked_at), _day(link.failing_since or link.checked_at)
    if link.state == State.MOVED:
        return Problem("moved-link", line, {"address": about, "date": date, "target": link.leads_to}, blocks=False)
    if link.state == State.PRIVATE:
        return Problem("private-link", line, {"address": about}, blocks=False)
    if link.reason == "status":
        status = link.status or 0
        return Problem(
            "dead-link", line, {"address": about, "date": date, "since": since, "status": status}, blocks=False
        )
    reason = gettext(REASONS[link.reason])
    return Problem(
        "unreachable-link", line, {"address": about, "date": date, "since": since, "reason": reason}, blocks=False
    )


def _texts(uses: list[LinkUse]) -> dict[tuple[int, str], str]:
    if not uses:
        return {}
    rows = PublishedText.objects.filter(article__pk__in={use.article_id for use in uses})
    return {(pk, language): html for pk, language, html in rows.values_list("article__pk", "language", "html")}


def _drafts(uses: list[LinkUse]) -> dict[tuple[int, str], set[str]]:
    if not uses:
        return {}
    rows = drafts().filter(article__in={use.article_id for use in uses})
    found = rows.values_list("article_id", "language", "head__body")
    return {(pk, language): addresses(body) for pk, language, body in found}


def _day(moment: datetime | None) -> str:
    return date_format(localtime(moment).date())
