"""The keys that say what a sandbox holds: world, variants, faults, methods, only; what is wrong is told with its line."""

from pathlib import Path

import pytest

from auth_demo.scenarios.schema import read_scenario
from auth_demo.scenarios.world import EVERYWHERE, Only, World

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
    assert (step.article_step, step.article_steps) == ("", {"tws": "tws-1", "client-portal": "cp-1"})
    assert (step.only.applies("tws", "ios"), step.only.applies("tws", "android")) == (True, False)
    assert step.only.applies("client-portal", "ios") is False
    assert step.own_screens == EVERYWHERE
    assert step.labels_by["tws"]["fr"] == ("Connexion",)


def two_articles(text=GOOD):
    """One for each system; what the second article has no step for is shown on screens of the practice room's own."""
    text = text.replace("article: 2260", "article: {ios: 2278, android: 2277}")
    for number in (2, 5):
        text = text.replace(f"article_step: step-{number}", f"article_step: {{ios: step-{number}, android: step-9}}")
    return text.replace(
        "article_step: step-1\n", "article_step: {ios: step-1}\n    own_screens: {variant: [android]}\n"
    )


def test_articles_and_the_practice_rooms_own_screens_may_differ_by_variant():
    scenario, found = read(two_articles())
    assert not found
    assert (scenario.article, scenario.articles) == (2278, {"ios": 2278, "android": 2277})
    assert scenario.step("login").own_screens == Only(variant=("android",))


def test_where_articles_differ_every_step_says_of_which_one_it_is():
    _scenario, found = read(
        two_articles().replace("article_step: {ios: step-5, android: step-9}", "article_step: step-5")
    )
    assert [problem.message for problem in found] == ["several articles: say of which the step is, by ios, android"]


def branched(extra="", only=""):
    """With a variant that begins elsewhere and then goes the way of the iPhone; `only` is for the step "pin"."""
    late = f"  - {{id: ios-late, like: ios, title: {{en: Late, fr: Tard}}{extra}}}\n"
    text = two_articles().replace("title: {en: Test of", f"{late}title: {{en: Test of", 1)
    return text.replace("  - id: pin\n", f"  - id: pin\n{only}", 1)


def test_what_is_told_of_a_variant_holds_for_the_one_like_it_unless_it_is_told_of_that_itself():
    text = branched().replace("{ios: step-5, android", "{ios: step-5, ios-late: step-6, android")
    scenario, found = read(text)
    assert not found
    assert scenario.articles["ios-late"] == 2278
    assert scenario.step("pin").article_steps == {"ios": "step-2", "android": "step-9", "ios-late": "step-2"}
    assert scenario.step("submit").article_steps["ios-late"] == "step-6"


def test_a_step_that_a_variant_does_not_have_tells_it_nothing():
    scenario, found = read(branched(only="    only: {variant: [ios, android]}\n"))
    assert not found
    assert scenario.step("pin").article_steps == {"ios": "step-2", "android": "step-9"}


def test_a_variant_says_which_devices_it_has_no_use_for():
    text = branched(", without: [second]")
    scenario, found = read(text)
    assert not found
    assert [each.without for each in scenario.variants] == [(), (), ("second",)]


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        (", without: [toaster]", "'toaster' is not one of"),
        (", without: [window]", "ios-late is without 'window', which its step login uses"),
    ],
)
def test_a_variant_cannot_do_without_what_it_uses_or_what_is_not_there(extra, says):
    _scenario, found = read(branched(extra))
    assert [says in problem.message for problem in found].count(True) == 1, found


def test_a_variant_is_like_one_that_there_is():
    _scenario, found = read(branched().replace("like: ios", "like: moon"))
    assert "ios-late is like 'moon', which is no variant here" in [problem.message for problem in found]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("number: active", "number: perhaps", "number:", "'perhaps' is not one of active, unverified, none"),
        ("id: phone, app: active", "id: phone, app: on", "id: phone, app", "'on' is not one of"),
        ("id: phone, app: active", "id: fax, app: active", "id: phone, app", "no device 'fax' of kind phone"),
        ("system: android", "system: symbian", "id: second, system", "'symbian' is not one of ios, android"),
        ("app: installed", "app: active", "  phones:", "one phone at most has app: active"),
        ("[no-coverage,", "[no-cover,", "faults:", "'no-cover' is not one of"),
        ("[notification, phone]", "[notification, notification]", "methods:", "a method is listed twice"),
        ("[notification, phone]", "[notification]\nmethod: phone", "id: push-test", "not both"),
        (
            "    article_step: step-1",
            "    only: {platform: [moon]}\n    article_step: step-1",
            "",
            "'moon' is not one of",
        ),
        ("    article_step: step-1", "    article_step: {moon: step-1}", "", "moon is not known here"),
        ("    article_step: step-1\n", "", "id: login", "no article_step on ios, android"),
        (
            "    article_step: step-1",
            "    article_step: {ios: step-1}",
            "article_step:",
            "no article_step on android",
        ),
        (
            "    article_step: step-1\n",
            "    own_screens: {variant: [ios]}\n",
            "id: login",
            "no article_step on android",
        ),
        ("article: 2260", "article: {moon: 2278}", "article:", "moon is not known here"),
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
        .replace("minutes: 2", "minutes: 2\nworld: {number: unverified}")
    )
    _scenario, found = read(text, "card-test")
    assert [problem.message for problem in found] == ["a number needs a phone: phones is empty"]
    assert read(text.replace("number: unverified", "number: active"), "card-test")[1] == []
