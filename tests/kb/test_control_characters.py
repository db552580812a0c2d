"""A control character that was copied along takes nothing down: it goes where text enters, and again where XML is written."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from urllib.parse import quote

import polib
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory

from kb.base import signs
from kb.exchange.sheets import NotForHere
from kb.files import frontmatter, load
from kb.files.problems import Misread
from kb.models import Article, Category, Elsewhere, Revision, Tag
from kb.project.middleware import SignsMiddleware
from kb.workflow import agencies, editions
from tests.factories import make_article, text_of
from tests.kb.desk.test_form import Desk
from tests.kb.files.conftest import Folder
from tests.kb.images.test_pictures import picture

pytestmark = pytest.mark.django_db
ODD = "\x00\x07\x0b\x1f\x7f\ufffe\uffff"
WORD = f"on{ODD}ce"


@pytest.fixture
def root():
    return User.objects.create_superuser("root")


@pytest.fixture
def desk(root):
    client = Client()
    client.force_login(root)
    return client


def texts_in_the_database():
    """Of every column of every row, with where it stands."""
    for model in apps.get_app_config("kb").get_models():
        names = [each.attname for each in model._meta.concrete_fields if _is_text(each)]
        for row in model._base_manager.values(*names):
            for name, value in row.items():
                yield f"{model.__name__}.{name}", value if isinstance(value, str) else json.dumps(value)


def _is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def expect_clean_and_kept(*, times: int = 1) -> None:
    found = dict.fromkeys(where for where, text in texts_in_the_database() if "once" in text)
    assert len(found) >= times, "what was typed is there"
    assert not [where for where, text in texts_in_the_database() if not signs.is_clean(text)]


# Where text enters.


def test_the_form_of_an_article(root):
    article = make_article(3422, history=True)
    fields = ("title", "summary", "body", "change", "comment")
    Desk(root, article).send(**{f"{name}_en": f"{WORD} {name}" for name in fields}, then_en="publish")
    assert editions.find(article, "en").published.number == 2
    expect_clean_and_kept(times=len(fields))


def test_an_editor_is_told_behind_which_words_one_was_left_out(desk):
    sent = {"number": 12, "title_en": "Security \x0bcard", "title_fr": "Carte"}
    told = [str(each) for each in desk.post("/en/admin/kb/elsewhere/add/", sent, follow=True).context["messages"]]
    assert any("“Security” (U+000B)" in each for each in told)


def test_a_form_without_one_is_told_nothing(desk):
    sent = {"number": 12, "title_en": "Security card", "title_fr": "Carte"}
    told = [str(each) for each in desk.post("/en/admin/kb/elsewhere/add/", sent, follow=True).context["messages"]]
    assert told and not any("U+" in each for each in told)


def test_a_content_file_is_refused_with_every_line_that_has_one():
    text = "---\nnumber: 9001\n---\nOne\x0b.\n\nTwo.\n\nThree \x07words.\n"
    with pytest.raises(Misread) as refused:
        frontmatter.parse(text)
    assert [line for line, _sentence in refused.value.problems] == [4, 8]
    assert "U+0007" in refused.value.problems[1][1] and "“Three”" in refused.value.problems[1][1]


def test_the_api_names_the_fields_that_have_one(client):
    body = {"scenario": ODD, "more": {"a": ["x", ODD]}}
    answer = client.post("/api/v1/sandboxes", json.dumps(body), "application/json")
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["scenario", "more.a.1"]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("article/words/categories/rows/all/", {"key": "new", "name_en": WORD, "name_fr": WORD}),
        ("article/words/tags/rows/all/", {"key": "new", "name_en": WORD, "name_fr": WORD}),
        ("elsewhere/add/", {"number": "3234", "title_en": WORD, "title_fr": WORD}),
    ],
)
def test_the_forms_of_the_shelves(desk, address, sent):
    assert desk.post(f"/en/admin/kb/{address}", sent).status_code == 302
    expect_clean_and_kept()


def test_the_notes_of_a_text(desk):
    article = make_article(3422, history=True, published=False)
    sent = {"head": editions.find(article, "en").head_id, "note": WORD}
    assert desk.post(f"/en/admin/kb/article/{article.pk}/text/en/publish/", sent).status_code == 302
    expect_clean_and_kept()


def test_the_words_of_a_picture(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = {"key": "once", "language": "en", "alt": WORD, "file": SimpleUploadedFile("a.png", picture())}
    assert desk.post("/en/admin/kb/picture/add/", sent).status_code == 302
    expect_clean_and_kept()


@pytest.mark.parametrize(
    ("spelled", "codes"),
    [
        *((sign, [f"U+{ord(sign):04X}"]) for sign in ODD),
        ("\\v", ["U+000B"]),
        ("\\b", ["U+0008"]),
        (ODD[:3], ["U+0000", "U+0007", "U+000B"]),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("words", ["Login number 3422", "Connexion numéro 3422", "Saisissez votre nom."])
def test_a_po_file_is_refused_with_every_line_that_has_one(words, spelled, codes):
    article = make_article(3422, history=True)
    before = all_words()
    file = str(polib.pofile(agencies.take_out(article, "fr")))
    line = file[: file.index(words)].count("\n") + 1
    with pytest.raises(NotForHere) as refused:
        agencies.bring_in(article, "fr", file.replace(words, f"on{spelled}ce", 1).encode())
    assert refused.value.code == "unclean"
    told = re.findall(r"(\d+) \((U\+\w+)\)", refused.value.found)
    assert [code for _line, code in told] == codes
    assert all(line - 3 <= int(there) <= line for there, _code in told)  # of an escape, the line of its entry
    assert all_words() == before


def all_words():
    return [*Revision.objects.order_by("pk").values_list("title", "summary", "body")]


def test_the_desk_says_in_which_line_of_a_po_file_there_is_one(desk):
    article = make_article(3422, history=True)
    file = agencies.take_out(article, "fr").replace("Connexion numéro", "Connexion\x0b numéro")
    address = f"/en/admin/kb/article/{article.pk}/text/fr/bring-in/"
    page = desk.post(address, {"file": SimpleUploadedFile("a.po", file.encode())}).content.decode()
    assert re.search(r"control characters.*: \d+ \(U\+000B\)", page)


def test_the_command_says_in_which_line_of_a_po_file_there_is_one(tmp_path):
    make_article(9001, history=True)
    out = tmp_path / "a.po"
    call_command("export_translation", "KB9001", "fr", out)
    out.write_text(out.read_text().replace('msgid "Login', 'msgid "\x07Login'))
    with pytest.raises(CommandError, match=r"unclean: \d+ \(U\+0007\)"):
        call_command("import_translation", "KB9001", "fr", out)


@pytest.mark.parametrize(
    ("path", "words", "others"),
    [
        ("articles/KB9001/en.md", "Begin.", WORD),
        ("articles/KB9001/en.md", "title: How to do it", f"title: {WORD}"),
        ("articles/KB9001/en.md", "title: How to do it", 'title: "on\\x0b\\0ce"'),
        ("categories.yaml", "en: Manage", 'en: "on\\x0bce"'),
        ("tags.yaml", "en: How-to", 'en: "on\\uffffce"'),
        ("elsewhere.yaml", "en: Notifications", f"en: {WORD}"),
    ],
)
def test_a_content_file_is_taken_without_it_or_refused_with_its_line(tmp_path, monkeypatch, path, words, others):
    monkeypatch.setattr("kb.demos._demos", {})
    folder = Folder(tmp_path / "content")
    folder.change(path, words, others)
    report = load.load(folder.root)
    expect_clean_and_kept(times=0)
    if not any("once" in text for _where, text in texts_in_the_database()):
        assert any(path in str(problem) for problem in report.problems)


# What a view is given.


def given(request, **kwargs):
    seen = {}

    def view(request, **_kwargs):
        seen.update(get=request.GET, post=request.POST)
        return HttpResponse()

    view.csrf_exempt = kwargs.pop("exempt", False)
    middleware = SignsMiddleware(lambda request: view(request))
    middleware.process_view(request, view, (), kwargs)
    middleware(request)
    return seen


def test_every_field_of_a_form_and_of_a_query_is_clean():
    request = RequestFactory().post("/?q=a%00b&q=%0B&c%07=d", {"name": WORD, f"na{ODD}me2": ["x", WORD]})
    seen = given(request)
    assert seen["get"].urlencode() == "q=ab&q=&c=d"
    assert dict(seen["post"].lists()) == {"name": ["once"], "name2": ["x", "once"]}
    assert isinstance(seen["post"], QueryDict) and not seen["post"]._mutable


def test_a_form_from_another_site_is_clean_and_json_is_left_to_its_view():
    sent = {"state": WORD, "id_token": "a.b.c"}
    form = RequestFactory().post("/", f"state={quote(WORD)}&id_token=a.b.c", "application/x-www-form-urlencoded")
    assert given(form, exempt=True)["post"].dict() == sent | {"state": "once"}
    body = RequestFactory().post("/", json.dumps(sent), "application/json")
    given(body, exempt=True)
    assert json.loads(body.body) == sent


def test_a_form_that_is_clean_is_left_as_it_came():
    request = RequestFactory().post("/?q=%C3%A9", {"name": "é\n"})
    sent = request.POST, request.GET
    seen = given(request)
    assert seen["post"] is sent[0] and seen["get"] is sent[1]


ADDRESSES = [
    "/en/search/?q={odd}",
    "/en/kb/3422/?q={odd}",
    "/en/choose/?{odd}={odd}",
    "/en/recent/?page={odd}",
    "/en/preview/{odd}/",
    "/en/category/{odd}/",
    "/en/practice/{odd}/",
    "/media/{odd}.png",
    "/{odd}",
    "/api/v1/search?q={odd}",
    "/api/v1/pairings/{odd}",
    "/en/admin/kb/article/?q={odd}",
    "/en/admin/kb/article/?source_language={odd}",
    "/en/admin/kb/article/board/?language={odd}",
    "/en/admin/kb/article/{odd}/change/",
    "/en/admin/kb/failedsearch/?language={odd}",
    "/en/admin/auth_demo/sandbox/{odd}/change/",
    "/en/admin/kb/previewlink/?o={odd}",
    "/en/admin/kb/article/editor/articles/?q={odd}",
]


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%0B", "%EF%BF%BF", "%ED%A0%80"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_with_one_is_answered_and_never_broken(desk, address, odd):
    make_article(3422)
    assert desk.get(address.format(odd=odd)).status_code < 500


@pytest.mark.parametrize("name", ["reader", "digest", "reason", "other"])
def test_a_vote_with_one_is_refused(client, name):
    article = make_article(3422)
    vote = {"reader": "0b7c0d3a-6f1e-4c52-9a57-3f1f6f0e6a11", "digest": text_of(article).digest, "helpful": True}
    answer = client.post(
        "/en/kb/3422/vote/",
        json.dumps(vote | {name: ODD}),
        "application/json",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == (204 if name == "other" else 422)


# Where XML, and what programs read, is written.

OUTPUTS = [
    "/en/recent/atom.xml",
    "/fr/recent/atom.xml",
    "/en/category/security-card/atom.xml",
    "/sitemap.xml",
    "/en/opensearch.xml",
]


STORED = WORD if connection.vendor == "sqlite" else WORD.replace("\x00", "")  # PostgreSQL keeps no NUL


@pytest.fixture
def spoilt(settings):
    """A database from before any of this, or written by hand: every text that readers see has one."""
    settings.PUBLIC_URL = "http://testserver"
    article = make_article(3422, tags=["sls"], history=True)
    Elsewhere.objects.create(number=3234, title_en=STORED, title_fr=STORED)
    for model in (Article, Category, Tag, Elsewhere):
        names = [each.attname for each in model._meta.concrete_fields if type(each).__name__ in SPOILT]
        texts = [name for name in names if re.match("(title|summary|change|name)_", name)]
        assert texts
        model._base_manager.update(**dict.fromkeys(texts, STORED))
    return article


SPOILT = {"TranslationCharField", "TranslationTextField"}


@pytest.mark.parametrize("address", OUTPUTS)
def test_what_is_written_as_xml_is_read_by_every_reader(spoilt, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    ET.fromstring(answer.content)
    assert signs.is_clean(answer.content.decode())
    assert "atom" not in address or "once" in answer.content.decode()


def test_what_search_engines_are_told_has_none(spoilt, client):
    page = client.get("/en/kb/3422/login-3422/").content.decode()
    told = json.loads(unescape(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)[1]))
    assert "once" in json.dumps(told) and signs.all_clean(told)


def test_a_po_file_that_goes_out_has_none(spoilt):
    edition = editions.find(spoilt, "fr")
    type(edition.head)._base_manager.update(title=STORED, summary=STORED, body=f"{STORED}\n")
    written = agencies.take_out(spoilt, "fr")
    assert signs.is_clean(written) and "once" in written
    assert agencies.bring_in(spoilt, "fr", written.encode()).taken.outdated == ()
