"""An article and the practices that walk through it: whatever one says and the other does not is told with its line."""

import pytest

from kb import demos
from kb.demos import Demo, DemoStep
from kb.files.check import problems

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"
TITLE = {"en": "Do it", "fr": "Faire"}
LABELS = {"en": ("Begin", "Go on"), "fr": ("Commencer", "Continuer")}
SAYS = {EN: ("Begin.", "Press [[Begin]], then [[Go on]]."), FR: ("Commencez.", "[[Commencer]], puis [[Continuer]].")}


@pytest.fixture
def agreeing(folder):
    """Step 1 names two labels, two steps of a practice show one each, and the article has a place for that practice."""
    for path, (before, after) in SAYS.items():
        folder.change(path, before, after)
        folder.change(path, "2. KB9002#step-1\n:::\n", "2. KB9002#step-1\n:::\n\n::: demo begin\n:::\n")
    register(*(step(labels={code: (each[at],) for code, each in LABELS.items()}) for at in (0, 1)))
    return folder


def step(article_step="step-1", **others):
    return DemoStep("begin", TITLE, article_step, **({"labels": LABELS} | others))


def register(*steps, **others):
    demos.register(Demo("begin", TITLE, 9001, steps=steps, **others))


def test_what_agrees_is_no_problem(agreeing, told):
    assert told(problems(agreeing.root)) == []


def test_a_label_in_an_article_that_its_practice_does_not_show_is_told(agreeing, told):
    agreeing.change(EN, "[[Go on]]", "[[Go on]] and [[Nowhere]]")
    told_en = f"{EN}:18: The practice scenario “begin” does not show “Nowhere”, which this step names."
    assert told(problems(agreeing.root)) == [told_en]


def test_a_label_below_the_first_line_of_a_step_is_told_on_its_own_line(agreeing, told):
    agreeing.change(EN, "[[Go on]].", "[[Go on]].\n\n   Or press [[Nowhere]].")
    assert f"{EN}:20: The practice scenario “begin” does not show “Nowhere”" in told(problems(agreeing.root))[0]


def test_a_label_that_a_practice_shows_and_its_article_does_not_name_is_told(agreeing, told):
    register(step(labels=LABELS | {"fr": ("Commencer", "Continuer", "Nulle part")}))
    told_fr = f"{FR}:18: The practice scenario “begin” shows “Nulle part” in this step, which does not name it."
    assert told(problems(agreeing.root)) == [told_fr]


def test_a_step_of_a_practice_without_a_step_in_the_article_is_told_in_each_language(agreeing, told):
    register(step("step-7", labels={}))
    says = "The practice scenario “begin” walks through “step-7”: there is no such step here."
    assert told(problems(agreeing.root)) == [f"{EN}:15: {says}", f"{FR}:15: {says}"]


def test_the_keys_and_the_display_of_a_device_count_as_named(agreeing, told):
    for path in SAYS:
        agreeing.change(path, "2. KB9002#step-1", "2. Press ++press++ until it shows `PIN>`.")
    register(step(), step("step-2", labels={"en": ("press", "PIN>"), "fr": ("press", "PIN>")}))
    assert told(problems(agreeing.root)) == []


def test_screens_of_the_practice_rooms_own_show_what_the_article_names_too(agreeing, told):
    register(step(labels={"en": LABELS["en"][:1], "fr": LABELS["fr"]}, own_screens=True))
    told_en = f"{EN}:18: The practice scenario “begin” does not show “Go on”, which this step names."
    assert told(problems(agreeing.root)) == [told_en]


def test_what_is_only_announced_is_held_to_nothing(agreeing, told):
    register(step("step-7"), ready=False)
    assert told(problems(agreeing.root)) == []


def test_a_practice_of_several_articles_is_held_to_the_one_that_each_step_is_of(agreeing, told):
    register(step(), step("step-7", labels={}, article=9002))
    assert {line.split(":")[0] for line in told(problems(agreeing.root))} == {
        "articles/KB9002/en.md",
        "articles/KB9002/fr.md",
    }
