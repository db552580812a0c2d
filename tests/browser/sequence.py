"""Going through a practice by the guide alone, step after step in one page: "Show me", "Back one step", reload.

What a step needs has to be there however one came to it. A link opens a step after a replay; here one comes to it as a
learner does, by what was done before.
"""

from playwright.sync_api import Page, expect

from tests.browser.flows import Flow, scenarios
from tests.browser.practice import PATIENCE, Practice

LONG = 3 * PATIENCE  # what is too late is begun again in another sandbox, and played up to there

# A hand that points and presses takes its time for the eye (static/js/demo/play.js); nobody watches here.
HASTE = """(() => {
    const { setTimeout } = window;
    window.setTimeout = (act, ms, ...rest) => setTimeout(act, ms > 200 && ms < 700 ? 1 : ms, ...rest);
})()"""
# Press a control of the guide, if one is named, and wait until the learner has the devices again and the guide is where
# it should be: nothing, or else where it is instead. One call, and it waits in the page: there are some two thousand.
EXPECT = """async ([name, expected, patience]) => {
    const end = performance.now() + patience;
    const until = async (fulfilled) => {
        while (!fulfilled() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
        return fulfilled();
    };
    const control = () => document.querySelector(`[data-focus="${name}"]`);
    if (name && !(await until(control))) return `${name} is not offered`;
    if (name) control().click();
    const place = () => {
        const step = document.querySelector(".guide-step[aria-current=step] a")?.dataset.focus ?? "the end";
        return `${document.querySelectorAll(".guide-step.done").length} done, at ${step.replace("guide.step.", "")}`;
    };
    const free = () => !document.querySelector(".devices[inert], .device[aria-busy], .busy:not(:empty)");
    const there = await until(() => free() && place() === expected);
    return there ? null : `${place()}; ${document.querySelector(".problem")?.innerText ?? "no problem"}`;
}"""


class Sequence:
    """One flow from its beginning, with a clock that stands still: what is due later is brought on by the devices."""

    def __init__(self, page: Page, flow: Flow) -> None:
        self.page, self.flow = page, flow
        self.practice = Practice(page, flow.language, f"{flow.scenario.id}/")
        self.ids = [step.id for step in flow.steps]

    def open(self) -> "Sequence":
        variant = {"variant": self.flow.variant} if self.flow.variant else {}
        self.practice.open(platform=self.flow.platform, **variant)
        self.practice.stop_clock()
        return self

    def press(self, name: str, place: int) -> None:
        """Press a control of the guide; so many steps are ticked then, and the next one is in hand."""
        at = self.ids[place] if place < len(self.ids) else "the end"
        wrong = self.page.evaluate(EXPECT, [name, f"{place} done, at {at}", LONG])
        assert wrong is None, f"{name or 'reload'} on the way to {at}: {wrong}"

    def reload(self, place: int) -> None:
        self.page.reload()
        expect(self.page.locator("html[data-practice=ready]")).to_have_count(1)
        self.press("", place)


def sequences(*, cross: bool) -> list[Flow]:
    """Every variant on one platform and every platform with one variant; or each with each."""
    return [
        Flow(scenario, platform.id, variant, language)
        for scenario in scenarios()
        for row, platform in enumerate(scenario.platforms)
        for column, variant in enumerate([each.id for each in scenario.variants] or [""])
        for language in [("en", "fr")[(row + column) % 2]]
        if cross or row == 0 or column == 0
    ]
