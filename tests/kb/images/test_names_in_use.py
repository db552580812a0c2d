"""A picture is a draft until a text that shows it is published; a name that is in use is asked about."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kb.images import store
from kb.models import Article, Picture, Rules, ShownPicture
from kb.publishing.publish import rerender
from kb.workflow import editions, releasing
from kb.workflow.pairs import OwnEdit
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


@pytest.fixture
def shown(db):
    """A published article that shows the picture in both languages; there is an English variant."""
    keep()
    return make_article(3422, body_en=BODY, body_fr=BODY, history=True)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def send(person, language="en", alt="Another window", colour="blue", **more):
    """As the dialog of the editor does."""
    fields = {"key": "login-screen", "language": language, "alt": alt, **more}
    file = SimpleUploadedFile("a.png", picture(colour=colour))
    return client_of(person).post("/en/admin/kb/picture/upload/", {**fields, "file": file})


def add(person, **more):
    """On the page of pictures."""
    file = SimpleUploadedFile("a.png", picture(colour="blue"))
    fields = {"key": "login-screen", "language": "en", "alt": "Another window", "file": file}
    return client_of(person).post("/en/admin/kb/picture/add/", fields | more)


def edition(article, language="en"):
    return editions.find(Article.objects.get(pk=article.pk), language)


@pytest.mark.parametrize("who", ["anna", "rita", "root"])
def test_a_name_in_use_is_asked_about_with_the_texts_that_show_it(who, request, shown):
    answer = send(request.getfixturevalue(who))
    assert answer.status_code == 409 and answer.json()["in_use"]
    assert "KB3422 (en), KB3422 (fr)" in answer.json()["problems"][0]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("who", ["anna", "rita", "root"])
def test_also_where_only_a_colleagues_draft_shows_it(who, request, fabien):
    article = make_article(3422, history=True)
    write(article, "en", fabien, body=BODY)
    keep()
    answer = send(request.getfixturevalue(who))
    assert answer.status_code == 409 and "KB3422 (en)" in answer.json()["problems"][0]


def test_it_is_said_in_french(rita, shown):
    problems = upload(client_of(rita), picture(), "a.png", "fr").json()["problems"]
    assert any("donnez un autre nom" in problem.lower() and "KB3422 (en)" in problem for problem in problems)


def test_a_name_that_no_text_shows_is_free(anna):
    keep()
    assert upload(client_of(anna), picture(colour="blue"), "a.png").status_code == 201


@pytest.mark.parametrize("door", [send, add])
def test_replaced_on_purpose_readers_see_it_once_the_text_is_published(anna, rita, shown, door):
    before = text_of(shown).html, text_of(shown, "fr").html
    assert door(anna, replace="on").status_code in (201, 302)
    rerender()
    assert (text_of(shown).html, text_of(shown, "fr").html) == before
    releasing.publish(edition(shown), by=rita)
    assert "Another window" in text_of(shown).html
    assert text_of(shown, "fr").html == before[1], "each text by its own publication"


def test_nothing_that_is_rendered_again_for_another_reason_shows_it(anna, shown):
    make_article(2260, body_en="## One {#one}\n\nText.\n", history=True)
    write(shown, "en", body=BODY + "\nSee KB2260.\n")
    releasing.publish(edition(shown))
    send(anna, replace="on")
    other = Article.objects.get(number=2260)
    write(other, "en", title="Renamed")
    releasing.publish(edition(other))
    assert "Renamed" in text_of(shown).html and "Another window" not in text_of(shown).html


def test_who_writes_a_language_adds_its_variant_to_a_published_text(fabien, rita, shown):
    """And English readers go on seeing the English one."""
    assert send(fabien, "fr", "Une fenêtre").status_code == 201
    assert "-fr-" not in text_of(shown, "fr").html
    releasing.publish(edition(shown, "fr"), by=rita)
    assert "-fr-" in text_of(shown, "fr").html and "-fr-" not in text_of(shown).html


def test_only_in_a_language_that_one_writes(fabien, shown):
    answer = send(fabien, replace="on")
    assert answer.status_code == 422 and "may not write" in " ".join(answer.json()["problems"])


def test_the_reviewer_sees_the_old_and_the_new_picture_and_publishes_no_other_words(anna, rita, shown):
    send(anna, replace="on")
    old, new = Picture.objects.order_by("pk")
    address = reverse("admin:kb_text", args=[shown.pk, "en"])
    page = client_of(rita).get(address).content.decode()
    assert old.file.url in page and new.file.url in page and "Another window" in page
    form = client_of(rita).get(reverse("admin:kb_article_change", args=[shown.pk])).content.decode()
    assert form.count("readers do not see its newest pictures yet") == 2, "the French text shows it too"
    number = edition(shown).head.number
    client_of(rita).post(reverse("admin:kb_text_publish", args=[shown.pk, "en"]), {"head": edition(shown).head_id})
    assert "Another window" in text_of(shown).html and edition(shown).head.number == number
    assert new.file.url in (page := client_of(rita).get(address).content.decode()) and "Publish revision" not in page


def test_nobody_publishes_their_own_picture_where_two_people_are_wanted(rita, shown):
    Rules.objects.create(two_people=True)
    send(rita, replace="on")
    with pytest.raises(OwnEdit):
        releasing.publish(edition(shown), by=rita)
    assert "Another window" not in text_of(shown).html


def test_an_older_version_is_shown_and_made_the_newest_again(anna, rita, fabien, shown):
    send(anna, replace="on")
    old = Picture.objects.order_by("pk").first()
    page = client_of(anna).get(reverse("admin:kb_picture_change", args=[old.pk])).content.decode()
    assert "Make this version the newest again" in page and old.file.url in page
    assert "KB3422 (en), KB3422 (fr)" in page, "readers see this one"
    address = reverse("admin:kb_picture_again", args=[old.pk])
    assert client_of(fabien).post(address).status_code == 403
    assert client_of(anna).get(address).status_code == 405
    client_of(anna).post(address)
    newest = Picture.objects.order_by("-pk").first()
    assert (newest.file.name, newest.alt, newest.uploaded_by.username) == (old.file.name, "A window", "anna")
    releasing.publish(edition(shown), by=rita)
    assert 'alt="A window"' in text_of(shown).html


def test_two_who_replace_at_once_leave_both_versions(anna, rita, shown):
    send(anna, replace="on", alt="Anna’s", colour="green")
    send(rita, replace="on", alt="Rita’s", colour="blue")
    assert set(Picture.objects.values_list("alt", flat=True)) == {"A window", "Anna’s", "Rita’s"}
    releasing.publish(edition(shown))
    assert "Rita’s" in text_of(shown).html


def test_a_picture_that_readers_see_is_not_deleted(root, shown):
    write(shown, "en", body="## Log in {#log-in}\n\nNone.\n")
    write(shown, "fr", body="## Se connecter {#log-in}\n\nRien.\n")
    pinned = ShownPicture.objects.first().picture
    assert client_of(root).post(f"/en/admin/kb/picture/{pinned.pk}/delete/", {"post": "yes"}).status_code == 403


def test_uses_are_found_in_what_readers_see_and_in_drafts(shown):
    assert [(article.number, code) for article, code in store.used_in("login-screen")] == [(3422, "en"), (3422, "fr")]
