"""The page "System" is for superusers, in both languages, and shows what is wrong."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from kb.operation import condition, jobs
from tests.kb.staff.codes import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/{}/admin/system/"


@pytest.fixture
def operator():
    client = Client()
    client.force_login(User.objects.create_superuser("operator", password=PASSWORD))
    return client


def test_it_is_for_superusers_alone():
    editor = User.objects.create_user("editor", password=PASSWORD, is_staff=True)
    editor.user_permissions.set(Permission.objects.all())
    client = Client()
    assert client.get(PAGE.format("en")).status_code == 302
    client.force_login(editor)
    assert client.get(PAGE.format("en")).status_code == 403
    assert PAGE.format("en") not in client.get("/en/admin/tables/").content.decode()


@pytest.mark.parametrize(("language", "title"), [("en", "System"), ("fr", "Système")])
def test_it_tells_versions_database_and_jobs(operator, settings, language, title):
    jobs.note("purge")
    jobs.note("publish_due", error=OSError("secret words"))
    page = operator.get(PAGE.format(language)).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert settings.VERSION in page and condition.database_version() in page
    assert "purge" in page and "OSError" in page and "secret words" not in page
    assert PAGE.format(language) in operator.get(f"/{language}/admin/tables/").content.decode()


def test_what_looks_wrong_is_in_words(operator, settings):
    settings.DEBUG = True
    assert "<code>DEBUG</code>" in operator.get(PAGE.format("en")).content.decode()


def test_conflicts_are_named(operator):
    jobs.note(condition.LOADING, found={"conflicts": ["articles/KB1131/fr.md"], "problems": ["x.yaml:3: <b>"]})
    page = operator.get(PAGE.format("en")).content.decode()
    assert "articles/KB1131/fr.md" in page
    assert "x.yaml:3: &lt;b&gt;" in page
