"""Signing in to the admin of the served site as a person does: password, setting up the app, recovery codes seen."""

import os
import subprocess
import sys
import time
from base64 import b32decode
from collections.abc import Callable
from pathlib import Path

from django_otp.oath import TOTP
from playwright.sync_api import Page

from tests.browser.serving import ROOT

PASSWORD = "correct horse battery staple"


def make_superuser(folder: Path, name: str) -> None:
    """With the command that the README shows, in the data below `folder`."""
    settings = {"DATA_DIR": str(folder / "data"), "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", name, "--email", ""]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True)


def sign_in(page: Page, name: str, language: str = "en", look: Callable[[Page], None] = lambda _page: None) -> None:
    """`look` is called on every page on the way. It sets up a new second factor, so each name can sign in only once."""
    page.goto(f"/{language}/admin/")
    look(page)
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector(".qr svg")
    look(page)
    page.fill("#id_code", code(page.locator(".key code").text_content() or ""))
    page.click("[type=submit]")
    page.wait_for_selector(".codes")
    look(page)


def code(spelled_key: str) -> str:
    key = "".join(spelled_key.split()).upper()
    totp = TOTP(b32decode(key + "=" * (-len(key) % 8)))
    totp.time = time.time()
    return f"{totp.token():06d}"
