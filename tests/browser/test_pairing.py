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
        # A closed dialog gives the focus to the device a moment later: a key pressed in between would take it back.
        expect(self.away.locator(":focus")).to_have_count(1)
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


def fills_the_screen(page: Page, device: str) -> bool:
    """Whether the simulated screen of `device` begins and ends at the sides and at the foot of the real one."""
    box = page.locator(f'.device:has([data-focus^="{device}."]) .phone-screen').bounding_box()
    is_high = box["y"] + box["height"] == page.viewport_size["height"] and box["y"] <= 0.12 * box["height"]
    return is_high and (box["x"], box["width"]) == (0, page.viewport_size["width"])


def test_a_phone_fills_the_screen_and_is_there_again_after_a_reload_without_a_network(open_page, language, axe):
    pair = notified(open_page, language)
    assert fills_the_screen(pair.phone, "phone")
    pair.phone.wait_for_function("navigator.serviceWorker.controller && caches.keys().then((kept) => kept.length)")
    kept = pair.phone.evaluate(KEPT)
    assert f"/{language}/practice/pair/" in kept
    assert not any("/api/" in address for address in kept)
    assert all(address.startswith("/static/") or f"/{language}/practice/" in address for address in kept)
    pair.phone.context.set_offline(True)
    pair.phone.reload()
    pair.expect_ready()
    expect(pair.status).to_contain_text("No connection" if language == "en" else "Pas de connexion")
    assert fills_the_screen(pair.phone, "phone") or pair.status.bounding_box()["height"] > 44
    assert axe(pair.phone) == []
    hand = Walk(pair.phone, pair.walk.flow)
    hand.enter("phone.notification")
    hand.confirm("phone")
    hand.control("phone.approve").click()
    expect(hand.control("pair.again")).to_be_visible()
    pair.phone.context.set_offline(False)
    expect(pair.desk.window).to_have_attribute("data-view", "inside")
    expect(pair.status).to_contain_text("Paired" if language == "en" else "Associé")


# The addresses of all that the browser keeps, without that of the site.
KEPT = """async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = (await Promise.all(caches_.map((each) => each.keys()))).flat();
    return kept.map(({url}) => new URL(url).pathname);
}"""


def test_taken_back_the_page_is_kept_no_longer(open_page):
    pair = Pair(open_page).pair()
    pair.phone.wait_for_function("caches.keys().then((kept) => kept.length)")
    pair.desk.control("card.take-back").click()
    expect(pair.phone.locator("[data-pair-form]")).to_be_visible()
    pair.phone.wait_for_function("caches.keys().then((kept) => !kept.length)")
    assert pair.phone.evaluate("navigator.serviceWorker.getRegistrations().then((each) => each.length)") == 0


def test_where_the_page_cannot_be_kept_it_says_to_keep_it_open(open_page, language, axe):
    pair = Pair(open_page, language)
    # As in a browser that came over http from another machine.
    pair.phone.add_init_script("delete Navigator.prototype.serviceWorker")
    pair.pair()
    expect(pair.status).to_contain_text("Keep this page open" if language == "en" else "Gardez cette page ouverte")
    assert axe(pair.phone) == []


@pytest.mark.parametrize(("scenario", "device"), [("notification", "phone"), ("dsc-plus", "card")])
def test_a_phone_is_not_paired_with_itself_but_becomes_the_device(open_page, language, axe, scenario, device):
    page = open_page(viewport=PHONE, has_touch=True)
    found = next(each for each in scenarios() if each.id == scenario)
    walk = Walk(page, Flow(found, "client-portal", "ios" if found.variants else "", language)).open()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/pairings" in request.url else None)
    walk.enter(f"dock.{device}")
    walk.enter(f"{device}.own-phone")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(walk.control(f"{device}.self")).to_be_visible()
    if device == "phone":
        assert fills_the_screen(page, device)
    assert axe(page) == [] and safety.complaints(page, WORDS[language]["mark"]) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".devices").locator(walk.control(f"{device}.self"))).to_have_count(1)
    walk.enter(f"dock.{device}")  # back at the practice the device that is due is in front
    walk.enter(f"{device}.own-phone")
    walk.enter("full.back")
    expect(dialog).to_have_count(0)
    while step := walk.step:
        walk.do(step)
        walk.expect_done(step)
    assert asked == []


def test_a_step_done_on_a_phone_that_fills_the_screen_leads_on_to_the_next_device(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    found = next(each for each in scenarios() if each.id == "dsc-plus")
    walk = Walk(page, Flow(found, "client-portal", "", "en")).open(step="challenge")
    walk.enter("card.own-phone")
    bar = page.locator(".full-line")
    expect(bar).not_to_contain_text("Next:")
    walk.do(walk.step)
    expect(bar).to_contain_text("Next: Login window")
    walk.enter("full.back")
    expect(walk.control("window.answer")).to_be_focused()


def test_a_code_is_typed_where_there_is_no_camera_and_a_second_phone_comes_too_late(open_page, language, axe):
    pair = Pair(open_page, language)
    code = pair.code()
    assert len(code) == 8
    pair.phone.goto(f"/{language}/pair/")
    field = pair.phone.locator("#pair-code")
    field.fill(code[:7])
    pair.phone.keyboard.press("Enter")
    expect(pair.phone.locator("[data-pair-fault]")).to_contain_text("7")
    expect(field).to_be_focused()
    assert axe(pair.phone) == []
    field.fill("-".join(re.findall(".{1,4}", code.lower())))
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
    dialog = pair.computer.get_by_role("dialog")
    advice = dialog.get_by_text("HOST=")
    expect(advice).to_be_hidden()
    pair.desk.control("pairing.operator").click()  # it is for the operator of the site
    expect(advice).to_be_visible()
    assert axe(pair.computer) == []
    expect(pair.computer.locator(".pairing-qr")).to_have_count(0)
    pair.computer.keyboard.press("Escape")

    def reachable(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"reachable": True, "is_operator": False})

    pair.computer.route("**/pairings", reachable)
    pair.code()
    expect(pair.computer.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    expect(dialog).not_to_contain_text("HOST=")
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
