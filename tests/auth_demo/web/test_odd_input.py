"""Bodies and addresses that no page of ours would send: refused as problems, never an error."""

import json

import pytest

PROBLEM = "application/problem+json"


def told(answer):
    assert answer["Content-Type"] == PROBLEM, answer.content
    return answer.status_code, answer.json()["reason"]


def send(caller, path, body, kind="application/json", **headers):
    return caller.client.post(f"/api/v1{path}", body, kind, headers=caller.headers(**headers))


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", ""])
def test_a_body_that_does_not_say_it_is_json_is_refused_in_the_callers_language(learner, kind):
    body = json.dumps({"forward_seconds": 60})
    learner.language = "fr"
    answer = send(learner, f"/sandboxes/{learner.id}/clock", body, kind)
    assert told(answer) == (415, "unsupported-media-type")
    assert answer.json()["title"] == "Ce n’est pas du JSON"
    learner.language = "en"
    assert "“application/json” as its Content-Type" in send(learner, "/sandboxes", body, kind).json()["detail"]


def test_json_may_name_its_charset(learner):
    path = f"/sandboxes/{learner.id}/clock"
    assert send(learner, path, '{"forward_seconds": 60}', "application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe{}",
        b'{"forward_seconds": \xe9}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"forward_seconds": NaN}',
        b'{"forward_seconds": 1e999}',
        b'{"forward_seconds": ' + b"9" * 400 + b"}",
        b'{"forward_seconds": ' + b"9" * 5000 + b"}",
        b'{"forward_seconds": "60"}',
        b'{"forward_seconds": true}',
        b'{"rate": false}',
        b'{"rate": "0.1"}',
        b'{"rate": 0.5}',
        b'{"forward_seconds": 60, "\\u0000": 1}',
        b'{"\\ud800": 1}',
    ],
)
def test_a_body_that_is_no_clock_is_malformed(learner, body):
    assert told(send(learner, f"/sandboxes/{learner.id}/clock", body)) == (422, "malformed")


@pytest.mark.parametrize("value", [0, 1, "yes", None])
def test_a_fault_is_on_or_off_and_nothing_between(learner, value):
    assert told(learner.post(f"/sandboxes/{learner.id}/faults", {"card-locked": value})) == (422, "malformed")


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\ud800", "a\x00b", "\uffff", "\U0010ffff" * 60])
@pytest.mark.parametrize(
    ("path", "name", "more"),
    [
        ("/sandboxes", "scenario", {}),
        ("/sandboxes", "platform", {"scenario": "card-test"}),
        ("/sandboxes", "variant", {"scenario": "card-test"}),
        ("/sandboxes", "language", {"scenario": "card-test"}),
        ("/sandboxes", "step", {"scenario": "card-test"}),
        ("/sandboxes", "persona", {"scenario": "card-test"}),
        ("/sandboxes/{id}/logins", "platform", {}),
        ("/sandboxes/{id}/shares", "owner", {}),
        ("/logins/{login}/response", "response", {}),
        ("/logins/{login}/resend", "channel", {}),
        ("/logins/{login}/fallback", "method", {}),
        ("/sandboxes/{id}/phones/phone/activation", "kind", {}),
    ],
)
def test_odd_text_is_malformed_wherever_it_stands(learner, path, name, more, odd):
    path = path.format(id=learner.id, login=learner.login()["id"])
    assert told(learner.post(path, {**more, name: odd})) == (422, "malformed")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sandboxes/{id}/pairings", {"device": "card", "keys": [], "state": {"mode": ["on", {"said": "a\x0bb"}]}}),
        ("/sandboxes/{id}/pairings", {"device": "card", "keys": [], "state": {"\x00": 1}}),
        ("/sandboxes/{id}/number/confirmation", {"code": "\x00"}),
        ("/pairings/exchange", {"code": "\uffff"}),
    ],
)
def test_no_body_has_a_control_character_however_deep(learner, path, body):
    answer = learner.post(path.format(id=learner.id), body)
    assert told(answer) == (422, "malformed")
    assert "control characters" in answer.json()["detail"]


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%FF", "%F4%8F%BF%BF" * 9])
@pytest.mark.parametrize(
    "path",
    [
        "/sandboxes/{odd}",
        "/logins/{odd}",
        "/scenarios/{odd}",
        "/problems/{odd}",
        "/sandboxes/{id}/messages/{odd}",
        "/sandboxes/{id}/events?after={odd}",
        "/search?lang={odd}",
        "/{odd}",
    ],
)
def test_odd_addresses_are_not_found_or_malformed(learner, path, odd):
    assert told(learner.get(path.format(odd=odd, id=learner.id))) in {
        (404, "not-found"),
        (422, "malformed"),
        (422, "refused"),
    }


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%FF", "a" * 5000, "%F4%8F%BF%BF" * 100])
def test_odd_words_are_searched_for_and_not_found(learner, odd):
    answer = learner.get(f"/search?q={odd}")
    assert (answer.status_code, answer.json()["results"]) == (200, [])


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "-1", "0", "2147483648", "1.5", "1e3"])
def test_a_message_of_an_impossible_number_is_malformed(learner, number):
    assert told(learner.get(f"/sandboxes/{learner.id}/messages/{number}"))[0] == 422


@pytest.mark.parametrize("token", ["\x7f", "é", "a" * 10_000, "Bearer", "%00"])
def test_an_odd_token_is_no_token(learner, token):
    answer = learner.client.get(
        f"/api/v1/sandboxes/{learner.id}", headers={"Authorization": f"Bearer {token}", "Cookie": "sandbox_x=\x00"}
    )
    assert told(answer) == (401, "unauthorized")


@pytest.mark.parametrize("header", ["fr" * 5000, "\x00", "fr;q=é", ";;;,,,", "*;q=nan"])
def test_an_odd_wish_for_a_language_is_passed_over(learner, header):
    learner.language = header
    assert told(learner.get("/sandboxes/none")) == (404, "not-found")
