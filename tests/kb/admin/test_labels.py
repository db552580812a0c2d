"""Lists and forms of the admin are in the language of the page: each column and field, of every table."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.auth.models import Group, User
from django.test import RequestFactory
from django.utils.translation import override

from kb.models import Article
from kb.workflow import editions
from tests.factories import make_article
from tests.kb.desk.test_form import Desk
from tests.kb.desk.test_text_page import Page
from tests.kb.workflow.desk import write

# The same words in both languages.
ALIKE = {
    "Participant",
    "Actions",
    "Action",
    "Article",
    "Code",
    "Date",
    "Description",
    "Id",
    "Image",
    "Position",
    "Message",
    "Note",
    "Public",
    "Question",
    "Scenario",
    "Session",
    "Type",
    "Version",
}


def labels(model, site, code):
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    desk = site._registry[model]
    with override(code):
        fields = [name for name in desk.get_list_display(request) if name != "__str__"]
        fields += [name for name in desk.get_readonly_fields(request) if name not in fields]
        return {name: str(label_for_field(name, model, desk)) for name in fields}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [each for each in admin.site._registry if each._meta.app_label in {"kb", "auth_demo"}], ids=str
)
def test_each_column_and_field_is_in_french(model):
    english, french = labels(model, admin.site, "en"), labels(model, admin.site, "fr")
    same = {name for name, label in english.items() if label == french[name] and any(map(str.isalpha, label))}
    assert {english[name] for name in same if english[name].capitalize() not in ALIKE} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("interface", "told"),
    [("en", "Changed title for text “English”"), ("fr", "titre")],
)
def test_djangos_log_names_what_was_changed_once_and_in_the_readers_language(article, rita, interface, told):
    Desk(rita, article).send(title_en="Other", then_en="submit", needed="7")
    page = Page(rita, article, "en", interface)
    log = page.client.get(f"/{interface}/admin/kb/article/{article.pk}/history/").content.decode()
    assert told in log and "KB3422" in log
    assert "After saving" not in log and "Après l’enregistrement" not in log
    if interface == "fr":
        assert "title" not in log.partition('id="change-history"')[2].partition("</table>")[0]


@pytest.mark.django_db
def test_a_wrong_address_below_an_article_is_not_found(article, rita):
    page = Page(rita, article, "en")
    for end in ("en/", "en/change/", "text/xx/"):
        answer = page.client.get(f"/en/admin/kb/article/{article.pk}/{end}", follow=True)
        assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["3422", "Login number 3422", "Connexion numéro 3422"])
@pytest.mark.parametrize("interface", ["en", "fr"])
def test_a_successor_is_looked_for_by_number_and_by_the_title_in_any_language(article, rita, words, interface):
    make_article(2260)
    page = Page(rita, article, "en", interface)
    form = page.client.get(f"/{interface}/admin/kb/article/{article.pk}/archive/").content.decode()
    assert "admin-autocomplete" in form and "autocomplete.js" in form
    asked = {"term": words, "app_label": "kb", "model_name": "article", "field_name": "successor"}
    found = page.client.get(f"/{interface}/admin/autocomplete/", asked).json()["results"]
    assert [each["id"] for each in found] == [str(article.pk)]


@pytest.mark.django_db
def test_an_overlap_that_nobody_decided_is_told_at_its_line(article, rita):
    body = "One.\n\nTwo.\n\n<<<<<<< mine\nThree.\n=======\nFour.\n>>>>>>> theirs\n"
    write(article, "en", body=body)
    page = Page(rita, article, "en").get()
    assert "line 5" in " ".join(page.split())


@pytest.mark.django_db
def test_a_preview_link_is_there_to_be_followed(article, anna):
    page = Page(anna, article, "en")
    html = page.post("preview").content.decode()
    assert 'class="told-link"' in html and html.count("/en/preview/") >= 2
    assert editions.find(article, "en") and Article.objects.count()


@pytest.mark.parametrize(("language", "first"), [("en", "Board"), ("fr", "Tableau de bord")])
def test_every_page_is_below_the_first_page_of_the_desk(admin_client, article, language, first):
    group, admin = Group.objects.first(), User.objects.get(username="admin")
    rows = {"kb/article": article.pk, "auth/group": group.pk, "auth/user": admin.pk}
    pages = [
        f"{table}/{page}" for table, pk in rows.items() for page in ("", "add/", f"{pk}/change/", f"{pk}/history/")
    ]
    pages += [f"auth/group/{group.pk}/delete/", f"auth/user/{admin.pk}/password/"]
    for page in [*pages, "security/", "password_change/", "password_change/done/"]:
        answer = admin_client.get(f"/{language}/admin/{page}", follow=True)
        crumbs = re.search(r'<div class="breadcrumbs">\s*(.*?)</div>', answer.content.decode(), re.DOTALL)
        assert crumbs and crumbs[1].startswith(f'<a href="/{language}/admin/">{first}</a>'), page
