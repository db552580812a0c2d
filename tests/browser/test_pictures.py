"""Pictures in articles and lists: seen at once and in full, in one's own theme and of one's own system, without a jump."""

import re

import pytest
from playwright.sync_api import expect

ARTICLE = "kb/3422/"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)
SHOWN = "(image) => image.complete && image.naturalWidth > 0 && image.currentSrc"


def source(image) -> str:
    image.scroll_into_view_if_needed()
    return image.evaluate(f"async (image) => (await image.decode(), ({SHOWN})(image))")


def test_a_picture_opens_in_full_by_tap_and_keyboard_and_gives_the_focus_back(any_page, language, axe):
    page = any_page
    page.goto(f"/{language}/{ARTICLE}", wait_until="networkidle")
    link = page.locator("#figure-2 .shot-link")
    expect(link).to_have_accessible_name(re.compile(re.escape(link.locator("img").get_attribute("alt"))))
    link.click()
    dialog = page.locator("dialog.enlarged")
    expect(dialog.locator("img")).to_be_visible()
    assert axe(page) == []
    dialog.locator("button").click()
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_a_picture_takes_its_room_before_it_comes_and_comes_when_it_is_near(page, language):
    held = []
    page.route("**/static/figures/**", lambda route: held.append(route))
    page.goto(f"/{language}/{ARTICLE}", wait_until="load")
    image = page.locator("#figure-7 img")
    before = image.bounding_box()
    assert before["height"] > 100
    assert not [route for route in held if route.request.url in (image.get_attribute("srcset") or "")]
    for route in held:
        route.continue_()
    page.unroute_all(behavior="ignoreErrors")
    source(image)
    after = image.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])


@pytest.mark.parametrize(("theme", "scheme"), [("dark", "light"), ("light", "dark")])
def test_a_picture_follows_the_theme_that_the_reader_chose(page, theme, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/en/kb/9001/", wait_until="networkidle")
    image = page.locator("#figure-3 .shot-link:visible img")  # a phone; a window looks the same in both
    by_device = source(image)
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
    page.wait_for_function(
        "([image, before]) => image.currentSrc !== before", arg=[image.element_handle(), by_device]
    )
    assert source(image) != by_device


def test_of_two_systems_the_readers_own_is_shown(open_page):
    for agent, shown in ((ANDROID, "android"), (None, "ios")):
        page = open_page(user_agent=agent) if agent else open_page()
        page.goto("/en/kb/9001/", wait_until="networkidle")
        views = page.locator("#figure-3 [data-system]")
        assert [view.get_attribute("data-system") for view in views.all() if view.is_visible()] == [shown]


def test_without_script_a_picture_is_a_link_to_itself(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/kb/9001/")
    assert page.locator("#figure-3 .shot-link").first.get_attribute("href").endswith("@2x.webp")
    assert len([view for view in page.locator("#figure-3 [data-system]").all() if view.is_visible()]) == 1


def test_the_list_says_where_one_can_go_on(own_page, language):
    own_page.goto(f"/{language}/practice/")
    kept = '{"session": {"expires_at": "2999-01-01T00:00:00Z"}, "step": "challenge", "place": 2}'
    own_page.evaluate("(kept) => localStorage.setItem('practice:dsc-plus', kept)", kept)
    own_page.reload()
    says = own_page.locator('[data-practice-card="dsc-plus"] [data-go-on]')
    expect(says).to_have_text({"en": "Go on at step 3", "fr": "Reprendre à l’étape 3"}[language])
    expect(own_page.locator('[data-practice-card="voice"] [data-go-on]')).to_be_hidden()


def test_the_list_with_its_pictures_has_no_violation(any_page, language, axe):
    any_page.goto(f"/{language}/practice/", wait_until="networkidle")
    assert axe(any_page) == []
