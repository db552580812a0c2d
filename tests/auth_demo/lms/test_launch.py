"""A learner comes from a course: what is let in, what is refused, and where they are then."""

import base64
import time
from datetime import timedelta

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from auth_demo.lms import handshake
from auth_demo.models import Attempt, Classroom, Handshake
from tests.auth_demo.lms.conftest import come_in
from tests.auth_demo.lms.platform import AGS, LTI, new_key


def test_a_learner_without_account_is_sent_to_a_place_of_their_own(school):
    school.register()
    answer = school.launch()
    assert answer.status_code == 302 and "/fr/class/seat/" in answer.url
    pupil = come_in(answer.url)
    seen = pupil.look().json()
    assert (seen["nickname"], seen["language"], seen["state"], seen["scenario"]) == (
        "Nadia", "fr", "running", "card-test",
    )  # fmt: skip
    assert seen["alone"] == {
        "chosen": ["card-test", "sms-test"],
        "finished": [],
        "channel": "lti",
        "return_url": f"{school.address}/course",
    }


def test_control_characters_of_a_platform_go_no_further(school):
    school.register()
    pupil = come_in(school.launch(given_name="Na\x07\x00dia").url)
    assert pupil.look().json()["nickname"] == "Nadia"


def test_the_platform_is_asked_as_the_standard_says(school):
    school.register()
    asked = school.begin(lti_message_hint="m3")
    assert asked.pop("state") and asked.pop("nonce")
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "client-7",
        "redirect_uri": "http://127.0.0.1:8000/lti/launch/",
        "login_hint": "u7",
        "lti_message_hint": "m3",
    }


def test_in_a_frame_one_link_opens_a_new_tab_and_no_cookie_is_needed(school):
    school.register(frames="https://lms.school.example")
    answer = school.launch(frame=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and 'target="_blank"' in page and "Nadia" in page
    assert not answer.cookies
    policy = answer["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {school.address} https://lms.school.example" in policy
    assert '<html lang="fr"' in page and answer["Content-Language"] == "fr"


def test_who_comes_again_is_where_they_were(school):
    school.register()
    first, second = come_in(school.launch().url), come_in(school.launch().url)
    assert first.pid == second.pid and Classroom.objects.count() == 1
    assert first.look().status_code == 401, "the newest launch has the place"
    assert second.look().status_code == 200


@pytest.mark.parametrize(
    "other", [{"sub": "u8"}, {f"{LTI}resource_link": {"id": "link-2"}}, {f"{LTI}custom": {"practices": "card-test"}}]
)
def test_another_person_link_or_choice_is_another_attempt(school, other):
    school.register()
    assert come_in(school.launch().url).pid != come_in(school.launch(**other).url).pid


def test_a_place_from_a_course_is_no_class_for_others(school, client):
    school.register()
    school.launch()
    [room] = Classroom.objects.all()
    assert room.is_lone and room.code == ""
    answer = client.post("/api/v1/classes/AAAAAA/participants", {"nickname": "Eve"}, "application/json")
    assert answer.status_code == 404


def test_an_unfit_name_is_replaced(school):
    school.register()
    pupil = come_in(school.launch(given_name="Shit").url)
    assert pupil.look().json()["nickname"] != "Shit"


def refused(answer, status: int, reason_en: str) -> None:
    assert answer.status_code == status, answer.content
    assert reason_en in answer.content.decode()
    assert "frame-ancestors 'self' *" in answer["Content-Security-Policy"], "it is seen in a frame too"
    assert not Classroom.objects.exists()


def test_a_wrong_signature_is_refused(school):
    school.register()
    forger = new_key()
    refused(school.launch(key=under_the_name_of(school.key, forger)), 401, "This message cannot be trusted")
    refused(school.launch(key=forger), 401, "This message cannot be trusted")


def under_the_name_of(key: RSAKey, forger: RSAKey) -> RSAKey:
    return RSAKey.import_key({**forger.as_dict(private=True), "kid": key.kid})


def test_a_token_that_is_not_signed_is_refused(school):
    school.register()
    asked = school.begin()
    _head, body, _signature = school.sign(school.claims(asked["nonce"])).split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    refused(school.send(f"{none}.{body}.", asked["state"]), 401, "This message cannot be trusted")


@pytest.mark.parametrize("late", [{"exp": int(time.time()) - 120}, {"iat": int(time.time()) + 600}])
def test_a_token_out_of_time_is_refused(school, late):
    school.register()
    refused(school.launch(**late), 410, "This link has expired")


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"aud": ["client-7", "another"], "azp": "another"},
        {"nonce": "of-another-login"},
        {"exp": None},
    ],
)
def test_a_message_that_is_not_meant_for_this_login_is_refused(school, other):
    school.register()
    refused(school.launch(**other), 401, "This message cannot be trusted")


def test_a_message_is_good_once(school):
    school.register()
    asked = school.begin()
    token = school.sign(school.claims(asked["nonce"]))
    assert school.send(token, asked["state"]).status_code == 302
    again = school.send(token, asked["state"])
    assert again.status_code == 409 and "already used" in again.content.decode()
    other = school.begin()
    replayed = school.send(token, other["state"])  # the nonce of the first login, under the state of another
    assert replayed.status_code == 401
    assert Classroom.objects.count() == 1 and not Handshake.objects.exists()


def test_a_state_that_nobody_asked_for_is_refused(school):
    school.register()
    refused(school.send(school.sign(school.claims("n")), "made-up"), 409, "already used")


def test_a_login_that_took_too_long_is_refused(school):
    school.register()
    asked = school.begin()
    Handshake.objects.update(made_at=Handshake.objects.get().made_at - handshake.LASTS - timedelta(seconds=1))
    refused(school.send(school.sign(school.claims(asked["nonce"])), asked["state"]), 410, "has expired")


@pytest.mark.parametrize("wrong", [{"iss": "https://elsewhere.example"}, {"client_id": "another"}, {"iss": ""}])
def test_an_unknown_platform_is_refused(school, wrong):
    school.register()
    hints = {"iss": school.address, "client_id": "client-7", "login_hint": "u"} | wrong
    refused(Client().post("/lti/login/", hints), 404, "not registered here")


def test_a_platform_that_was_switched_off_is_refused(school):
    kept = school.register()
    asked = school.begin()
    kept.is_active = False
    kept.save()
    answer = school.send(school.sign(school.claims(asked["nonce"])), asked["state"])
    refused(answer, 404, "not registered here")


def test_a_deployment_that_is_not_registered_is_named(school):
    school.register()
    answer = school.launch(**{f"{LTI}deployment_id": "9<b>"})
    refused(answer, 403, "add the deployment ID “9&lt;b&gt;”")


@pytest.mark.parametrize(
    "other",
    [
        {f"{LTI}version": "1.1"},
        {f"{LTI}message_type": "LtiSubmissionReviewRequest"},
        {f"{LTI}resource_link": {}},
        {f"{LTI}resource_link": "text"},
    ],
)
def test_another_message_is_refused(school, other):
    school.register()
    refused(school.launch(**other), 409, "asks for something else")


@pytest.mark.parametrize("listed", ["", "gone-practice", "card-test,gone-practice"])
def test_a_link_without_a_practice_that_there_is_says_so(school, listed):
    school.register()
    answer = school.launch(**{f"{LTI}custom": {"practices": listed}, f"{LTI}launch_presentation": {"locale": "en"}})
    refused(answer, 409, "No practice was chosen")


def test_refusals_are_in_the_readers_language(school):
    answer = Client().post("/lti/login/", {"iss": "x"}, headers={"Accept-Language": "fr"})
    assert answer.status_code == 404 and '<html lang="fr"' in answer.content.decode()
    assert "n’est pas enregistrée" in answer.content.decode()


def test_a_platform_whose_keys_do_not_come_is_told_apart(school):
    school.register()
    school.keys_status = 500
    refused(school.launch(), 503, "does not answer")
    school.keys_status = 302
    refused(school.launch(), 503, "does not answer")
    assert "/elsewhere" not in school.asked


def test_a_platform_that_changes_its_key_is_believed_at_once(school):
    school.register()
    assert school.launch().status_code == 302
    school.key = new_key()
    assert school.launch().status_code == 302
    assert school.asked == ["/keys", "/keys"], "the first key set was kept"


def test_two_schools_of_one_issuer_are_told_apart_by_client(school):
    """Canvas has one issuer for all."""
    school.register(client_id="other-school")
    school.register()
    assert school.launch().status_code == 302
    refused_without = Client().post("/lti/login/", {"iss": school.address, "login_hint": "u"})
    assert refused_without.status_code == 404


def test_odd_claims_break_nothing(school):
    school.register()
    odd = {
        f"{LTI}roles": "text",
        f"{LTI}launch_presentation": ["list"],
        f"{AGS}claim/endpoint": {"scope": "all", "lineitem": "javascript:alert(1)"},
        "given_name": 7,
        "locale": "x" * 5000,
    }
    assert school.launch(**odd).status_code == 302
    attempt = Attempt.objects.get()
    assert (attempt.line_item, attempt.return_url) == ("", "")


def test_our_keys_show_no_private_part(school):
    shown = Client().get("/lti/jwks.json").json()["keys"]
    assert [sorted(each) for each in shown] == [["alg", "e", "kid", "kty", "n", "use"]]
