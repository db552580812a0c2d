"""Goes through a practice by its own solution, as the tests do, and stops for a picture where one is wanted."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from auth_demo.scenarios.schema import Move, Step
from script.studio.chance import WALK
from script.studio.wanted import Place, Wanted
from tests.browser.flows import Flow, Walk
from tests.browser.practice import PATIENCE

HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE)
WIDE = {"width": 1400, "height": 1100}
SCALE = 2
TRIES = 5
LOCALES = {"en": "en-US", "fr": "fr-FR"}
FONTS = ("inter", "roboto-mono")
# Numbers that the browser draws, such as the PIN of an app: the same each time. No device goes to sleep meanwhile.
SEEDED = """(() => {
    const { setTimeout } = window;
    window.setTimeout = (act, ms, ...rest) => (ms >= 10_000 ? 0 : setTimeout(act, ms, ...rest));
    let last = 42;
    const next = () => (last = (Math.imul(last, 1103515245) + 12345) & 0x7fffffff) >>> 8;
    crypto.getRandomValues = (array) => {
        const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
        for (let at = 0; at < bytes.length; at += 1) bytes[at] = next() & 0xff;
        return array;
    };
})()"""
QUIET = "() => !document.querySelector('.device[aria-busy], .devices[inert]')"


class Missing(Exception):
    """What a figure points at is not on the screen."""


@dataclass(frozen=True)
class Part:
    """A piece of a picture, as a PNG in each theme: one moment of it. `fade`, in pixels, is how far its lower edge fades."""

    light: bytes
    dark: bytes
    fade: int


@dataclass
class Way:
    """A walk through a practice in one language, for the pictures `wanted` on it."""

    place: Place
    language: str
    wanted: list[Wanted]

    @property
    def name(self) -> str:
        return f"{self.wanted[0].scenario.id} {self.place.platform} {self.place.variant} {self.language}"


def go(browser: Browser, address: str, way: Way) -> Iterator[tuple[Wanted, list[Part]]]:
    """Each picture that is wanted on `way`, in parts. Raises Missing."""
    context = browser.new_context(
        base_url=address,
        viewport=WIDE,
        device_scale_factor=SCALE,
        locale=LOCALES.get(way.language, way.language),
        timezone_id="America/New_York",
        reduced_motion="reduce",
        bypass_csp=True,
        extra_http_headers={WALK: way.name},
    )
    try:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(SEEDED)
        page = context.new_page()
        parts: dict[Wanted, dict[str, Part]] = {each: {} for each in way.wanted}
        _Shoot(page, way, parts).walk()
        for wanted, taken in parts.items():
            yield wanted, [taken[moment] for moment in wanted.screenshot.moments]
    finally:
        context.close()


class _Shoot:
    def __init__(self, page: Page, way: Way, parts: dict[Wanted, dict[str, Part]]) -> None:
        self.page, self.way, self.parts = page, way, parts
        scenario = way.wanted[0].scenario
        self.walk_through = Walk(page, Flow(scenario, way.place.platform, way.place.variant, way.language))
        self.pointed: dict[Wanted, set[str]] = {each: set() for each in way.wanted}

    def walk(self) -> None:
        self.walk_through.open()
        self.walk_through.practice.stop_clock()
        self.page.add_style_tag(content=_sheet())
        self.page.add_script_tag(path=HERE / "camera.js")
        self.page.evaluate("document.fonts.ready")
        steps = self.walk_through.flow.steps
        last = max(steps.index(each.step) for each in self.way.wanted)
        for step in steps[: last + 1]:
            self._do(step)
        for wanted, pointed in self.pointed.items():
            missing = [each for each in wanted.screenshot.pointers if each not in pointed]
            if missing:
                raise Missing(f"{self.way.name}, step {wanted.step.id}: {', '.join(missing)} is not on the screen")

    def _do(self, step: Step) -> None:
        walk = self.walk_through
        if step.solve and step.solve[0].value == "notification":
            expect(walk.page.locator(".notice-push").first).to_be_visible()  # it arrives when it arrives
        self._take(step, 0)
        for done, move in enumerate(step.solve, 1):
            self._type(move) if move.action == "type" else walk.press(move)
            if done < len(step.solve):
                self._take(step, done)
        walk.expect_done(step)
        self._take(step, len(step.solve))

    def _type(self, move: Move) -> None:
        """Until the device has it: what is typed while it draws itself again is lost."""
        walk = self.walk_through
        for _tried in range(TRIES):
            value = self._read(move.value)
            if value:
                walk.type(move)
                fields = walk.device(move.device).locator("input").all()
                if move.device == "card" or any(each.input_value() == value.replace("-", "") for each in fields):
                    return
            self.page.wait_for_timeout(500)

    def _read(self, value: str) -> str:
        """Empty while the device that shows it is being drawn again."""
        try:
            return self.walk_through.read(value)
        except TypeError:
            return ""

    def _take(self, step: Step, done: int) -> None:
        wanted = [
            (each, moment)
            for each in self.way.wanted
            if each.step.id == step.id
            for moment in each.screenshot.moments
            if each.done_at(moment) == done
        ]
        if wanted:
            self.page.wait_for_function(QUIET)
            self.page.wait_for_timeout(60)  # what a device draws behind its answer is there in the next frames
        for each, moment in wanted:
            self.parts[each][moment] = self._shoot(each, moment)

    def _shoot(self, wanted: Wanted, moment: str) -> Part:
        shown = wanted.screenshot
        device = wanted.devices[shown.moments.index(moment)]
        todo = [each for each in shown.pointers if each not in self.pointed[wanted]]
        staged = self.page.evaluate(
            "([device, pointers, all]) => studio.stage(device, pointers, all)", [device, todo, list(shown.pointers)]
        )
        if "missing" in staged:
            raise Missing(f"{self.way.name}, step {wanted.step.id}: {device} is not on the screen")
        self.pointed[wanted] |= {*staged["pointed"]}
        clip = {name: staged[name] for name in ("x", "y", "width", "height")}
        taken = []
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            taken.append(self.page.screenshot(clip=clip, omit_background=True, animations="disabled"))
        self.page.emulate_media(color_scheme="light")
        self.page.evaluate("studio.strike()")
        return Part(*taken, staged["fade"] * SCALE)


@cache
def _sheet() -> str:
    """What is added to the page: our typefaces, so that pictures are alike on each machine, and how a picture looks."""
    faces = [_face(name) for name in FONTS]
    return "\n".join([*faces, (HERE / "camera.css").read_text(encoding="utf-8")])


def _face(package: str) -> str:
    """The family in the package's own words, with the files themselves in place of their addresses."""
    folder = HERE / "node_modules/@fontsource-variable" / package
    rules = re.findall(r"@font-face \{[^}]*\}", (folder / "index.css").read_text(encoding="utf-8"))
    latin = [rule for rule in rules if f"{package}-latin" in rule]
    return "\n".join(re.sub(r"url\(\./([^)]+)\)", lambda found: _data(folder / found[1]), rule) for rule in latin)


def _data(file: Path) -> str:
    return f"url(data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()})"
