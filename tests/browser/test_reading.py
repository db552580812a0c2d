"""Reading the site as a locked-out reader does: find the article, read it, change language, never lose the place."""

import re
from pathlib import Path

import pytest

from tests.browser import paper

ARTICLE = {
    "en": ("/en/kb/3422/digital-security-card-plus/", "Secure Login with Digital Security Card+"),
    "fr": ("/fr/kb/3422/digital-security-card-plus/", "Connexion sécurisée avec la Digital Security Card+"),
}
TABBED = {"en": "/en/kb/3279/", "fr": "/fr/kb/3279/"}
OTHER = {"en": "fr", "fr": "en"}
PAGES = [
    "",
    "kb/3422/",
    "kb/3279/",
    "kb/1131/",
    "kb/9001/",
    "search/?q=carte",
    "search/?q=xyzzyx",
    "choose/",
    "about/",
    "recent/",
]
PAGES += ["category/security-card/", "tag/sls/", "kb/3234/", "kb/9998/", "practice/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page, axe, language, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/{language}/{path}")
    assert axe(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_the_smallest_phone(open_page, language, path):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"/{language}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_from_the_home_page_by_search_to_the_article(any_page, language):
    page = any_page
    page.goto(f"/{language}/")
    page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.fill("CHALLNG>")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=ARTICLE[language][1]).first.click()
    assert page.url.partition("#")[0].endswith(ARTICLE[language][0])
    assert page.get_by_role("heading", level=1).inner_text().replace("\n", " ") == ARTICLE[language][1]


def test_what_is_chosen_answers_what_was_typed_last(page, language):
    """However late its answer is: results for the first digit are no choice for the whole number."""
    held = []
    page.route(re.compile(r"/api/v1/search.*q=3422"), lambda route: held.append(route))
    page.goto(f"/{language}/about/")
    field = page.locator("input[name=q]")
    field.press_sequentially("3")
    page.get_by_role("option").first.wait_for()
    field.press_sequentially("422")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"**{ARTICLE[language][0]}*")


def test_results_appear_while_typing_and_are_chosen_by_keyboard(page, language):
    page.goto(f"/{language}/about/")
    field = page.locator("input[name=q]")
    field.focus()
    field.press_sequentially("3422", delay=20)
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"**{ARTICLE[language][0]}*")


def test_the_other_language_is_the_same_article_at_the_same_step(any_page, language):
    page, other = any_page, OTHER[language]
    page.goto(f"{ARTICLE[language][0]}#step-3")
    page.locator(f".languages a[hreflang={other}]").click()
    page.wait_for_url(f"**{ARTICLE[other][0]}#step-3")
    assert page.locator("#step-3").is_visible()
    assert page.evaluate("document.documentElement.lang") == other


def test_tabs_open_on_the_readers_own_device_and_remember_the_choice(open_page, language):
    agent = (
        "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
    )
    page = open_page(user_agent=agent)
    page.goto(TABBED[language])
    chosen = page.locator("[role=tab][aria-selected=true]")
    assert chosen.inner_text() == "Android"
    chosen.press("ArrowLeft")
    assert (
        page.locator("[role=tab][aria-selected=true]").inner_text()
        == {"en": "Apple iOS", "fr": "iOS Apple"}[language]
    )
    page.reload()
    assert (
        page.locator("[role=tab][aria-selected=true]").inner_text()
        == {"en": "Apple iOS", "fr": "iOS Apple"}[language]
    )
    assert page.locator("#ios").is_visible() and not page.locator("#android").is_visible()


def test_a_link_into_a_hidden_tab_opens_it(page, language):
    page.goto(f"{TABBED[language]}#android-step-5")
    page.locator("#android-step-5").wait_for(state="visible")


def test_without_script_the_tabs_are_headed_sections(open_page, language):
    page = open_page(java_script_enabled=False)
    page.goto(TABBED[language])
    assert page.locator("#ios-step-5").is_visible() and page.locator("#android-step-5").is_visible()
    assert page.locator("#android-title").is_visible()


def test_copying_a_link_to_a_step_is_announced(open_page, language):
    page = open_page(permissions=["clipboard-write"])
    page.goto(ARTICLE[language][0])
    page.evaluate("""() => {
        const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        navigator.clipboard.writeText = (text) => ((window.copied = text), write(text));
    }""")
    page.locator("#step-2 .anchor").click()
    assert page.evaluate("copied").endswith(f"{ARTICLE[language][0]}#step-2")
    page.locator("#announce").filter(has_text=re.compile(r"\w")).wait_for(state="attached")


def test_a_vote_is_thanked_and_may_be_reasoned(page, language):
    page.goto(ARTICLE[language][0])
    with page.expect_response("**/vote/") as answered:
        page.locator("[data-helpful=no]").click()
    assert answered.value.ok
    page.locator(".vote-thanks").filter(has_text=".").wait_for()
    with page.expect_response("**/vote/") as reasoned:
        page.locator(".vote-reasons input").first.check()
    assert reasoned.value.ok
    assert page.context.cookies() == []


def test_which_method_leads_to_the_article_in_three_questions(page, language):
    page.goto(f"/{language}/choose/")
    for _ in range(3):
        if page.locator(".result").count():
            break
        page.locator(".answers a").first.click()
    page.goto(page.url)  # the address can be shared
    page.locator(".result-actions a").first.click()
    page.wait_for_url(f"**{ARTICLE[language][0]}")


def test_a_search_that_finds_nothing_helps_on(page, language):
    page.goto(f"/{language}/search/?q=xyzzyx")
    assert page.locator(f"main a[href^='/{language}/kb/']").count() >= 3


def test_a_printed_article_has_every_tab_and_no_controls(page, language):
    page.goto(TABBED[language])
    page.emulate_media(media="print")
    assert page.locator("#ios-step-5").is_visible() and page.locator("#android-step-5").is_visible()
    for control in (".finder", ".sections", ".tools", ".vote", ".tab-list", ".article-actions"):
        assert not page.locator(control).first.is_visible(), control


NOT_RETIRED = [
    int(file.parent.name[2:])
    for file in sorted(Path("content/articles").glob("KB*/en.md"))
    if "\nretired:" not in file.read_text()
]


def test_every_article_is_one_or_two_sheets_of_paper(page, language):
    sheets = {}
    for number in NOT_RETIRED:
        page.goto(f"/{language}/kb/{number}/", wait_until="load")
        sheets[number] = paper.pages(page)
    assert {number: count for number, count in sheets.items() if count > 2} == {}


def test_on_paper_an_article_has_its_number_its_address_and_its_pictures(page, language):
    for number in (2260, 3279):
        page.goto(f"/{language}/kb/{number}/")
        assert paper.pages(page) <= 2
        assert page.get_by_text(f"KB{number}", exact=True).first.is_visible()
        assert f"/{language}/kb/{number}/" in page.locator(".print-only").inner_text()
        pictures = page.locator(".figure .shot:visible img:visible")
        assert pictures.count() and pictures.evaluate_all("all => all.every((one) => one.naturalWidth > 0)")


def test_the_keyboard_reaches_the_content_first(page, language):
    page.goto(ARTICLE[language][0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_first_view_is_light_and_quick(open_page, language):
    page = open_page()
    sizes = []
    page.on("requestfinished", lambda request: sizes.append((request.url, request.sizes()["responseBodySize"])))
    page.goto(TABBED[language], wait_until="networkidle")
    # Quick is what holds on any machine: the largest thing painted is the text that the page itself brought,
    # and nothing but the style sheets and the few lines that choose light or dark keeps it waiting.
    largest = """() => new Promise((resolve) => new PerformanceObserver((list) => {
        const { element, url } = list.getEntries().at(-1);
        resolve({ text: element.textContent.trim(), url });
    }).observe({ type: "largest-contentful-paint", buffered: true }))"""
    painted = page.evaluate(largest)
    assert not painted["url"] and painted["text"]
    blocking = """() => performance.getEntriesByType("resource")
        .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => new URL(entry.name).pathname)"""
    scripts = [path for path in page.evaluate(blocking) if not path.endswith(".css")]
    assert len(scripts) == 1 and scripts[0].startswith("/static/js/kb/theme.")
    site = page.url.split("/", 3)[2]
    assert all(url.split("/", 3)[2] == site for url, _size in sizes)
    views = [
        (url, size)
        for url, size in sizes
        if not url.endswith("3279/")  # the redirect to the canonical address
        and "/static/figures/" not in url  # pictures come when they are scrolled to, and hold up nothing
    ]
    assert len(views) <= 10
    assert sum(size for _url, size in views) <= 60_000
