"""The API as a whole: its document, its errors, its lists."""

import json

import pytest
from django.test import Client


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def references(node):
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_document_is_openapi_and_complete_in_itself(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] and document["info"]["version"]
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known


def test_every_operation_has_a_name_of_its_own_and_says_how_it_refuses(document):
    operations = [
        (path, verb, operation) for path, verbs in document["paths"].items() for verb, operation in verbs.items()
    ]
    names = [operation["operationId"] for _path, _verb, operation in operations]
    assert len(names) == len(set(names))
    for path, verb, operation in operations:
        assert operation["summary"], (path, verb)
        if "sandbox" in path or "login" in path:
            assert {"401", "404", "422", "429"} <= set(operation["responses"]), (path, verb)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/sandboxes",
        "/api/v1/sandboxes/{sandbox_id}",
        "/api/v1/sandboxes/{sandbox_id}/logins",
        "/api/v1/sandboxes/{sandbox_id}/events",
        "/api/v1/sandboxes/{sandbox_id}/clock",
        "/api/v1/logins/{login_id}/response",
        "/api/v1/search",
    ],
)
def test_the_calls_that_others_rely_on_are_there(document, path):
    assert path in document["paths"]


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("get", "/nowhere", 404, "not-found"),
        ("post", "/nowhere/at/all", 404, "not-found"),
        ("delete", "/sandboxes", 405, "method-not-allowed"),
        ("put", "/scenarios", 405, "method-not-allowed"),
        ("get", "/scenarios/no-such", 404, "not-found"),
    ],
)
def test_what_does_not_exist_is_a_problem_too(db, client, method, path, status, reason):
    answer = getattr(client, method)(f"/api/v1{path}", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Language"] == "fr"


def test_a_wrong_method_is_told_which_ones_are_right(db, client):
    answer = client.delete("/api/v1/sandboxes")
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "null", '{"scenario": 7}', '{"scenario": null}', "{}"])
def test_a_body_of_the_wrong_form_is_malformed(db, client, body):
    answer = client.post("/api/v1/sandboxes", body, "application/json", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")
    assert answer.json()["title"] == "Cette requête est mal formée"


def test_a_field_of_the_wrong_form_is_named(db, client):
    answer = client.post("/api/v1/sandboxes", {"scenario": "card-test", "keep": "pocket"}, "application/json")
    assert [each["field"] for each in answer.json()["errors"]] == ["keep"]


@pytest.mark.parametrize(
    "body", [{}, {"response": None}, {"response": 12345678}, {"response": "9" * 201}, {"code": "1"}]
)
def test_a_response_that_is_no_text_spends_no_try(learner, body):
    login = learner.login()
    answer = learner.post(f"/logins/{login['id']}/response", body)
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")
    assert learner.state()["logins"][0]["attempts_left"] == 5


def test_what_was_typed_is_not_repeated_in_a_problem(learner):
    login = learner.login()
    answer = learner.post(f"/logins/{login['id']}/response", {"response": ["13572468"]})
    assert "13572468" not in answer.content.decode()


@pytest.mark.parametrize("body", ["", "{}"])
def test_a_login_needs_no_body(learner, body):
    answer = learner.client.post(
        f"/api/v1/sandboxes/{learner.id}/logins", body, "application/json", headers=learner.headers()
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("after", ["-1", "x", "99999999999"])
def test_events_after_no_number_are_malformed(learner, after):
    assert learner.get(f"/sandboxes/{learner.id}/events?after={after}").status_code == 422


def test_events_come_from_where_one_left_off(learner):
    learner.login()
    learner.login()
    everything = learner.events()
    assert [each["seq"] for each in everything] == [1, 2, 3, 4]
    assert learner.events(after=2) == everything[2:]
    assert learner.events(after=4) == []
    assert learner.state()["last_seq"] == 4


def test_every_answer_about_a_sandbox_has_its_time(learner):
    learner.stop_clock()
    now = learner.state()["now"]
    assert now.endswith("Z")
    login = learner.login()
    refused = learner.respond(login, learner.wrong(login)).json()
    accepted = learner.respond(login, learner.compute(login)).json()
    others = [learner.get(f"/sandboxes/{learner.id}/{each}").json() for each in ("events", "inside")]
    assert {each["now"] for each in (login, refused, accepted, *others)} == {now}


def test_nothing_of_a_sandbox_is_kept_by_caches(learner):
    login = learner.login()
    answers = [
        learner.get(f"/sandboxes/{learner.id}"),
        learner.get(f"/sandboxes/{learner.id}/events"),
        learner.respond(login, "1"),
    ]
    assert {each["Cache-Control"] for each in answers} == {"no-store"}


def test_the_list_of_practices_has_both_what_is_ready_and_what_is_coming(db, client):
    lines = client.get("/api/v1/scenarios").json()["scenarios"]
    ready = {each["id"]: each["ready"] for each in lines}
    assert (ready["card-test"], ready["phone-test"]) == (True, False)
    assert list(ready)[-1] == "phone-test"
    assert set(lines[0]["title"]) == {"en", "fr"}


def test_a_practice_is_handed_out_whole(db, client):
    scenario = client.get("/api/v1/scenarios/card-test").json()
    assert [step["id"] for step in scenario["steps"]] == ["login", "pin", "submit"]
    assert scenario["steps"][0]["solve"] == [{"device": "window", "action": "press", "value": "login"}]
    assert json.dumps(scenario)


@pytest.mark.parametrize("odd", ["x", "%00", "..", "%F0%9F%92%B3", "0" * 32, "'--"])
def test_an_odd_id_is_simply_not_found(learner, odd):
    for answer in (
        learner.get(f"/sandboxes/{odd}"),
        learner.get(f"/logins/{odd}"),
        learner.post(f"/logins/{odd}/response", {"response": "12345678"}),
        learner.post(f"/sandboxes/{learner.id}/devices/{odd}/restore"),
        learner.post(f"/sandboxes/{learner.id}/logins", {"device": odd}),
    ):
        assert (answer.status_code, answer.json()["reason"]) == (404, "not-found")


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "🂡" * 10, "a\nb", "'; --"])
def test_odd_text_is_refused_and_never_an_error(learner, odd):
    login = learner.login()
    for path, body in [
        (f"/sandboxes/{learner.id}/logins", {"user": odd}),
        (f"/sandboxes/{learner.id}/logins", {"method": odd}),
        (f"/logins/{login['id']}/response", {"response": odd}),
        ("/sandboxes", {"scenario": odd}),
    ]:
        assert learner.post(path, body).status_code == 422


def test_an_id_of_absurd_length_is_refused_politely(learner):
    answer = Client().get(f"/api/v1/sandboxes/{'x' * 500}", headers=learner.headers())
    assert answer.status_code in (404, 422)
