"""The security card, walked through by a learner: on a phone and a desktop, in every language."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice import Practice, other_digit, swapped

STEPS = ["login", "pin", "challenge", "response", "submit"]
PLATFORMS = ["client-portal", "tws", "webtrader"]


@pytest.fixture
def practice(any_page, language) -> Practice:
    return Practice(any_page, language)


def test_a_learner_logs_in_with_the_card_and_every_step_ticks_itself(practice):
    practice.open()
    practice.log_in()
    response = practice.response()
    assert len(response) == 8
    practice.submit(response)
    practice.expect_finished()
    assert practice.page.locator(".guide-step.done").count() == len(STEPS)


def test_a_learner_logs_in_by_keyboard_alone(practice):
    page = practice.open().page
    practice.control("window.persona.amira").focus()
    page.keyboard.press("Enter")
    practice.control("window.login").focus()
    page.keyboard.press("Enter")
    expect(practice.card if practice.is_narrow else practice.answer).to_be_focused()
    pin, challenge = practice.pin(), practice.challenge()
    practice.control("card.press").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(pin)
    page.keyboard.press("Enter")
    expect(practice.display).to_have_text("CHALLNG>")
    page.keyboard.type(challenge)
    page.keyboard.press("Enter")
    expect(practice.card).to_have_attribute("data-mode", "response")
    response = practice.display.inner_text()
    practice.answer.focus()
    page.keyboard.type(response)
    page.keyboard.press("Enter")
    practice.expect_finished()


def test_carrying_across_replaces_copying_by_eye(practice):
    practice.open(step="challenge")
    challenge = practice.challenge()
    practice.control("bridge.carry").click()
    expect(practice.display).to_have_text(f"CHALLNG> {challenge}")
    expect(practice.control("card.ok")).to_be_focused()
    practice.page.keyboard.press("Enter")
    practice.control("bridge.carry").click()
    expect(practice.answer).to_be_focused()
    practice.page.keyboard.press("Enter")
    practice.expect_finished()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_platform_has_its_own_window_and_the_same_flow(page, language, platform):
    practice = Practice(page, language).open(step="submit", platform=platform)
    expect(practice.window).to_have_attribute("data-platform", platform)
    practice.control("window.login").click()
    practice.expect_finished()


@pytest.mark.parametrize("step", STEPS)
def test_a_link_opens_the_practice_in_the_state_of_its_step(page, step):
    practice = Practice(page).open(step=step, platform="tws")
    place = STEPS.index(step)
    expect(page.locator(".guide-step.current .guide-mark")).to_have_text(str(place + 1))
    expect(page.locator(".guide-step.done")).to_have_count(place)
    mode = {"challenge": "challenge", "response": "response", "submit": "response"}.get(step, "off")
    expect(practice.card).to_have_attribute("data-mode", mode)
    expect(page.locator("[data-challenge]")).to_have_count(int(place > 0))


def test_a_wrong_pin_is_explained_and_shown_how_to_put_right(practice):
    practice.open(step="pin")
    practice.stop_clock()
    practice.submit(practice.response(pin=other_digit(practice.pin())))
    expect(practice.problem).to_contain_text(practice.words["wrong_pin"])
    expect(practice.problem).to_contain_text("4")
    practice.open_guide()
    for action in ("guide.hint", "guide.back"):  # a refusal takes none of the guide's help away
        expect(practice.control(action)).to_be_visible()
    practice.control("guide.show").click()
    expect(practice.display).to_have_text("CHALLNG>")
    expect(practice.problem).to_have_count(0)
    practice.press(*practice.challenge(), "ok")
    practice.submit(practice.display.inner_text())
    practice.expect_finished()


def test_the_pin_typed_as_challenge_is_explained(practice):
    practice.open(step="challenge")
    practice.press(*practice.pin(), "ok")
    practice.submit(practice.display.inner_text())
    expect(practice.problem).to_contain_text(practice.words["pin_as_challenge"])


def test_swapped_digits_are_named(practice):
    practice.open(step="pin")
    challenge = practice.challenge()
    practice.submit(practice.response(challenge=swapped(challenge)))
    expect(practice.problem).to_contain_text(practice.words["swapped"])
    expect(practice.problem).to_contain_text(challenge)


def test_the_challenge_typed_at_the_pin_prompt_unlocks_no_step(practice):
    practice.open().log_in()
    practice.press("press", *practice.challenge(), "ok")
    expect(practice.display).to_have_text("CHALLNG>")  # the card cannot tell
    expect(practice.problem).to_contain_text(practice.words["challenge_as_pin"])
    expect(practice.step).to_have_count(1)
    assert practice.step.locator("a").get_attribute("data-focus") == "guide.step.pin"
    practice.submit(practice.response())
    expect(practice.problem).to_have_count(0)
    practice.expect_finished()


def test_seven_digits_are_refused_in_the_browser_and_never_sent(practice):
    practice.open(step="response")
    for typed in ("1234567", "1234567a"):
        practice.submit(typed)
        expect(practice.answer).to_have_attribute("aria-invalid", "true")
    practice.submit("123 4567")
    expect(practice.page.locator(".field-error")).to_have_text(practice.words["seven"])
    sent = practice.page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert [url for url in sent if "/sandboxes" in url]
    assert not [url for url in sent if "/response" in url]


def test_too_few_digits_are_no_second_reason_beside_that_of_the_answer_before(practice):
    practice.open(step="response")
    practice.submit("00000000")
    expect(practice.window.locator(".window-notice")).to_have_count(1)
    expect(practice.problem).to_have_count(1)
    if practice.is_narrow:
        practice.control("dock.window").click()
    practice.submit("1234567")
    expect(practice.page.locator(".field-error")).to_have_text(practice.words["seven"])
    expect(practice.window.locator(".window-notice")).to_have_count(0)
    expect(practice.problem).to_have_count(0)


def test_a_response_pasted_with_a_space_is_taken(page):
    practice = Practice(page).open(step="response")
    response = practice.display.inner_text()
    practice.submit(f" {response[:4]} {response[4:]} ")
    practice.expect_finished()


def test_an_expired_challenge_leads_back_to_the_first_step(practice):
    practice.open(step="submit")
    practice.forward(120)
    expect(practice.window).to_contain_text(practice.words["expired"])
    expect(practice.page.locator(".guide-place")).to_contain_text("1")
    practice.control("window.start-over").click()
    practice.control("window.login").click()
    expect(practice.page.locator("[data-challenge]")).to_have_count(1)


def test_the_card_switches_itself_off_and_the_guide_goes_back_to_the_pin(page):
    practice = Practice(page).open(step="challenge")
    practice.forward(30)
    expect(practice.card).to_have_attribute("data-mode", "off")
    expect(practice.step).to_contain_text("Unlock the card")


def test_a_stopped_clock_keeps_the_card_on_and_the_challenge_good(own_page):
    page = own_page
    page.clock.install()
    practice = Practice(page).open(step="challenge")
    practice.stop_clock()
    page.clock.fast_forward(3_600_000)
    expect(practice.card).to_have_attribute("data-mode", "challenge")
    expect(practice.window).to_have_attribute("data-view", "challenge")


def test_five_wrong_responses_use_the_challenge_up(page):
    practice = Practice(page).open(step="response")
    for _ in range(5):
        practice.submit("00000000" if practice.display.inner_text() != "00000000" else "11111111")
        expect(practice.control("window.self")).not_to_have_attribute("aria-busy", "true")
    expect(practice.window).to_have_attribute("data-view", "ended")
    practice.control("window.start-over").click()
    practice.control("window.login").click()
    expect(page.locator("[data-challenge]")).to_have_count(1)


def test_show_me_plays_the_step_and_names_each_key(page):
    practice = Practice(page).open(step="pin")
    practice.control("guide.show").click()
    expect(page.locator(".guide-caption")).to_contain_text("press")
    expect(page.locator(".pointed")).to_have_count(1)
    expect(practice.display).to_have_text("CHALLNG>")
    expect(practice.step).to_contain_text("Type the challenge")


def test_hints_come_in_layers(page):
    practice = Practice(page).open(step="challenge")
    for count in (1, 2):
        practice.control("guide.hint").click()
        expect(page.locator(".guide-hints li")).to_have_count(count)
    expect(practice.control("guide.hint")).to_have_count(0)


def test_back_one_step_returns_to_how_that_step_began(page):
    practice = Practice(page).open(step="challenge")
    challenge = practice.challenge()
    practice.press("1", "2")
    practice.control("guide.back").click()
    expect(practice.card).to_have_attribute("data-mode", "off")
    assert practice.challenge() == challenge


def test_a_reset_keeps_the_step_changes_the_card_and_can_be_undone(page):
    practice = Practice(page).open(step="challenge")
    practice.press("7")
    challenge = practice.challenge()
    practice.control("tools.reset").click()
    expect(page.locator(".undo button")).to_be_visible()
    expect(practice.display).to_have_text("CHALLNG>")
    assert practice.challenge() != challenge
    practice.control("tools.undo").click()
    expect(practice.display).to_have_text("CHALLNG> 7")
    assert practice.challenge() == challenge


def test_an_undone_reset_can_still_be_finished(page):
    practice = Practice(page).open(step="submit")
    practice.control("tools.reset").click()
    practice.control("tools.undo").click()
    practice.control("window.login").click()
    practice.expect_finished()


def test_another_training_user_gets_another_card(page):
    practice = Practice(page).open(step="pin")
    first = practice.pin()
    practice.control("window.start-over").click()
    practice.control("window.persona.bruno").click()
    practice.control("window.login").click()
    expect(page.locator("[data-challenge]")).to_have_count(1)
    practice.submit(practice.response())
    practice.expect_finished()
    assert len(first) == 4


def test_look_inside_shows_what_the_verifier_computed_once_the_login_is_over(page):
    practice = Practice(page).open(step="submit")
    response = practice.display.inner_text()
    practice.control("tools.inside").click()
    expect(page.locator(".inside-facts")).to_have_count(0)
    practice.control("window.login").click()
    practice.expect_finished()
    expect(page.locator(".inside-facts")).to_contain_text(response)
    expect(page.locator(".inside-facts")).to_contain_text("OCRA-1:HOTP-SHA256-8:QN06-PSHA256")
    expect(page.locator(".inside-facts")).to_contain_text("Tries left")
    expect(page.locator(".inside-facts")).to_contain_text("NIST SP 800-63B-4")


def test_look_inside_shows_what_was_sent_where_and_what_became_of_it(page):
    practice = Practice(page, address="voice/").open(step="answer", platform="client-portal")
    practice.control("mode.free").click()
    practice.control("tools.inside").click()
    sent = page.locator(".inside-fields > li")
    expect(sent.nth(0)).to_contain_text("+1 202-555-01••")
    expect(sent.nth(0)).to_contain_text("blocked by the carrier")
    expect(sent.nth(1)).to_contain_text("Call to +1 202-555-01••")


@pytest.mark.parametrize("scenario", ["dsc-plus", "activation", "share-card"])
def test_the_page_tells_of_every_script_at_once_and_of_no_other(own_page, scenario):
    Practice(own_page, address=f"{scenario}/").open()
    told, run = own_page.evaluate(
        """() => {
            const told = [...document.querySelectorAll('link[rel=modulepreload]')].map((each) => each.href);
            const loaded = performance.getEntriesByType('resource').map((each) => each.name);
            return [told, loaded.filter((name) => name.endsWith('.js') && !name.includes('/js/kb/'))];
        }"""
    )
    assert sorted(told) == sorted(set(run))


def test_the_strip_shows_the_remaining_steps_large(page):
    practice = Practice(page).open(step="challenge")
    practice.control("tools.strip").click()
    expect(page.locator("dialog .strip-steps li")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


USE_CHALLENGES_UP = """async (count) => {
    const {session} = JSON.parse(localStorage.getItem("practice:dsc-plus"));
    const post = (path, body) => fetch(`/api/v1${path}`, {
        method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
    }).then((answer) => answer.json());
    for (let challenge = 0; challenge < count; challenge += 1) {
        const login = await post(`/sandboxes/${session.id}/logins`, {});
        for (let tries = 0; tries < 5; tries += 1) await post(`/logins/${login.id}/response`, {response: `0000000${tries}`});
    }
}"""


def test_a_disabled_card_is_explained_and_can_be_restored(page, language):
    practice = Practice(page, language).open(step="pin")
    page.evaluate(USE_CHALLENGES_UP, 5)
    practice.control("window.start-over").click()
    practice.control("window.login").click()
    expect(practice.problem).to_be_visible()
    practice.control("problem.act").click()
    expect(practice.problem).to_have_count(0)
    practice.log_in()


def test_a_locked_portal_counts_down_and_the_clock_can_be_moved_past_it(page):
    practice = Practice(page).open(step="pin")
    page.evaluate(USE_CHALLENGES_UP, 5)
    practice.control("window.start-over").click()
    practice.control("window.login").click()
    practice.control("problem.act").click()
    expect(practice.problem).to_have_count(0)
    page.evaluate(USE_CHALLENGES_UP, 5)
    practice.control("window.login").click()
    expect(practice.problem).to_contain_text("possible again in 23:59:")
    expect(practice.window).to_contain_text("possible again in 23:59:")
    practice.control("problem.act").click()
    expect(practice.problem).to_have_count(0)
    practice.control("window.login").click()
    expect(page.locator("[data-challenge], .problem")).to_have_count(1)


def test_the_site_out_of_reach_is_said_and_nothing_is_lost(page):
    practice = Practice(page).open(step="submit")
    page.context.set_offline(True)
    practice.control("window.login").click()
    expect(practice.problem).to_contain_text("cannot be reached")
    page.context.set_offline(False)  # what was pressed is done again by itself
    practice.expect_finished()


@pytest.mark.parametrize("step", ["login", "challenge", "response"])
def test_show_me_can_be_asked_for_at_any_step(page, step):
    practice = Practice(page).open(step=step)
    practice.control("guide.show").click()
    place = STEPS.index(step)
    expect(page.locator(".guide-step.done")).to_have_count(place + 1)
