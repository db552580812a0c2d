"""While processes are replaced one by one, the version before runs on the schema of this one: it reads, practices and publishes there.

`CHANGELOG.md` names the commit. Of a release that moves data, and so has to be stopped for, it says so and names no commit before it.
"""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
COMMIT = re.search(r"is commit `([0-9a-f]{7,40})`", (ROOT / "CHANGELOG.md").read_text())
OWN = """
from kb.project.settings import *

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
WORK = """
import django
django.setup()
from django.test import Client
from auth_demo.protocols.ocra import respond
from kb.models import Edition
from kb.workflow import drafts, releasing

client = Client(headers={"host": "127.0.0.1"})
for path in ("/en/", "/fr/kb/3422/", "/en/search/?q=card", "/en/practice/dsc-plus/", "/sitemap.xml", "/api/v1/search?lang=fr&q=carte"):
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
world = client.post("/api/v1/sandboxes", {"scenario": "dsc-plus", "language": "en"}, "application/json").json()
key = {"authorization": f"Bearer {world['token']}"}
login = client.post(f"/api/v1/sandboxes/{world['id']}/logins", {"method": "security-card"}, "application/json", headers=key).json()
card = next(each for each in world["devices"] if each["kind"] == "security-card")
right = respond(card["suite"], bytes.fromhex(card["key"]), challenge=login["challenge"], pin=card["pin"])
said = client.post(f"/api/v1/logins/{login['id']}/response", {"response": right}, "application/json", headers=key).json()
assert said["state"] == "accepted", said
edition = Edition.objects.get(article__number=3422, language="en")
draft = drafts.Draft(**edition.head.words | {"title": "By the version before"})
drafts.save(edition.article, "en", draft, based_on=edition.head)
releasing.publish(Edition.objects.get(pk=edition.pk))
print("done")
"""
LOOK = """
import django
django.setup()
from django.test import Client
page = Client(headers={"host": "127.0.0.1"}).get("/en/kb/3422/", follow=True).content.decode()
assert "By the version before" in page
found = Client(headers={"host": "127.0.0.1"}).get("/api/v1/search?lang=en&q=by+the+version+before").json()
assert found["results"][0]["number"] == 3422, found
print("done")
"""


def run(tree, code, data, *arguments):
    """What Python `code`, or a command of manage.py, says in a checkout."""
    environment = os.environ | {
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "own",
        "PYTHONPATH": f"{data.parent}:{tree}",
    }
    environment |= {"BUILD_DIR": str(ROOT / "build")}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, *(["manage.py", *arguments] if arguments else ["-c", code])]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()[-1] if done.stdout else ""


def test_changelog_names_the_release_before():
    assert COMMIT


def test_the_version_before_works_on_the_schema_of_this_one(tmp_path):
    archive = subprocess.run(["git", "archive", COMMIT[1]], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"this clone has no commit {COMMIT[1]}")
    before = tmp_path / "before"
    before.mkdir()
    subprocess.run(
        ["tar", "-x"], input=archive.stdout, cwd=before, check=True
    )  # Python's own knows no filter before 3.11.4
    (tmp_path / "own.py").write_text(OWN)
    data = tmp_path / "data"
    run(ROOT, "", data, "migrate", "--verbosity=0")
    run(ROOT, "", data, "load_content", "--verbosity=0")
    assert run(before, WORK, data) == "done"
    assert run(ROOT, LOOK, data) == "done"
