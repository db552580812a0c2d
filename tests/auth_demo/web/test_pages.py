"""The practice room's pages as a browser gets them, before any script."""

import html
import json
import re

import pytest
from django.conf import settings
from django.utils.translation import override

from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import SERVER_EVENTS
from auth_demo.web import handset_strings, modules, pairing_strings, strings
from kb.base import screenshots

LANGUAGES = [code for code, _name in settings.LANGUAGES]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_scenarios")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_practice_once_and_every_announced_one(client, language):
    html = client.get(f"/{language}/practice/").content.decode()
    for scenario in load.every():
        assert html.count(f'<a href="/{language}/practice/{scenario.id}/">') == 1
    for planned in load.planned():
        assert f"KB{planned.article}" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_practice_carries_its_data_and_its_steps_as_text(client, language):
    for scenario in load.every():
        page = client.get(f"/{language}/practice/{scenario.id}/").content.decode()
        data = json.loads(re.search(r'<script id="practice-data" type="application/json">(.+?)</script>', page)[1])
        assert data.items() <= client.get(f"/{language}/practice/{scenario.id}/data.json").json().items()
        assert all(step.title[language] in html.unescape(page) for step in scenario.steps)


@pytest.mark.parametrize("spelled", ["DSC-Plus", "dsc_plus"])
def test_another_spelling_of_a_practice_leads_there(client, spelled):
    assert client.get(f"/en/practice/{spelled}/").headers["Location"] == "/en/practice/dsc-plus/"
    assert client.get("/en/practice/No-Such/").status_code == 404


def test_a_cache_may_hold_a_practice_page_and_ask_whether_it_has_changed(client):
    first = client.get("/en/practice/dsc-plus/")
    assert "public" in first["Cache-Control"]
    again = client.get("/en/practice/dsc-plus/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["", "dsc-plus/", "dsc-plus/data.json", "voice/", "no-such-practice/"])
def test_no_practice_page_is_indexed_or_sets_a_cookie(client, path):
    answer = client.get(f"/en/practice/{path}")
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_an_unknown_practice_has_no_data_and_says_which_there_are(client):
    answer = client.get("/en/practice/no-such-practice/data.json")
    assert answer.status_code == 404
    assert "dsc-plus" in answer.json()["known"]


def test_a_page_of_the_practice_room_is_only_read(client):
    assert client.post("/en/practice/dsc-plus/").status_code == 405


def test_every_event_that_a_scenario_names_is_sent_by_a_device_or_by_the_server():
    devices = settings.BASE_DIR / "static/js/demo/devices"
    text = "".join(file.read_text() for file in devices.rglob("*.js"))
    phone = "".join(file.read_text() for file in (devices / "phone").glob("*.js"))
    sent = {*re.findall(r'"([a-z-]+\.[a-z-]+)"', text), *SERVER_EVENTS}
    sent |= {f"phone.{name}" for name in re.findall(r'"([a-z-]+)"', phone)}  # its apps name them without the phone
    for scenario in load.every():
        for step in scenario.steps:
            assert {step.done_on, *step.undone_on} <= sent, (scenario.id, step.id)


def test_an_event_that_a_device_tells_as_well_as_the_log_counts_once():
    """Of the subjects that events.js knows is every event that scripts and server tell both."""
    folder = settings.BASE_DIR / "static/js/demo"
    known = re.search(r"SUBJECTS = new Set\(\[([^\]]+)\]\)", (folder / "events.js").read_text())[1]
    told = set()
    for file in folder.rglob("*.js"):
        told |= set(re.findall(r'emit\(\s*"([a-z-]+\.[a-z-]+)"', file.read_text()))
    twice = told & set(SERVER_EVENTS)
    assert {"challenge.issued", "account.opted-in"} <= twice
    assert {event.partition(".")[0] for event in twice} <= set(re.findall(r'"([a-z-]+)"', known))


def test_every_word_that_the_scripts_ask_for_is_given():
    folder = settings.BASE_DIR / "static/js/demo"
    files = [
        file for file in folder.rglob("*.js") if "phone" not in str(file.relative_to(folder))
    ]  # has its own words
    text = "".join(file.read_text() for file in files)
    asked = set(re.findall(r'words\(\s*"([a-z.-]+)"', text))
    assert asked
    assert asked <= {*strings.interface(), *pairing_strings.phone(), *handset_strings.interface()}


def test_a_practice_brings_the_words_of_its_own_devices_and_no_others(client):
    """Each device's script names them, and the shared ones that it imports."""
    folder = settings.BASE_DIR / "static"
    groups = set()
    for scenario in load.every():
        given = client.get(f"/en/practice/{scenario.id}/data.json").json()["strings"]
        devices = [modules.devices()[each.kind] for each in scenario.devices]
        files = {file for each in devices for part in (each, *modules.later(each)) for file in modules.needed(part)}
        text = "".join((folder / file).read_text() for file in files if "/phone/" not in file)
        asked = {key for key in re.findall(r'words\(\s*"([a-z.-]+)"', text) if key in strings.interface()}
        assert asked
        if not any(each.id.endswith("-qr") for each in scenario.variants):
            newer = {key for key in asked if key.startswith(("window.qr", "window.says-qr"))}
            assert newer.isdisjoint(given)
            asked -= newer
        assert asked <= set(given), (scenario.id, asked - set(given))
        brought = {key.partition(".")[0] for key in given} & set(strings.USERS)
        kinds = {each.kind for each in scenario.devices}
        assert brought == {group for group, users in strings.USERS.items() if users & kinds}, scenario.id
        switches = {key for key in given if key.startswith("faults.")} - {"faults.title", "faults.text"}
        assert switches == {f"faults.{name}" for name in scenario.faults}
        groups |= brought
    assert groups == set(strings.USERS)


def test_what_scripts_say_that_are_fetched_later_comes_later_in_each_language(client):
    """And the page itself asks for none of it."""
    folder = settings.BASE_DIR / "static"
    late = {file for each in modules.later(modules.PAGE) for file in modules.needed(each)}
    late -= {*modules.needed(modules.PAGE)}
    text = "".join((folder / file).read_text() for file in late)
    asked = {key for key in re.findall(r'words\(\s*"([a-z.-]+)"', text) if key in strings.interface()}
    for language in LANGUAGES:
        page = client.get(f"/{language}/practice/dsc-plus/data.json").json()
        given = client.get(page["later_words"]).json()
        assert {"inside.nothing", "pair.scan"} <= given.keys() & asked
        assert asked <= page["strings"].keys() | given.keys()
        assert page["strings"].keys().isdisjoint(given)
        with override(language):
            assert given == json.loads(json.dumps(strings.later()))
    early = "".join((folder / file).read_text() for file in modules.needed(modules.PAGE))
    assert set(re.findall(r'words\(\s*"([a-z.-]+)"', early)).isdisjoint(given)


def test_only_a_phone_that_begins_with_the_old_app_brings_its_words(client):
    texts = {path.stem: path.read_text() for path in (settings.CONTENT_DIR / "demos").glob("*.yaml")}
    migrating = {id for id, text in texts.items() if "start: single-app" in text}
    given = {each.id: client.get(f"/en/practice/{each.id}/data.json").json()["strings"] for each in load.every()}
    assert migrating
    assert {id for id, words in given.items() if "phone.migrate-automatically" in words} == migrating


NAMES_A_SYSTEM = re.compile(r"\biPhone|\bAndroid")


def places(scenario):
    return [(p.id, v) for p in scenario.platforms for v in [each.id for each in scenario.variants] or [""]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_each_way_through_a_practice_is_told(client, language):
    """Every step of every platform and variant, in words for one's own device, and marked where its screens are unknown."""
    for scenario in load.every():
        page = client.get(f"/{language}/practice/{scenario.id}/").content.decode()
        text = html.unescape(page[page.index("data-practice-text") :])
        own = {step.id for step in scenario.steps for place in places(scenario) if step.is_own_at(*place)}
        assert ('class="own-screens"' in text) == bool(own)
        for place in places(scenario):
            there = [step for step in scenario.steps if step.only.applies(*place)]
            assert [step.id for step in there if step.real_at(*place)[language] not in text] == []


def test_what_a_practice_has_made_up_is_told_to_nobody_as_the_real_thing():
    """Lengths of codes, training users, a key to press in a call: only the practice room has them."""
    made_up = re.compile(r"Amira|Bruno|filled in for you|six digits you heard|sixteen|Press 1\b|login window")
    for scenario in load.every():
        for step in scenario.steps:
            told = [step.real, *step.real_by.values()] if step.real or step.real_by else []
            assert not [each for each in told if each and made_up.search(each["en"])], (scenario.id, step.id)


def test_what_a_step_asks_for_names_no_other_system_than_the_chosen_one():
    for scenario in load.every():
        if not {"ios", "android"} <= {each.id.partition("-")[0] for each in scenario.variants}:
            continue
        for step in scenario.steps:
            for platform, variant in places(scenario):
                hints = step.hints_by.get(variant, step.hints)
                told = [step.task_at(platform, variant), step.real_at(platform, variant), *hints]
                named = [each for each in told if NAMES_A_SYSTEM.search(each["en"] + each["fr"])]
                assert named == [], (scenario.id, step.id)


def test_the_styles_of_the_practice_name_nothing_that_an_article_names():
    """Both are on one page where an article embeds a practice: a name in common would restyle the article."""
    folder = settings.BASE_DIR / "static/css"
    own_pages = {"list", "own-phone"}
    devices = [file for file in (folder / "practice").glob("*.css") if file.stem not in own_pages]
    practice = _named([*devices, folder / "strip.css"])
    article = _named(folder / name for name in ("base.css", "article.css"))
    assert {"phone-body", "problem"} <= practice
    assert {"sheet", "step"} <= article
    assert practice & article == set()


def _named(files):
    """The classes with which a selector begins."""
    text = "".join(re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S) for file in files)
    selectors = [each for group in re.findall(r"([^{}]+)\{", text) for each in group.split(",")]
    return {found[1] for each in selectors if (found := re.match(r"\s*\.([a-z0-9-]+)", each))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_narrowed_to_one_device_without_script(client, language):
    page = client.get(f"/{language}/practice/").content.decode()
    assert f'href="/{language}/practice/?device=card"' in page
    cards = client.get(f"/{language}/practice/?device=card").content.decode()
    assert 'data-practice-card="dsc-plus"' in cards and 'data-practice-card="no-notification"' not in cards
    assert re.search(r'\?device=card" aria-current="true"', cards)
    nonsense = client.get(f"/{language}/practice/?device=toaster").content.decode()
    assert nonsense.count("data-practice-card=") == page.count("data-practice-card=") == len([*load.every()])


def test_a_practice_with_pictures_shows_one_in_the_list_and_in_links_to_it(client, monkeypatch):
    view = screenshots.View("dsc-plus/pin-0a1b2c3d", "dsc-plus/pin-4e5f6a7b", 440, 300)
    monkeypatch.setattr(screenshots, "find", lambda shown, language: [view] if shown.demo == "dsc-plus" else [])
    monkeypatch.setattr(screenshots, "preview", lambda demo, language: f"/static/figures/{demo}/preview.jpg")
    page = client.get("/en/practice/").content.decode()
    assert page.count("/static/figures/dsc-plus/pin-0a1b2c3d.webp 440w") == 1
    practice = client.get("/en/practice/dsc-plus/").content.decode()
    assert f'property="og:image" content="{settings.PUBLIC_URL}/static/figures/dsc-plus/preview.jpg"' in practice
