"""What the tests of the practice room do with the devices, as a learner would."""

from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000  # ms, which only a test that fails takes: a machine may be busy with much else
WORDS = {
    "en": {
        "login": "Login",
        "mark": "Practice · not connected to any account",
        "finished": "You are logged in. All steps done.",
        "wrong_pin": "Wrong PIN on the card.",
        "pin_as_challenge": "You typed your PIN at CHALLNG>.",
        "swapped": "Two digits of the challenge are swapped",
        "slip": "You typed {typed} instead of {shown}.",
        "challenge_as_pin": "That was the challenge, not your PIN",
        "expired": "The challenge has expired",
        "seven": "Enter 8 digits: you typed 7.",
    },
    "fr": {
        "login": "Se connecter",
        "mark": "Entraînement · sans lien avec un compte",
        "finished": "Connexion réussie. Toutes les étapes sont terminées.",
        "wrong_pin": "Code PIN erroné sur la carte.",
        "pin_as_challenge": "CHALLNG>",
        "swapped": "Deux chiffres du code Challenge",
        "slip": "Vous avez saisi {typed} au lieu de {shown}.",
        "challenge_as_pin": "C’était le code Challenge, pas votre code PIN",
        "expired": "Le code Challenge a expiré",
        "seven": "8 chiffres attendus : vous en avez saisi 7.",
    },
}


class Practice:
    """One practice on a page; everything on it is found by what it is, not by how it is made."""

    def __init__(self, page: Page, language: str = "en", address: str = "dsc-plus/") -> None:
        self.page, self.language, self.address = page, language, address
        self.words = WORDS[language]

    def open(self, **query: str) -> "Practice":
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"/{self.language}/practice/{self.address}" + (f"?{asked}" if asked else ""))
        expect(self.page.locator("html[data-practice=ready]")).to_have_count(1)
        return self

    def control(self, name: str) -> Locator:
        return self.page.locator(f'[data-focus="{name}"]')

    @property
    def window(self) -> Locator:
        return self.control("window.self")

    @property
    def card(self) -> Locator:
        return self.control("card.self")

    @property
    def display(self) -> Locator:
        return self.page.locator("[data-display]")

    @property
    def answer(self) -> Locator:
        return self.control("window.answer")

    @property
    def problem(self) -> Locator:
        return self.page.locator(".problem")

    @property
    def step(self) -> Locator:
        return self.page.locator(".guide-step[aria-current=step]")

    @property
    def is_narrow(self) -> bool:
        """Whether one device shows at a time, and of the guide one line."""
        return self.page.locator(".practice-app.narrow").count() > 0

    def open_guide(self) -> None:
        """Where it is closed."""
        more = self.control("guide.more")
        if more.is_visible() and more.get_attribute("aria-expanded") == "false":
            more.click()

    def wait_for_turn(self) -> None:
        """Until the practice has played what it plays by itself, and the devices are the learner's."""
        expect(self.page.locator(".devices[inert]")).to_have_count(0)

    def log_in(self) -> None:
        """User by button, then Login: the challenge appears."""
        self.control("window.persona.amira").click()
        self.control("window.login").click()
        expect(self.page.locator("[data-challenge]")).to_have_count(1)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.control(f"card.{key}").click()

    def pin(self) -> str:
        """From the card's letter, where a learner reads it."""
        letter = self.page.locator(".letter-pin strong")
        if not letter.is_visible():
            self.control("card.letter").click()
        letter.wait_for()
        return letter.inner_text()

    def challenge(self) -> str:
        return self.page.locator("[data-challenge]").get_attribute("data-challenge")

    def response(self, pin: str | None = None, challenge: str | None = None) -> str:
        """Do it all on the card and read what it shows."""
        self.press("press", *(pin or self.pin()), "ok")
        expect(self.display).to_have_text("CHALLNG>")
        self.press(*(challenge or self.challenge()), "ok")
        expect(self.card).to_have_attribute("data-mode", "response")
        return self.display.inner_text()

    def submit(self, response: str) -> None:
        self.answer.fill(response)
        self.control("window.login").click()

    def expect_finished(self) -> None:
        expect(self.page.locator(".guide-title")).to_have_text(self.words["finished"])
        expect(self.window.locator(".screen-body")).to_have_attribute("class", "screen-body")
        expect(self.window).to_have_attribute("data-view", "inside")

    def stop_clock(self) -> None:
        self.control("tools.time").click()
        self.control("rate.0").click()
        expect(self.control("rate.0")).to_have_attribute("aria-pressed", "true")

    def forward(self, seconds: int) -> None:
        button = self.control(f"time.forward.{seconds}")
        if not button.is_visible():
            self.control("tools.time").click()
        with self.page.expect_response("**/clock"):  # what is asked next is asked at the new time
            button.click()


def swapped(digits: str) -> str:
    """`digits` with two unlike neighbours exchanged."""
    at = next(at for at in range(len(digits) - 1) if digits[at] != digits[at + 1])
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def other_digit(digits: str) -> str:
    return str((int(digits[0]) + 1) % 10) + digits[1:]


def log_of(page: Page) -> list[str]:
    """How the page asks for the log of events, each time that it does: one stream is all it needs."""
    asked: list[str] = []
    page.on("request", lambda request: "/events?" in request.url and asked.append(request.resource_type))
    return asked
