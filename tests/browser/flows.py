"""Walking through a practice as its article says: the steps of a scenario, done with the keyboard on what is seen."""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Move, Scenario, Step
from tests.browser.practice import PATIENCE, Practice

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr")
NEW_PIN = "2580"
ACTIVATION_CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
# What a control is called: to a screen reader, and by an article.
NAME = "(control) => (control.ariaLabel || control.innerText).split('\\n')[0].trim()"
SHOWN = f"""() => {{
    const name = {NAME};
    const devices = [...document.querySelectorAll('.device')];
    const all = (selector) => devices.flatMap((device) => [...device.querySelectorAll(selector)]);
    return [
        [...devices.map((device) => device.innerText), ...all('[aria-label]').map((each) => each.ariaLabel)].join('\\n'),
        all('button:enabled, a[href]').filter((each) => each.checkVisibility()).map(name),
    ];
}}"""
# Whether a control is seen whole where one device shows at a time: between the guide and what is at the foot.
IN_SIGHT = """(control) => {
    if (control.closest("dialog")) return true; // which lies over all that
    const edge = (selector, side) => [...room.querySelectorAll(selector)].filter((each) => each.checkVisibility())
        .map((each) => each.getBoundingClientRect()).filter(({ height }) => height)[0]?.[side];
    const { top, bottom, left, right } = control.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const from = edge(":scope > .guide", "bottom") ?? 0;
    const to = Math.min(edge(".bridge", "top") ?? innerHeight, edge(".dock", "top") ?? innerHeight);
    const isIn = control.closest(".bridge") || (top >= from - 1 && bottom <= to + 1);
    return left >= 0 && right <= innerWidth && isIn && (control.contains(over) || over?.contains(control));
}"""
# The focus on a control that can be pressed, and what it is called. One call, and it waits in the page: that takes a third
# of the time of locators, and a walk presses some forty. Until a device has answered, its screen may change under one's hands.
GO_TO = f"""async ([selector, patience, seen]) => {{
    const end = performance.now() + patience;
    const room = document.querySelector(".practice-app.narrow");
    const isInSight = {IN_SIGHT};
    const reached = () => {{
        const control = document.querySelector(selector);
        if (document.querySelector(".device[aria-busy]") || !control?.checkVisibility()) return null;
        if (seen && room && !isInSight(control)) return null;
        control.focus();
        return document.activeElement === control ? control : null;
    }};
    for (let control; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {{
        if ((control = reached())) return ({NAME})(control);
    }}
    const control = document.querySelector(selector);
    throw new Error(`${{control?.checkVisibility() ? "out of sight" : "cannot be pressed"}}: ${{selector}}`);
}}"""
# A control that the guide calls by what it is for, and the names under which it is found.
MEANT = {"open-app": "app", "message": "thread", "key-1": "key.1"}
ICONS = {"open-app", "settings", "camera"}  # on the home screen of a phone, where one may have to go first
OPTIONAL = {"ok"}  # only some platforms ask for a confirmation


def scenarios() -> list[Scenario]:
    return list(load.read(ROOT / "content/demos", LANGUAGES).scenarios.values())


@dataclass(frozen=True)
class Flow:
    scenario: Scenario
    platform: str
    variant: str
    language: str

    @property
    def steps(self) -> list[Step]:
        """Those of its platform and variant."""
        return [step for step in self.scenario.steps if step.only.applies(self.platform, self.variant)]

    @property
    def devices(self) -> list[str]:
        """The ids of those that its variant has a use for."""
        without = next((each.without for each in self.scenario.variants if each.id == self.variant), ())
        return [each.id for each in self.scenario.devices if each.id not in without]

    def __str__(self) -> str:
        return "-".join(filter(None, (self.scenario.id, self.platform, self.variant, self.language)))


def every(*, cross: bool = True) -> list[Flow]:
    """One for each scenario, platform, variant and language; without `cross`, every variant on one platform in each
    language, and every further platform with one variant in one of them.

    A variant that is like another begins elsewhere and then goes the same way: one language will do, in an order that
    gives each way of beginning both of them, on one system or the other.
    """
    turn = itertools.cycle([*LANGUAGES, *reversed(LANGUAGES)])
    return [
        Flow(scenario, platform.id, variant, language)
        for scenario in scenarios()
        for row, platform in enumerate(scenario.platforms)
        for column, (variant, like) in enumerate([(each.id, each.like) for each in scenario.variants] or [("", "")])
        if cross or row == 0 or column == row % max(1, len(scenario.variants))
        for language in ([next(turn)] if like or (row and not cross) else LANGUAGES)
    ]


class Walk:
    """One learner in one flow. Gathered during a step: all that the devices showed, which of it was a control to press,
    and which controls were pressed.
    """

    def __init__(self, page: Page, flow: Flow) -> None:
        self.page, self.flow = page, flow
        self.practice = Practice(page, flow.language, f"{flow.scenario.id}/")
        self.seen, self.offered, self.pressed = "", set(), set()
        self.read_code = ""  # that of the last message that was opened
        self.has_begun = False

    def open(self, **query: str) -> "Walk":
        variant = {"variant": self.flow.variant} if self.flow.variant else {}
        self.practice.open(platform=self.flow.platform, **variant, **query)
        return self

    def device(self, name: str) -> Locator:
        return self.page.locator(f'.device:has([data-focus^="{name}."])')

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
        self.seen, self.offered, self.pressed = "", set(), set()
        for move in step.solve:
            self.look()
            (self.type if move.action == "type" else self.press)(move)
        self.look()

    def expect_done(self, step: Step) -> None:
        at = f'.guide-step[aria-current=step] [data-focus="guide.step.{step.id}"]'
        expect(self.page.locator(at)).to_have_count(0)

    def look(self) -> None:
        text, names = self.page.evaluate(SHOWN)
        self.seen += "\n" + text
        self.offered |= set(names)

    def unseen(self, step: Step) -> list[str]:
        """The labels of the step that no device has shown while it was done."""
        return [label for label in self.labels(step) if label not in self.seen]

    def unpressed(self, step: Step) -> list[str]:
        """The labels of the step that are names of controls, none of which was pressed."""
        return [label for label in self.labels(step) if label in self.offered - self.pressed]

    def labels(self, step: Step) -> tuple[str, ...]:
        flow = self.flow
        by = step.labels_by.get(flow.platform) or step.labels_by.get(flow.variant) or step.labels
        return by.get(flow.language, ())

    def press(self, move: Move) -> None:
        if move.value == "security":
            return self.confirm(move.device)
        if move.value == "message":
            return self.open_message(move.device)
        if move.value == "notification":
            return self.enter(f"{move.device}.notification", holding=".notice-push")
        if move.value in OPTIONAL and not self.control(f"{move.device}.{move.value}").count():
            return None
        if (
            move.value == "start-over"
            and self.control(f"{move.device}.persona.{self.flow.scenario.personas[0].id}").count()
        ):
            return None  # after a login that ended, one has started over already
        if move.value in ("voice", "sms", "ok", "login"):
            self.wait()
        if move.value == "answer":
            self.pass_time()  # it rings after some seconds
        if move.value == "more" and self.flow.variant.startswith("android"):
            return self.enter(f"{move.device}.menu")
        meant = MEANT | {"persona": f"persona.{self.flow.scenario.personas[0].id}"}
        name = meant.get(move.value, move.value)
        if move.value in ICONS and not self.control(f"{move.device}.{name}").count():
            self.enter(f"{move.device}.home")
        return self.enter(f"{move.device}.{name}")

    def open_message(self, phone: str) -> None:
        """Unless it comes before one's eyes."""
        if not self.page.locator(".thread").is_visible():
            if not self.control(f"{phone}.messages").count():
                self.enter(f"{phone}.home", seen=False)  # the banner of a new message may have gone by
            self.enter(f"{phone}.messages")
            self.enter(f"{phone}.thread")
        self.read_code = self.code()

    def wait(self) -> None:
        """Let the time pass where a device asks for it."""
        if self.control("bridge.wait").count():
            self.enter("bridge.wait")
            expect(self.control("bridge.wait")).to_have_count(0)

    def pass_time(self) -> None:
        """Half a minute, as the learner may have it at any time."""
        if not self.control("time.forward.30").is_visible():
            self.enter("tools.time")
        self.enter("time.forward.30")

    def enter(self, name: str, *, holding: str = "", seen: bool = True) -> None:
        """Press Enter on a control, once it is there and what was pressed before it has been answered.

        `seen`: without scrolling, where one device shows at a time.
        """
        selector = f'[data-focus="{name}"]' + (f":has({holding})" if holding else "")
        # On the first screen the page's head is above; what no step asks for may be further down.
        seen = (
            seen
            and self.has_begun
            and not name.endswith(".own-phone")
            and not name.startswith(("tools.", "time.", "guide.", "dock."))
        )
        self.pressed.add(self.page.evaluate(GO_TO, [selector, PATIENCE, seen]))
        self.has_begun = True
        self.page.keyboard.press("Enter")

    def confirm(self, phone: str) -> None:
        """Face where the phone has one; otherwise the app's PIN, from the note beside it. Nothing where it does not ask."""
        # It may ask only once what was pressed is answered.
        expect(self.page.locator(".device[aria-busy]")).to_have_count(0)
        if not self.control(f"{phone}.cancel").count():
            return
        if self.flow.variant.startswith("android"):
            for digit in self.pin(phone):
                self.enter(f"{phone}.key.{digit}")
            self.enter(f"{phone}.key.ok")
        else:
            self.enter(f"{phone}.face")

    def type(self, move: Move) -> None:
        value = self.read(move.value)
        if move.device == "card":
            for digit in value:
                self.enter(f"card.{digit}")
            return
        answer = self.control(f"{move.device}.answer")
        kind = "input.app-secret" if move.value.endswith(".pin") else "input:not(.app-secret)"
        field = answer if answer.count() else self.device(move.device).locator(kind).last
        if field.input_value() != value.replace("-", ""):
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
        if value == "window.number":
            return self.page.locator("[data-number]").get_attribute("data-number")
        device, name = value.split(".")
        if name == "pin":
            return self.pin(device)
        if name in ("challenge", "response"):
            return self.device(device).locator("[data-digits]").last.get_attribute("data-digits")
        if value == "services.passcode":
            return self.page.locator("[data-passcode]").get_attribute("data-passcode")
        if value == "sheet.cells":
            numbers = self.page.locator(".index-number").all_inner_texts()
            return "".join(self.page.locator(f'[data-cell="{number}"]').inner_text() for number in numbers)
        if value in ("app.code", "app.used-code"):
            return self.page.locator("[data-code]").get_attribute("data-code")
        assert value in ("phone.code", "phone.activation-code"), value
        return self.code() if self.page.locator(".bubble-new, .phone [data-transcript]").count() else self.read_code

    def pin(self, phone: str) -> str:
        """That of the app, from the note beside the phone; where there is none yet, a new one."""
        if not self.control(f"{phone}.note").is_visible():
            return NEW_PIN
        pin = self.device(phone).locator("[data-pin]")
        if not pin.is_visible():
            self.enter(f"{phone}.note")
        return pin.inner_text()

    def code(self) -> str:
        transcript = self.page.locator(".phone [data-transcript]")
        if transcript.count():
            return re.search(r"(?:\d\s+){5}\d", transcript.text_content())[0].replace(" ", "").replace("\n", "")
        text = self.page.locator(".bubble-new .bubble-text").inner_text()
        return (ACTIVATION_CODE.search(text) or re.search(r"\d{6}", text))[0]
