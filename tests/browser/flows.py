"""Walking through a practice as its article says: the steps of a scenario, done with the keyboard on what is seen."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Move, Scenario, Step
from tests.browser.practice import Practice

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr")
# A control that the guide calls by what it is for, and the names under which it is found.
MEANT = {"persona": "persona.amira", "open-app": "app", "message": "thread", "key-1": "key.1"}
OPTIONAL = {"ok"}  # only some platforms ask for a confirmation


def scenarios() -> list[Scenario]:
    return list(load.read(ROOT / "content/demos", LANGUAGES).scenarios.values())


@dataclass(frozen=True)
class Flow:
    scenario: Scenario
    platform: str
    variant: str
    language: str

    def __str__(self) -> str:
        return "-".join(filter(None, (self.scenario.id, self.platform, self.variant, self.language)))


def every() -> list[Flow]:
    """One for each scenario, platform, variant and language."""
    return [
        Flow(scenario, platform.id, variant, language)
        for scenario in scenarios()
        for platform in scenario.platforms
        for variant in [each.id for each in scenario.variants] or [""]
        for language in LANGUAGES
    ]


class Walk:
    """One learner in one flow. `seen` gathers all that the devices showed during a step."""

    def __init__(self, page: Page, flow: Flow) -> None:
        self.page, self.flow = page, flow
        self.practice = Practice(page, flow.language, f"{flow.scenario.id}/")
        self.seen = ""

    def open(self, **query: str) -> "Walk":
        variant = {"variant": self.flow.variant} if self.flow.variant else {}
        self.practice.open(platform=self.flow.platform, **variant, **query)
        return self

    def control(self, name: str) -> Locator:
        return self.page.locator(f'[data-focus="{name}"]').first

    @property
    def step(self) -> Step | None:
        """The one that the guide is at; None when it is over."""
        mark = self.page.locator(".guide-step[aria-current=step] a")
        if not mark.count():
            return None
        return self.flow.scenario.step(mark.get_attribute("data-focus").removeprefix("guide.step."))

    def do(self, step: Step) -> None:
        self.seen = ""
        for move in step.solve:
            self.look()
            (self.type if move.action == "type" else self.press)(move)
        self.look()

    def look(self) -> None:
        self.seen += "\n" + self.page.evaluate(
            """() => [...document.querySelectorAll('.device')].map((device) => device.innerText + '\\n'
                + [...device.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel).join('\\n')).join('\\n')"""
        )

    def labels(self, step: Step) -> list[str]:
        """What the devices must have shown."""
        flow = self.flow
        by = step.labels_by.get(flow.platform) or step.labels_by.get(flow.variant) or step.labels
        return list(by.get(flow.language, ()))

    def press(self, move: Move) -> None:
        if move.value == "security":
            return self.confirm(move.device)
        if move.value == "message":
            self.enter(self.control(f"{move.device}.messages"))
        if move.value in OPTIONAL and not self.control(f"{move.device}.{move.value}").count():
            return None
        if move.value in ("voice", "sms", "ok"):
            self.wait()
        return self.enter(self.control(f"{move.device}.{MEANT.get(move.value, move.value)}"))

    def wait(self) -> None:
        """Let the time pass where a device asks for it."""
        pass_time = self.control("bridge.wait")
        if pass_time.count():
            self.enter(pass_time)
            expect(pass_time).to_have_count(0)

    def enter(self, control: Locator) -> None:
        expect(control).to_be_visible(timeout=20_000)
        control.focus()
        self.page.keyboard.press("Enter")

    def confirm(self, phone: str) -> None:
        """Face where the phone has one; otherwise the app's PIN, from the note beside it."""
        if self.flow.variant == "android":
            if not self.page.locator("[data-pin]").is_visible():
                self.enter(self.control(f"{phone}.note"))
            for digit in self.page.locator("[data-pin]").inner_text():
                self.enter(self.control(f"{phone}.key.{digit}"))
            self.enter(self.control(f"{phone}.key.ok"))
        else:
            self.enter(self.control(f"{phone}.face"))

    def type(self, move: Move) -> None:
        value = self.read(move.value)
        if move.device == "card":
            for digit in value:
                self.enter(self.control(f"card.{digit}"))
            return
        name = "challenge" if move.device == "phone" else "answer"
        field = self.control(f"{move.device}.{name}")
        if field.input_value() != value:
            field.focus()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)

    def read(self, value: str) -> str:
        """What a person reads off a device."""
        if value == "card.pin":
            return self.practice.pin()
        if value == "card.response":
            return self.practice.display.inner_text()
        if value == "window.challenge":
            return self.practice.challenge()
        if value == "phone.response":
            return self.page.locator(".phone [data-digits]").last.get_attribute("data-digits")
        assert value == "phone.code", value
        return self.code()

    def code(self) -> str:
        transcript = self.page.locator(".phone [data-transcript]")
        if transcript.count():
            return re.search(r"(?:\d\s+){5}\d", transcript.text_content())[0].replace(" ", "").replace("\n", "")
        return re.search(r"\d{6}", self.page.locator(".bubble-new .bubble-text").inner_text())[0]
