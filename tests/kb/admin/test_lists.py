"""Lists and small forms of the admin: languages by their names, one field a language, rights as boxes to tick."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User

from kb.models import Elsewhere, FailedSearch, PublicationEntry
from kb.workflow import releasing
from kb.workflow.groups import editors_of
from tests.factories import make_article
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db
ADMIN = "/en/admin/kb"
AUTH = "/en/admin/auth"


@pytest.fixture
def boss(client):
    client.force_login(User.objects.create_superuser("boss"))
    return client


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_what_concerns_no_language_is_told_in_the_log_and_no_filter_is_empty(boss, article):
    releasing.archive(article)
    html = page(boss, f"{ADMIN}/publicationentry/")
    assert '<td class="field-in_language">–</td>' in html and '<td class="field-in_language">French</td>' in html
    assert re.findall(r'href="\?language=(\w*)"', html) == ["en", "fr"]
    entry = PublicationEntry.objects.filter(language="fr").first()
    assert "French" in page(boss, f"{ADMIN}/publicationentry/{entry.pk}/change/")
    assert page(boss, f"{ADMIN}/publicationentry/?language=fr").count('class="field-in_language"') == 1


@pytest.mark.parametrize("query", ["KB3422", "(kb 3422)", "carte", "draft words", "le-slug", "archived"])
def test_the_list_of_articles_finds_what_the_board_finds_and_the_archive_too(boss, query):
    article = make_article(3422, title_fr="La carte", slug_fr="le-slug", history=True)
    write(article, "en", body="The draft words.\n")
    gone = make_article(1, languages=["en"], title_en="One", summary_en="One.", body_en="Archived.\n", history=True)
    releasing.archive(gone)
    html = page(boss, f"{ADMIN}/article/?q={query}")
    assert re.findall(r'class="field-number"><a [^>]*>(\d+)<', html) == ["1" if query == "archived" else "3422"]


def test_articles_can_be_chosen_by_the_language_they_are_written_in(boss):
    make_article(1)
    make_article(2, source="fr")
    assert ">English, French<" in page(boss, f"{ADMIN}/article/")
    french = page(boss, f"{ADMIN}/article/?source_language=fr")
    assert ">2</a>" in french and ">1</a>" not in french


@pytest.mark.parametrize("path", ["failedsearch/", "picture/", "previewlink/", "signin/"])
def test_the_other_lists_open_too(boss, path):
    FailedSearch.objects.create(language="fr", terms="esim")
    page(boss, f"{ADMIN}/{path}")


def test_a_title_has_a_field_for_each_language_of_the_site(boss):
    away = Elsewhere.objects.create(number=3234, title_en="Away", title_fr="Ailleurs")
    html = page(boss, f"/fr/admin/kb/elsewhere/{away.pk}/change/")
    assert "Titre (anglais)" in html and "Titre (français)" in html
    assert "tabbed" not in html


def test_a_group_keeps_the_rights_that_were_ticked_and_gets_one_more(boss, rita):
    group = Group.objects.get(name=editors_of("en"))
    html = page(boss, f"{AUTH}/group/{group.pk}/change/")
    ticked = re.findall(r'name="permissions" value="(\d+)"[^>]* checked', html)
    assert set(map(int, ticked)) == set(group.permissions.values_list("pk", flat=True))
    more = Permission.objects.get(codename="publish_en")
    boss.post(f"{AUTH}/group/{group.pk}/change/", {"name": group.name, "permissions": [*ticked, more.pk]})
    assert set(group.permissions.values_list("pk", flat=True)) == {*map(int, ticked), more.pk}


def test_rights_are_told_in_the_language_of_the_interface(boss, rita):
    group = Group.objects.get(name=editors_of("fr"))
    html = page(boss, f"/fr/admin/auth/group/{group.pk}/change/")
    assert "rédiger des brouillons en français" in html and "modifier" in html
    assert "Can " not in html and "May " not in html


def test_a_person_is_given_groups_and_no_rights_of_their_own(boss, anna):
    html = page(boss, f"{AUTH}/user/{anna.pk}/change/")
    assert 'type="checkbox" name="groups"' in html and "user_permissions" not in html
