"""Scenario files: whatever is wrong is said with file and line."""

from pathlib import Path

import pytest

from auth_demo.scenarios.schema import read_planned, read_scenario
from kb.base.places import Problem

FILE = Path("card-test.yaml")
GOOD = (Path(__file__).parents[1] / "demos" / "card-test.yaml").read_text(encoding="utf-8")
LANGUAGES = ("en", "fr")


def problems(text: str, languages=LANGUAGES, file: Path = FILE) -> list[Problem]:
    found: list[Problem] = []
    scenario = read_scenario(file, text, languages, found)
    assert (scenario is None) == any(not problem.missing for problem in found)
    return found


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(GOOD.splitlines(), 1) if text in line)


def test_a_good_file_becomes_a_scenario():
    found: list[Problem] = []
    scenario = read_scenario(FILE, GOOD, LANGUAGES, found)
    assert found == []
    assert (scenario.id, scenario.article, scenario.method, scenario.minutes) == (
        "card-test",
        3422,
        "security-card",
        2,
    )
    assert [platform.id for platform in scenario.platforms] == ["client-portal", "tws"]
    assert scenario.title == {"en": "Card test", "fr": "Essai de la carte"}
    assert scenario.step("login").labels == {"en": ("Login",), "fr": ("Se connecter",)}
    assert scenario.step("no-such") is None


@pytest.mark.parametrize(("step", "behind"), [("login", False), ("pin", True), ("submit", True)])
def test_it_knows_which_steps_lie_behind_an_event(step, behind):
    scenario = read_scenario(FILE, GOOD, LANGUAGES, [])
    assert scenario.lies_behind(step, "challenge.issued") is behind


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("article: 3422", "article: many", "article: 3422", "whole number"),
        ("article: 3422\n", "", "id: card-test", "article is missing"),
        ("minutes: 2", "minutes: 0", "minutes: 2", "whole number above 0"),
        ("method: security-card", "method: telepathy", "method:", "'telepathy' is not one of"),
        (", fr: Essai de la carte", "", "title: {en: Card", "no text in fr"),
        ("fr: Essai de la carte", "fr: ''", "title: {en: Card", "should be a text"),
        ("fr: Essai de la carte", "fr: x, de: y", "title: {en: Card", "de is not known here"),
        ("minutes: 2", "minutes: 2\nminuets: 2", "platforms:", "minuets is not known here"),
        ("minutes: 2", "minutes: 2\nminutes: 3", "platforms:", "minutes is listed twice"),
        ("id: tws, title", "id: client-portal, title", "id: tws", "id client-portal is listed twice"),
        ("id: pin\n", "id: login\n", "id: pin", "id login is listed twice"),
        ("id: pin\n", "id: PIN code\n", "id: pin", "small letters"),
        ("done_on: challenge.issued", "done_on: challenge.eaten", "done_on: challenge", "the server has no event"),
        ("done_on: challenge.issued", "done_on: soon", "done_on: challenge", "not an event"),
        ("device: window, press", "device: toaster, press", "press: login", "no device 'toaster'"),
        ("{device: window, press: login}", "{device: window}", "press: login", "a device and one action"),
        ("user: amira-practice", "user: amira", "user: amira", "practice name"),
        ("fr: [Se connecter]", "fr: [Se, connecter]", "labels:", "as many labels"),
        ("labels: {en: [Login]", "labels: {en: Login", "labels:", "should be a list"),
        ("    real: same\n", "", "id: login", "real is missing: the words, or “same”"),
        ("real: same", "real: alike", "real:", "should be a mapping"),
        ("real: same", "real_by: {tws: {en: x, fr: x}}", "id: login", "real is missing on client-portal"),
        (
            "    task: {en: Press Login., fr: Appuyez sur Se connecter.}",
            "    task_by: {tws: {en: x, fr: x}}",
            "id: login",
            "task is missing on client-portal",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old, new, line, says):
    (problem, *_) = problems(changed(old, new))
    assert problem.file == "card-test.yaml"
    assert problem.line == line_of(line)
    assert says in problem.message
    assert str(problem) == f"card-test.yaml:{problem.line}: {problem.message}"


def test_every_problem_is_listed_at_once():
    broken = changed("article: 3422", "article: x").replace("minutes: 2", "minutes: y").replace("TWS}}", "}}")
    assert len({problem.line for problem in problems(broken)}) == 3


def test_a_language_that_nobody_has_begun_to_write_is_not_asked_for():
    found: list[Problem] = []
    assert read_scenario(FILE, GOOD, ("en", "fr", "it"), found).languages == ("en", "fr")
    assert found == []


def test_a_language_that_is_begun_is_asked_of_every_text():
    begun = changed("fr: Essai de la carte", "fr: Essai de la carte, it: Prova della carta")
    found: list[Problem] = []
    assert read_scenario(FILE, begun, ("en", "fr", "it"), found).languages == ("en", "fr")
    assert {problem.message for problem in found} == {"no text in it"}
    assert len(found) > 10


def test_the_file_is_named_after_its_id():
    (problem,) = problems(GOOD, file=Path("other.yaml"))
    assert "'card-test'" in problem.message and "'other'" in problem.message


@pytest.mark.parametrize(
    "text", ["", "# nothing", "just text", "- a list", "{", "a: [1\nb: 2", "a: &x 1\nb: *y", "\t"]
)
def test_a_file_that_is_no_scenario_is_a_problem_and_no_error(text):
    assert problems(text)


@pytest.mark.parametrize("name", ["platforms", "devices", "personas", "steps"])
def test_an_empty_list_will_not_do(name):
    lines = GOOD.splitlines()
    start = lines.index(f"{name}:")
    end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith(" "))
    text = "\n".join([*lines[:start], f"{name}: []", *lines[end:]])
    assert any(f"{name}: at least one" in problem.message for problem in problems(text))


def test_a_planned_flow_without_a_title_in_a_language_is_told_and_stays_in_the_others():
    found: list[Problem] = []
    text = "- {id: a, article: 1, title: {en: A, fr: A}}\n- {id: b, article: 2, title: {en: B}}"
    assert [[*each.title] for each in read_planned(Path("planned.yaml"), text, LANGUAGES, found)] == [
        ["en", "fr"],
        ["en"],
    ]
    assert [(problem.line, problem.message) for problem in found] == [(2, "no text in fr")]


def test_a_cover_names_a_step_a_moment_and_a_device_of_its_own_practice():
    found: list[Problem] = []
    good = GOOD + "cover: {state: pin, moment: before ok, device: card}\n"
    scenario = read_scenario(FILE, good, LANGUAGES, found)
    assert found == [] and scenario.picture.state == "pin" and scenario.picture.moments == ("before ok",)
    for wrong in ("{state: supper}", "{state: pin, moment: noon}", "{state: pin, device: toaster}"):
        assert problems(GOOD + f"cover: {wrong}\n"), wrong


def test_a_practice_without_a_cover_is_shown_by_its_middle_step():
    scenario = read_scenario(FILE, GOOD, LANGUAGES, [])
    assert scenario.picture.state == scenario.steps[len(scenario.steps) // 2].id
