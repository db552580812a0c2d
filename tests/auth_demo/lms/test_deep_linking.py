"""A teacher chooses practices inside the course, and the course gets a link to them."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from auth_demo.models import Classroom
from tests.auth_demo.lms.conftest import come_in
from tests.auth_demo.lms.platform import DL, LEARNER, LTI, field


def choose(school, *practices: str, **more):
    school.register()
    page = school.launch(**school.choosing(**more))
    assert page.status_code == 200, page.content
    shown = page.content.decode()
    sent = {"asked": field(shown, "asked"), "language": field(shown, "language"), "scenario": list(practices)}
    return page, Client().post("/lti/choice/", sent)


def test_what_is_chosen_comes_back_signed(school):
    page, answer = choose(school, "card-test", "sms-test")
    assert "Essai de la carte" in page.content.decode()
    assert f"frame-ancestors 'self' {school.address}" in page["Content-Security-Policy"]
    assert f'action="{school.address}/back"' in answer.content.decode()
    assert f"form-action 'self' {school.address}" in answer["Content-Security-Policy"]
    said = school.read(field(answer.content.decode(), "JWT"))
    assert (said["iss"], said["aud"]) == ("client-7", [school.address])
    assert said["exp"] > said["iat"] and said["nonce"]
    assert said[f"{LTI}message_type"] == "LtiDeepLinkingResponse" and said[f"{LTI}version"] == "1.3.0"
    assert (said[f"{LTI}deployment_id"], said[f"{DL}data"]) == ("1", "kept-by-the-course")
    [item] = said[f"{DL}content_items"]
    assert item["type"] == "ltiResourceLink" and item["url"] == "http://127.0.0.1:8000/lti/launch/"
    assert item["lineItem"]["scoreMaximum"] == 2


def test_the_link_that_the_course_got_opens_those_practices(school):
    _page, answer = choose(school, "sms-test")
    [item] = school.read(field(answer.content.decode(), "JWT"))[f"{DL}content_items"]
    pupil = come_in(school.launch(**{f"{LTI}custom": item["custom"]}).url)
    assert pupil.look().json()["alone"]["chosen"] == ["sms-test"]


def test_data_that_was_not_sent_is_not_sent_back(school):
    _page, answer = choose(school, "card-test", data=None)
    assert f"{DL}data" not in school.read(field(answer.content.decode(), "JWT"))


def test_choosing_nothing_asks_again(school):
    _page, answer = choose(school)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert field(answer.content.decode(), "asked")


def test_a_practice_that_there_is_not_is_refused(school):
    _page, answer = choose(school, "nowhere")
    assert answer.status_code == 422 and "JWT" not in answer.content.decode()


def test_a_learner_cannot_choose(school):
    school.register()
    answer = school.launch(**school.choosing() | {f"{LTI}roles": [LEARNER]})
    assert answer.status_code == 403 and not Classroom.objects.exists()


@pytest.mark.parametrize(
    "other", [{"accept_types": ["link"]}, {"deep_link_return_url": "javascript:alert(1)"}, {"accept_types": None}]
)
def test_a_course_that_takes_no_such_link_is_refused(school, other):
    school.register()
    assert school.launch(**school.choosing(**other)).status_code == 409


def test_a_choice_that_nobody_asked_for_is_refused(school, monkeypatch):
    page, _answer = choose(school, "card-test")
    asked = field(page.content.decode(), "asked")
    for forged in ("", "made-up", asked[:-2]):
        answer = Client().post("/lti/choice/", {"asked": forged, "scenario": "card-test"})
        assert answer.status_code == 410
    later = signing.time.time() + timedelta(hours=2).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    answer = Client().post("/lti/choice/", {"asked": asked, "scenario": "card-test"})
    assert answer.status_code == 410
