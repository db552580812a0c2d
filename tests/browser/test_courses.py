"""From a course of a learning platform to a practice and back: a frame with LTI, a cmi5 launch, a SCORM player."""

import json
import os
import subprocess
import sys
import urllib.request
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from playwright.sync_api import expect
from pydantic import TypeAdapter
from ralph.models.xapi.base.statements import BaseXapiStatement

from tests.auth_demo.lms.platform import DL
from tests.browser import safety
from tests.browser.accessibility import Once
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.course import Course
from tests.browser.practice import Practice
from tests.browser.serving import ROOT
from tests.browser.test_class import MARKS

REGISTER = """
from auth_demo.models import LearningPlatform
LearningPlatform.objects.create(title="School", issuer="{0}", client_id="client-7", deployments="1",
    login_url="{0}/auth", token_url="{0}/token", keys_url="{0}/keys")
"""


@pytest.fixture
def course(site):
    made = Course(site)
    yield made
    made.stop()


def register(course, site, site_folder) -> None:
    settings = {"DATA_DIR": str(site_folder / "data"), "PUBLIC_URL": site}
    command = [sys.executable, "manage.py", "shell", "-c", REGISTER.format(course.address)]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True)


def package(site: str, language: str, kind: str) -> bytes:
    with urllib.request.urlopen(f"{site}/{language}/class/platforms/dsc-plus/{kind}.zip") as answer:
        return answer.read()


def walk(page, language: str = "en") -> None:
    """Log in with the card, as the practice asks."""
    expect(page.locator(".class-room[data-practice=ready]")).to_have_count(1)
    practice = Practice(page, language)
    practice.log_in()
    practice.submit(practice.response())
    practice.expect_finished()


def test_a_teacher_chooses_and_a_learner_practices_from_a_frame(open_page, course, site, site_folder):
    register(course, site, site_folder)
    axe = Once()
    page = open_page(viewport=DESKTOP, locale="en")
    page.goto(f"{course.address}/course?target=frame&hint=teacher")
    page.locator("button").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Choose practices")
    frame.locator("input[value='dsc-plus']").check()
    frame.locator("button").click()
    expect(frame.locator("h1")).to_have_text("In the course")
    with urllib.request.urlopen(f"{site}/lti/jwks.json") as answer:
        keys = KeySet.import_key_set(json.load(answer))
    [item] = jwt.decode(course.chosen[0], keys, algorithms=["RS256"]).claims[f"{DL}content_items"]
    assert item["custom"] == {"practices": "dsc-plus"}

    page.goto(f"{course.address}/course?target=frame&hint=learner")
    page.locator("button").click()
    expect(frame.locator(".lead")).to_contain_text("You practice as Nadia")
    with page.context.expect_page() as opened:
        frame.locator("a.button").click()
    practice = opened.value
    walk(practice)
    assert "#" not in practice.url
    expect(practice.locator("[data-class-state]")).to_contain_text("1 of 1 practice finished.")
    assert safety.complaints(practice, MARKS["en"]) == []
    assert axe(practice) == []
    practice.reload()
    expect(practice.locator("[data-class-state]")).to_contain_text("1 of 1 practice finished.")


def test_a_learner_goes_from_one_practice_of_the_link_to_the_next(open_page, course, site, site_folder):
    course.practices, course.locale = "dsc-plus,sms-login", "fr"
    register(course, site, site_folder)
    page = open_page(viewport=PHONE, locale="en")
    page.goto(f"{course.address}/course?target=_self&hint=learner")
    page.locator("button").click()
    page.wait_for_url("**/fr/class/seat/**")
    walk(page, "fr")
    expect(page.locator("[data-class-state]")).to_contain_text("1 ")
    choices = page.locator(".class-practices button")
    expect(choices.first).to_contain_text("(terminé)")
    choices.nth(1).click()
    expect(choices.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator(".class-room[data-practice=ready]")).to_have_count(1)
    expect(page.locator(".class-room")).to_contain_text("SMS")
    assert Once()(page) == []


def launched(course, site: str, **more) -> str:
    asked = {
        "endpoint": f"{course.address}/xapi/",
        "fetch": f"{course.address}/fetch",
        "actor": json.dumps({"account": {"homePage": course.address, "name": "u7"}, "objectType": "Agent"}),
        "registration": "760e3480-ba55-4991-94b0-01820dbd23a2",
        "activityId": f"{course.address}/au/1",
    }
    return f"{site}/en/practice/dsc-plus/cmi5/?{urlencode(asked | more)}"


def test_a_cmi5_course_hears_what_became_of_the_practice(open_page, course, site):
    page = open_page(viewport=DESKTOP, locale="en")
    page.goto(launched(course, site))
    walk(page)
    expect(page.locator("[data-class-state]")).to_contain_text("Your course has been told")
    page.reload()  # the key is given out once
    expect(page.locator(".class-room[data-practice=ready]")).to_have_count(1)
    page.goto("about:blank")
    page.wait_for_timeout(500)
    assert [each for each in course.verbs() if each != "terminated"] == ["initialized", "completed", "passed"]
    assert course.keys_given == 1
    assert course.verbs()[-1] == "terminated"
    for each in course.statements:
        TypeAdapter(BaseXapiStatement).validate_python(each)
        assert each["context"]["registration"] == "760e3480-ba55-4991-94b0-01820dbd23a2"
        assert each["object"]["id"] == f"{course.address}/au/1" and each["actor"]["account"]["name"] == "u7"
        assert each["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/sessionid"] == "s1"
        categories = {kind["id"] for kind in each["context"]["contextActivities"]["category"]}
        assert "https://w3id.org/xapi/cmi5/context/categories/cmi5" in categories
    passed = course.statements[2]
    assert passed["result"]["success"] and passed["result"]["score"] == {"scaled": 1}
    assert passed["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] == 1
    assert course.statements[1]["result"]["completion"] and "score" not in course.statements[1]["result"]


def test_a_cmi5_page_is_in_the_language_that_the_learner_prefers(open_page, course, site):
    course.likes = {"languagePreference": "fr-CA,en", "audioPreference": "on"}
    page = open_page(viewport=PHONE, locale="en")
    page.goto(launched(course, site))
    page.wait_for_url("**/fr/practice/dsc-plus/cmi5/**")
    expect(page.locator(".class-room[data-practice=ready]")).to_have_count(1)
    assert course.keys_given == 1


@pytest.mark.parametrize("query", ["", "?endpoint=x"])
def test_a_cmi5_page_that_no_course_opened_says_so(open_page, site, query):
    page = open_page(viewport=PHONE, locale="fr")
    page.goto(f"/fr/practice/dsc-plus/cmi5/{query}")
    expect(page.locator("[data-class-state]")).to_contain_text("Lancez l’entraînement depuis votre cours")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_scorm_player_gets_the_result(open_page, course, site, language):
    course.take(package(site, language, "scorm"))
    page = open_page(viewport=DESKTOP, locale=language)
    page.goto(f"{course.address}/player")
    frame = page.frame_locator("iframe")
    with page.context.expect_page() as opened:
        frame.locator("button").click()
    practice = opened.value
    practice.wait_for_url(f"**/{language}/class/seat/**")
    walk(practice, language)
    expect(frame.locator("[data-said]")).to_have_text(
        {"en": "Finished. Your course has been told.", "fr": "Terminé. Votre cours en est informé."}[language]
    )
    kept = page.evaluate("kept")
    assert kept["cmi.completion_status"] == "completed" and kept["cmi.success_status"] == "passed"
    assert (kept["cmi.score.scaled"], kept["cmi.exit"]) == ("1", "normal")
    assert kept["cmi.session_time"].startswith("PT")
    assert page.evaluate("calls") == ["Initialize", "Terminate"]


def test_a_scorm_package_comes_back_to_the_same_practice(open_page, course, site):
    course.take(package(site, "en", "scorm"))
    page = open_page(viewport=DESKTOP, locale="en")
    page.goto(f"{course.address}/player")
    frame = page.frame_locator("iframe")
    with page.context.expect_page() as opened:
        frame.locator("button").click()
    first = opened.value
    first.wait_for_url("**/class/seat/**")
    expect(first.locator(".class-room[data-practice=ready]")).to_have_count(1)
    place = first.url.partition("#")[0]
    first.close()
    page.reload()  # as somebody who comes back another day
    with page.context.expect_page() as opened:
        frame.locator("button").click()
    second = opened.value
    second.wait_for_url(f"{place}**")
    walk(second)
    expect(frame.locator("[data-said]")).to_have_text("Finished. Your course has been told.")
