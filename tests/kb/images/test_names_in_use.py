"""A picture whose name is in use is not replaced by accident: not by who may publish, and not in a colleague's draft."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kb.models import Article, Picture
from tests.factories import make_article, text_of
from tests.kb.images.test_pictures import BODY, keep, picture, upload
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root")


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def add(person, **more):
    """On the page of pictures."""
    file = SimpleUploadedFile("a.png", picture(colour="blue"))
    fields = {"key": "login-screen", "language": "en", "alt": "Another window", "file": file}
    return client_of(person).post("/en/admin/kb/picture/add/", fields | more)


@pytest.mark.parametrize("who", ["anna", "rita", "root"])
def test_nobody_replaces_what_readers_see(who, request):
    keep()
    article = make_article(3422, body_en=BODY)
    before = text_of(article).html
    answer = upload(client_of(request.getfixturevalue(who)), picture(colour="blue"), "a.png")
    assert answer.status_code == 422
    assert any("KB3422 (en)" in problem and "another name" in problem for problem in answer.json()["problems"])
    assert text_of(Article.objects.get()).html == before
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("who", ["anna", "rita", "root"])
def test_nobody_replaces_what_a_draft_shows(who, request, fabien):
    article = make_article(3422, history=True)
    write(article, "en", fabien, body=BODY)
    keep()
    answer = upload(client_of(request.getfixturevalue(who)), picture(colour="blue"), "a.png")
    assert answer.status_code == 422 and "KB3422 (en)" in answer.json()["problems"][0]
    assert Picture.objects.count() == 1


def test_it_is_said_in_french(rita):
    keep()
    make_article(3422, body_en=BODY)
    problems = upload(client_of(rita), picture(), "a.png", "fr").json()["problems"]
    assert any("Donnez un autre nom" in problem and "KB3422 (en)" in problem for problem in problems)


def test_a_name_that_no_text_shows_is_free(anna):
    keep()
    assert upload(client_of(anna), picture(colour="blue"), "a.png").status_code == 201


def test_a_language_that_has_none_yet_gets_its_own_while_only_drafts_show_it(fabien):
    keep()
    article = make_article(3422, history=True)
    write(article, "fr", fabien, body=BODY)
    assert upload(client_of(fabien), picture(colour="blue"), "a.png", variant="fr").status_code == 201


def test_who_publishes_adds_a_language_that_has_none_yet_to_a_published_text(rita):
    keep()
    make_article(3422, body_en=BODY, body_fr=BODY)
    assert upload(client_of(rita), picture(colour="blue"), "a.png", variant="fr").status_code == 201
    assert "-fr-" in text_of(Article.objects.get(), "fr").html and "-fr-" not in text_of(Article.objects.get()).html


def test_who_publishes_may_replace_it_on_purpose(rita):
    keep()
    make_article(3422, body_en=BODY, body_fr=BODY)
    refused = add(rita)
    assert refused.status_code == 200 and "KB3422 (en), KB3422 (fr)" in refused.content.decode()
    assert add(rita, replace="on").status_code == 302
    assert "Another window" in text_of(Article.objects.get()).html


def test_who_only_writes_may_not(anna):
    keep()
    make_article(3422, body_en=BODY, body_fr=BODY)
    assert add(anna, replace="on").status_code == 200
    assert "Another window" not in text_of(Article.objects.get()).html


def test_the_dialog_of_the_editor_replaces_nothing_even_if_asked_to(rita):
    keep()
    make_article(3422, body_en=BODY)
    sent = {"key": "login-screen", "language": "en", "alt": "Another window", "replace": "on"}
    sent["file"] = SimpleUploadedFile("a.png", picture(colour="blue"))
    assert client_of(rita).post("/en/admin/kb/picture/upload/", sent).status_code == 422
