"""One's own phone as a device of the practice: two browsers, a computer's and a phone's, as two people would hold them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import safety
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.flows import Flow, Walk, scenarios
from tests.browser.practice import WORDS, Practice, log_of

SAID = {
    "en": {
        "away": "This device is on your phone",
        "used": "already used",
        "back": "on the computer again",
        "over": "started over",
        "told": "cannot control",
    },
    "fr": {
        "away": "Cet appareil est sur votre téléphone",
        "used": "déjà servi",
        "back": "revenu",
        "over": "recommencé",
        "told": "ne peut pas commander",
    },
}


class Pair:
    """A practice on a computer, and a phone that is one of its devices."""

    def __init__(self, open_page, language: str = "en", scenario: str = "dsc-plus", device: str = "card") -> None:
        self.language, self.device = language, device
        self.computer: Page = open_page(viewport=DESKTOP)
        self.phone: Page = open_page(viewport=PHONE, has_touch=True)
        found = next(each for each in scenarios() if each.id == scenario)
        variant = "ios" if found.variants else ""
        self.walk = Walk(self.computer, Flow(found, "client-portal", variant, language)).open()
        self.desk = self.walk.practice
        self.hand = Practice(self.phone, language)

    def code(self) -> str:
        self.desk.control(f"{self.device}.own-phone").click()
        return self.computer.locator("[data-code]").get_attribute("data-code")

    def link(self, code: str) -> str:
        return f"/{self.language}/practice/pair/#{code}"

    def pair(self) -> "Pair":
        self.phone.goto(self.link(self.code()))
        self.expect_ready()
        self.desk.control("pairing.done").click()
        expect(self.away).to_contain_text(SAID[self.language]["away"])
        return self

    def expect_ready(self) -> None:
        expect(self.phone.locator("html[data-pair=ready]")).to_have_count(1)
        expect(self.hand.control(f"{self.device}.self")).to_be_visible()

    @property
    def away(self):
        return self.computer.locator(".away")

    @property
    def status(self):
        return self.phone.locator("[data-pair-status]")

    def expect_step(self, step: str) -> None:
        mark = f'.guide-step[aria-current=step] [data-focus="guide.step.{step}"]'
        expect(self.computer.locator(mark)).to_have_count(1)

    def sleep(self) -> None:
        """As a locked phone does: its connections die without a word, and no script runs."""
        self.phone.context.set_offline(True)

    def wake(self) -> None:
        self.phone.context.set_offline(False)
        self.phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_login_is_finished_with_the_card_on_the_phone_and_the_guide_follows(open_page, language, axe):
    pair = Pair(open_page, language)
    asked = log_of(pair.computer)
    pair.desk.control("card.own-phone").click()
    dialog = pair.computer.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert axe(pair.computer) == []
    code = dialog.locator("[data-code]").get_attribute("data-code")
    pair.phone.goto(pair.link(code))
    pair.expect_ready()
    assert code not in pair.phone.url
    expect(dialog.get_by_role("status")).to_have_count(1)
    pair.desk.control("pairing.done").click()
    expect(pair.desk.control("card.take-back")).to_be_focused()
    expect(pair.away).to_contain_text(SAID[language]["away"])

    pair.desk.log_in()
    pair.expect_step("pin")
    challenge = pair.desk.challenge()
    pin = pair.hand.pin()
    pair.hand.press("press", *pin, "ok")
    pair.expect_step("challenge")
    pair.hand.press(*challenge, "ok")
    pair.expect_step("response")
    assert axe(pair.computer) == [] and axe(pair.phone) == []
    for page in (pair.computer, pair.phone):
        assert safety.complaints(page, WORDS[language]["mark"]) == []
    pair.desk.submit(pair.hand.display.inner_text())
    pair.desk.expect_finished()
    assert asked == ["eventsource"]  # what the phone does is pushed to the computer


def test_cut_off_the_phone_answers_a_challenge_and_the_computer_hears_of_it_later(open_page):
    pair = Pair(open_page).pair()
    pair.desk.log_in()
    challenge, pin = pair.desk.challenge(), pair.hand.pin()
    pair.phone.context.set_offline(True)
    pair.hand.press("press", *pin, "ok", *challenge, "ok")
    expect(pair.status).to_contain_text("No connection")
    response = pair.hand.display.inner_text()
    assert re.fullmatch("[0-9]{8}", response)
    pair.expect_step("pin")
    pair.wake()
    expect(pair.status).to_contain_text("Paired")
    pair.expect_step("response")
    pair.desk.submit(response)
    pair.desk.expect_finished()


def test_what_show_me_cannot_do_on_the_phone_it_tells_to_do_there(open_page, language, axe):
    pair = Pair(open_page, language).pair()
    pair.desk.log_in()
    pair.expect_step("pin")
    with pair.phone.expect_response(
        lambda answer: "placements=" in answer.url
    ):  # the card there goes back to the step's beginning
        pair.desk.control("guide.show").click()
    told = pair.computer.locator(".guide-told")
    expect(told).to_contain_text(SAID[language]["told"])
    expect(pair.computer.locator(".guide-hints li")).to_have_count(2)
    expect(pair.computer.locator(".devices[inert]")).to_have_count(0)
    assert axe(pair.computer) == []
    pair.hand.press("press", *pair.hand.pin(), "ok")
    pair.expect_step("challenge")
    expect(told).to_have_count(0)
    pair.desk.control("guide.show").click()
    expect(told).to_be_visible()
    pair.desk.control("card.take-back").click()
    expect(told).to_have_count(0)


def notified(open_page, language: str = "en") -> Pair:
    pair = Pair(open_page, language, "notification", "phone").pair()
    pair.walk.do(pair.walk.step)
    expect(pair.hand.control("phone.notification")).to_be_visible()
    return pair


def open_request(pair: Pair) -> None:
    hand = Walk(pair.phone, pair.walk.flow)
    hand.enter("phone.notification")
    hand.confirm("phone")
    expect(hand.control("phone.approve")).to_be_visible()


def test_a_notification_rings_on_the_phone_and_its_approval_opens_the_window(open_page):
    pair = notified(open_page)
    open_request(pair)
    pair.hand.control("phone.approve").click()
    expect(pair.desk.window).to_have_attribute("data-view", "inside")
    expect(pair.computer.locator(".guide.over")).to_have_count(1)


@pytest.mark.parametrize("reloaded", [False, True], ids=["frozen", "discarded"])
def test_a_phone_that_slept_while_its_request_lapsed_shows_that_it_did(open_page, reloaded):
    pair = notified(open_page)
    open_request(pair)
    pair.sleep()
    pair.desk.forward(120)
    pair.desk.forward(120)
    pair.desk.forward(120)
    if reloaded:
        pair.phone.context.set_offline(False)
        pair.phone.reload()
        pair.expect_ready()
    else:
        pair.wake()
    expect(pair.hand.control("phone.approve")).to_have_count(0)
    expect(pair.status).to_contain_text("Paired")


def test_a_phone_that_slept_while_the_request_was_approved_elsewhere_shows_that_it_was(open_page):
    pair = notified(open_page)
    open_request(pair)
    pair.sleep()
    other = pair.phone.context.new_page()  # the same session in another tab: a phone has but one
    pair.phone.context.set_offline(False)
    other.goto("/en/practice/pair/")
    expect(other.locator("html[data-pair=ready]")).to_have_count(1)
    Practice(other).control("phone.approve").click()
    expect(pair.desk.window).to_have_attribute("data-view", "inside")
    pair.phone.bring_to_front()
    pair.wake()
    expect(pair.hand.control("phone.approve")).to_have_count(0)
    expect(pair.hand.control("phone.done")).to_be_visible()


@pytest.mark.parametrize("act", ["back", "over"])
def test_a_phone_whose_device_is_gone_says_why_when_it_wakes(open_page, language, act):
    pair = Pair(open_page, language).pair()
    pair.sleep()
    pair.desk.control("card.take-back" if act == "back" else "tools.reset").click()
    expect(pair.away).to_have_count(0)
    expect(pair.desk.card).to_be_visible()
    pair.wake()
    expect(pair.status).to_contain_text(SAID[language][act])
    expect(pair.phone.locator("[data-pair-form]")).to_be_visible()
    expect(pair.hand.card).to_have_count(0)
    assert not pair.phone.evaluate("Object.keys(localStorage).some((key) => key.includes('own-phone'))")


def test_taken_back_the_card_stands_as_the_phone_left_it(open_page):
    pair = Pair(open_page).pair()
    with pair.phone.expect_response(
        lambda answer: answer.url.endswith("/report") and "**" in pair.hand.display.inner_text()
    ):
        pair.hand.press("press", "1", "2")
    pair.desk.control("card.take-back").click()
    expect(pair.desk.display).to_have_text("PIN> **")
    expect(pair.status).to_contain_text("on the computer again")


def test_a_step_gone_back_to_on_the_computer_takes_the_phone_along(open_page):
    pair = Pair(open_page).pair()
    pair.desk.log_in()
    pair.hand.press("press", *pair.hand.pin(), "ok")
    pair.expect_step("challenge")
    pair.desk.control("guide.back").click()
    expect(pair.hand.card).to_have_attribute("data-mode", "off")


def test_a_computer_that_was_reloaded_knows_where_its_card_is(open_page):
    pair = Pair(open_page).pair()
    pair.desk.log_in()
    pair.computer.reload()
    expect(pair.away).to_be_visible()
    pair.hand.press("press")
    expect(pair.hand.display).to_have_text("PIN>")


def test_a_code_is_typed_where_there_is_no_camera_and_a_second_phone_comes_too_late(open_page, language, axe):
    pair = Pair(open_page, language)
    code = pair.code()
    pair.phone.goto(f"/{language}/practice/pair/")
    field = pair.phone.locator("#pair-code")
    field.fill(code[:7])
    pair.phone.keyboard.press("Enter")
    expect(pair.phone.locator("[data-pair-fault]")).to_contain_text("7")
    expect(field).to_be_focused()
    assert axe(pair.phone) == []
    field.fill(" ".join(re.findall(".{1,5}", code.lower())))
    pair.phone.keyboard.press("Enter")
    pair.expect_ready()
    late = open_page(viewport=PHONE)
    late.goto(pair.link(code))
    expect(late.locator("[data-pair-status]")).to_contain_text(SAID[language]["used"])
    assert axe(late) == []


def test_after_two_minutes_the_code_is_gone_and_a_new_one_is_to_be_had(open_page, axe):
    pair = Pair(open_page)
    pair.computer.clock.install()
    old = pair.code()
    pair.computer.clock.fast_forward(121_000)
    expect(pair.computer.locator("[data-code]")).to_have_count(0)
    expect(pair.desk.control("pairing.renew")).to_be_focused()
    assert axe(pair.computer) == []
    pair.computer.keyboard.press("Enter")
    expect(pair.computer.locator("[data-code]")).not_to_have_attribute("data-code", old)
    pair.phone.goto(pair.link(old))
    expect(pair.status).to_contain_text("newer code")


def test_closed_unused_the_code_is_worth_nothing_and_the_card_is_where_it_was(open_page):
    pair = Pair(open_page)
    code = pair.code()
    pair.computer.keyboard.press("Escape")
    expect(pair.computer.get_by_role("dialog")).to_have_count(0)
    expect(pair.desk.card).to_be_focused()
    pair.phone.goto(pair.link(code))
    expect(pair.status).to_contain_text("on the computer again")


def test_a_site_that_only_this_computer_reaches_says_so_and_another_shows_the_qr_code(open_page, axe):
    pair = Pair(open_page)
    pair.code()
    expect(pair.computer.get_by_role("dialog")).to_contain_text("HOST=")
    expect(pair.computer.locator(".pairing-qr")).to_have_count(0)
    pair.computer.keyboard.press("Escape")

    def reachable(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"reachable": True})

    pair.computer.route("**/pairings", reachable)
    pair.code()
    expect(pair.computer.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    assert axe(pair.computer) == []


def test_the_phone_goes_on_in_another_language(open_page):
    pair = Pair(open_page).pair()
    pair.hand.press("press")
    pair.phone.locator('a[hreflang="fr"]').click()
    pair.expect_ready()
    expect(pair.status).to_contain_text("Associé")
    expect(pair.hand.display).to_have_text("PIN>")


def test_of_several_cards_on_the_table_all_go_along(open_page):
    pair = Pair(open_page, scenario="share-card").pair()
    choice = pair.phone.locator(".card-choice button")
    count = choice.count()
    assert count > 1
    choice.nth(count - 1).click()
    expect(choice.nth(count - 1)).to_have_attribute("aria-pressed", "true")
    assert re.fullmatch("[0-9]{4}", pair.hand.pin())
