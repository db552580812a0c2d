"""Uploaded pictures: what is taken, what is refused, how they are shown and served."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kb.admin import pictures
from kb.images import store
from kb.images.clean import WIDEST, Refused, clean
from kb.models import Picture
from kb.workflow.groups import editors_of
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import write

BODY = "## Log in {#log-in}\n\n::: figure 1\nimage: login-screen\ncaption: The window.\n:::\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(kind="PNG", size=(40, 30), colour="red", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def keep(language="en", alt="A window", **values):
    given = {"content": picture(), "name": "a.png", "key": "login-screen", "language": language, "alt": alt}
    return store.keep(**(given | values))


def moving() -> bytes:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


REFUSED = [
    (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "svg"),
    (b"no image at all", "a.png", "no-image"),
    (picture()[:60], "a.png", "no-image"),
    (b"", "a.png", "no-image"),
    (picture(), "a.jpg", "wrong-name"),
    (picture(), "a.png.exe", "wrong-name"),
    (picture("BMP"), "a.bmp", "no-image"),
    (moving(), "a.gif", "animated"),
    (picture(size=(10, 16_384)), "a.png", "too-high"),
    (picture(size=(5001, 5000)), "a.png", "too-many-pixels"),
    (picture() + b"0" * 8_000_000, "a.png", "too-many-bytes"),
]


@pytest.mark.parametrize(("content", "name", "code"), REFUSED)
def test_what_is_no_harmless_picture_is_refused_with_its_reason(content, name, code):
    with pytest.raises(Refused) as refused:
        clean(content, name)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_that_is_taken_comes_out_as_webp(kind):
    assert Image.open(BytesIO(clean(picture(kind), f"a.{kind.lower()}").content)).format == "WEBP"


def test_what_a_photograph_says_of_its_maker_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A maker"
    content = clean(picture("JPEG", exif=exif), "a.jpg").content
    cleaned = Image.open(BytesIO(content))
    assert not cleaned.getexif()
    assert b"A maker" not in content
    assert cleaned.size == (30, 40)


def test_what_is_hidden_behind_the_picture_is_gone():
    content = clean(picture() + b"<script>alert(1)</script>", "a.png").content
    assert b"script" not in content


def test_a_wide_picture_is_made_smaller():
    content = clean(picture(size=(3200, 100)), "a.png").content
    assert Image.open(BytesIO(content)).size == (WIDEST, 50)


@pytest.mark.django_db
def test_a_figure_shows_the_variant_of_its_language():
    keep()
    keep("fr", "Une fenêtre", content=picture(colour="blue"))
    article = make_article(3422, body_en=BODY, body_fr=BODY)
    assert 'alt="A window" width="40" height="30"' in text_of(article).html
    assert 'alt="Une fenêtre"' in text_of(article, "fr").html


@pytest.mark.django_db
def test_a_picture_in_another_language_says_so():
    keep()
    article = make_article(3422, body_fr=BODY)
    assert 'lang="en"' in text_of(article, "fr").html


@pytest.mark.django_db
def test_where_a_picture_is_used_counts_its_name_and_no_longer_one():
    one = make_article(3422, body_en=BODY)
    make_article(1131, body_en=BODY.replace("login-screen", "login-screen-2"))
    assert store.used_in("login-screen") == [(one, "en")]


@pytest.mark.django_db
def test_a_picture_of_a_draft_that_readers_do_not_see_yet_is_used_too():
    article = make_article(3422, history=True)
    write(article, "en", body=BODY)
    keep()
    assert [(used.number, code) for used, code in store.used_in("login-screen")] == [(3422, "en")]


@pytest.mark.django_db
def test_a_picture_is_served_for_ever_and_may_do_nothing(client):
    kept = keep()
    answer = client.get(kept.file.url)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert kept.file.name.startswith("login-screen-en-")


@pytest.mark.parametrize("path", ["none.webp", "../site.sqlite3", "%2e%2e/secret-key", "a/b.webp"])
@pytest.mark.django_db
def test_nothing_else_is_served(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(User.objects.create_superuser("anna"))
    return client


def upload(client, content, name, language="en", variant="en", key="login-screen"):
    file = SimpleUploadedFile(name, content)
    fields = {"key": key, "language": variant, "alt": "A window", "file": file}
    return client.post(f"/{language}/admin/kb/picture/upload/", fields)


def test_the_editor_uploads_and_is_told_what_to_write(editor):
    answer = upload(editor, picture(), "a.png")
    assert answer.status_code == 201
    assert answer.json()["line"] == "image: login-screen"
    assert Picture.objects.get().uploaded_by.username == "anna"


def test_an_upload_is_decoded_once(editor, monkeypatch):
    decoded = []
    monkeypatch.setattr(pictures, "clean", lambda *given: decoded.append(given) or clean(*given))
    monkeypatch.setattr(store, "clean", lambda *given: decoded.append(given) or clean(*given))
    assert upload(editor, picture(), "a.png").status_code == 201
    form = {"file": SimpleUploadedFile("b.png", picture()), "key": "other", "language": "en", "alt": "Another"}
    assert editor.post("/en/admin/kb/picture/add/", form).status_code == 302
    assert len(decoded) == Picture.objects.count() == 2


@pytest.mark.parametrize(("language", "words"), [("en", "SVG is not accepted"), ("fr", "Le SVG n’est pas accepté")])
def test_a_refusal_is_told_in_the_editors_language(editor, language, words):
    answer = upload(editor, b"<svg/>", "a.svg", language)
    assert answer.status_code == 422
    assert words in answer.json()["problems"][0]
    assert not Picture.objects.exists()


def test_without_permission_nothing_is_uploaded(db):
    client = Client()
    client.force_login(User.objects.create_user("carla", is_staff=True))
    assert upload(client, picture(), "a.png").status_code == 403
    assert upload(Client(), picture(), "a.png").status_code == 302
    assert not Picture.objects.exists()


@pytest.fixture
def fabien(db):
    person = User.objects.create_user("fabien", is_staff=True)
    person.groups.set(Group.objects.filter(name=editors_of("fr")))
    client = Client()
    client.force_login(person)
    return client


def test_an_editor_uploads_in_a_language_of_theirs(fabien):
    assert "You may not write in this language." in upload(fabien, picture(), "a.png").json()["problems"]
    assert upload(fabien, picture(), "a.png", variant="fr").status_code == 201


def test_a_page_of_the_admin_uploads_and_lists_where_it_is_used(editor):
    article = make_article(3422, body_en=BODY)
    file = SimpleUploadedFile("a.png", picture())
    fields = {"key": "login-screen", "language": "en", "alt": "A window", "file": file}
    assert editor.post("/en/admin/kb/picture/add/", fields).status_code == 302
    kept = Picture.objects.get()
    for path in ("", f"{kept.pk}/change/"):
        assert (
            f"/admin/kb/article/{article.pk}/change/" in editor.get(f"/en/admin/kb/picture/{path}").content.decode()
        )
    assert editor.post(f"/en/admin/kb/picture/{kept.pk}/delete/", {"post": "yes"}).status_code == 403
