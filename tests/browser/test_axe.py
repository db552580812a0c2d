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
def test_a_planted_defect_is_found_and_named_once(open_page, rule):
    page = open_page(bypass_csp=True)  # which lets nobody plant
    page.goto("/en/")
    axe = Once()
    assert axe(page) == []
    plant(page, rule)
    assert [line.partition(":")[0] for line in axe(page)] == [rule]
    assert axe(page) == []


def test_a_text_of_a_kind_seen_before_is_looked_at_where_its_background_is_another(page):
    page.goto("/en/")
    axe = Once()
    assert axe(page) == []
    page.evaluate("document.querySelector('main p').parentElement.style.background = '#777'")
    assert {line.partition(":")[0] for line in axe(page)} == {"color-contrast"}
