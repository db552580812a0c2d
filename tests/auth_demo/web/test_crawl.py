"""Every address of the practice room, in both languages, in the HTML that the site sends: safe for real credentials."""

import re
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command

from auth_demo.scenarios import load
from kb.models import Article
from tests.auth_demo.web.credentials import Page, in_data

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SITE = "http://testserver"
MARKS = {"en": "Practice", "fr": "Entraînement"}
SCRIPTS = sorted((Path(settings.BASE_DIR) / "static/js/demo").rglob("*.js"))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_scenarios")]


def addresses(language: str) -> list[str]:
    """The list, the page for one's own phone, and each practice at each platform, in each variant, from each step on."""
    found = [f"/{language}/practice/", f"/{language}/practice/pair/"]
    for scenario in load.every():
        at = f"/{language}/practice/{scenario.id}/"
        found += [at, f"{at}data.json"]
        variants = [each.id for each in scenario.variants] or [""]
        for platform, variant in product([each.id for each in scenario.platforms], variants):
            found.append(f"{at}?{urlencode({'platform': platform, 'variant': variant})}")
        found += [f"{at}?step={step.id}" for step in scenario.steps]
    return found + [f"/{language}/practice/{planned.id}/" for planned in load.planned()]


def crawl(client, language: str, start: list[str]) -> tuple[dict[str, list[str]], set[str]]:
    """What is wrong at each address that can be reached from `start` within the practice room; and all addresses seen."""
    waiting, seen, wrong = list(start), set(), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        complaints, links = look(client, address, language)
        if complaints:
            wrong[address] = complaints
        waiting += [link for link in links if link.startswith(f"/{language}/practice/")]
    return wrong, seen


def look(client, address: str, language: str) -> tuple[list[str], list[str]]:
    answer = client.get(address)
    if answer["Content-Type"].startswith("application/json"):
        data = answer.json()
        unmarked = [] if MARKS[language] in data["strings"]["mark"] else ["no practice mark"]
        return [*in_data(data), *unmarked], []
    page = Page(answer.content.decode(), SITE + address, MARKS[language])
    is_flagged = f'"practice-flag">{MARKS[language]}' in answer.content.decode() or answer.status_code == 404
    links = [link.removeprefix(SITE).split("#")[0] for link in page.links if link.startswith(SITE)]
    return page.complaints + ([] if is_flagged else ["no practice mark"]), links


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_address_of_the_practice_room_takes_a_credential_or_passes_for_real(client, language):
    wrong, seen = crawl(client, language, addresses(language))
    assert wrong == {}
    assert len(seen) > 10 * len(list(load.every()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_does_an_article_that_a_practice_is_embedded_in(client, language):
    call_command("load_content", verbosity=0)
    embedded = set()
    for article in Article.objects.published(language):
        address = f"/{language}/kb/{article.number}/"
        answer = client.get(address, follow=True)
        page = Page(answer.content.decode(), SITE + address, MARKS[language])
        assert page.complaints == [], address
        embedded |= set(page.embeds)
    known = {scenario.id for scenario in load.every()}
    assert embedded and embedded <= known | {planned.id for planned in load.planned()}


@pytest.mark.parametrize(
    ("planted", "complaint"),
    [
        ('<input type="password">', "password field"),
        ("<INPUT TYPE=' Password '>", "password field"),
        ('<input autocomplete="one-time-code">', "autocomplete"),
        ('<input autocomplete="section-x username">', "autocomplete"),
        ('<form autocomplete="CURRENT-PASSWORD"></form>', "autocomplete"),
        ('<form action="https://elsewhere.example/"></form>', "off-site form"),
        ('<form action="//elsewhere.example/"></form>', "off-site form"),
        ('<form action="http://testserver:81/"></form>', "off-site form"),
        ('<button formaction="https://elsewhere.example/">x</button>', "off-site form"),
        ('<form action="javascript:x()"></form>', "off-site form"),
        ('<div class="device" aria-label="Phone">Practice</div>', "unmarked device"),
        ('<div class="phone device" aria-label="Practice phone"><p>x<br></p></div>', "unmarked device"),
    ],
)
def test_what_is_planted_is_found(client, planted, complaint):
    html = client.get("/en/practice/dsc-plus/").content.decode()
    page = Page(html.replace("</main>", f"{planted}</main>"), f"{SITE}/en/practice/dsc-plus/", "Practice")
    assert [each.partition(":")[0] for each in page.complaints] == [complaint]


@pytest.mark.parametrize(
    "harmless",
    [
        '<input type="text" autocomplete="off">',
        '<form action="/en/search/"></form><form></form><form action="?q=x"></form>',
        '<div class="device" aria-label="Phone (Practice)"><img alt=""><p>Practice</p></div>',
    ],
)
def test_what_is_harmless_is_left_alone(harmless):
    assert Page(harmless, f"{SITE}/en/practice/", "Practice").complaints == []


@pytest.mark.parametrize("planted", ["https://elsewhere.example/x.mp3", "//e.example", '<input type="password">'])
def test_what_is_planted_in_the_data_is_found(planted):
    assert list(in_data({"scenario": {"steps": [{"hints": ["fine", planted]}]}}))


def test_a_crawl_follows_links_and_reports_the_page_that_is_wrong(client, monkeypatch):
    asked = []

    def get(address):
        asked.append(address)
        return pages[urlsplit(address).path]

    class Answer(dict):
        status_code = 200

        def __init__(self, html):
            super().__init__({"Content-Type": "text/html"})
            self.content = html.encode()

    flag = '<p class="practice-flag">Practice</p>'
    pages = {
        "/en/practice/": Answer(flag + '<a href="hidden/">x</a><a href="/en/kb/1/">y</a>'),
        "/en/practice/hidden/": Answer("<input type=password>"),
    }
    monkeypatch.setattr(client, "get", get)
    wrong, seen = crawl(client, "en", ["/en/practice/"])
    assert wrong == {"/en/practice/hidden/": ["password field: <input type=password>", "no practice mark"]}
    assert sorted(asked) == sorted(seen) == sorted(pages)


def test_no_script_of_the_practice_makes_a_field_for_credentials():
    """Before the browser walks see what they draw."""
    assert len(SCRIPTS) > 20
    field = re.compile(r"""type["']?\s*[:=,]\s*["']password["']""")
    token = re.compile(r"""autocomplete["']?\s*[:=,]\s*["'](?!off["'])""")
    assert [path.name for path in SCRIPTS if field.search(text := path.read_text()) or token.search(text)] == []
    for planted in ('type: "password"', "input.type = 'password'", 'autocomplete: "one-time-code"'):
        assert field.search(planted) or token.search(planted)
