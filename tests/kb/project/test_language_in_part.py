"""A language with a single article, on the whole of the site's content: walked through, and taken away again."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import RequestFactory

from auth_demo.web import class_addresses
from auth_demo.web.languages import of_request

ROOT = settings.BASE_DIR
TWO = """
from pathlib import Path
from kb.project.settings import *

CONTENT_DIR = Path(__file__).parent / "content"
MIGRATION_MODULES = {"kb": "kb_migrations"}  # a copy, to which each change of the languages adds its own
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
THREE = """
from two import *

LANGUAGES = [*LANGUAGES, ("de", "Deutsch")]
LANGUAGE_TRAITS = {**LANGUAGE_TRAITS, "de": {"stemmer": "german", "elisions": [], "typography": {"quotes": "„“", "spaced": False}}}
"""
ARTICLE = {
    "title": "Sicher anmelden mit der Digital Security Card+",
    "short": "Anmelden mit der DSC+",
    "slug": "anmelden-mit-der-karte",
    "summary": "Die Karte macht aus dem Code im Fenster den Code für die Anmeldung.",
    "change": "Erste Fassung.",
}
BODY = "\nDie Karte antwortet auf den Code im Fenster. Siehe KB1131.\n\n::: demo dsc-plus\n:::\n"


def german(source: str) -> str:
    """The head of an English article in German, over a short text."""
    head = source.split("---\n")[1].splitlines()
    lines = [f"{key}: {ARTICLE[key]}" if (key := line.partition(":")[0]) in ARTICLE else line for line in head]
    kept = [line for line in lines if not line.startswith("- ") and line != "questions:"]
    return "---\n" + "\n".join(kept) + "\n---\n" + BODY


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("in-part")
    (root / "two.py").write_text(TWO)
    (root / "three.py").write_text(THREE)
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "kb/migrations", root / "kb_migrations", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def walk(root, module, language, before=None):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": module,
        "PYTHONPATH": f"{root}:{ROOT}",
        "DATA_DIR": str(root / "data"),
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.kb.project.walking", language, json.dumps(before) if before else ""]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def added(site):
    """The answers of the site with German, of which one article is written."""
    folder = site / "content/articles/KB3422"
    (folder / "de.md").write_text(german((folder / "en.md").read_text()))
    return walk(site, "three", "de")


@pytest.fixture(scope="module")
def gone(site, added):
    """The same site after German was taken out of the settings and of the content."""
    (site / "content/articles/KB3422/de.md").unlink()
    return walk(site, "two", "en", added["sandbox"]["key"])


def failed(statuses, *expected):
    return {address: status for address, status in statuses.items() if status >= 400 and status not in expected}


NOWHERE = {
    "/de/kb/99999/",
    "/de/practice/no-such/",
    "/de/nowhere/",
    "/en/kb/99999/",
    "/en/practice/no-such/",
    "/en/nowhere/",
}


def test_every_page_answers(added):
    assert len(added["pages"]) > 100 and len(added["desk"]) > 40
    assert set(failed(added["pages"])) <= NOWHERE
    assert failed(added["desk"], 405) == {}


def test_every_text_is_in_an_element_of_its_language(added):
    assert added["texts"] > 400
    assert added["mistaken"] == []


def test_its_article_is_there_and_what_it_opens_is_offered_in_another_language(added):
    page = added["article"]
    assert ARTICLE["title"] in page and 'hreflang="en"' in page
    assert 'href="/en/practice/dsc-plus/"' in page  # which opens in place from its own data
    assert added["pages"]["/de/practice/dsc-plus/"] == 200
    assert 'lang="en"' in added["list"] and "/en/practice/dsc-plus/" in added["list"]


def test_feed_sitemap_and_search_have_what_is_written(added):
    assert ARTICLE["slug"] in added["feed"] and ARTICLE["slug"] in added["sitemap"]
    assert added["feed"].count("<entry>") == 1
    assert added["search"]["results"][0]["number"] == 3422
    assert "/de/kb/1131/" not in added["sitemap"]


def test_the_api_and_a_class_speak_it(added):
    sandbox = added["sandbox"]
    assert (sandbox["opened"], sandbox["login"], sandbox["state"], sandbox["messages"]) == (201, 201, 200, 200)
    assert sandbox["refused"][:2] == [422, "en"]  # there is no catalogue yet: the words are English, and said to be
    assert added["joined"] == 201
    assert added["ready"]["status"] == "ready" and added["ready"].get("complaints", []) == []


def test_taken_away_it_leaves_the_others_as_they_were(gone):
    assert set(failed(gone["pages"])) <= NOWHERE
    assert failed(gone["desk"], 405) == {}
    assert gone["mistaken"] == []
    assert gone["index"] and gone["ready"]["status"] == "ready"
    assert set(gone["old"].values()) <= {302, 404}  # led to the site's own
    assert "/de/" not in gone["sitemap"] + gone["other"] + gone["list"] + gone["feed"]


def test_a_sandbox_that_spoke_it_goes_on(gone):
    assert gone["again"] == {"state": 200, "login": 201}


def test_what_it_is_told_is_in_a_language_that_the_site_has():
    assert of_request(RequestFactory().get("/"), "xx") == settings.LANGUAGE_CODE
    assert of_request(RequestFactory().get("/"), "fr") == "fr"
    assert "/en/" in class_addresses.results("0" * 32, "xx")
