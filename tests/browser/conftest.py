"""The real site, served as script/server serves it, and a browser to read it with."""

from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import accessibility
from tests.browser.launch import launch
from tests.browser.serving import serving
from tests.browser.staff import make_superuser, sign_in

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
WIDE = {"width": 1400, "height": 900}  # both languages of a form side by side
PATIENCE = 20_000  # ms, which only a test that fails takes: a machine may be busy with much else
expect.set_options(timeout=PATIENCE)
EDITORS = (f"editor-{number}" for number in count(1))  # a name signs in once


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    """Where the site keeps its data."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(site_folder):
    """The address of a freshly started site with all of content/ loaded."""
    with serving(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def new_context(browser: Browser, complaints: list[str], **options) -> BrowserContext:
    """Whose pages say in COMPLAINTS what they threw, and what broke the Content-Security-Policy."""

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}")
                if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
                else None
            ),
        )

    context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce"} | options)
    context.set_default_timeout(PATIENCE)
    context.on("page", listen)
    return context


@pytest.fixture
def open_page(browser: Browser, site: str):
    """A function that opens pages in contexts of their own: open_page(viewport=…, locale=…, javaScript…).

    A test fails if any page it opened threw an uncaught error or broke the Content-Security-Policy.
    """
    contexts, complaints = [], []

    def open_one(**options) -> Page:
        contexts.append(new_context(browser, complaints, base_url=site, **options))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture(scope="session")
def kept_context(browser: Browser, site: str):
    """One context for many tests, so that a script is fetched and compiled once; and what its pages complained of."""
    complaints = []
    context = new_context(browser, complaints, base_url=site)
    yield context, complaints
    context.close()


@pytest.fixture
def quick_page(kept_context):
    """A page that finds the scripts in its cache, and nothing else of the pages before it."""
    context, complaints = kept_context
    page = context.new_page()
    yield page
    page.goto("/robots.txt")
    page.evaluate("localStorage.clear()")
    page.close()
    context.clear_cookies()
    said = [*complaints]
    complaints.clear()
    assert not said, said


@pytest.fixture
def page(open_page) -> Page:
    return open_page()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def any_page(request, open_page) -> Page:
    """The same test on a phone-size and a desktop page."""
    return open_page(viewport=request.param, has_touch=request.param is PHONE)


@pytest.fixture(params=["en", "fr"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def axe():
    """A function that gives the accessibility violations of a page, each as one line; of what it has not seen yet."""
    return accessibility.Once()


@pytest.fixture(scope="session")
def signed_in(browser, site, site_folder):
    """What a browser keeps of an editor who has signed in: cookies, for many tests."""
    make_superuser(site_folder, name := next(EDITORS))
    context = new_context(browser, [], base_url=site)
    sign_in(context.new_page(), name)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_form(open_page, signed_in):
    """A function that opens the form of an article by its number."""

    def open_one(number=3422, language="en", page=None, **options) -> Page:
        page = page or open_page(storage_state=signed_in, **({"viewport": WIDE} | options))
        page.goto(f"/{language}/admin/kb/article/?q={number}")
        page.goto(page.get_by_role("link", name=str(number), exact=True).get_attribute("href"))
        page.wait_for_selector("body.desk-ready")
        return page

    return open_one
