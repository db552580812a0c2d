"""Every step of every practice, in sequence and without a link: "Show me", one step back, forward again, a reload."""

import pytest

from tests.browser.conftest import Tab
from tests.browser.flows import Flow, scenarios
from tests.browser.sequence import HASTE, Sequence, sequences

SLOW_ANSWER = """() => {
    const { fetch } = window;
    window.fetch = async (address, ...rest) => {
        if (String(address).endsWith("/response")) await new Promise((resolve) => setTimeout(resolve, 1500));
        return fetch(address, ...rest);
    };
}"""
SANDBOX = '() => Object.keys(localStorage).map((key) => localStorage[key]).join().match(/"id":"[0-9a-f]{32}"/)?.[0]'


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


@pytest.mark.parametrize("variant", ["computer", "phone"])
def test_show_me_waits_for_what_another_device_is_still_sending(page, variant):
    """The phone is pressed, and the login window sends on what it signs: until the verifier answers, the step is not done."""
    scenario = next(each for each in scenarios() if each.id == "passkey")
    sequence = Sequence(page, Flow(scenario, scenario.platforms[0].id, variant, "fr")).open()
    for place in range(len(sequence.ids) - 1):
        sequence.press("guide.show", place + 1)
    opened = page.evaluate(SANDBOX)
    page.evaluate(SLOW_ANSWER)
    sequence.press("guide.show", len(sequence.ids))
    assert page.evaluate(SANDBOX) == opened, "it has begun again"
