"""A simulated phone alone on a page: what its tests do with it."""

from pathlib import Path

import yaml
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Locator, Page, Route

from auth_demo.web import phone_strings, strings

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://phone.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".mp3": "audio/mpeg"}
STAGE = Path(__file__).with_name("phone_stage.js")
SHEETS = ("tokens", "base", "practice", "phone")
LANGUAGES = [code for code, _ in settings.LANGUAGES]

PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Phone</title>'
    '<meta name="viewport" content="width=device-width">'
    + "".join(f'<link rel="stylesheet" href="/css/{sheet}.css">' for sheet in SHEETS)
    + '<main class="practice"><h1>Phone</h1><h2>Devices</h2><div class="practice-app" id="room"></div></main>'
    '<script type="module" src="/stage.js"></script>'
)


def serve(route: Route) -> None:
    """The page, the site's static files, and an API that is only there to be reached or not."""
    name = route.request.url.removeprefix(f"{ORIGIN}/").split("?")[0]
    file = ROOT / "static" / name
    if name == "":
        policy = {"Content-Security-Policy": "default-src 'self'"}
        route.fulfill(content_type="text/html", body=PAGE, headers=policy)
    elif name == "stage.js":
        route.fulfill(content_type="text/javascript", path=STAGE)
    elif file.suffix in TYPES and file.is_file():
        route.fulfill(content_type=TYPES[file.suffix], path=file)
    elif name.startswith("api/"):
        route.fulfill(json={})
    else:
        route.fulfill(status=404)


def texts(language: str) -> dict:
    with translation.override(language):
        return {**strings.interface(), **phone_strings.interface()}


def clips(language: str) -> dict:
    spoken = yaml.safe_load((ROOT / "static/audio/clips.yaml").read_text("utf-8"))["clips"]
    return {id: {"src": f"/audio/{language}/{id}.mp3", "text": text[language]} for id, text in spoken.items()}


class Phone:
    """The phone, and what the practice around it would do."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page, self.language, self.words = page, language, texts(language)

    def place(self, **world) -> "Phone":
        """On the table: system, variant and method of the practice; the rest is the phone's entry in the world."""
        self.page.goto(f"{ORIGIN}/")
        self.page.wait_for_function("window.ready")
        given = {name: world.pop(name) for name in ("system", "variant", "method") if name in world}
        options = {"strings": self.words, "language": self.language, "clips": clips(self.language), "world": world}
        self.page.evaluate("async (options) => { stage(options); await open(); }", options | given)
        return self

    def control(self, name: str) -> Locator:
        return self.page.locator(f'[data-focus="phone.{name}"]')

    def press(self, *names: str) -> "Phone":
        for name in names:
            self.control(name).click()
        return self

    def fill(self, name: str, value: str) -> "Phone":
        self.control(name).fill(value)
        return self

    def word(self, key: str, **values: str) -> str:
        return self.words[f"phone.{key}"].format(**values)

    @property
    def screen(self) -> str:
        return self.page.locator(".phone-body").get_attribute("data-screen")

    @property
    def shown(self) -> Locator:
        return self.page.locator(".phone-main")

    def digits(self) -> str:
        return self.page.locator("[data-digits]").get_attribute("data-digits")

    @property
    def pin(self) -> str:
        return self.page.evaluate("phone.read('pin')")

    def told(self) -> list[str]:
        return self.page.evaluate("told")

    def calls(self) -> list[str]:
        return self.page.evaluate("site.calls")

    def send(self, kind: str, event: str = "message.delivered", **content) -> None:
        """The site sends something to the phone, and says so."""
        self.page.evaluate(
            """([kind, event, content]) => {
                const n = site.messages.length + 1;
                const state = kind === "call" ? "ringing" : "delivered";
                site.messages.push({ n, kind, phone: "phone", at: "2026-11-24T13:07:00Z", state });
                site.contents[n] = content;
                bus.emit(event, { n });
            }""",
            [kind, event, content],
        )

    def answers(self, asked: str, answer: dict) -> None:
        self.page.evaluate("([asked, answer]) => { site.answers[asked] = answer; }", [asked, answer])
