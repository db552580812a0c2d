"""A walk through a whole site, in a process of its own whose settings say which languages it has.

`python -m tests.kb.project.walking LANGUAGE` prints, in JSON, what each address answered, and which texts an element says to be in
another language than they are. Every link of a page is followed, once, as a reader and as an editor who may do everything.
"""

import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import django
import polib

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use", "path"}  # fmt: skip
START = (
    "", "choose/", "search/?q=card", "search/?q=carte", "search/?q=%C3%A9", "recent/", "about/", "practice/", "practice/pair/", "join/",
    "kb/3234/", "kb/99999/", "kb/3422/", "feeds/", "recent/atom.xml", "opensearch.xml", "practice/no-such/", "nowhere/",
)  # fmt: skip
SHARED = ("/", "/KB3422", "/join/", "/pair/", "/sitemap.xml", "/robots.txt", "/readyz", "/api/v1/openapi.json", "/api/v1/articles", "/api/v1/scenarios")  # fmt: skip
LEFT_ALONE = ("/static/", "/media/", "/admin/logout", "/admin/jsi18n", "/autocomplete/")
FEW = 3  # rows of one table, or values of one query


class Page(HTMLParser):
    """The links of a page, and each text with the language that the elements around it say."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        language = given.get("lang") or (self.stack[-1][1] if self.stack else "")
        if tag == "a" or (tag == "link" and given.get("rel") == "alternate"):
            self.links.append(given.get("href") or "")
        if tag not in VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag):
        if any(open_tag == tag for open_tag, _language in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if data.strip() and self.stack and self.stack[-1][0] not in {"script", "style", "title"}:
            self.texts.append((" ".join(data.split()), self.stack[-1][1]))


def content() -> Iterator[tuple[str, str]]:
    """Every text of the content that a page shows by itself, with its language."""
    from auth_demo.scenarios import load
    from kb.base.languages import codes, column
    from kb.models import Category, Elsewhere, PublishedText, Tag
    from kb.web.choices import choices

    for text in PublishedText.objects.all():
        yield from ((text.title, text.language), (text.summary, text.language))
    for model, names in ((Category, ("name", "summary")), (Tag, ("name",)), (Elsewhere, ("title",))):
        for row in model.objects.all():
            yield from ((getattr(row, column(name, code)), code) for name in names for code in codes())
    said = [*load.planned(), *load.every(), *(step for each in load.every() for step in each.steps)]
    for each in (*said, *choices().questions.values(), *choices().answers()):
        for name in ("title", "summary", "task", "text", "help", "why"):
            yield from ((text, code) for code, text in (getattr(each, name, None) or {}).items())


def spoken() -> dict[str, str]:
    """Texts of the content that are in one language alone, with it; none that the interface says as well."""
    from django.conf import settings

    catalogues = Path(settings.BASE_DIR).glob("*/locale/fr/*/django.po")
    interface = {entry.msgid for path in catalogues for entry in polib.pofile(path)}
    found: dict[str, set[str]] = {}
    for text, code in content():
        found.setdefault(" ".join((text or "").split()), set()).add(code)
    alone = {text: codes.pop() for text, codes in found.items() if len(codes) == 1}
    return {text: code for text, code in alone.items() if len(text) > 12 and text not in interface}


def walk(client, start, within, known, *, is_short):
    """What each address below `within` answered, and where a text is said to be in another language than it is."""
    statuses, mistaken, waiting, kinds = {}, [], list(start), {}
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        kind = re.sub(r"=[^&]*", "=", address) if "?" in address else re.sub(r"\d+", "N", address)
        is_odd = "/admin/" in address and "?" in address and "/board/" not in address  # Django's own lists
        if address in statuses or is_odd or any(part in address for part in LEFT_ALONE) or kinds.get(kind, 0) >= FEW:
            continue
        if is_short or "?" in address:
            kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        statuses[address] = answer.status_code
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            page = Page(answer.content.decode())
            if "/admin/" not in address:
                mistaken += [[address, said, text] for text, said in page.texts if known.get(text, said) != said]
            here = address.partition("?")[0]
            waiting += [
                here + link if link.startswith("?") else link for link in page.links if link.startswith((within, "?"))
            ]
        elif answer.status_code in {301, 302} and answer["Location"].startswith(within):
            waiting.append(answer["Location"])
    return statuses, mistaken


def a_class(client, language):
    """The pages of a class with one participant, and what joining it answered."""
    from auth_demo.classroom import joining, opening
    from auth_demo.web import class_addresses

    opened = opening.open_class(opening.Setup(["dsc-plus", "voice"], language=language))
    made = opened.classroom
    joined = client.post(
        f"/api/v1/classes/{made.code}/participants", {"nickname": "Ahorn 1", "language": language}, "application/json"
    )
    person = joining.Participant.objects.get(classroom=made)
    seat = f"/{language}/class/seat/{person.pk}/"
    results = class_addresses.results(person.pk, language).removeprefix(class_addresses._site())
    pages = [f"/{language}/class/{made.pk}/{name}/" for name in ("board", "wall", "handout")]
    return {"joined": joined.status_code, "pages": [seat, results, *pages]}


def sandbox(client, language):
    """What the API says in a language: a sandbox, a refusal, a message."""
    world = client.post("/api/v1/sandboxes", {"scenario": "sms-login", "language": language}, "application/json")
    if world.status_code != 201:
        return {"opened": world.status_code, "said": world.json()}
    fields = {"authorization": f"Bearer {world.json()['token']}"}
    at = f"/api/v1/sandboxes/{world.json()['id']}"
    login = client.post(f"{at}/logins", {"method": "sms"}, "application/json", headers=fields)
    wrong = client.post(
        f"/api/v1/logins/{login.json()['id']}/response", {"response": "000000"}, "application/json", headers=fields
    )
    return {
        "opened": 201,
        "key": [at, fields],
        "login": login.status_code,
        "refused": [wrong.status_code, wrong.headers.get("Content-Language"), wrong.json()["title"]],
        "state": client.get(at, headers=fields).status_code,
        "messages": client.get(f"{at}/messages/1", headers=fields).status_code,
    }


def go_on(client, key):
    """The answers of a sandbox that was opened before the site's languages changed."""
    at, fields = key
    client.post(
        f"{at}/clock", {"forward_seconds": 600}, "application/json", headers=fields
    )  # a next message has its time
    login = client.post(f"{at}/logins", {"method": "sms"}, "application/json", headers=fields)
    return {"state": client.get(at, headers=fields).status_code, "login": login.status_code}


def main(language: str, before: str) -> None:
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY

    from kb.models import AppDevice
    from kb.search import index

    call_command("makemigrations", "kb", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    known = spoken()
    options = {"headers": {"host": "127.0.0.1"}, "raise_request_exception": False}
    reader, editor = Client(**options), Client(**options)
    root, _made = User.objects.get_or_create(username="root", defaults={"is_staff": True, "is_superuser": True})
    editor.force_login(root)
    session = editor.session
    session[DEVICE_ID_SESSION_KEY] = (
        AppDevice.objects.filter(user=root).first() or AppDevice.make(root)
    ).persistent_id
    session.save()
    held = json.loads(before) if before else None
    classes = a_class(reader, language)
    start = [*(f"/{language}/{path}" for path in START), *classes["pages"], *SHARED]
    pages, mistaken = walk(reader, start, f"/{language}/", known, is_short=bool(held))
    desk, _mistaken = walk(
        editor,
        [f"/{language}/admin/", f"/{language}/admin/kb/article/board/", f"/{language}/class/"],
        f"/{language}/admin/",
        known,
        is_short=True,
    )
    print(
        json.dumps(
            {
                "texts": len(known),
                "pages": pages,
                "desk": desk,
                "mistaken": mistaken,
                "joined": classes["joined"],
                "sandbox": sandbox(reader, language),
                "again": go_on(reader, held) if held else None,
                "index": index.ready(),
                "ready": reader.get("/readyz").json(),
                "sitemap": reader.get("/sitemap.xml").content.decode(),
                "search": reader.get(f"/api/v1/search?lang={language}&q=3422").json(),
                "feed": reader.get(f"/{language}/recent/atom.xml").content.decode(),
                "article": reader.get(f"/{language}/kb/3422/", follow=True).content.decode(),
                "list": reader.get(f"/{language}/practice/").content.decode(),
                "old": {path: reader.get(path).status_code for path in ("/de/", "/de/kb/3422/", "/de/practice/")},
                "other": reader.get("/en/kb/3422/", follow=True).content.decode(),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
