"""A phone alone on a page: no site behind it, so these tests say what the phone does by itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.phone.room import room
from tests.browser.phone.simulated import Phone


@pytest.fixture(scope="session")
def site():
    with room() as address:
        yield address


@pytest.fixture
def page(open_page) -> Page:
    return open_page(viewport=PHONE)


@pytest.fixture
def phone(page) -> Phone:
    return Phone(page)


@pytest.fixture(params=["ios", "android"])
def system(request) -> str:
    return request.param
