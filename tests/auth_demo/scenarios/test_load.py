"""Which practices the site has."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site

from auth_demo.apps import practice
from auth_demo.scenarios import load
from auth_demo.scenarios.schema import read_scenario
from kb import demos
from tests.auth_demo.scenarios.test_world import two_articles

GOOD = Path(__file__).parents[1] / "demos" / "card-test.yaml"
LANGUAGES = ("en", "fr")


@pytest.fixture
def directory(tmp_path):
    (tmp_path / "card-test.yaml").write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    (tmp_path / "planned.yaml").write_text(
        "- {id: sms, article: 3196, title: {en: SMS, fr: SMS}}\n- {id: card-test, article: 1, title: {en: x, fr: x}}",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(demos, "_demos", {})


def test_a_broken_file_is_left_out_and_listed(directory):
    found = load.read(directory, LANGUAGES)
    assert list(found.scenarios) == ["card-test"]
    assert {problem.file for problem in found.problems} == {"broken.yaml"}


def test_what_is_built_is_no_longer_planned(directory):
    assert [each.id for each in load.read(directory, LANGUAGES).planned] == ["sms"]


def test_problems_are_those_of_the_files_as_they_are_now(directory):
    assert load.problems(directory, LANGUAGES)
    (directory / "broken.yaml").unlink()
    assert load.problems(directory, LANGUAGES) == []


def test_a_file_that_is_not_utf_8_is_a_problem(directory):
    (directory / "latin.yaml").write_bytes("id: é".encode("latin-1"))
    assert any(each.file == "latin.yaml" for each in load.problems(directory, LANGUAGES))


def test_no_directory_is_no_scenario_and_no_error(tmp_path):
    assert load.read(tmp_path / "none", LANGUAGES).scenarios == {}


def test_at_start_the_articles_learn_of_every_practice(directory, registry, settings, caplog):
    content = directory.parent / "content"
    content.mkdir()
    directory.rename(content / "demos")
    settings.CONTENT_DIR = content
    with caplog.at_level(logging.ERROR):
        apps.get_app_config("auth_demo").ready()
    demo = demos.get("card-test")
    assert demo.ready and demo.article == 3422
    assert demo.step("login").article_step == "step-1"
    assert demo.step("login").labels["fr"] == ("Se connecter",)
    assert demo.platforms == ("client-portal", "tws")
    assert not demos.get("sms").ready
    assert "broken.yaml:1" in caplog.text


def test_each_of_a_practices_articles_learns_of_its_own_steps(registry):
    text = two_articles()
    scenario = read_scenario(Path("push-test.yaml"), text, LANGUAGES, [])
    demo = practice(scenario)
    assert [(step.id, step.article_step, step.place) for step in demo.steps_of(2277)] == [
        ("pin", "step-9", "android"),
        ("submit", "step-9", "android"),
    ]
    assert [step.article_step for step in demo.steps_of(2278)] == ["step-1", "step-2", "step-5"]


def test_the_sites_own_scenarios_have_no_problem():
    languages = [code for code, _name in site.LANGUAGES]
    assert [str(problem) for problem in load.problems(site.CONTENT_DIR / "demos", languages)] == []
