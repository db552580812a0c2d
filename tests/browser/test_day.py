"""A whole day at the desk, by an author and a reviewer: a new article, its translation, a grave edit, and back."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EDITORS, WIDE, new_context
from tests.browser.staff import make_superuser, sign_in
from tests.browser.test_desk import CARRY, body, write
from tests.browser.test_desk_workflow import SAVE, reload_until_gone

BODY = {
    "en": "## Log in {#log-in}\n\n::: steps\n1. Type your name.\n2. Confirm.\n:::\n",
    "fr": "## Se connecter {#log-in}\n\n::: steps\n1. Saisissez votre nom.\n2. Validez.\n:::\n",
}
TEXTS = {
    "en": {"title": "A long day", "summary": "What one does in a day."},
    "fr": {"title": "Une longue journée", "summary": "Ce que l’on fait en un jour."},
}


@pytest.fixture(scope="module")
def team(browser, site, site_folder):
    """What the browsers of two people keep of their signing in, by their names."""
    states = {}
    for _each in range(2):
        make_superuser(site_folder, name := next(EDITORS))
        context = new_context(browser, [], base_url=site)
        sign_in(context.new_page(), name)
        states[name] = context.storage_state()
        context.close()
    return states


class Day:
    """An author at the form, a reviewer at the pages of the texts, a reader."""

    def __init__(self, open_page, team, interface):
        (self.name, author), (_name, reviewer) = team.items()
        self.author = open_page(storage_state=author, viewport=WIDE)
        self.reviewer = open_page(storage_state=reviewer, viewport=WIDE)
        self.reader = open_page()
        self.interface, self.pk, self.number = interface, "", ""

    def begin(self):
        page = self.author
        page.goto(f"/{self.interface}/admin/kb/article/add/")
        page.wait_for_selector("body.desk-ready")
        self.number = page.input_value("#id_number")
        page.locator("#id_category").select_option(index=1)
        for code in ("en", "fr"):
            for name, words in TEXTS[code].items():
                page.fill(f"#id_{name}_{code}", f"{words} {self.number}" if name == "title" else words)
            body(page, code).fill(BODY[code])
        page.click(SAVE)
        expect(page.locator(".messagelist .success")).to_be_visible()
        self.pk = page.url.rstrip("/").split("/")[-2]

    def write(self, code, old, new, **fields):
        """The author replaces OLD by NEW, and asks for a review."""
        page = self.author
        page.goto(f"/{self.interface}/admin/kb/article/{self.pk}/change/")
        page.wait_for_selector("body.desk-ready")
        body(page, code).fill(body(page, code).input_value().replace(old, new))
        if "significance" in fields:
            page.select_option(f"#id_significance_{code}", fields["significance"])
        if "caught_up" in fields:
            page.check(f"#id_caught_up_{code}")
        page.click(f"[name=then_{code}][value=submit]")
        expect(page.locator(".messagelist .success").first).to_be_visible()

    def text(self, page, code):
        page.goto(f"/{self.interface}/admin/kb/article/{self.pk}/text/{code}/")
        return page

    def publish(self, code, sees):
        """The reviewer, who finds what changes on the page."""
        page = self.text(self.reviewer, code)
        expect(page.locator("#content-main")).to_contain_text(sees)
        page.locator("[formaction$='/publish/']").click()
        expect(page.locator(".messagelist .success")).to_be_visible()

    def reads(self, code, words, selector="main"):
        """A kept page is renewed within a second or so of a change."""
        self.reader.goto(f"/{code}/kb/{self.number}/")
        deadline = time.monotonic() + 20
        while not self.reader.locator(selector, has_text=words).count():
            assert time.monotonic() < deadline, words
            self.reader.reload()


@pytest.mark.parametrize("interface", ["en", "fr"])
def test_a_whole_day(open_page, team, interface, axe):
    day = Day(open_page, team, interface)
    day.begin()
    for code in ("en", "fr"):
        day.write(code, "::: steps", "\n::: steps")
        day.publish(code, BODY[code].split("1. ")[1].split(".")[0])
        day.reads(code, TEXTS[code]["title"])

    day.write("en", "Type your name", "Type your user name", significance="30")
    day.publish("en", "user name")
    day.reads("fr", "", ".notice.stale")
    day.write("fr", "votre nom", "votre nom d’utilisateur", caught_up=True)
    day.publish("fr", "utilisateur")
    reload_until_gone(day.reader, ".stale-mark, .notice.stale")
    day.reads("fr", "nom d’utilisateur")

    page = day.text(day.author, "en")
    page.goto(f"{page.url}?from=1")
    page.locator("[action$='/restore/'] [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    day.publish("en", "Type your")
    reload_until_gone(day.reader, "text=user name")
    day.reads("en", "Type your name")

    page = day.reviewer
    page.goto(f"/{interface}/admin/kb/article/{day.pk}/facts/")
    assert axe(page) == []


def test_who_else_has_the_form_open_is_told_by_name(open_page, team):
    (first, one), (second, two) = team.items()
    pages = [open_page(storage_state=state, viewport=WIDE) for state in (one, two)]
    for page in pages:
        page.goto("/en/admin/kb/article/?q=1861")
        page.goto(page.get_by_role("link", name="1861", exact=True).get_attribute("href"))
    expect(pages[1].locator("#desk-others")).to_contain_text(first)
    pages[0].reload()
    expect(pages[0].locator("#desk-others")).to_contain_text(second)


def test_the_dialog_shows_the_chosen_picture_and_asks_about_a_name_in_use(open_page, team, language):
    page = open_page(storage_state=next(iter(team.values())), viewport=WIDE)
    page.goto("/en/admin/kb/article/?q=1861")
    page.goto(f"/{language}" + page.get_by_role("link", name="1861", exact=True).get_attribute("href")[3:])
    page.wait_for_selector("body.desk-ready")
    dialog, words = page.locator("#desk-figure"), {"en": "Insert", "fr": "Insérer"}[language]
    for alt in ("A black square", "Another square"):
        write(page, "One.")
        body(page).evaluate(CARRY, ["paste", "image/png", "image.png"])
        expect(dialog.locator("canvas.desk-shown")).to_be_visible()
        drawn = dialog.locator("canvas.desk-shown").evaluate("shown => [shown.width, shown.height]")
        assert drawn == [8, 8]
        dialog.locator("[name=key]").fill(f"in-use-{language}")
        dialog.locator("[name=caption]").fill("The window.")
        dialog.locator("[name=alt]").fill(alt)
        dialog.get_by_role("button", name=words).click()
        if alt == "Another square":
            expect(dialog.get_by_role("alert")).to_contain_text("KB1861 (en)")
            dialog.locator("[name=replace]").check()
            dialog.get_by_role("button", name=words).click()
        expect(dialog).to_be_hidden()
        page.click(SAVE)
        expect(page.locator(".messagelist").first).to_be_visible()
        page.wait_for_selector("body.desk-ready")
