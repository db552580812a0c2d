"""The keys that say what a sandbox holds: world, variants, faults, methods, only; what is wrong is told with its line."""

from pathlib import Path

import pytest

from auth_demo.scenarios.schema import read_scenario
from auth_demo.scenarios.world import World

DEMOS = Path(__file__).parents[1] / "demos"
GOOD = (DEMOS / "push-test.yaml").read_text(encoding="utf-8")
LANGUAGES = ("en", "fr")


def read(text, name="push-test"):
    found = []
    return read_scenario(Path(f"{name}.yaml"), text, LANGUAGES, found), found


def changed(old, new):
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_first_of_several_methods_is_the_default():
    scenario, found = read(GOOD)
    assert not found
    assert (scenario.method, scenario.methods) == ("notification", ("notification", "phone"))


@pytest.mark.parametrize(("variant", "system"), [("ios", "ios"), ("android", "android")])
def test_a_variant_gives_its_system_to_the_phones_that_have_none(variant, system):
    scenario, _found = read(GOOD)
    assert [phone.system for phone in scenario.world_of(variant).phones] == [system, "android"]


def test_a_phone_says_how_its_app_is_found_and_is_at_its_login_otherwise():
    scenario, found = read(GOOD.replace("app: active}", "app: active, start: home}", 1))
    assert not found
    assert [phone.start for phone in scenario.world_of("ios").phones] == ["home", "login"]


def test_a_variant_may_have_a_world_of_its_own():
    text = (DEMOS / "enrol-test.yaml").read_text(encoding="utf-8")
    scenario, found = read(text, "enrol-test")
    assert not found
    assert [scenario.world_of(each).card for each in ("bare", "with-card")] == [False, True]


def test_without_a_world_a_card_scenario_has_a_card_and_nothing_else():
    scenario, _found = read((DEMOS / "card-test.yaml").read_text(encoding="utf-8"), "card-test")
    assert scenario.world == World(card=True)


def test_a_step_may_apply_to_some_places_only_and_lead_to_different_steps_of_the_article():
    text = changed(
        "    article_step: step-1\n",
        "    article_step: {tws: tws-1, client-portal: cp-1}\n"
        "    only: {variant: [ios], platform: [tws]}\n"
        "    own_screens: true\n"
        "    labels_by: {tws: {en: [Log in], fr: [Connexion]}}\n",
    )
    scenario, found = read(text)
    assert not found
    step = scenario.step("login")
    assert (step.article_step, step.article_steps) == ("tws-1", {"tws": "tws-1", "client-portal": "cp-1"})
    assert (step.only.applies("tws", "ios"), step.only.applies("tws", "android")) == (True, False)
    assert step.only.applies("client-portal", "ios") is False
    assert step.own_screens is True
    assert step.labels_by["tws"]["fr"] == ("Connexion",)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("number: active", "number: perhaps", "number:", "'perhaps' is not one of active, unverified, none"),
        ("id: phone, app: active", "id: phone, app: on", "id: phone, app", "'on' is not one of"),
        ("id: phone, app: active", "id: fax, app: active", "id: phone, app", "no device 'fax' of kind phone"),
        ("system: android", "system: symbian", "id: second, system", "'symbian' is not one of ios, android"),
        ("app: installed", "app: active", "  phones:", "one phone at most has app: active"),
        ("[no-coverage,", "[no-cover,", "faults:", "'no-cover' is not one of"),
        ("[notification, phone]", "[notification, notification]", "methods:", "a method stands here twice"),
        ("[notification, phone]", "[notification]\nmethod: phone", "id: push-test", "not both"),
        (
            "    article_step: step-1",
            "    only: {platform: [moon]}\n    article_step: step-1",
            "",
            "'moon' is not one of",
        ),
        ("    article_step: step-1", "    article_step: {moon: step-1}", "", "moon is not known here"),
        (
            "    article_step: step-1",
            "    own_screens: 1\n    article_step: step-1",
            "",
            "'1' is not one of true, false",
        ),
        ("title: {en: TWS, fr: TWS}}", "title: {en: TWS, fr: TWS}, without: [pigeon]}", "id: tws", "'pigeon' is not"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old, new, line, says):
    scenario, found = read(changed(old, new))
    assert scenario is None
    assert any(says in problem.message for problem in found), found
    if line:
        lines = [number for number, text in enumerate(GOOD.splitlines(), 1) if line in text]
        assert {problem.line for problem in found} & {lines[0], lines[0] + 1}


def test_a_number_needs_a_phone():
    text = (
        (DEMOS / "card-test.yaml")
        .read_text(encoding="utf-8")
        .replace("minutes: 2", "minutes: 2\nworld: {number: active}")
    )
    _scenario, found = read(text, "card-test")
    assert [problem.message for problem in found] == ["a number needs a phone: phones is empty"]
