"""The real site, served as script/server serves it, and a browser to read it with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import accessibility
from tests.browser.launch import launch
from tests.browser.practice import PATIENCE
from tests.browser.serving import serving
from tests.browser.staff import make_superuser, sign_in

# Nobody in these tests has to understand what is said, and it is said at a reader's pace: eight times as fast, then.
SPEAK_QUICKLY = """(() => {
    const rate = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "playbackRate");
    Object.defineProperty(HTMLMediaElement.prototype, "playbackRate", {...rate, set(value) { rate.set.call(this, 8 * value); }});
})()"""
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
WIDE = {"width": 1400, "height": 900}  # both languages of a form side by side
expect.set_options(timeout=PATIENCE)
EDITORS = (f"editor-{number}" for number in count(1))  # each name can sign in only once


def pytest_collection_modifyitems(items):
    """With CI set, a failed test of a browser runs once more. One that passes then is listed as RERUN: it is mended first."""
    if os.environ.get("CI"):
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.flaky(reruns=1))


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
    """Whose pages say in `complaints` what they threw, and what broke the Content-Security-Policy."""

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
    context.add_init_script(SPEAK_QUICKLY)
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


class Tab:
    """One tab for many tests, where every script is fetched and compiled once."""

    def __init__(self, browser: Browser, site: str, **options) -> None:
        self.site, self.complaints = site, []
        self.context = new_context(browser, self.complaints, base_url=site, **options)
        self.page = self.context.new_page()

    @contextmanager
    def cleared(self, viewport=DESKTOP) -> Iterator[Page]:
        """Its page, with nothing left afterwards of what was kept, opened or cut off."""
        self.page.set_viewport_size(viewport)
        yield self.page
        self.context.set_offline(False)
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.emulate_media(media="null", color_scheme="null")
        for other in self.context.pages[1:]:
            other.close()
        self.page.goto(f"{self.site}/robots.txt")  # where no script runs that could keep something
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.context.clear_cookies()
        said = [*self.complaints]
        self.complaints.clear()
        assert not said, said


@pytest.fixture(scope="session")
def tab(browser, site):
    tab = Tab(browser, site)
    yield tab
    tab.context.close()


@pytest.fixture(scope="session")
def touched_tab(browser, site):
    tab = Tab(browser, site, has_touch=True)
    yield tab
    tab.context.close()


@pytest.fixture
def page(tab):
    """For a test that leaves no listener, script or clock behind: those stay with a tab. Such a one has `own_page`."""
    with tab.cleared() as page:
        yield page


@pytest.fixture
def own_page(open_page) -> Page:
    return open_page()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def any_page(request, browser):
    """The same test on a phone-size and a desktop page.

    It names the browser, although the tab brings it: `own_event_loop` knows by that name who needs Playwright's loop.
    """
    tab = request.getfixturevalue("touched_tab" if request.param is PHONE else "tab")
    with tab.cleared(request.param) as page:
        yield page


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
