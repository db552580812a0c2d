"""The check for accessibility can fail: it finds what was planted."""

import pytest

from tests.browser.accessibility import Once

PLANTED = {
    "image-alt": '<img src="/favicon.ico">',
    "color-contrast": '<p class="sr-planted">Hardly to be read</p>',
}
PALE = "document.querySelector('.sr-planted').style.cssText = 'color: #aaa; background: #bbb'"


def plant(page, rule: str) -> None:
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", PLANTED[rule])
    if rule == "color-contrast":
        page.evaluate(PALE)


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_defect_is_found_and_named(page, axe, rule):
    page.goto("/en/")
    assert axe(page) == []
    plant(page, rule)
    assert [line.partition(":")[0] for line in axe(page)] == [rule]


@pytest.mark.parametrize("rule", PLANTED)
def test_it_is_found_by_the_look_at_what_is_new_too_and_named_once(page, rule):
    page.goto("/en/")
    axe_once = Once()
    assert axe_once(page) == []
    plant(page, rule)
    assert [line.partition(":")[0] for line in axe_once(page)] == [rule]
    assert axe_once(page) == []


def test_a_text_of_a_kind_seen_before_is_looked_at_where_its_background_is_another(page):
    page.goto("/en/")
    axe_once = Once()
    assert axe_once(page) == []
    page.evaluate("document.querySelector('main p').parentElement.style.background = '#777'")
    assert {line.partition(":")[0] for line in axe_once(page)} == {"color-contrast"}
