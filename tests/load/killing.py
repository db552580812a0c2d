"""Kills the site's own work at random points, as a power cut does, and looks whether it is whole: `script/kill 100`.

Each round starts a process that upgrades, loads content files, publishes, or verifies logins, and says what is done as soon as it is. It is
killed (SIGKILL) at a random moment. What it had said must be there; what it had not is there as a whole, or not at all; and the
next load puts right what the killed one left. On SQLite, or on the PostgreSQL server that DATABASE_URL names.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900  # seconds: the machine may have much else to do

PUBLISH = """
import itertools
from kb.models import Edition
from kb.workflow import drafts, releasing
for number in itertools.count(int("{first}")):
    edition = Edition.objects.get(article__number=3422, language="en")
    head = edition.head
    words = head.words | {{"title": f"Title {{number}}", "body": head.words["body"].partition("\\n\\nRound")[0] + f"\\n\\nRound {{number}}.\\n"}}
    drafts.save(edition.article, "en", drafts.Draft(**words), based_on=head)
    releasing.publish(Edition.objects.get(pk=edition.pk))
    print(number, flush=True)
"""
VERIFY = """
from django.test import Client
from auth_demo.protocols.ocra import respond
client = Client()
def call(path, body, token=""):
    headers = {{"authorization": f"Bearer {{token}}"}} if token else {{}}
    found = client.post(f"/api/v1{{path}}", body, content_type="application/json", headers=headers, HTTP_HOST="localhost")
    assert found.status_code in (200, 201), found.content
    return found.json()
while True:
    world = call("/sandboxes", {{"scenario": "dsc-plus", "language": "en"}})
    card = next(each for each in world["devices"] if each["kind"] == "security-card")
    for _each in range(5):
        login = call(f"/sandboxes/{{world['id']}}/logins", {{"method": "security-card"}}, world["token"])
        right = respond(card["suite"], bytes.fromhex(card["key"]), challenge=login["challenge"], pin=card["pin"])
        assert call(f"/logins/{{login['id']}}/response", {{"response": right}}, world["token"])["state"] == "accepted"
        print(login["id"], flush=True)
"""
LOOK = """
import json
from django.db import connection
from auth_demo.models import Login
from kb.models import Edition, PublishedText
from kb.search import index
faults = []
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = cursor.fetchone()[0]
        faults += [] if said == "ok" else [said]
        cursor.execute("PRAGMA foreign_key_check")
        faults += [str(row) for row in cursor.fetchall()]
if not index.ready():
    faults.append("the index does not hold what is published")
for edition in Edition.objects.filter(published__isnull=False).select_related("article", "published"):
    shown = PublishedText.objects.filter(article=edition.article, language=edition.language).first()
    words = edition.published.words
    if shown is None or (shown.title, shown.body) != (words["title"], words["body"]):
        faults.append(f"half published: {{edition.article.number}} {{edition.language}}")
    elif words["body"].rstrip().rpartition("\\n")[2].startswith("Round") and words["body"].split()[-1] not in shown.html:
        faults.append(f"not rendered: {{edition.article.number}} {{edition.language}}")
shown = PublishedText.objects.get(article__number=3422, language="en")
logins = {logins!r}
print(json.dumps({{
    "faults": faults,
    "title": shown.title,
    "lost": len(logins) - Login.objects.filter(pk__in=logins, accepted_at__isnull=False).count(),
    "bodies": [text.body.split()[-1] for text in PublishedText.objects.filter(language="en")],
}}))
"""


class Place:
    """A site without a server, in `folder`, with a copy of the content to change."""

    def __init__(self, folder: Path, settings: dict[str, str], *, ready: bool = True) -> None:
        self.folder, self.content = folder, folder / "content"
        self.environment = os.environ | {
            "DATA_DIR": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "kb.project.settings",
            **settings,
        }
        shutil.copytree(ROOT / "content", self.content)
        self.logins: list[str] = []
        self.published = self.round = 0
        if ready:
            self.manage("upgrade")

    def manage(self, *arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if ran.returncode:
            raise RuntimeError(f"{arguments[0]}: {ran.stderr[-2000:]}")
        return ran.stdout

    def load(self) -> None:
        self.manage("load_content", "--dir", str(self.content))

    def change(self) -> None:
        """A line more in the English text of every article but the one that is published all the time."""
        self.round += 1
        for path in sorted(self.content.glob("articles/*/en.md")):
            if "3422" not in str(path):
                before = path.read_text().partition("\n\nRound")[0].rstrip("\n")
                path.write_text(f"{before}\n\nRound {self.round}.\n")

    def look(self) -> dict[str, Any]:
        return json.loads(self.manage("shell", "-v", "0", "-c", LOOK.format(logins=self.logins)).splitlines()[-1])


def publishing(place: Place, after: float) -> list[str]:
    said = killed(place, ["shell", "-v", "0", "-c", PUBLISH.format(first=place.published + 1)], after)
    place.published = max([place.published, *map(int, said)])
    found = place.look()
    shown = int(found["title"].rpartition(" ")[2]) if found["title"].startswith("Title") else 0
    lost = [f"published {place.published}, shown {shown}"] if shown < place.published else []
    place.published = max(place.published, shown)  # it may have come further than it could say
    return [*found["faults"], *lost]


def verifying(place: Place, after: float) -> list[str]:
    place.logins += killed(place, ["shell", "-v", "0", "-c", VERIFY.format()], after)
    found = place.look()
    return [*found["faults"], *([f"{found['lost']} acknowledged logins are lost"] if found["lost"] else [])]


def loading(place: Place, after: float) -> list[str]:
    place.change()
    killed(place, ["load_content", "--dir", str(place.content)], after, says_nothing=True)
    between = place.look()["faults"]
    place.load()
    found = place.look()
    wanted = f"{place.round}."
    behind = sum(last != wanted for last in found["bodies"]) - 1  # but for the one that is published all the time
    return [*between, *found["faults"], *([f"{behind} texts are not loaded"] if behind > 0 else [])]


def upgrading(place: Place, after: float) -> list[str]:
    """From nothing: all migrations and all of the content."""
    with tempfile.TemporaryDirectory(dir=place.folder) as folder, databases.for_a_site(is_empty=True) as settings:
        fresh = Place(Path(folder), settings, ready=False)
        killed(fresh, ["upgrade"], after, says_nothing=True)
        fresh.manage("upgrade")
        found = fresh.look()
    texts = sum(1 for _path in (ROOT / "content").glob("articles/*/en.md"))
    return [
        *found["faults"],
        *([f"{len(found['bodies'])} of {texts} texts"] if len(found["bodies"]) != texts else []),
    ]


DEEDS = {"publish": publishing, "verify": verifying, "load": loading, "upgrade": upgrading}
LONGEST = {"publish": 2.0, "verify": 2.0, "load": 12.0, "upgrade": 25.0}  # seconds until it is killed


def killed(place: Place, command: list[str], after: float, *, says_nothing: bool = False) -> list[str]:
    """What `command` of manage.py had said when it was killed, `after` seconds from its first line, or from its start."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stderr
    said: list[str] = []
    if not says_nothing:
        said += [process.stdout.readline().strip()]
        if not said[0]:
            raise RuntimeError(process.stderr.read()[-2000:])
    kill = threading.Timer(after, process.send_signal, [signal.SIGKILL])
    kill.start()
    said += [line.strip() for line in process.stdout if line.endswith("\n")]
    process.wait()
    kill.cancel()
    return [] if says_nothing else said


def main(rounds: int) -> int:
    chance, bad = random.Random(), 0
    with tempfile.TemporaryDirectory(prefix="killing-") as folder, databases.for_a_site() as settings:
        place = Place(Path(folder), settings)
        for number in range(rounds):
            name = list(DEEDS)[number % len(DEEDS)]
            after = chance.uniform(0.02, LONGEST[name])
            found = DEEDS[name](place, after)
            bad += bool(found)
            print(f"{number + 1}: {name}, killed after {after:.2f} s: {'; '.join(found) or 'whole'}", flush=True)
    print(
        f"{rounds} kills, {bad} with faults, {len(place.logins)} acknowledged logins, {place.published} publications."
    )
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
