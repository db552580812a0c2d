"""The one place that says which browser the tests drive, and how."""

import os
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, Playwright

# Chromium as root in a container has no sandbox, and should ask nothing of the network by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]


def chromium_path() -> str:
    """The browser that CHROMIUM_PATH names, or the system's: script/find-browser would choose the same."""
    path = os.environ.get("CHROMIUM_PATH") or which("chromium-headless-shell") or "/usr/bin/chromium"
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no Chromium at {path}: install one, or name it with CHROMIUM_PATH")
    return path


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium; the caller closes it."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
