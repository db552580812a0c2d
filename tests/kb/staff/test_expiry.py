"""What the editors' desk does not keep for ever."""

from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from kb.models import PreviewLink, SignIn
from kb.operation import housekeeping
from kb.publishing.previews import LINKS_KEPT
from kb.staff import expiry
from kb.staff.expiry import SIGN_INS_KEPT
from tests.factories import make_article

pytestmark = pytest.mark.django_db
A_BIT = timedelta(minutes=5)


def purge() -> str:
    out = StringIO()
    call_command("purge_desk", stdout=out)
    return out.getvalue().strip()


def ago(length):
    return timezone.now() - length


def test_sign_ins_are_kept_for_half_a_year():
    for age in (SIGN_INS_KEPT + A_BIT, SIGN_INS_KEPT - A_BIT):
        row = SignIn.objects.create(kind=SignIn.Kind.REFUSED, name_key="n", address_key="a")
        SignIn.objects.filter(pk=row.pk).update(at=ago(age))
    assert purge() == "Deleted: 1 sign-ins, 0 preview links, 0 sessions"
    assert SignIn.objects.get().pk == row.pk


def test_of_refusals_only_the_newest_are_kept_and_of_who_came_in_all(monkeypatch):
    monkeypatch.setattr(expiry, "REFUSALS_KEPT", 3)
    kinds = [SignIn.Kind.VERIFIED, *[SignIn.Kind.REFUSED] * 4, SignIn.Kind.LOCKED]
    rows = [SignIn.objects.create(kind=kind, name_key="n", address_key="a") for kind in kinds]
    assert purge() == "Deleted: 2 sign-ins, 0 preview links, 0 sessions"
    assert list(SignIn.objects.order_by("id")) == [rows[0], *rows[3:]]


@pytest.mark.parametrize("column", ["expires_at", "revoked_at"])
def test_a_preview_link_goes_a_month_after_it_led_nowhere_any_more(column):
    article = make_article(3422)
    later = timezone.now() + A_BIT
    made = [
        PreviewLink.objects.create(
            article=article, language="en", title=name, body="x", token_hash=name, expires_at=later
        )
        for name in ("open", "over", "gone")
    ]
    PreviewLink.objects.filter(pk=made[1].pk).update(**{column: ago(LINKS_KEPT - A_BIT)})
    PreviewLink.objects.filter(pk=made[2].pk).update(**{column: ago(LINKS_KEPT + A_BIT)})
    assert purge() == "Deleted: 0 sign-ins, 1 preview links, 0 sessions"
    assert set(PreviewLink.objects.values_list("title", flat=True)) == {"open", "over"}


def test_sessions_go_once_they_are_over():
    for seconds in (-60, 60):
        session = SessionStore()
        session.set_expiry(seconds)
        session["name"] = seconds
        session.save()
    assert purge() == "Deleted: 0 sign-ins, 0 preview links, 1 sessions"
    assert Session.objects.get().get_decoded()["name"] == 60


def test_the_server_purges_every_ten_minutes_what_each_room_keeps_for_a_while(monkeypatch):
    ran, stopped, tick = [], Event(), list(housekeeping.EVERY_TICK)
    monkeypatch.setattr(housekeeping, "run", ran.append)
    monkeypatch.setattr(stopped, "wait", lambda _seconds: len(ran) >= 19 * len(tick) + len(housekeeping.PURGES))
    housekeeping.keep_house(stopped)
    assert ran == [*tick * 10, *housekeeping.PURGES, *tick * 9]
    assert {"purge", "purge_desk"} <= set(housekeeping.PURGES)
