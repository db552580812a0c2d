"""The practice opened inside its article, beside the steps that it ticks."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice import Practice

ARTICLE = "kb/3422/"


@pytest.fixture
def article(any_page, language) -> Practice:
    any_page.goto(f"/{language}/{ARTICLE}")
    return Practice(any_page, language)


def open_at(practice: Practice, step: str) -> None:
    practice.page.locator(f'[data-step-demo="{step}"].try').first.click()
    expect(practice.card).to_be_visible()


AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("notification/", "variant.android"),
        ("one-app/", "variant.android-ib-tws"),
        ("android-cache/", "variant.android-6"),
        ("voice/", "platform.android"),
        ("notification/?variant=ios", "variant.ios"),
        ("activation/?step=number", "variant.ios"),  # which no Android phone has
    ],
)
def test_a_practice_opens_for_the_learners_own_system_unless_the_link_names_another(open_page, address, chosen):
    page = open_page(user_agent=AGENT)
    page.goto(f"/en/practice/{address}")
    expect(page.locator(f'[data-focus="{chosen}"]')).to_have_attribute("aria-pressed", "true")


def test_the_article_fetches_nothing_of_the_practice_and_sets_no_cookie_before_the_tap(own_page):
    page, fetched = own_page, []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/en/{ARTICLE}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "/demo/" in url or "/api/" in url]
    assert page.context.cookies() == []


def test_a_practice_on_its_way_is_seen_to_be_at_the_link_that_asked_for_it(page):
    held = []
    page.route("**/js/demo/embed*.js", lambda route: held.append(route))
    page.goto(f"/en/{ARTICLE}")
    link = page.locator(".demo-open").first
    with page.expect_request("**/js/demo/embed*.js"):
        link.click()
    expect(link).to_have_attribute("aria-busy", "true")
    assert "…" in link.evaluate("(link) => getComputedStyle(link, '::after').content")
    held[0].continue_()
    expect(page.locator(".device.card")).to_be_visible()
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_try_this_step_opens_that_state_and_ticks_the_steps_before_it(article):
    open_at(article, "challenge")
    expect(article.display).to_have_text("CHALLNG>")
    for step in ("step-1", "step-2"):
        expect(article.page.locator(f"#{step}")).to_have_class("step is-done")
    expect(article.page.locator("#step-3")).to_have_class("step is-current")


def test_the_article_ticks_as_the_learner_goes_on_to_the_end(article):
    open_at(article, "pin")
    article.submit(article.response())
    article.expect_finished()
    expect(article.page.locator(".step.is-done")).to_have_count(5)
    expect(article.page.locator(".ending a")).to_have_count(0)  # who is in the article is not sent to it


def test_a_second_try_goes_on_in_the_same_practice(page):
    page.goto(f"/en/{ARTICLE}")
    practice = Practice(page)
    open_at(practice, "pin")
    challenge = practice.challenge()
    page.locator('[data-step-demo="challenge"].try').first.click()
    expect(practice.display).to_have_text("CHALLNG>")
    assert page.locator(".device.card").count() == 1
    assert len(challenge) == 6


def test_the_article_in_the_other_language_goes_on_with_the_open_practice(page):
    page.goto(f"/en/{ARTICLE}")
    practice = Practice(page)
    open_at(practice, "challenge")
    practice.press("5")
    page.locator(".languages a[hreflang=fr]").click()
    page.wait_for_url("**/fr/kb/**")
    expect(practice.display).to_have_text("CHALLNG> 5")
    expect(practice.control("card.5")).to_be_focused()


def test_a_closed_practice_gives_the_article_its_room_back_and_goes_on_when_opened_again(article, axe):
    page = article.page
    open_at(article, "challenge")
    article.press("5")
    page.locator(".demo-close").click()
    expect(article.card).to_be_hidden()
    expect(page.locator(".beside")).to_have_count(0)
    expect(page.locator('[data-step-demo="challenge"].try').first).to_be_focused()
    assert axe(page) == []
    page.locator(".demo-open").click()
    expect(article.display).to_have_text("CHALLNG> 5")


def test_a_closed_practice_stays_closed_in_the_other_language(page):
    page.goto(f"/en/{ARTICLE}")
    practice = Practice(page)
    open_at(practice, "challenge")
    practice.press("5")
    page.locator(".demo-close").click()
    page.locator(".languages a[hreflang=fr]").click()
    page.wait_for_url("**/fr/kb/**")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".demo-open")).to_be_visible()
    assert page.locator(".device").count() == 0


def test_a_step_of_the_article_that_takes_several_of_the_practice_is_current_until_the_last_of_them(page, language):
    page.goto(f"/{language}/kb/2277/")
    practice = Practice(page, language)
    page.locator(".demo-open").click()
    first, second = page.locator("#step-1"), page.locator("#step-2")
    for control in ("phone.shop", "phone.get", "phone.install"):
        expect(first).to_have_class("step is-current")
        practice.control(control).click()
    expect(first).to_have_class("step is-done")
    expect(second).to_have_class("step is-current")
    practice.control("variant.ios").click()
    expect(page.locator(".step.is-current, .step.is-done")).to_have_count(0)  # those steps are of another article
