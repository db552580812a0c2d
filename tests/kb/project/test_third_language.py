"""A third language is a setting, a migration, content and a catalogue; no code beside them names a language."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
SETTINGS = """
from kb.project.settings import *

LANGUAGES = [*LANGUAGES, ("de", "Deutsch")]
LANGUAGE_TRAITS = {**LANGUAGE_TRAITS, "de": {"stemmer": "german", "elisions": [], "typography": "english"}}
MIGRATION_MODULES = {"kb": "kb_migrations"}  # a copy, to which the new language adds its own
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
HEAD = """---
number: 9001
category: manage
source: en
title: {title}
slug: {slug}
summary: {title}.
published: 2026-11-24
updated: 2026-11-24
change: {title}.
---

## {title} {{#do-it}}

{body}
"""
TEXTS = {
    "en": ("How to do it", "do-it", "Begin."),
    "fr": ("Comment faire", "faire", "Commencez."),
    "de": ("Wie es geht", "wie-es-geht", "Beginnen Sie mit den Häusern."),
}
SCRIPT = """
import json, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from auth_demo.scenarios import load as load_demos
from kb.files import check
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from kb.files.load import load
from kb.files.save import save
from kb.models import Article
from kb.workflow import editions


def status(*paths):
    return {path: client.get(path).status_code for path in paths}


call_command("makemigrations", "kb", verbosity=0)
call_command("migrate", verbosity=0)
folder = Path(sys.argv[1])
report = load(folder)
article = Article.objects.get(number=9001)
client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
NUMBERS = {int(folder.name[2:]) for folder in (Path(settings.CONTENT_DIR) / "articles").glob("KB*")} | {3234, 2342}
PAGES = (
    "", "choose/", "choose/?q=card", "search/?q=nothing", "practice/", "practice/dsc-plus/", "practice/voice/data.json",
    "kb/9001/", "recent/", "about/",
)
page = client.get("/de/kb/9001/wie-es-geht/").content.decode()
scenario = load_demos.get("dsc-plus")
sandbox = {"scenario": "dsc-plus", "platform": scenario.platforms[0].id}
opened = client.post("/api/v1/sandboxes", sandbox, "application/json")
own = Path(settings.CONTENT_DIR)
print(json.dumps({
    "found": [str(each) for each in [*check.read(own).problems, *check.kept_files(own, NUMBERS)]],
    "scenarios": {each.id: each.languages for each in load_demos.every()},
    "statuses": status(
        *(f"/{code}/{page}" for code in ("en", "fr", "de") for page in PAGES), "/readyz", "/api/v1/scenarios"
    ),
    "lists": {code: client.get(f"/{code}/practice/").content.decode() for code in ("en", "fr", "de")},
    "practice": client.get("/de/practice/dsc-plus/").content.decode(),
    "opened": opened.status_code,
    "complaints": client.get("/readyz").json().get("complaints", []),
    "problems": [str(problem) for problem in report.problems],
    "page": page,
    "search": client.get("/api/v1/search?lang=de&q=haus").json(),
    "editions": sorted(editions.of(article)),
    "source": editions.find(article, "de").head.source.language,
    "groups": sorted(Group.objects.values_list("name", flat=True)),
    "again": [*save(folder, write=False).done, *load(folder).done],
    "fields": sorted(name for name in (field.name for field in Article._meta.get_fields()) if name.endswith("_de")),
}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """What a site with three languages answers, from a process of its own: settings are read once."""
    root = tmp_path_factory.mktemp("three")
    (root / "three.py").write_text(SETTINGS)
    shutil.copytree(ROOT / "kb/migrations", root / "kb_migrations", ignore=shutil.ignore_patterns("__pycache__"))
    content = root / "content"
    folder = content / "articles" / "KB9001"
    folder.mkdir(parents=True)
    for language, (title, slug, body) in TEXTS.items():
        (folder / f"{language}.md").write_text(HEAD.format(title=title, slug=slug, body=body))
    (content / "categories.yaml").write_text(
        "- key: manage\n  name:\n    en: Manage\n    fr: Gérer\n    de: Verwalten\n"
    )
    (content / "tags.yaml").write_text(
        "- key: howto\n  name:\n    en: How-to\n    fr: Mode d’emploi\n    de: Anleitung\n"
    )
    (content / "elsewhere.yaml").write_text(
        "- number: 3234\n  title:\n    en: Away\n    fr: Ailleurs\n    de: Anderswo\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "three", "PYTHONPATH": f"{root}:{ROOT}"}
    environment["DATA_DIR"] = str(root / "data")
    command = [sys.executable, "-c", SCRIPT, str(content)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_what_it_has_no_texts_in_is_shown_in_another(site):
    assert site["found"] == site["complaints"] == []
    assert {languages == ["en", "fr"] for languages in site["scenarios"].values()} == {True}
    assert set(site["statuses"].values()) <= {200, 301}
    assert site["opened"] == 201


def test_a_practice_is_offered_in_a_language_that_it_is_in(site):
    for language, path in (("en", "/en/practice/dsc-plus/"), ("fr", "/fr/practice/dsc-plus/")):
        assert path in site["lists"][language]
        assert path in site["practice"]  # where a reader of the new language may go on
    assert "/en/practice/dsc-plus/" in site["lists"]["de"]
    assert '<h1 lang="en">' in site["practice"]


def test_its_content_is_read_without_a_complaint_and_comes_out_as_it_went_in(site):
    assert site["problems"] == []
    assert site["again"] == []


def test_its_readers_have_their_page_with_its_alternates(site):
    assert '<html lang="de"' in site["page"]
    assert "Beginnen Sie mit den Häusern." in site["page"]
    for language, (_title, slug, _body) in TEXTS.items():
        assert f"/{language}/kb/9001/{slug}/" in site["page"]


def test_search_stems_it(site):
    assert [found["number"] for found in site["search"]["results"]] == [9001]


def test_its_editors_have_a_history_a_group_and_columns(site):
    assert site["editions"] == ["de", "en", "fr"]
    assert site["source"] == "en"
    assert "Editors (Deutsch)" in site["groups"]
    columns = {name for name in site["fields"] if name.endswith("_de")}
    assert columns == {
        "title_de",
        "slug_de",
        "summary_de",
        "body_de",
    }  # what editors write; readers need no more of them


def literals(path):
    """The strings in `path` that are the code of a language, with their lines; examples in descriptions are none."""
    codes = dict(settings.LANGUAGES)
    tree = ast.parse(path.read_text())
    examples = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "examples"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in codes and node not in examples:
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_code_names_a_language():
    allowed = ROOT / "kb/project/settings.py"
    sources = [path for room in ("kb", "auth_demo") for path in sorted((ROOT / room).rglob("*.py"))]
    code = [path for path in sources if path != allowed and "migrations" not in path.parts]
    found = [place for path in code for place in literals(path)]
    assert found == []
    assert list(literals(allowed)) != []  # it sees them where they are


def test_no_template_names_a_language():
    names = [f"{quote}{code}{quote}" for code, _name in settings.LANGUAGES for quote in "\"'"]
    templates = [path for room in ("kb", "auth_demo") for path in Path(ROOT / room).rglob("*.html")]
    assert templates
    assert [str(path) for path in templates for name in names if name in path.read_text()] == []
