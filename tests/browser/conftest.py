"""The real site, served as script/server serves it, and a browser to read it with."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launch import launch
from tests.browser.serving import serving

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a freshly started site with all of content/ loaded."""
    with serving(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: str):
    """A function that opens pages in contexts of their own: open_page(viewport=…, locale=…, javaScript…).

    A test fails if any page it opened threw an uncaught error or broke the Content-Security-Policy.
    """
    contexts, complaints = [], []

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

    def open_one(**options) -> Page:
        options = {"viewport": DESKTOP, "base_url": site, "reduced_motion": "reduce"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("page", listen)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, complaints


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
    """A function that gives the accessibility violations of a page, each as one line."""
    checker = Axe()

    def violations(page: Page, **options) -> list[str]:
        results = checker.run(page, options=options or None)
        return [
            f"{violation['id']}: {node['target']} {node['html'][:120]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return violations
