"""How much the practice room moves before it can be used, built or as it is written, and what one sees meanwhile."""

import re

import pytest
from playwright.sync_api import Page, expect

from auth_demo.scenarios import load
from tests.browser.conftest import PHONE
from tests.browser.practice import Practice
from tests.browser.serving import serving
from tests.browser.transfer import moved

PRACTICE, ARTICLE = "/en/practice/no-notification/", "/en/kb/2748/"
PRACTICES = [each.id for each in load.every()]
MOST_REQUESTS, MOST_BYTES = 14, 95_000
READY = {"page": "html[data-practice=ready]", "article": ".demo-room[data-practice=ready]"}
WORDS = {
    "en": {
        "loading": "The practice is loading",
        "late": "The practice has not loaded yet",
        "late-article": "has not loaded yet",
    },
    "fr": {
        "loading": "L’entraînement se charge",
        "late": "L’entraînement n’est pas encore chargé",
        "late-article": "n’est pas encore chargé",
    },
}


@pytest.fixture(scope="module")
def plain_site(site, tmp_path_factory):
    """The same site with its scripts as they are written."""
    folder = tmp_path_factory.mktemp("plain")
    with serving(folder, BUNDLE="no") as address:
        yield address


@pytest.fixture
def phone(open_page) -> Page:
    """Whose browser holds nothing yet."""
    return open_page(viewport=PHONE, has_touch=True)


def embed(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.locator(".demo-open").first.click()


def is_ready(page: Page, where: str) -> None:
    expect(page.locator(READY[where])).to_have_count(1)


def can_be_pressed(page: Page) -> None:
    page.locator(".devices button").first.click(timeout=1000)


def scripts(page: Page) -> list[str]:
    loaded = "performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
    return [path for path in page.evaluate(loaded) if path.endswith(".js") and "/demo/" in path]


def test_every_practice_moves_little_on_a_phone_that_has_nothing_yet(open_page, language):
    too_much = {}
    for practice in PRACTICES:
        phone = open_page(viewport=PHONE, has_touch=True)
        with moved(phone) as found:
            phone.goto(f"/{language}/practice/{practice}/")
            is_ready(phone, "page")
        can_be_pressed(phone)
        assert all(path.startswith("/static/build/") for path in scripts(phone)), "script/build has not run"
        if found.requests > MOST_REQUESTS or found.bytes > MOST_BYTES:
            too_much[practice] = found.bytes, [*found.addresses.values()]
        phone.context.close()
    assert too_much == {}


@pytest.mark.parametrize("number", [2748, 9003])  # a phone; a login window and a phone
def test_a_practice_inside_its_article_moves_little(phone, number):
    phone.goto(f"/en/kb/{number}/", wait_until="networkidle")
    with moved(phone) as found:
        phone.locator(".demo-open").first.click()
        is_ready(phone, "article")
    can_be_pressed(phone)
    assert all(path.startswith("/static/build/") for path in scripts(phone)), "script/build has not run"
    assert found.requests <= MOST_REQUESTS, found.addresses
    assert found.bytes <= MOST_BYTES


def test_a_practice_with_a_card_fetches_no_phone(own_page):
    Practice(own_page, address="dsc-plus/").open()
    assert [path for path in scripts(own_page) if "/phone" in path] == []
    Practice(own_page, address="no-notification/").open()
    assert [path for path in scripts(own_page) if "/phone" in path] != []


def test_without_the_bundle_the_practice_runs_from_its_scripts_as_they_are_written(phone, plain_site):
    phone.goto(plain_site + PRACTICE)
    is_ready(phone, "page")
    can_be_pressed(phone)
    assert [path for path in scripts(phone) if "/build/" in path] == []
    embed(phone, plain_site + ARTICLE)
    is_ready(phone, "article")
    can_be_pressed(phone)
    assert [path for path in scripts(phone) if "/build/" in path] == []


def test_without_the_bundle_ones_own_phone_has_its_page_too(phone, plain_site):
    phone.goto(f"{plain_site}/en/practice/pair/")
    expect(phone.locator("html[data-pair=asks]")).to_have_count(1)


def test_while_the_scripts_are_on_their_way_the_page_says_what_comes_and_offers_the_steps(own_page, language):
    held = []
    own_page.route("**/js/demo/page*.js", lambda route: held.append(route))
    own_page.goto(f"/{language}/practice/dsc-plus/", wait_until="commit")
    waiting = own_page.locator(".practice-loading")
    expect(waiting).to_contain_text(WORDS[language]["loading"])
    expect(waiting).to_contain_text({"en": "Security card", "fr": "Carte de sécurité"}[language])
    expect(waiting.locator(f'a[href*="/{language}/kb/3422"]')).to_be_visible()
    expect(own_page.locator(".practice-steps")).to_be_hidden()
    waiting.locator('a[href="#practice-text"]').click()
    expect(own_page.locator(".practice-steps")).to_be_visible()
    held[0].continue_()
    expect(own_page.locator(READY["page"])).to_have_count(1)
    expect(own_page.locator(".practice-steps")).to_be_visible()  # who asked for them may be reading


def test_what_is_on_the_page_stays_where_it_is_when_the_practice_comes(own_page):
    """That is the title, and the foot of the page if it is seen."""
    own_page.set_viewport_size(PHONE)
    held = []
    own_page.route("**/js/demo/page*.js", lambda route: held.append(route))
    own_page.goto("/en/practice/dsc-plus/", wait_until="commit")
    expect(own_page.locator(".practice-loading")).to_be_visible()
    title = own_page.locator("h1").bounding_box()
    expect(own_page.locator(".bottom")).not_to_be_in_viewport()
    held[0].continue_()
    expect(own_page.locator(READY["page"])).to_have_count(1)
    assert own_page.locator("h1").bounding_box() == title
    expect(own_page.locator(".bottom")).not_to_be_in_viewport()


def test_when_the_scripts_do_not_come_the_steps_show_after_ten_seconds(own_page, language, axe):
    own_page.route("**/js/demo/page*.js", lambda route: None)  # never answered
    own_page.goto(f"/{language}/practice/dsc-plus/", wait_until="commit")
    late = own_page.locator(".practice-late")
    expect(own_page.locator(".practice-loading")).to_be_visible()
    expect(late).to_be_hidden()
    expect(own_page.locator(".practice-steps")).to_be_hidden()
    delays = own_page.evaluate(
        "document.getAnimations().map((each) => (each.finish(), each.effect.getTiming().delay))"  # the time has passed
    )
    assert delays == [10_000, 10_000, 10_000]
    expect(late).to_contain_text(WORDS[language]["late"])
    expect(late).to_be_visible()
    expect(own_page.locator(".practice-steps")).to_be_visible()
    assert axe(own_page) == []


def test_a_practice_that_does_not_come_into_an_article_says_so_after_ten_seconds(own_page, language, axe):
    own_page.clock.install()
    held = []
    own_page.route("**/js/demo/embed*.js", lambda route: held.append(route))
    with own_page.expect_request("**/js/demo/embed*.js"):
        embed(own_page, f"/{language}/kb/3422/")
    note = own_page.locator(".demo-wait[role=status]")
    expect(note).to_contain_text(WORDS[language]["loading"])
    own_page.clock.fast_forward(10_000)
    expect(note).to_contain_text(WORDS[language]["late-article"])
    expect(note.get_by_role("link")).to_have_attribute("href", re.compile(f"/{language}/practice/dsc-plus/$"))
    assert axe(own_page) == []
    held[0].continue_()
    expect(own_page.locator(READY["article"])).to_have_count(1)
    expect(note).to_have_count(0)


def test_the_page_without_script_has_its_steps_and_waits_for_nothing(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/practice/dsc-plus/")
    expect(page.locator(".practice-steps")).to_be_visible()
    expect(page.locator(".practice-loading")).to_be_hidden()
