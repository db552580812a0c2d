"""What articles are filed under: who takes something from a shelf takes it from the pages of readers."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.models import Elsewhere
from kb.publishing.publish import publish
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SURE = {"post": "yes"}


@pytest.fixture
def root():
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def at_once(kind, row):
    """The action of the list, as a form."""
    return f"/en/admin/kb/{kind}/", {"action": "delete_selected", "_selected_action": [row.pk], **SURE}


def by_itself(kind, row):
    return f"/en/admin/kb/{kind}/{row.pk}/delete/", SURE


@pytest.mark.parametrize("way", [by_itself, at_once])
def test_a_title_from_elsewhere_that_goes_is_shown_no_more(root, client, way):
    away = Elsewhere.objects.create(number=3234, title_en="Away")
    article = make_article(3422, body_en="## Log in {#log-in}\n\nSee KB3234.\n")
    publish(article, "en")
    assert b"Away" in client.get("/en/kb/3422/login-3422/").content
    address, sent = way("elsewhere", away)
    assert root.post(address, sent).status_code == 302
    assert b"Away" not in client.get("/en/kb/3422/login-3422/").content
