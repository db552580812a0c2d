"""A practice that is left and taken up again: reload, closing, another language, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice import WORDS, Practice


def other(language: str) -> str:
    return next(code for code in WORDS if code != language)


def test_nothing_is_stored_and_no_cookie_is_set_before_the_learner_acts(page):
    Practice(page).open()
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('practice'))") == []


def test_a_closed_practice_goes_on_where_it_was(page, language):
    practice = Practice(page, language).open(step="challenge")
    practice.press("4", "2")
    challenge = practice.challenge()
    page.goto(f"/{language}/about/")
    again = Practice(page, language).open()
    expect(again.control("resume.continue")).to_contain_text("3")
    again.control("resume.continue").click()
    expect(again.display).to_have_text("CHALLNG> 42")
    assert again.challenge() == challenge


def test_a_practice_left_until_its_challenge_expired_goes_on_at_the_same_step(page):
    practice = Practice(page).open(step="response")
    challenge = practice.challenge()
    sandbox = page.evaluate("JSON.parse(localStorage.getItem('practice:dsc-plus')).session.id")
    page.goto("/en/about/")
    page.evaluate(
        "id => fetch(`/api/v1/sandboxes/${id}/clock`, {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({forward_seconds: 600})})",
        sandbox,
    )
    again = Practice(page).open()
    again.control("resume.continue").click()
    again.wait_for_turn()
    expect(again.step).to_contain_text("Read the response")
    assert again.challenge() != challenge
    expect(again.card).to_have_attribute("data-mode", "response")  # the steps before are played up to here
    again.submit(again.display.inner_text())
    practice.expect_finished()


def test_a_reload_loses_nothing(page):
    practice = Practice(page).open(step="challenge")
    practice.press("9")
    page.reload()
    expect(practice.display).to_have_text("CHALLNG> 9")


# What an older version of the site may have left in the browser: screens, places and facts that there are no more, or not yet.
OLDER = {
    "screens": "for (const device of Object.values(kept.devices)) Object.assign(device, {view: 'gone', at: 'gone'})",
    "nothing": "for (const {devices} of [kept, ...Object.values(kept.snapshots)]) for (const id in devices) devices[id] = {}",
    "devices": "Object.assign(kept, {devices: {}, snapshots: {}})",
    "places": "Object.assign(kept, {platform: 'gone', variant: 'gone', step: 'gone', done: ['gone'], snapshots: {}})",
    "facts": "for (const name of ['tally', 'news', 'hints', 'problem', 'spent', 'unsettled']) delete kept[name]",
}


@pytest.mark.parametrize("change", OLDER.values(), ids=OLDER)
@pytest.mark.parametrize("scenario", ["dsc-plus", "notification"])
def test_what_an_older_version_kept_is_gone_on_with_or_begun_again(page, scenario, change):
    practice = Practice(page, "en", f"{scenario}/").open()
    practice.control("window.persona.amira").click()
    practice.control("window.login").click()
    expect(practice.control("window.self")).not_to_have_attribute("data-view", "user")
    page.evaluate(
        f"() => {{const kept = JSON.parse(localStorage.getItem('practice:{scenario}')); {change};"
        f" localStorage.setItem('practice:{scenario}', JSON.stringify(kept));}}"
    )
    page.reload()
    expect(page.locator("html[data-practice=ready]")).to_have_count(1)
    practice.wait_for_turn()
    before = practice.step.inner_text()
    practice.control("guide.show").click()
    expect(practice.step).not_to_have_text(before)


def test_beginning_again_forgets_what_was_kept(page):
    Practice(page).open(step="challenge")
    practice = Practice(page).open()
    practice.control("resume.fresh").click()
    assert page.evaluate("localStorage.getItem('practice:dsc-plus')") is None
    expect(practice.card).to_have_attribute("data-mode", "off")


def test_a_finished_sandbox_is_forgotten_with_its_keys(page):
    Practice(page).open(step="pin")
    page.evaluate(
        "() => {const kept = JSON.parse(localStorage.getItem('practice:dsc-plus'));"
        " kept.session.expires_at = '2020-01-01T00:00:00Z';"
        " localStorage.setItem('practice:dsc-plus', JSON.stringify(kept));}"
    )
    Practice(page).open()
    assert page.evaluate("localStorage.getItem('practice:dsc-plus')") is None


def test_another_language_in_the_middle_loses_nothing(any_page, language):
    practice = Practice(any_page, language).open(step="response")
    practice.answer.fill("1234")
    shown, challenge = practice.display.inner_text(), practice.challenge()
    there = other(language)
    any_page.locator(f".languages a[hreflang={there}]").click()
    any_page.wait_for_url(f"**/{there}/practice/**")
    again = Practice(any_page, there)
    expect(again.answer).to_have_value("1234")
    expect(again.answer).to_be_focused()
    expect(again.display).to_have_text(shown)
    assert again.challenge() == challenge
    expect(again.window).to_contain_text(again.words["login"])


def test_an_explanation_is_said_in_the_new_language_after_the_switch(page, language):
    practice = Practice(page, language).open(step="challenge")
    practice.press(*practice.pin(), "ok")
    practice.submit(practice.display.inner_text())
    expect(practice.problem).to_have_count(1)
    before = practice.problem.inner_text()
    there = other(language)
    page.locator(f".languages a[hreflang={there}]").click()
    page.wait_for_url(f"**/{there}/practice/**")
    expect(practice.problem).to_contain_text("CHALLNG>")
    assert practice.problem.inner_text() != before
    expect(practice.problem).to_contain_text("4")


def test_a_browser_that_keeps_nothing_can_practice_all_the_same(own_page):
    page = own_page
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'cookieEnabled', {get: () => false});"
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    practice = Practice(page).open(step="response")
    practice.submit(practice.display.inner_text())
    practice.expect_finished()
    assert page.context.cookies() == []


def test_a_browser_that_says_it_keeps_cookies_and_does_not_can_practice_all_the_same(own_page):
    own_page.add_init_script(
        "Object.defineProperty(Document.prototype, 'cookie', {get: () => '', set() {}});"
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    practice = Practice(own_page).open(step="response")
    practice.submit(practice.display.inner_text())
    practice.expect_finished()
    assert own_page.context.cookies() == []


def test_a_cookie_that_does_not_come_back_ends_one_practice_and_no_second_one(own_page):
    def lose(route):
        own_page.context.clear_cookies()
        route.continue_()

    own_page.route("**/api/v1/sandboxes/*/logins", lose)
    practice = Practice(own_page).open()
    practice.control("window.persona.amira").click()
    practice.control("window.login").click()
    practice.control("problem.act").click()
    expect(practice.problem).to_have_count(0)
    practice.wait_for_turn()
    practice.log_in()


def test_a_second_tab_that_begins_a_login_tells_the_first_one(page, language):
    first = Practice(page, language).open(step="challenge")
    other_tab = page.context.new_page()
    second = Practice(other_tab, language).open()
    second.control("resume.continue").click()
    second.wait_for_turn()
    second.control("window.start-over").click()
    second.control("window.login").click()
    expect(other_tab.locator("[data-challenge]")).to_have_count(1)
    expect(first.problem).to_contain_text({"en": "You logged in somewhere else", "fr": "ailleurs"}[language])
    expect(first.window).to_have_attribute("data-view", "ended")
    first.control("window.start-over").click()
    first.control("window.login").click()
    first.submit(first.response())
    first.expect_finished()


def test_a_practice_that_has_ended_says_so_and_begins_anew_at_the_same_step(page, language, axe):
    practice = Practice(page, language).open(step="response")
    challenge = practice.challenge()
    page.context.clear_cookies()
    practice.submit(practice.display.inner_text())
    expect(practice.problem).to_have_count(1)
    assert "Bearer" not in practice.problem.inner_text()
    assert axe(page) == []
    practice.control("problem.act").click()
    expect(practice.problem).to_have_count(0)
    expect(page.locator(f'[data-challenge]:not([data-challenge="{challenge}"])')).to_have_count(1)
    expect(page.locator(".devices[inert]")).to_have_count(0)
    practice.submit(practice.display.inner_text())
    practice.expect_finished()


def test_what_the_devices_said_is_said_in_the_new_language_after_the_switch(page, language):
    practice = Practice(page, language, "sms-login/").open(step="code")
    practice.answer.fill("000000")
    page.keyboard.press("Enter")
    notice = page.locator(".window-notice")
    expect(notice).to_have_count(1)
    there = other(language)
    page.locator(f".languages a[hreflang={there}]").click()
    page.wait_for_url(f"**/{there}/practice/**")
    words = page.request.get(f"/{there}/practice/sms-login/data.json").json()["strings"]
    expect(notice).to_have_text(words["window.wrong"]["other"].replace("{count}", "4"))


@pytest.mark.parametrize("path", ["practice/", "practice/dsc-plus/"])
def test_without_script_the_steps_stand_there_as_text(open_page, language, path):
    page = open_page(java_script_enabled=False)
    page.goto(f"/{language}/{path}")
    expect(page.locator("h1")).to_be_visible()
    if path.endswith("dsc-plus/"):
        expect(page.locator(".practice-steps > li")).to_have_count(5)
        expect(page.locator(".practice-steps")).to_contain_text("CHALLNG>")


def test_a_practice_that_is_unknown_says_where_to_go(page, language):
    assert page.goto(f"/{language}/practice/no-such-thing/").status == 404
    assert page.locator("main a").count() >= 1


def test_of_two_phones_each_says_which_one_it_is(page, language, axe):
    Practice(page, language, "second-phone/").open()
    said = [
        phone.evaluate("phone => [phone.dataset.title, getComputedStyle(phone, '::before').content]")
        for phone in page.locator(".phone").all()
    ]
    assert len({title for title, _content in said}) == 2
    assert all("data-title" in content or title in content for title, content in said)
    assert axe(page) == []


def test_a_device_that_the_variant_has_no_use_for_comes_with_the_one_that_uses_it_and_goes_again(page):
    practice = Practice(page, address="one-app/").open(variant="ios-ib-tws")
    shown = {"ios-ib-tws": ["Phone"], "ios-ib-key": ["Phone", "Login window"]}
    for variant in ("ios-ib-tws", "ios-ib-key", "ios-ib-tws"):
        practice.control(f"variant.{variant}").click()
        expect(practice.window).to_have_count(len(shown[variant]) - 1)
        expect(page.locator(".dock-entry:not([hidden]) .dock-title")).to_have_text(shown[variant])
        expect(practice.control(f"variant.{variant}")).to_be_focused()
