"""No page runs out of its width: with letters twice as large on a phone, and on the narrowest one."""

import sqlite3
from contextlib import closing

import pytest

from tests.browser import narrow
from tests.browser.conftest import PHONE, new_context
from tests.browser.serving import started

GONE = 2634  # an article of content/ that is retired
KINDS = {
    "home": "/",
    "category": "/category/ibkr-mobile/",
    "tag": "/tag/howto/",
    "article with steps": "/kb/3422/",
    "article with a table": "/kb/1131/",
    "article with much around it": "/kb/2895/",
    "article with long tabs": "/kb/9003/",
    "search": "/search/?q=lost+phone",
    "search in vain": "/search/?q=zzzzzz",
    "choose a method": "/choose/",
    "recent changes": "/recent/",
    "about": "/about/",
    "practices": "/practice/",
    "practice with a card": "/practice/dsc-plus/",
    "practice with a phone": "/practice/notification/",
    "practice that is none": "/practice/nothing/",
    "own phone": "/practice/pair/",
    "join a class": "/practice/join/",
    "no such page": "/nothing-here/",
    "no such article": "/kb/4711/",
    "retired article": f"/kb/{GONE}/",
    "refusal": "/static/nothing.css",  # the door's own page, which says all its refusals
}
# What scrolls by itself may be wider, and an address in its bar ends where the bar does.
OUTSIDE = """(size) => {
    document.documentElement.style.fontSize = size;
    const box = (each) => each.getBoundingClientRect();
    const style = (each) => getComputedStyle(each);
    const above = (each) => (each ? [each, ...above(each.parentElement)] : []);
    const isBox = (each) => parseFloat(style(each).borderLeftWidth) || style(each).overflowX !== "visible"
        || style(each).backgroundColor !== "rgba(0, 0, 0, 0)";
    const complaint = (text) => {
        const around = above(text.parentElement);
        if (!around[0].checkVisibility({ visibilityProperty: true, opacityProperty: true })) return null;
        if (around.some((each) => style(each).clipPath !== "none" || /auto|scroll/.test(style(each).overflowX)
            || each.matches(".frame-address"))) return null;
        const range = document.createRange();
        range.selectNodeContents(text);
        const holds = around.find((each) => !/inline$|contents/.test(style(each).display) && isBox(each));
        const { left, right } = holds ? box(holds) : { left: 0, right: innerWidth };
        const isOut = [...range.getClientRects()].some((line) => line.width > 1 && (line.left < Math.max(left, 0) - 2
            || line.right > Math.min(right, innerWidth) + 2));
        return isOut ? `${around[0].className || around[0].tagName} “${text.data.trim().slice(0, 40)}”` : null;
    };
    const texts = [];
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (text) =>
        text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    while (all.nextNode()) texts.push(all.currentNode);
    const by = document.documentElement.scrollWidth - innerWidth;
    const found = texts.map(complaint).filter(Boolean);
    document.documentElement.style.fontSize = "";
    return [...(by > 0 ? [`scrolls ${by} px sideways`] : []), ...new Set(found)];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Where one article is retired and no other has replaced it."""
    with started(tmp_path_factory.mktemp("large")) as served:
        with closing(sqlite3.connect(served.data / "site.sqlite3")) as database, database:
            database.execute("UPDATE kb_article SET successor_id = NULL WHERE number = ?", [GONE])
        yield served.address


@pytest.fixture(scope="module")
def tab(browser, site):
    complaints = []
    context = new_context(browser, complaints, base_url=site, viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_leaves_its_box_or_the_page(tab, language, kind):
    is_own = not KINDS[kind].startswith("/static/")
    tab.set_extra_http_headers({"Accept-Language": language})
    tab.goto(f"/{language}{KINDS[kind]}" if is_own else KINDS[kind])
    found = {}
    for viewport, size in ((PHONE, "200%"), (narrow.SMALL, "100%")):
        tab.set_viewport_size(viewport)
        found[viewport["width"], size] = tab.evaluate(OUTSIDE, size)
    assert {place: texts for place, texts in found.items() if texts} == {}


BROKEN = """([size, longest]) => {
    document.documentElement.style.fontSize = size;
    const found = [];
    for (const heading of document.querySelectorAll("main :is(h1, h2, h3)")) {
        if (getComputedStyle(heading).clipPath !== "none") continue; // nobody sees it
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (const word of texts.currentNode.data.matchAll(/[\\p{L}’/]+/gu)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, word.index);
                range.setEnd(texts.currentNode, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].filter((line) => line.width > 1).map((line) => Math.round(line.top)));
                if (word[0].length <= longest && lines.size > 1) found.push(word[0]);
            }
        }
    }
    document.documentElement.style.fontSize = "";
    return found;
}"""
USUAL = 10  # letters; longer words may break where two of them fill the width


@pytest.mark.parametrize("path", ["/", "/choose/", "/search/?q=lost+phone", "/kb/9004/", "/practice/"])
def test_no_usual_word_of_a_heading_breaks(tab, language, path):
    tab.goto(f"/{language}{path}")
    found = {}
    for viewport in (PHONE, narrow.SMALL):
        tab.set_viewport_size(viewport)
        found[viewport["width"]] = tab.evaluate(BROKEN, ["200%", USUAL])
    assert {width: words for width, words in found.items() if words} == {}


TORN = """() => [...document.querySelectorAll("main *")].filter((each) => /flex|grid/.test(getComputedStyle(each).display))
    .flatMap((each) => [...each.childNodes]).filter((node) => node.nodeType === 3 && /^\\s*[,.;:)]/.test(node.data))
    .map((node) => node.parentElement.innerText)"""


@pytest.mark.parametrize(
    "path", ["/search/?q=lost+card", "/search/?q=PIN", "/search/?q=carte", "/kb/2895/", "/choose/"]
)
def test_no_sentence_is_torn_into_columns(tab, language, path):
    tab.goto(f"/{language}{path}")
    assert tab.evaluate(TORN) == []
