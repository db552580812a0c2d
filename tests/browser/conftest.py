"""The real site, served as script/server serves it, and a browser to read it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launch import launch

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a freshly started site with all of content/ loaded."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "SANDBOXES_PER_HOUR": "100000",
        "DJANGO_SETTINGS_MODULE": "kb.project.settings",
    }
    log = folder / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "script/start.py"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            wait_until_ready(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


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
