"""A simulated phone alone on a page: what its tests do with it."""

import time
from datetime import UTC, datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from auth_demo.protocols import ocra
from auth_demo.web import phone_strings, strings

ROOT = Path(__file__).resolve().parents[3]
WAIT_SECONDS = 10

KEY = bytes.fromhex("d7df6b5749cca748bf903a212d33b520206ac176e250b6552816399e7145ae24")
PUSH_KEY = bytes.fromhex("bdc80e7cf96b0d91b1d2853bd345841cb2beece30167f469989d9d1caf2e4947")
NEW_KEY = bytes(range(32))
SUITE = "OCRA-1:HOTP-SHA256-8:QN06-T1M"
STEP = int(datetime(2026, 11, 24, 13, 7, tzinfo=UTC).timestamp()) // 60
NONCE = bytes(range(16))

REQUEST = {
    "login": "L", "user": "amira-practice", "device": "authenticator", "nonce": NONCE.hex(), "matching": False,
    "details": {"platform": "client-portal", "at": "2026-11-24T13:06:30Z", "place": "practice-room"},
    "expires_at": "2026-11-24T13:08:30Z",
}  # fmt: skip
SMS = {"text": "Practice: your login code is 095168.", "code": "095168"}
LOGIN = {
    "id": "L", "challenge": "116241", "state": "challenge", "attempts_left": 5,
    "issued_at": "2026-11-24T13:07:00Z", "expires_at": "2026-11-24T13:09:00Z",
}  # fmt: skip
CODE_SENT = LOGIN | {
    "challenge": None, "state": "code-sent", "resend_at": "2026-11-24T13:09:00Z",
    "sent": {"n": 1, "of": 5, "to": "+1 202-555-01••", "kind": "sms", "message": "m"},
}  # fmt: skip
ACTIVATION = "POST /sandboxes/box/phones/phone/activation"
DEVICE = {"id": "new", "kind": "phone", "phone": "phone", "suite": SUITE, "key": NEW_KEY.hex(), "push_key": "bb" * 32}

LANGUAGES = [code for code, _ in settings.LANGUAGES]


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
        self.page.goto("/")
        self.until("window.ready")
        given = {name: world.pop(name) for name in ("system", "variant", "method") if name in world}
        options = {"strings": self.words, "language": self.language, "clips": clips(self.language), "world": world}
        self.page.evaluate("async (options) => { stage(options); await open(); }", options | given)
        return self

    def place_unused(self, **world) -> "Phone":
        """As `place`, but nobody has opened the sandbox yet."""
        self.place(**world)
        self.page.evaluate("window.forget()")
        return self

    def until(self, condition: str) -> None:
        """Wait for a JavaScript expression; Playwright’s own way needs eval, which the page’s policy forbids."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, f"never came true: {condition}"
            self.page.wait_for_timeout(50)

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

    def answers(self, asked: str, answer: dict) -> "Phone":
        self.page.evaluate("([asked, answer]) => { site.answers[asked] = answer; }", [asked, answer])
        return self


def respond(challenge: str, key: bytes = KEY) -> str:
    return ocra.respond(SUITE, key, challenge=challenge, time_step=STEP)


def give_security(phone: Phone, pin: str | None = None) -> None:
    """Face on a phone that lends its own element, else the app's PIN on its keys."""
    expect(phone.page.locator(".security-sheet")).to_be_visible()
    if phone.control("face").count():
        phone.press("face")
    else:
        phone.press(*(f"key.{digit}" for digit in pin or phone.pin), "key.ok")


def answer_challenge(phone: Phone, challenge: str = "116241") -> str:
    """From the app's login screen to the response string."""
    phone.press("services", "authenticate").fill("challenge", challenge).press("generate-response")
    give_security(phone)
    return phone.digits()
