"""The digest: what waits for a person and what others did, by e-mail, at the hour that they chose, in their language."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kb.base.languages import codes, language_name
from kb.models import Article, Preference
from kb.web.page import absolute
from kb.workflow.board import mine, news
from kb.workflow.board.mine import Work
from kb.workflow.board.news import Deed
from kb.workflow.board.overview import Overview, load
from kb.workflow.threads import Turn

FINAL = 500  # from here on, what a mail server says is for good
MOST = 20  # lines of each part; My work has all
logger = logging.getLogger("kb.digest")


@dataclass(frozen=True)
class Line:
    text: str
    note: str
    address: str


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[Line, ...]
    left: int  # how many more there are


def send(now: datetime | None = None) -> int:
    """Send what is due by `now`; how many letters left.

    An address or a letter that the server refuses keeps nobody else from theirs: it is tried again the next time, or the next day if
    the server will not take it. A server that cannot be spoken to is asked again the next time.
    """
    if not settings.EMAIL_HOST:
        return 0
    now = now or timezone.now()
    due = [each for each in _wanted() if _is_due(each, now)]
    overview = load(now.date()) if due else None
    sent = 0
    for preference in due:
        before, today = preference.digest_sent_on, _day(preference, now)
        still = Preference.objects.filter(pk=preference.pk, digest_sent_on=before)
        if not overview or not still.update(digest_sent_on=today):
            continue  # another process sends it
        try:
            sent += _send(preference, overview, now)
        except (SMTPRecipientsRefused, SMTPDataError, ValueError) as refused:
            if not _is_final(refused):
                Preference.objects.filter(pk=preference.pk).update(digest_sent_on=before)
            logger.error("no digest left for %s: %s", preference.person, refused)
        except (SMTPException, OSError) as failed:
            Preference.objects.filter(pk=preference.pk).update(digest_sent_on=before)
            logger.error("no digest left for the mail server: %s", failed)
            break
    return sent


def _is_final(refused: Exception) -> bool:
    """Whether the server will say the same again: RFC 5321, section 4.2.1. An address that is none, a ValueError, stays one."""
    if isinstance(refused, SMTPRecipientsRefused):
        return all(code >= FINAL for code, _said in refused.recipients.values())
    return not isinstance(refused, SMTPDataError) or refused.smtp_code >= FINAL


def _wanted() -> Iterator[Preference]:
    people = Preference.objects.filter(digest=True, person__is_active=True, person__is_staff=True)
    return people.exclude(person__email="").select_related("person").order_by("pk").iterator()


def _is_due(preference: Preference, now: datetime) -> bool:
    there = now.astimezone(ZoneInfo(preference.zone))
    return there.hour >= preference.digest_hour and preference.digest_sent_on != there.date()


def _day(preference: Preference, now: datetime) -> date:
    return now.astimezone(ZoneInfo(preference.zone)).date()


def _send(preference: Preference, overview: Overview, now: datetime) -> bool:
    """Whether there was something to tell."""
    person = preference.person
    language = preference.language if preference.language in codes() else settings.LANGUAGE_CODE
    with override(language):
        found, deeds = parts(mine.work(overview, person)), news.unsent(preference, now)
        if not found and not deeds:
            return False
        with timezone.override(ZoneInfo(preference.zone)):
            message(person, found, language, told(deeds)).send()
    Preference.objects.filter(pk=preference.pk).update(news_sent_at=now)
    return True


def message(person: User, found: list[Part], language: str, others: Part | None = None) -> EmailMultiAlternatives:
    """In the language that is active, which `language` is; `others` is what they did, which waits for nobody."""
    around = {
        "person": person.get_full_name() or person.get_username(),
        "parts": found,
        "others": others,
        "language": language,
        "work": absolute(reverse("admin:kb_board_panel", args=["mine"])),
        "preferences": absolute(reverse("admin:kb_preferences")),
    }
    count = sum(len(part.lines) + part.left for part in found)
    subject = ngettext("%(count)d thing is waiting for you", "%(count)d things are waiting for you", count)
    if not found:
        subject = _("What others did with your texts")
    letter = EmailMultiAlternatives(
        subject % {"count": count}, render_to_string("kb/mail/digest.txt", around), to=[person.email]
    )
    letter.attach_alternative(render_to_string("kb/mail/digest.html", around), "text/html")
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter


def parts(work: Work) -> list[Part]:
    """In the language that is active: only what somebody else is waiting for, or what has moved on."""
    found = (
        (_("Returned to you"), [_line(text.article, text.language, entry.note) for text, entry in work.returned]),
        (_("Assigned to you"), [_assigned(given) for given in work.assigned]),
        (_("Threads that wait for your answer"), [_thread(turn) for turn in work.threads]),
        (_("For you to review"), [_line(each.edition.article, each.edition.language, each.edition.head.comment) for each in work.review]),
        (_("Facts to publish"), [_line(each.article, each.article.source_language, each.head.comment) for each in work.facts]),
        (_("Pictures to publish"), [_line(text.article, text.language) for text in work.pictures]),
        (_("Translations that are behind"), [_line(text.article, text.language, behind.now.change) for text, behind in work.stale]),
    )  # fmt: skip
    return [Part(title, tuple(lines[:MOST]), max(0, len(lines) - MOST)) for title, lines in found if lines]


def told(deeds: Sequence[Deed]) -> Part | None:
    """What others did, in the language that is active and the time of the active zone."""
    if not deeds:
        return None
    return Part(_("What others did"), tuple(map(_deed, deeds[:MOST])), max(0, len(deeds) - MOST))


def _deed(deed: Deed) -> Line:
    done = _("revision %(number)s saved") % {"number": deed.revision} if deed.revision else deed.action
    when = date_format(timezone.localtime(deed.at), "j N Y, H:i")
    note = " · ".join(filter(None, (done, f"{deed.who}, {when}" if deed.who else when, deed.note)))
    return _line(deed.article, deed.language or deed.article.source_language, note)


def _line(article: Article, language: str, note: str = "", place: str = "") -> Line:
    title = next((title for code in (language, *codes()) if (title := article.text("title", code))), "")
    address = absolute(reverse("admin:kb_text", args=[article.pk, language])) + place
    return Line(f"KB{article.number} {title} ({language_name(language)})", note, address)


def _assigned(given: mine.Given) -> Line:
    due_on, note = given.assignment.due_on, ""
    if due_on:
        words = _("overdue since %(date)s") if given.is_overdue else _("due on %(date)s")
        note = words % {"date": date_format(due_on)}
    return _line(given.assignment.article, given.assignment.language, note)


def _thread(turn: Turn) -> Line:
    thread, last = turn.thread, turn.last
    return _line(thread.article, thread.language, f"{last.by_name}: {last.text}", f"#thread-{thread.pk}")
