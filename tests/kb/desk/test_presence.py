"""Who else has the form of an article open is told, by name, for as long as that is so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.models import Presence
from kb.workflow import numbers, presence
from tests.factories import make_article
from tests.kb.conftest import member

pytestmark = pytest.mark.django_db


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def here(client, article, **more):
    return client.post(reverse("admin:kb_editor_here"), {"article": article.pk, **more})


def test_each_is_told_of_the_others_and_not_of_themselves(article, anna, rita):
    first, second = client_of(anna), client_of(rita)
    assert here(first, article).json() == {"others": []}
    assert here(second, article).json() == {"others": ["anna"]}
    assert here(first, article).json() == {"others": ["rita"]}
    assert here(first, make_article(1131)).json() == {"others": []}


def test_who_leaves_is_gone_at_once(article, anna, rita):
    first, second = client_of(anna), client_of(rita)
    here(first, article)
    here(first, article, leaving="1")
    assert here(second, article).json() == {"others": []}


def test_who_says_no_more_is_forgotten(article, anna, rita):
    here(client_of(anna), article)
    Presence.objects.update(seen_at=timezone.now() - presence.LASTS - timedelta(seconds=1))
    assert here(client_of(rita), article).json() == {"others": []}
    assert [row.person for row in Presence.objects.all()] == [rita]


def test_nobody_else_asks(article, rita):
    here(client_of(rita), article)
    assert here(Client(), article).status_code == 403
    assert here(client_of(member("pat")), article).status_code == 403
    assert client_of(rita).post(reverse("admin:kb_editor_here"), {"article": "x"}).status_code == 403
    assert Client(enforce_csrf_checks=True).post(reverse("admin:kb_editor_here")).status_code == 403


def test_asking_keeps_no_session_alive(article, rita):
    client = client_of(rita)
    client.get("/en/admin/")
    before = dict(client.session)
    here(client, article)
    assert dict(client.session) == before


def test_a_draft_that_is_deleted_takes_it_along(rita):
    slip = make_article(9001, published=False)
    here(client_of(rita), slip)
    numbers.discard(slip)
    assert not Presence.objects.exists()
