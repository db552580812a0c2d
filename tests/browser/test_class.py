"""A class of three in two languages: a trainer at the desk, participants on phones and a computer, from the code to the results."""

import json
import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from auth_demo.protocols import ocra
from tests.browser import safety
from tests.browser.accessibility import Once
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.practice import Practice
from tests.browser.serving import ROOT

WALL = {"width": 1920, "height": 1080}
MARKS = {"en": "Practice · not connected to any account", "fr": "Entraînement · sans lien avec un compte"}


def open_class(site, site_folder, *scenarios: str) -> dict:
    """With the command that the README shows, on the running site."""
    named = [each for scenario in scenarios for each in ("--scenario", scenario)]
    settings = {"DATA_DIR": str(site_folder / "data"), "PUBLIC_URL": site}
    command = [sys.executable, "manage.py", "open_class", *named, "--trainer", "Ana"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


class Seat:
    """A participant with a browser of their own."""

    def __init__(self, open_page, told: dict, *, language: str, viewport=PHONE) -> None:
        self.page: Page = open_page(viewport=viewport, locale=language)
        self.language = language
        self.page.goto(told["join_url"])
        expect(self.page).to_have_url(f"**/{language}/join/?code={told['code']}".replace("**", told["site"]))
        self.page.locator("[data-class-join] button").click()
        self.page.wait_for_url("**/class/seat/**")
        expect(self.page.locator(".class-room[data-practice=ready]")).to_have_count(1)
        self.practice = Practice(self.page, language)
        self.name = self.page.locator("[data-class-title]").text_content().split(" ", 2)[2]

    def says(self, text: str) -> None:
        expect(self.page.locator("[data-class-state]")).to_contain_text(text)

    def news(self, text: str) -> None:
        expect(self.page.locator("[data-class-news]")).to_contain_text(text)


class Board:
    def __init__(self, open_page, told: dict) -> None:
        self.page: Page = open_page(viewport=DESKTOP, locale="en")
        self.page.goto(told["board_url"])
        expect(self.page.locator("[data-class-code]")).to_have_text(f"{told['code'][:3]} {told['code'][3:]}")

    def press(self, name: str) -> None:
        self.page.locator(f"[data-focus='run.{name}']").click()

    def tile(self, seat: Seat):
        return self.page.locator(".class-tile", has_text=seat.name)

    def person(self, seat: Seat, label: str) -> None:
        """Two taps: the tile, and what to do."""
        self.tile(seat).locator("button").click()
        self.page.locator("[data-class-dialog] button", has_text=label).first.click()
        expect(self.page.locator("[data-class-dialog]")).not_to_be_visible()


def look_of(button) -> list[str]:
    """What tells a button of a device from one of the page."""
    return button.evaluate(
        "each => ['color', 'backgroundColor', 'borderRadius'].map(name => getComputedStyle(each)[name])"
    )


@pytest.fixture
def told(site, site_folder):
    return open_class(site, site_folder, "dsc-plus") | {"site": site}


def test_a_whole_class_with_a_fault_and_a_pause(open_page, told):
    axe = Once()
    board = Board(open_page, told)
    ana = Seat(open_page, told, language="en")
    benoit = Seat(open_page, told, language="fr")
    chloe = Seat(open_page, told, language="fr", viewport=DESKTOP)
    ana.says("about to start")
    benoit.says("va commencer")
    for page in (ana.page, benoit.page, chloe.page):
        assert safety.complaints(page, MARKS[page.locator("html").get_attribute("lang")]) == []
        assert axe(page) == []

    board.press("start")
    ana.says("running")
    benoit.says("en cours")
    board.person(benoit, "Hint")
    expect(benoit.page.locator(".guide-hints")).to_be_visible()
    chloe.page.locator("[data-focus='guide.show']").click()
    expect(board.tile(chloe)).to_contain_text("has the challenge")
    assert axe(board.page) == []

    board.press("pause")
    ana.says("paused")
    chloe.says("en pause")
    expect(chloe.page.locator(".class-room")).to_have_attribute("inert", "")
    board.press("resume")
    chloe.says("en cours")
    expect(chloe.page.locator(".class-room:not([inert])")).to_have_count(1)

    ana.page.locator("[data-class-hand] button").click()
    expect(board.tile(ana)).to_contain_text("Asks for help")
    board.person(ana, "I will help")
    ana.news("Ana is coming")
    expect(board.tile(ana)).to_contain_text("Ana helps")

    board.page.locator("#class-fault").select_option("card-locked")
    board.page.locator("[data-class-faults] button", has_text="Switch on").click()
    expect(board.page.locator(".class-fault")).to_be_visible()
    board.page.locator(".class-fault").click()
    expect(board.page.locator(".class-fault")).to_have_count(0)

    board.page.locator(".class-move select").select_option("step challenge")
    ana.news("another step")
    expect(board.tile(ana)).to_contain_text("Type the challenge")

    board.person(chloe, "Start again")
    chloe.news("recommencer")
    expect(board.tile(chloe)).to_contain_text("0 answers")

    board.press("end")
    board.press("end")
    ana.says("has ended")
    benoit.says("terminée")
    expect(ana.page.locator("[data-class-hand]")).to_contain_text("Your results")
    expect(board.page.locator("#class-fault")).to_be_hidden()
    benoit.page.reload()
    expect(benoit.page.locator("[data-class-hand]")).to_contain_text("Vos résultats")


def test_a_tile_opens_the_devices_of_a_person_live_and_a_screen_is_shown_to_all(open_page, told):
    axe = Once()
    board = Board(open_page, told)
    ana = Seat(open_page, told, language="en", viewport=DESKTOP)
    benoit = Seat(open_page, told, language="fr")
    board.press("start")
    ana.says("running")
    board.tile(ana).locator("button").click()
    mirror = board.page.locator(".class-mirror")
    expect(mirror.locator(".mirror .card")).to_be_visible()
    pressed = ".devices .window button"
    assert look_of(mirror.locator(pressed).first) == look_of(ana.page.locator(pressed).first)
    ana.page.locator("[data-focus='guide.show']").click()
    expect(mirror.locator(".mirror .challenge")).to_be_visible()
    ana.page.locator("[data-focus='card.letter']").click()
    ana.page.locator("[data-focus='card.press']").click()
    expect(mirror.locator(".card")).to_have_attribute("data-mode", "pin")
    expect(mirror.locator(".mirror")).to_have_attribute("inert", "")
    expect(mirror.locator(".letter-pin")).to_contain_text("••••")
    pin = ana.page.locator(".class-room .letter-pin strong").text_content()
    assert len(pin) == 4 and pin not in mirror.inner_html()
    assert axe(board.page) == []
    board.page.locator("[data-class-dialog] button", has_text="Show to everyone").click()
    shown = benoit.page.locator("[data-class-screen]")
    expect(shown.locator(".mirror .card")).to_be_visible()
    assert ana.name not in shown.inner_text()
    assert axe(benoit.page) == []
    ana.page.locator("[data-focus='card.press']").click()
    board.press("screen")
    expect(shown).to_be_hidden()


def test_a_table_keeps_ones_place_and_hidden_names_stay_hidden(open_page, told):
    board = Board(open_page, told).page
    answer = board.request.post(f"/api/v1/classes/{told['code']}/participants", data={"nickname": "Falcon"})
    assert answer.status == 201
    board.locator("[data-class-table]").check()
    person = board.locator("[data-class-rows] th button", has_text="Falcon")
    person.focus()
    seconds = board.locator("[data-class-rows] td").nth(5)
    before = seconds.text_content()
    expect(seconds).not_to_have_text(before)
    expect(person).to_be_focused()
    board.locator("[data-class-names]").check()
    board.reload()
    expect(board.locator("[data-class-rows] th")).to_have_text("Participant 1")
    board.locator("[data-class-rows] th button").click()
    expect(board.locator("[data-class-dialog]")).to_be_visible()
    assert "Falcon" not in board.locator("main").inner_text()
    assert board.locator("#class-rename").count() == 0


def test_the_devices_of_the_warm_up_are_counted(open_page, told):
    board = Board(open_page, told)
    seat = Seat(open_page, told, language="en", viewport=DESKTOP)
    expect(board.page.locator("[data-class-state]")).to_contain_text("0 of 1 devices")
    seat.page.locator("[data-focus='card.press']").click()
    seat.says("Your device works")
    expect(board.page.locator("[data-class-state]")).to_contain_text("1 of 1 devices")


def test_a_phone_that_died_comes_back_to_the_same_place(open_page, told):
    board = Board(open_page, told)
    seat = Seat(open_page, told, language="en")
    board.press("start")
    board.person(seat, "Show me")
    expect(board.tile(seat)).to_contain_text("has the challenge")
    address = seat.page.url
    again = seat.page.context.new_page()
    seat.page.close()
    again.goto(address)
    expect(again.locator(".class-room[data-practice=ready]")).to_have_count(1)
    expect(again.locator("[data-class-title]")).to_contain_text(seat.name)
    expect(again.locator(".guide")).to_contain_text("Unlock the card")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_code_says_what_to_do_and_keeps_what_was_typed(open_page, language):
    page = open_page(viewport=PHONE)
    page.goto(f"/{language}/join/")
    page.locator("#class-code").fill("AAA")
    page.locator("[data-class-join] button").click()
    expect(page.locator("[data-class-trouble]")).not_to_be_empty()
    page.locator("#class-code").fill("aaa-aaa")
    page.locator("#class-nickname").fill("Zoé")
    page.locator("[data-class-join] button").click()
    expect(page.locator("[data-class-trouble]")).to_contain_text({"en": "No class", "fr": "Aucune classe"}[language])
    assert page.locator("#class-nickname").input_value() == "Zoé"
    assert Once()(page) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_of_a_trainer_fit_a_phone_and_a_projector(open_page, told, language):
    page = open_page(viewport=PHONE)
    for address in (told["board_url"], *(f"/en/class/{told['id']}/{path}/" for path in ("wall", "handout"))):
        page.goto(address.replace("/en/", f"/{language}/"))
        expect(page.locator("main")).to_contain_text(told["code"][:3])
        if "/board/" in address:
            page.locator("[data-focus='run.start']").click()
            expect(page.locator(".class-move select")).to_be_visible()
        for viewport in (WALL, PHONE):
            page.set_viewport_size(viewport)
            # What is measured in parts of the viewport follows it a frame later.
            page.wait_for_function(
                "width => document.documentElement.scrollWidth <= width && innerWidth === width",
                arg=viewport["width"],
            )


@pytest.mark.parametrize("path", ["wall", "handout"])
def test_what_is_shown_on_a_wall_or_printed_is_accessible_and_has_the_code(open_page, told, path):
    page = open_page(viewport=DESKTOP)
    page.goto(f"/fr/class/{told['id']}/{path}/")
    expect(page.locator("main")).to_contain_text(told["code"][:3])
    assert Once()(page) == []


# What a trainer prepares and takes home -----------------------------------------------------------------------------


def sequence(page: Page) -> list[str]:
    return page.locator("[data-class-placed] input").evaluate_all("(rows) => rows.map((row) => row.value)")


def test_practices_are_put_in_order_by_buttons_that_keep_the_focus(open_page, signed_in):
    page = open_page(storage_state=signed_in, viewport=PHONE)
    page.goto("/fr/class/")
    placed = page.locator("[data-class-order]")
    for practice in ("dsc-plus", "sms-login", "notification"):
        expect(placed).to_be_visible(visible=practice == "notification")
        page.locator(f"input[value='{practice}'][name=scenario]").check()
    assert sequence(page) == ["dsc-plus", "sms-login", "notification"]
    up = placed.locator("li").nth(2).locator("button[name=up]")
    up.focus()
    page.keyboard.press("Enter")
    assert sequence(page) == ["dsc-plus", "notification", "sms-login"]
    expect(page.locator("button[name=up][value='notification']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("button[name=down][value='notification']")).to_be_focused()
    expect(placed.locator("[role=status]")).to_contain_text("position 1 sur 3")
    page.locator("input[value='dsc-plus'][name=scenario]").uncheck()
    assert sequence(page) == ["notification", "sms-login"]
    page.locator("#class-title").fill("Suite")
    page.locator(".class-save button").click()
    plan = page.locator(".class-list li", has_text="Suite")
    plan.locator("a").click()
    assert sequence(page) == ["notification", "sms-login"]
    page.locator(".class-list li", has_text="Suite").get_by_role("button", name="Supprimer").click()


def test_without_a_script_the_order_is_chosen_too(open_page, signed_in):
    page = open_page(storage_state=signed_in, viewport=DESKTOP, java_script_enabled=False)
    page.goto("/en/class/")
    for practice in ("dsc-plus", "sms-login"):
        page.locator(f"input[value='{practice}'][name=scenario]").check()
    page.get_by_role("button", name="Show their order").click()
    page.locator("button[name=down][value='dsc-plus']").click()
    assert sequence(page) == ["sms-login", "dsc-plus"]
    expect(page.locator("button[name=up][value='dsc-plus']")).to_be_focused()


# What of the form is wider than the form.
BEYOND = """() => { const form = document.querySelector(".class-new"), edge = form.getBoundingClientRect().right + 0.5;
    return [...form.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > edge).map((each) => each.outerHTML); }"""


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_desk_can_be_read_by_everybody(open_page, signed_in, language, viewport, scheme):
    page = open_page(storage_state=signed_in, viewport=viewport, color_scheme=scheme)
    page.goto(f"/{language}/class/")
    axe = Once()
    assert axe(page) == []
    for box in page.locator("input[name=scenario]").all()[:3]:
        box.check()
    page.locator(".class-more summary").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(BEYOND) == []


class ByProgram:
    """A participant who is no browser: what they do is over at once."""

    def __init__(self, page: Page, told: dict, nickname: str) -> None:
        self.request = page.request
        body = {"nickname": nickname, "language": "en"}
        self.joined = self.post(f"/classes/{told['code']}/participants", None, **body)
        self.sandbox = self.joined["sandbox"]

    def post(self, path: str, token: str | None = None, *, expected: bool = True, **body) -> dict:
        answer = self.request.post(
            f"/api/v1{path}", data=body, headers={"Authorization": f"Bearer {token}"} if token else {}
        )
        assert answer.ok is expected, answer.text()
        return answer.json()

    def begin(self) -> None:
        self.login = self.post(f"/sandboxes/{self.sandbox['id']}/logins", self.sandbox["token"])

    def answer(self, *, right: bool) -> None:
        card = self.sandbox["devices"][0]
        challenge = self.login["challenge"] if right else card["pin"].ljust(6, "0")
        response = ocra.respond(card["suite"], bytes.fromhex(card["key"]), challenge=challenge, pin=card["pin"])
        self.post(f"/logins/{self.login['id']}/response", self.sandbox["token"], expected=right, response=response)


@pytest.fixture
def over(open_page, told) -> tuple[Page, str]:
    """The board of a class that has ended with mistakes, times and a problem; the address of one's results."""
    board = Board(open_page, told)
    found, lost = (ByProgram(board.page, told, name) for name in ("Falcon", "Tulip"))
    board.press("start")
    for each in (found, lost):
        each.begin()
    board.page.locator("#class-fault").select_option("card-locked")
    board.page.locator("[data-class-faults] button", has_text="Switch on").click()
    expect(board.page.locator(".class-problem")).to_have_count(2)
    expect(board.page.locator(".class-tile", has_text="Falcon")).to_contain_text(re.compile(r"[1-9] s"))
    board.page.locator(".class-fault").click()
    expect(board.page.locator(".class-problem")).to_have_count(0)
    found.answer(right=False)
    lost.answer(right=False)
    found.begin()
    found.answer(right=True)
    board.press("end")
    board.press("end")
    expect(board.page.locator("[data-class-debrief] .debrief-times li").first).to_be_visible()
    expect(board.page.locator("[data-class-debrief] .debrief-mistakes li").first).to_be_visible()
    return board.page, found.joined["results_url"]


def test_what_is_left_of_a_class_can_be_read_by_everybody(over, told):
    page, results = over
    addresses = (page.url, results, f"{told['site']}/en/class/{told['id']}/handout/")
    for language, viewport, scheme in (("en", DESKTOP, "light"), ("fr", PHONE, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        axe = Once()
        for address in addresses:
            page.goto(address.replace("/en/", f"/{language}/"))
            expect(page.locator(".debrief-bar, .result-times, .handout-practice").first).to_be_visible()
            assert axe(page) == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_co_trainer_can_take_a_reset_back(open_page, told):
    ana, ben = Board(open_page, told), Board(open_page, told)
    seat = Seat(open_page, told, language="en", viewport=DESKTOP)
    ana.press("start")
    seat.page.locator("[data-focus='guide.show']").click()
    expect(ana.tile(seat)).to_contain_text("has the challenge")
    ana.person(seat, "Start again")
    expect(ana.tile(seat)).not_to_contain_text("has the challenge")
    ben.press("undo")
    expect(ben.tile(seat)).to_contain_text("has the challenge")
    for board in (ana, ben):
        expect(board.page.locator("[data-focus='run.undo']")).to_have_count(0)
    expect(seat.page.locator(".guide")).to_contain_text("Unlock the card")


def test_news_goes_when_it_is_so_no_longer_and_a_next_practice_is_named(open_page, site, site_folder):
    told = open_class(site, site_folder, "dsc-plus", "sms-login") | {"site": site}
    board = Board(open_page, told)
    seat = Seat(open_page, told, language="en", viewport=DESKTOP)
    news = seat.page.locator("[data-class-news]")
    move = board.page.locator(".class-move select")
    board.press("start")
    move.select_option("step pin")
    seat.news("another step")
    board.press("pause")
    expect(news).to_be_empty()
    board.press("resume")
    seat.page.locator("[data-class-hand] button").click()
    expect(board.tile(seat)).to_contain_text("Asks for help")
    board.person(seat, "I will help")
    seat.news("Ana is coming")
    move.select_option("scenario sms-login")
    seat.news("another practice: Log in with a code by SMS")
    expect(board.tile(seat)).to_contain_text("Ask for the code")
    board.page.locator("#class-fault").select_option("late-sms")
    board.page.locator("[data-class-faults] button", has_text="Switch on").click()
    expect(board.tile(seat)).to_contain_text("90 seconds late")
    seat.practice.control("guide.show").click()
    expect(board.tile(seat)).to_contain_text("code sent")
    expect(board.tile(seat)).to_contain_text("Now: Text messages arrive 90 seconds late")
    expect(news).to_be_empty()
    board.person(seat, "Hint")
    seat.news("opened a hint")
    board.press("end")
    board.press("end")
    seat.says("has ended")
    expect(news).to_be_empty()
