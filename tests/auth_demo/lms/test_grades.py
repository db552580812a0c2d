"""The score: what was really finished, told until it arrives."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from auth_demo.classroom import control
from auth_demo.lms import keys
from auth_demo.models import Attempt, Classroom, ToolKey
from auth_demo.verifier import realtime
from kb.operation import housekeeping
from tests.auth_demo.lms.conftest import come_in, log_in, open_practice, tell
from tests.auth_demo.lms.platform import AGS, LTI, TEACHER, Platform


def send() -> str:
    out = StringIO()
    call_command("send_scores", stdout=out)
    return out.getvalue().strip()


def test_finishing_one_of_two_and_then_both(school):
    school.register()
    pupil = come_in(school.launch().url)
    assert send() == "0 scores arrived", "who only looked in has no score"
    log_in(pupil)
    assert send() == "1 scores arrived" and send() == "0 scores arrived"
    [(path, media, first)] = school.scores
    assert path == "/items/3/scores?type=a" and media == "application/vnd.ims.lis.v1.score+json"
    assert first.pop("timestamp").endswith("Z")
    assert first == {
        "userId": "u7",
        "scoreGiven": 1,
        "scoreMaximum": 2,
        "activityProgress": "InProgress",
        "gradingProgress": "Pending",
    }
    pupil.do("practice", {"scenario": "sms-test"})
    open_practice(pupil)
    log_in(pupil)
    assert send() == "1 scores arrived"
    last = school.scores[-1][2]
    assert (last["scoreGiven"], last["activityProgress"], last["gradingProgress"]) == (2, "Completed", "FullyGraded")
    assert last["timestamp"] > school.scores[0][2].get("timestamp", "")


def test_we_prove_who_we_are(school):
    kept = school.register()
    log_in(come_in(school.launch().url))
    send()
    said = school.read(*school.assertions)
    assert (said["iss"], said["sub"], said["aud"]) == ("client-7", "client-7", kept.token_url)
    assert said["exp"] > said["iat"] and said["jti"]


def test_the_word_of_the_page_alone_is_no_score(school):
    school.register()
    pupil = come_in(school.launch().url)
    assert tell(pupil)["alone"]["finished"] == []
    assert send() == "0 scores arrived"


@pytest.mark.parametrize("status", [500, 401, 404, 302])
def test_a_score_is_sent_until_it_is_taken(school, status, monkeypatch):
    school.register()
    log_in(come_in(school.launch().url))
    school.status = status
    assert send() == "0 scores arrived"
    attempt = Attempt.objects.get()
    assert (attempt.refusal, attempt.tries) == (str(status), 1)
    school.status = 200
    assert send() == "0 scores arrived", "not before a minute is over"
    now = realtime.real_now()
    monkeypatch.setattr("auth_demo.lms.grades.real_now", lambda: now + timedelta(minutes=2))
    assert send() == "1 scores arrived"
    attempt.refresh_from_db()
    assert (attempt.refusal, attempt.due_at) == ("", None)


def test_a_platform_that_is_away_keeps_nobody_waiting(school):
    """Of two learners' platforms one is down: the other is told."""
    school.register()
    log_in(come_in(school.launch().url))
    other = Platform(school.tool)
    other.register(title="Other")
    log_in(come_in(other.launch().url))
    other.server.shutdown()
    other.server.server_close()
    assert send() == "1 scores arrived" and len(school.scores) == 1
    assert Attempt.objects.get(platform__title="Other").refusal == "ConnectionError"


def test_what_is_finished_when_the_attempt_ends_is_final(school):
    school.register()
    log_in(come_in(school.launch().url))
    send()
    control.finish(Classroom.objects.get())
    assert send() == "1 scores arrived"
    last = school.scores[-1][2]
    assert (last["scoreGiven"], last["activityProgress"], last["gradingProgress"]) == (1, "Submitted", "FullyGraded")
    assert send() == "0 scores arrived"


def test_the_end_is_counted_though_the_page_told_nothing(school):
    school.register()
    pupil = come_in(school.launch(**{f"{LTI}custom": {"practices": "card-test"}}).url)
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))  # and the browser is closed
    control.finish(Classroom.objects.get())
    assert send() == "1 scores arrived"
    assert school.scores[-1][2]["scoreGiven"] == 1


def test_a_worse_second_attempt_takes_nothing_away(school):
    school.register()
    pupil = come_in(school.launch().url)
    log_in(pupil)
    pupil.do("practice", {"scenario": "sms-test"})
    open_practice(pupil)
    log_in(pupil)
    control.finish(Classroom.objects.get())
    send()
    log_in(come_in(school.launch().url))
    send()
    assert [each[2]["scoreGiven"] for each in school.scores][-1] == 2


def test_nobody_is_told_of_a_teacher_who_looks_in(school):
    school.register()
    log_in(come_in(school.launch(**{f"{LTI}roles": [TEACHER]}).url))
    assert send() == "0 scores arrived"


def test_without_leave_to_send_scores_none_is_sent(school):
    school.register()
    endpoint = {"scope": [f"{AGS}scope/result.readonly"], "lineitem": f"{school.address}/items/3"}
    log_in(come_in(school.launch(**{f"{AGS}claim/endpoint": endpoint}).url))
    assert send() == "0 scores arrived" and not school.scores


def test_the_server_sends_them_every_minute():
    assert "send_scores" in housekeeping.EVERY_TICK


def test_the_key_is_replaced_and_the_old_one_is_shown_for_a_week(school, monkeypatch):
    school.register()
    asked = school.begin()
    call_command("rotate_lms_key", stdout=StringIO())
    call_command("rotate_lms_key", stdout=StringIO())
    assert len(school.tool.get("/lti/jwks.json").json()["keys"]) == 2
    assert school.send(school.sign(school.claims(asked["nonce"])), asked["state"]).status_code == 302
    now = realtime.real_now()
    monkeypatch.setattr("auth_demo.lms.keys.real_now", lambda: now + timedelta(days=8))
    call_command("purge", stdout=StringIO())
    assert len(school.tool.get("/lti/jwks.json").json()["keys"]) == 1


def test_the_private_key_is_sealed_and_comes_under_a_new_vault_key(school, settings):
    school.tool.get("/lti/jwks.json")
    assert b"PRIVATE" not in bytes(ToolKey.objects.get().sealed)
    old = settings.VAULT_KEY
    settings.VAULT_KEY = f"another-key-of-the-vault,{old}"
    call_command("rotate_secrets", stdout=StringIO())
    settings.VAULT_KEY = "another-key-of-the-vault"
    assert school.read(keys.sign({"iss": "us"})) == {"iss": "us"}
