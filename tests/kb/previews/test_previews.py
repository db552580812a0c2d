"""Preview links: who has one sees a text before readers do, for a while."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kb.models import PreviewLink
from kb.publishing import previews
from kb.workflow import editions
from tests.factories import make_article
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db
BODY = "## Log in {#log-in}\n\n::: steps\n1. A step nobody has read.\n:::\n"


def make(published=False, **values):
    article = make_article(3422, published=published, history=True)
    write(article, "en", title="New title", body=BODY)
    return previews.make(editions.find(article, "en"), by=None, **values)


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize(("language", "words"), [("en", "not published"), ("fr", "pas publié")])
def test_who_has_the_link_sees_the_draft_under_a_banner(published, language, words):
    _link, token = make(published)
    answer = Client().get(f"/{language}/preview/{token}/")
    page = answer.content.decode()
    assert "A step nobody has read." in page
    assert words in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert re.search(r'<meta name="robots" content="[^"]*noindex', page)
    assert not answer.cookies


def test_nobody_is_asked_whether_a_text_that_is_not_published_helped():
    _link, token = make(published=True)
    assert "/vote/" in Client().get("/en/kb/3422/login-3422/").content.decode()
    assert "/vote/" not in Client().get(f"/en/preview/{token}/").content.decode()


def test_the_secret_is_not_kept():
    _link, token = make()
    assert token not in str(PreviewLink.objects.values())
    assert len(token) == 32


@pytest.mark.parametrize("change", [{"expires_at": timezone.now()}, {"revoked_at": timezone.now()}])
def test_a_link_that_expired_or_was_revoked_leads_nowhere(change):
    _link, token = make()
    PreviewLink.objects.update(**change)
    assert Client().get(f"/en/preview/{token}/").status_code == 404


def test_a_guess_leads_nowhere():
    make()
    assert Client().get(f"/en/preview/{'a' * 32}/").status_code == 404


def test_no_link_lives_longer_than_thirty_days():
    link, _token = make(days=999)
    assert link.expires_at <= timezone.now() + timedelta(days=30)


def test_an_editor_makes_a_link_and_revokes_it():
    article = make_article(3422, published=False, history=True)
    client = Client()
    client.force_login(User.objects.create_superuser("anna"))
    fields = {"article": article.pk, "language": "fr", "days": 3}
    said = client.post("/en/admin/kb/previewlink/add/", fields, follow=True).content.decode()
    assert "Connexion numéro 3422" in said
    address = re.search(r"/fr/preview/[\w-]+/", said)[0]
    assert "Saisissez votre nom." in Client().get(address).content.decode()
    chosen = {"action": "revoke", "_selected_action": [PreviewLink.objects.get().pk]}
    client.post("/en/admin/kb/previewlink/", chosen)
    assert Client().get(address).status_code == 404
