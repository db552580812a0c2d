"""A phone alone on a page: no site behind it, so these tests say what the phone does by itself."""

import pytest

from tests.browser.conftest import PHONE, Tab
from tests.browser.phone.room import room
from tests.browser.phone.simulated import Phone


@pytest.fixture(scope="session")
def site():
    with room() as address:
        yield address


@pytest.fixture(scope="session")
def room_tab(browser, site):
    tab = Tab(browser, site)
    yield tab
    tab.context.close()


@pytest.fixture
def page(room_tab):
    with room_tab.cleared(PHONE) as page:
        yield page


@pytest.fixture
def phone(page) -> Phone:
    return Phone(page)


@pytest.fixture(params=["ios", "android"])
def system(request) -> str:
    return request.param
