"""Every step of every practice, in sequence and without a link: "Show me", one step back, forward again, a reload."""

import pytest

from tests.browser.conftest import Tab
from tests.browser.flows import Flow
from tests.browser.sequence import HASTE, Sequence, sequences


def pytest_generate_tests(metafunc):
    if "flow" in metafunc.fixturenames:
        flows = sequences(cross=metafunc.config.getoption("cross"))
        metafunc.parametrize("flow", flows, ids=str)


@pytest.fixture(scope="module")
def hasty_tab(browser, site):
    tab = Tab(browser, site)
    tab.context.add_init_script(HASTE)
    yield tab
    tab.context.close()


@pytest.fixture
def page(hasty_tab):
    with hasty_tab.cleared() as page:
        yield page


def test_what_show_me_does_can_be_gone_back_to_and_done_again_and_is_there_after_a_reload(page, flow: Flow):
    sequence = Sequence(page, flow).open()
    last = len(flow.steps) - 1
    for place in range(last):
        sequence.press("guide.show", place + 1)
        sequence.press("guide.back", place)
        sequence.press("guide.show", place + 1)
        sequence.reload(place + 1)
    sequence.press("guide.show", last + 1)
