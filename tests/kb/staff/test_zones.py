"""The desk tells times in the editor's own zone and takes them so; readers' days are the same for all."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.models import Preference, Revision
from kb.workflow import editions
from tests.factories import readers_see
from tests.kb.desk.test_text_page import Page
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def live_in(person, zone):
    Preference.objects.update_or_create(person=person, defaults={"zone": zone})


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "24 Nov. 2026, 23:30 UTC"),
        ("Europe/Paris", "25 Nov. 2026, 00:30 CET"),
        ("Asia/Tokyo", "25 Nov. 2026, 08:30 JST"),
    ],
)
def test_the_page_of_a_text_and_the_form_tell_times_in_it(article, rita, zone, told):
    live_in(rita, zone)
    Revision.objects.update(created_at=LATE)
    write(article, "en", title="Two")
    type(editions.find(article, "en")).objects.filter(article=article).update(publish_at=LATE)
    page = Page(rita, article, "en").get()
    assert f"to be published on {told}" in page and told.rsplit(" ", 1)[0] in page
    assert f"Saved ({told.rsplit(' ', 1)[1]})" in page
    form = Client()
    form.force_login(rita)
    assert told in form.get(f"/en/admin/kb/article/{article.pk}/change/").content.decode()


@pytest.mark.parametrize(("zone", "hour"), [("UTC", 8), ("Europe/Paris", 7), ("America/New_York", 13)])
def test_what_one_types_is_a_time_in_it(article, rita, zone, hour):
    live_in(rita, zone)
    write(article, "en", title="Two")
    year = timezone.now().year + 1
    page = Page(rita, article, "en")
    assert f"Publish at ({zone.replace('_', ' ')})" in page.get()
    page.post("schedule", publish_at=f"{year}-01-15T08:00")
    assert editions.find(article, "en").publish_at == datetime(year, 1, 15, hour, 0, tzinfo=UTC)
    assert f'value="{year}-01-15T08:00"' in page.get()


def test_a_zone_that_is_chosen_counts_at_once(article, rita):
    page = Page(rita, article, "en")
    write(article, "en", title="Two")
    sent = {"zone": "Asia/Tokyo", "digest_hour": 8, "language": "en"}
    assert page.client.post("/en/admin/kb/article/board/preferences/", sent).status_code == 302
    assert "Publish at (Asia/Tokyo)" in page.get()


def test_no_page_asks_the_database_for_it(article, rita):
    live_in(rita, "Asia/Tokyo")
    client = Client()
    client.force_login(rita)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/en/admin/kb/article/{article.pk}/text/en/")
    assert not [query["sql"] for query in asked if Preference._meta.db_table in query["sql"]]


def test_readers_have_one_day_for_all(article, rita, client):
    live_in(rita, "Asia/Tokyo")
    readers_see(article, "en", updated_at=LATE)
    client.force_login(rita)
    page = client.get("/en/kb/3422/", follow=True).content.decode()
    assert "24 November 2026" in page and "25 November 2026" not in page
