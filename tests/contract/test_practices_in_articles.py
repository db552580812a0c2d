"""Every article opens its practices in place, and each “Try this step” opens before the step, where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Scenario, Step
from kb.files import check

PRACTICES = {
    69: ["temporary-passcode", "online-card", "lost-card"],
    70: ["temporary-passcode"],
    1873: ["online-card"],
    1943: ["online-card", "lost-card"],
    2260: ["notification", "number-matching", "activation"],
    2277: ["activation"],
    2278: ["activation"],
    2481: ["share-card"],
    2545: ["opt-in"],
    2748: ["recovery"],
    2895: ["several-methods"],
    3073: ["migration"],
    3102: ["one-app", "one-app-notification", "one-app-challenge"],
    3196: ["sms-enrol", "sms-login"],
    3234: ["notification", "no-notification"],
    3279: ["second-phone"],
    3396: ["voice"],
    3422: ["dsc-plus"],
    3432: ["notification"],
    3861: ["activation"],
    3862: ["activation"],
    9001: ["no-notification"],
    9002: ["sms-trouble"],
    9003: ["android-cache"],
    9004: ["no-notification", "sms-trouble", "dsc-plus", "several-methods", "migration", "temporary-passcode"],
    9005: ["number-matching"],
    9007: ["migration"],
    9008: ["authenticator-app", "passkey"],
}


@dataclass(frozen=True)
class Link:
    """A link to a practice; `within` is the article step that it is in, `is_button` that of the practice's own block."""

    demo: str
    address: str
    within: str
    is_button: bool
    words: str

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.address).query))


class Links(HTMLParser):
    """The links to practices of an article's `html`, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Link] = []
        self._open: list[tuple[str, str]] = []  # the elements we are in, each with the article step that it is
        self._demo = self._words = ""
        self._link: dict[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in {"br", "hr", "img"}:
            return
        kinds = given.get("class", "").split()
        self._open.append((tag, given.get("id", "") if "step" in kinds else ""))
        if "demo" in kinds:
            self._demo = given["data-demo"]
        if {"try", "demo-open"} & {*kinds}:
            self._link, self._words = given, ""

    def handle_data(self, data):
        self._words += data

    def handle_endtag(self, tag):
        self._open.pop()
        if tag == "a" and self._link:
            is_button = "demo-open" in self._link["class"]
            demo = self._demo if is_button else self._link["data-demo"]
            within = next((step for _tag, step in reversed(self._open) if step), "")
            self.found.append(Link(demo, self._link["href"], within, is_button, self._words))
            self._link = None


@pytest.fixture(scope="module")
def links() -> dict[tuple[int, str], list[Link]]:
    """Those of every article of the site, by its number and language."""
    library = check.read(settings.CONTENT_DIR)
    made = check.render(library)
    return {
        (file.place.number, file.place.language): Links(made[file.path].html).found
        for file in library.files
        if Links(made[file.path].html).found
    }


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    return dict(
        load.configure(settings.CONTENT_DIR / load.FOLDER, [code for code, _ in settings.LANGUAGES]).scenarios
    )


def place_of(link: Link, scenario: Scenario) -> tuple[str, str]:
    """The platform and the variant that the practice opens with."""
    return (
        link.query.get("platform") or scenario.platforms[0].id,
        link.query.get("variant") or next((each.id for each in scenario.variants), ""),
    )


def bound(step: Step, platform: str, variant: str) -> str:
    """The step of the article that `step` walks through there."""
    return step.article_steps.get(variant) or step.article_steps.get(platform) or step.article_step


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_article_has_a_block_for_each_of_its_practices(links, scenarios, language):
    blocks = {
        number: [link.demo for link in found if link.is_button]
        for (number, code), found in links.items()
        if code == language
    }
    assert blocks == PRACTICES
    assert {each for demos in PRACTICES.values() for each in demos} == {*scenarios}


def test_a_button_says_what_it_lets_one_practice(links, scenarios):
    for (_number, language), found in links.items():
        for link in found:
            if link.is_button:
                assert link.words == scenarios[link.demo].button[language]
    for language in ("en", "fr"):
        assert len({each.button[language] for each in scenarios.values()}) == len(scenarios)


def tries(links) -> Iterator[tuple[str, str, Link]]:
    for (number, language), found in links.items():
        yield from ((number, language, link) for link in found if not link.is_button)


def test_no_link_to_a_step_leaves_the_article(links):
    away = [
        (number, language, link.within)
        for number, language, link in tries(links)
        if link.demo not in PRACTICES.get(number, ())
    ]
    assert away == []


def test_each_link_opens_a_step_that_there_is_in_its_place(links, scenarios):
    for number, language, link in tries(links):
        scenario = scenarios[link.demo]
        step = scenario.step(link.query["step"])
        assert step.only.applies(*place_of(link, scenario)), (number, language, link)


def test_try_this_step_opens_the_practice_before_anything_of_the_step_is_done(links, scenarios):
    tried = 0
    for number, language, link in tries(links):
        scenario = scenarios[link.demo]
        platform, variant = place_of(link, scenario)
        there = [each for each in scenario.steps if each.only.applies(platform, variant)]
        first = next((each for each in there if bound(each, platform, variant) == link.within), None)
        if link.within and first and number in {scenario.article, *scenario.articles.values()}:
            assert link.query["step"] == first.id, (number, language, link)
            tried += 1
    assert tried > 100
