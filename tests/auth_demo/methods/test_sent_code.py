"""Codes by SMS and by a call: when they may be sent, when they arrive, and when they are deleted."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from auth_demo.models import Message
from tests.auth_demo.conftest import open_sandbox


@pytest.fixture
def sms(db):
    caller = open_sandbox(Client(), scenario="sms-test")
    caller.stop_clock()
    return caller


def told(answer):
    return answer.status_code, answer.json()["reason"]


def resend(caller, login, channel="sms"):
    return caller.post(f"/logins/{login['id']}/resend", {"channel": channel})


def fault(caller, **switches):
    return caller.post(
        f"/sandboxes/{caller.id}/faults", {name.replace("_", "-"): on for name, on in switches.items()}
    )


def states(caller):
    return [each["state"] for each in caller.messages()]


def types(caller):
    return [each["type"] for each in caller.events()]


@pytest.mark.parametrize(("language", "begins"), [("en", "Practice:"), ("fr", "Entraînement\u00a0:")])
def test_the_message_says_the_code_in_the_readers_language(sms, language, begins):
    login = sms.login()
    sms.language = language
    message = sms.get(f"/sandboxes/{sms.id}/messages/1").json()
    assert message["text"].startswith(begins)
    assert message["code"] in message["text"]
    assert message["message"]["id"] == login["sent"]["message"]


def test_the_window_knows_where_it_went_but_not_the_whole_number(sms):
    login = sms.login()
    assert login["sent"] | {"message": ""} == {
        "n": 1,
        "of": 5,
        "to": sms.sandbox["number"]["masked"],
        "kind": "sms",
        "message": "",
    }
    assert sms.sandbox["number"]["display"] not in str(login)


def test_leading_zeros_are_kept(sms, monkeypatch):
    monkeypatch.setattr("auth_demo.protocols.codes.numeric", lambda length: "000417")
    login = sms.login()
    assert sms.code_of(login) == "000417"
    assert sms.respond(login, "000417").status_code == 200


def test_a_new_code_comes_after_two_minutes_and_replaces_the_old_one(sms):
    login = sms.login()
    old = sms.code_of(login)
    sms.forward(119)
    early = resend(sms, login)
    assert told(early) == (429, "too-soon")
    assert early.json()["retry_at"] == login["resend_at"]
    sms.forward(1)
    again = resend(sms, login).json()
    assert (again["id"], again["sent"]["n"], again["attempts_left"]) == (login["id"], 2, 5)
    assert told(sms.get(f"/sandboxes/{sms.id}/messages/1")) == (410, "gone")
    if old != sms.code_of(again):
        assert sms.respond(again, old).json()["diagnosis"]["cause"] == "earlier-message"
    assert sms.respond(again, sms.code_of(again)).status_code == 200


def test_sms_and_calls_share_the_two_minutes(sms):
    login = sms.login()
    sms.forward(60)
    assert told(resend(sms, login, "voice")) == (429, "too-soon")


def test_another_login_does_not_get_around_the_two_minutes(sms):
    sms.login()
    assert told(sms.post(f"/sandboxes/{sms.id}/logins")) == (429, "too-soon")


def test_five_an_hour_and_ten_a_day(sms):
    for _ in range(5):
        sms.login()
        sms.forward(120)
    assert told(sms.post(f"/sandboxes/{sms.id}/logins")) == (429, "too-soon")
    sms.forward(3000)
    for _ in range(5):
        sms.login()
        sms.forward(720)
    refused = sms.post(f"/sandboxes/{sms.id}/logins")
    assert told(refused) == (429, "too-soon")
    sms.forward(86_400)
    assert sms.login()["sent"]["n"] == 1


def test_two_calls_an_hour(sms):
    login = sms.login()
    for _ in range(2):
        sms.forward(120)
        assert resend(sms, login, "voice").status_code == 200
    sms.forward(120)
    refused = resend(sms, login, "voice")
    assert told(refused) == (429, "too-soon")
    assert "two calls" in refused.json()["detail"]
    assert resend(sms, login, "sms").status_code == 200


def test_calls_are_counted_by_themselves_and_messages_with_them(sms):
    login = sms.login()
    counts = []
    for channel in ("voice", "sms", "voice", "sms"):
        sms.forward(120)
        sent = resend(sms, login, channel).json()["sent"]
        counts.append((sent["kind"], sent["n"], sent["of"]))
    assert counts == [("call", 1, 2), ("sms", 3, 5), ("call", 2, 2), ("sms", 5, 5)]


def test_after_the_last_call_a_message_may_be_sent_two_minutes_later(sms):
    login = sms.login()
    for _ in range(2):
        sms.forward(120)
        called = resend(sms, login, "voice").json()
    asked, again = (datetime.fromisoformat(called[name]) for name in ("issued_at", "resend_at"))
    assert again - asked == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("codes", "pause", "limit"), [(1, 0, "Two minutes"), (5, 120, "five codes"), (10, 900, "ten codes")]
)
def test_a_limit_says_which_one_it_is(sms, codes, pause, limit):
    for _ in range(codes):
        sms.login()
        sms.forward(pause)
    assert limit in sms.post(f"/sandboxes/{sms.id}/logins").json()["detail"]


def test_a_platform_without_calls_offers_none(sms):
    login = sms.login(platform="tws")
    sms.forward(120)
    assert told(resend(sms, login, "voice")) == (409, "not-offered")
    assert told(sms.post(f"/sandboxes/{sms.id}/logins", {"method": "voice", "platform": "tws"})) == (
        409,
        "not-offered",
    )


def test_a_call_rings_is_answered_and_then_says_the_code(sms):
    login = sms.login(method="voice")
    path = f"/sandboxes/{sms.id}/messages/1"
    assert told(sms.post(f"{path}/answer")) == (409, "not-yet")
    sms.forward(5)
    assert states(sms) == ["ringing"]
    assert told(sms.get(path)) == (409, "not-yet")
    code = sms.post(f"{path}/answer").json()["code"]
    assert sms.get(path).json()["code"] == code
    assert sms.respond(login, code).status_code == 200
    assert "call.answered" in types(sms)


def test_a_call_that_nobody_answers_is_missed(sms):
    sms.login(method="voice")
    sms.forward(5)
    states(sms)
    sms.forward(45)
    assert states(sms) == ["missed"]
    assert told(sms.post(f"/sandboxes/{sms.id}/messages/1/answer")) == (410, "gone")
    assert types(sms).count("call.missed") == 1


def test_the_list_says_when_something_will_change(sms):
    sms.login(method="voice")
    listed = sms.get(f"/sandboxes/{sms.id}/messages").json()
    assert listed["next_at"] > listed["now"]


@pytest.mark.parametrize("name", ["no_coverage", "airplane", "phone_lost"])
def test_a_phone_out_of_reach_gets_nothing_until_it_is_back(sms, name):
    fault(sms, **{name: True})
    sms.login()
    assert states(sms) == ["waiting"]
    fault(sms, **{name: False})
    assert states(sms) == ["delivered"]


def test_a_late_sms_comes_after_ninety_seconds(sms):
    fault(sms, late_sms=True)
    sms.login()
    sms.forward(89)
    assert states(sms) == ["waiting"]
    sms.forward(1)
    assert states(sms) == ["delivered"]


def test_a_blocked_sms_never_comes_and_a_call_helps(sms):
    fault(sms, blocked_sms=True)
    login = sms.login()
    assert states(sms) == ["blocked"]
    sms.forward(120)
    login = resend(sms, login, "voice").json()
    sms.forward(5)
    assert sms.respond(login, sms.code_of(login)).status_code == 200
    assert types(sms).count("message.blocked") == 1


def test_the_text_is_deleted_when_used_and_when_expired(sms):
    login = sms.login()
    sms.respond(login, sms.code_of(login))
    assert bytes(Message.objects.get(number=1).sealed) == b""
    sms.forward(120)
    sms.login()
    sms.forward(300)
    sms.state()
    assert bytes(Message.objects.get(number=2).sealed) == b""
    assert told(sms.get(f"/sandboxes/{sms.id}/messages/2")) == (410, "gone")


def test_another_sandboxs_messages_are_not_to_be_had(sms):
    sms.login()
    other = open_sandbox(Client(), scenario="sms-test")
    assert told(other.get(f"/sandboxes/{sms.id}/messages/1")) == (404, "not-found")
    assert told(other.get(f"/sandboxes/{other.id}/messages/1")) == (404, "not-found")


def test_looking_inside_shows_no_code(sms):
    login = sms.login()
    code = sms.code_of(login)
    sms.respond(login, code)
    seen = sms.get(f"/sandboxes/{sms.id}/inside")
    assert seen.status_code == 200
    assert code not in seen.content.decode()


def test_a_fault_that_the_scenario_does_not_have_is_refused(sms):
    assert told(fault(sms, earthquake=True)) == (422, "malformed")
    assert told(sms.post(f"/sandboxes/{sms.id}/faults", {"airplane": "maybe"})) == (422, "malformed")


def test_switching_a_fault_is_an_event_once(sms):
    fault(sms, airplane=True)
    fault(sms, airplane=True)
    fault(sms, airplane=False)
    assert [each for each in types(sms) if each.startswith("fault.")] == ["fault.on", "fault.off"]


@pytest.mark.parametrize(
    ("language", "left", "over"),
    [
        ("en", "4 tries left with this code.", "This code has no tries left."),
        ("fr", "4 essais avec ce code.", "Il ne reste plus d’essai pour ce code."),
    ],
)
def test_a_wrong_code_counts_tries_with_the_code_not_with_a_challenge(sms, language, left, over):
    login = sms.login()
    sms.language = language
    wrong = f"{(int(sms.code_of(login)) + 1) % 10**6:06d}"
    details = [sms.respond(login, wrong).json()["detail"] for _attempt in range(5)]
    assert left in details[0]
    assert over in details[-1]
    assert not any("hallenge" in detail for detail in details)


def test_an_overdue_message_of_a_login_comes_no_more(sms):
    fault(sms, overdue_sms=True)
    sms.login()
    sms.forward(359)
    assert states(sms) == ["lapsed"]
    sms.forward(2)
    assert states(sms) == ["lapsed"]


def test_a_message_is_stuck_until_the_phone_was_restarted(sms):
    fault(sms, stuck_sms=True)
    sms.login()
    sms.forward(60)
    assert states(sms) == ["waiting"]
    fault(sms, stuck_sms=False)
    assert states(sms) == ["delivered"]


def test_a_carrier_that_blocks_calls_lets_none_ring_and_text_messages_through(sms):
    fault(sms, blocked_calls=True)
    login = sms.login()
    sms.forward(121)
    assert resend(sms, login, "voice").status_code == 200
    sms.forward(30)
    assert states(sms) == ["delivered", "blocked"]
    assert told(sms.post(f"/sandboxes/{sms.id}/messages/2/answer")) == (409, "not-yet")
