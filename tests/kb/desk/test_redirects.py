"""Redirects at the desk: which there are, the broken ones first, how often they were followed, and what the site made itself."""

import re
from datetime import date

import pytest
from django.test import Client

from kb.files.lists import history
from kb.files.lists.kinds import BY_KEY
from kb.models import RedirectUse, WordRevision
from kb.publishing.publish import archive
from kb.workflow import releasing
from tests.factories import make_article
from tests.kb.desk.test_words import sent
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db
LIST = "/en/admin/kb/article/words/redirects/"
NEW = f"{LIST}rows/all/"


@pytest.fixture(autouse=True)
def card(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    return make_article(1131, slug_en="card", slug_fr="carte", history=True)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(rita):
    return signed_in(rita)


def lead(*rows):
    return history.save(BY_KEY["redirects"], "".join(f"- from: {origin}\n  to: {to}\n" for origin, to in rows))


def rows(page, part="part-all"):
    """The cells of a table, without tags."""
    body = re.search(rf'aria-labelledby="{part}">\s*<table.*?</table>', page, re.DOTALL)[0]
    found = re.findall(r"<tr>(.*?)</tr>", body.partition("<tbody>")[2], re.DOTALL)
    return [
        [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall("<td.*?</td>", row, re.DOTALL)]
        for row in found
    ]


def text():
    return history.current(BY_KEY["redirects"]).head.text


def test_one_is_added_changed_and_removed_and_each_step_is_in_the_history(client, desk):
    page = desk.get(NEW).content.decode()
    answer = desk.post(NEW, sent(page) | {"from": "/help/", "to": "KB1131", "comment": "asked for"})
    assert answer.status_code == 302
    assert text() == f"- from: /help/\n  to: KB1131\n  since: {date.today().isoformat()}\n"
    assert client.get("/fr/help/")["Location"] == "/fr/kb/1131/carte/"
    where = re.search(rf"{LIST}rows/all/[0-9a-f]+/", desk.get(LIST).content.decode())[0]
    assert desk.post(where, sent(desk.get(where).content.decode()) | {"to": "/choose/"}).status_code == 302
    assert client.get("/fr/help/")["Location"] == "/fr/choose/"
    where = re.search(rf"{LIST}rows/all/[0-9a-f]+/", desk.get(LIST).content.decode())[0]
    assert desk.post(where, sent(desk.get(where).content.decode()) | {"remove": "yes"}).status_code == 302
    assert client.get("/fr/help/").status_code == 404
    assert [revision.by_name for revision in WordRevision.objects.filter(name="redirects.yaml")][:3] == ["rita"] * 3


def test_an_address_that_was_copied_from_a_browser_loses_the_sites_name(desk, settings):
    page = desk.get(NEW).content.decode()
    given = {"from": f"{settings.PUBLIC_URL}/fr/aide/", "to": f"{settings.PUBLIC_URL}/en/kb/1131/card/"}
    assert desk.post(NEW, sent(page) | given).status_code == 302
    assert "from: /fr/aide/\n  to: /en/kb/1131/card/\n" in text()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "KB1131 is an article, and readers see it there"),
        ("fr", "KB1131 est un article\u00a0: c’est lui que voient les lecteurs"),
    ],
)
def test_what_is_wrong_is_told_in_the_language_of_the_desk_and_what_was_typed_stays(desk, language, sentence):
    where = NEW.replace("/en/", f"/{language}/", 1)
    answer = desk.post(where, {"from": "KB1131", "to": "/choose/", "since": "2026-12-01", "row": "", "at": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page and 'value="/choose/"' in page


def test_broken_ones_come_first_and_each_tells_how_often_it_was_followed(desk, card):
    make_article(2000, slug_en="other")
    lead(("/first/", "KB2000"), ("/help/", "KB1131"))
    archive(card)
    RedirectUse.objects.create(address="first", count=12, last_on=date(2026, 11, 30))
    broken, working = rows(desk.get(LIST).content.decode())
    assert broken[:2] == ["/help/", "KB1131"] and broken[3].startswith("broken “/help/” leads to “KB1131”")
    assert broken[4] == "not followed yet"
    assert working[3:5] == ["works", "followed 12 times, last on 30 Nov. 2026"]


def test_one_is_found_by_either_end(desk):
    lead(("/help/", "KB1131"), ("/questions/", "/choose/"))
    for sought, found in (("kb1131", "/help/"), ("QUEST", "/questions/")):
        assert [row[0] for row in rows(desk.get(LIST, {"q": sought}).content.decode())] == [found]


def made_here(page):
    return rows(page, "made-here")


def test_what_the_site_leads_on_by_itself_is_listed_too(desk, card):
    publish(card, "en", slug="new-card")
    old, other = make_article(2000, slug_en="old"), make_article(2001, slug_en="other")
    releasing.archive(old, card)
    releasing.archive(other, old_successor := make_article(2002, slug_en="next"))
    releasing.archive(old_successor)
    page = desk.get(LIST).content.decode()
    found = {row[0]: row for row in made_here(page)}
    assert next(iter(found)) == "KB2001" and found["KB2001"][3].startswith("broken")
    assert found["KB2000"][1].startswith("KB1131") and found["KB2000"][3] == "works"
    assert found["/en/kb/1131/card/"][1].startswith("/en/kb/1131/new-card/")
    where = f"/en/admin/kb/article/{old.pk}/archive/"
    assert where in page
    assert f'<option value="{card.pk}" selected' in desk.get(where).content.decode()
    assert [row[0] for row in made_here(desk.get(LIST, {"q": "KB2001"}).content.decode())] == ["KB2001"]


def test_an_old_name_of_what_nobody_reads_is_broken(desk, card):
    publish(card, "en", slug="new-card")
    for language in ("en", "fr"):
        releasing.unpublish(card.editions.get(language=language))
    [row] = made_here(desk.get(LIST).content.decode())
    assert row[3] == "broken The article is no longer published."


def test_editors_look_and_change_nothing(anna):
    lead(("/help/", "KB1131"))
    editor = signed_in(anna)
    page = editor.get(LIST).content.decode()
    assert rows(page)[0][0] == "/help/" and "Add a row" not in page and "Change the successor" not in page
    assert editor.post(NEW, {"from": "/x/", "to": "KB1131"}).status_code == 403
    assert "/x/" not in text()


def test_the_list_costs_the_same_however_long_it_is(desk, django_assert_max_num_queries):
    make_article(2000, slug_en="other")
    lead(*((f"/a{at}/", "KB2000") for at in range(300)))
    for number in range(3000, 3030):
        releasing.archive(make_article(number, slug_en="x"), make_article(number + 1000, slug_en="y"))
    with django_assert_max_num_queries(40):
        assert len(rows(desk.get(LIST).content.decode())) == 300
