"""Problem details: RFC 9457, in the caller's language."""

import re

import pytest
from django.test import Client
from django.utils import translation

from auth_demo.verifier.outcome import Lock, Reason, Refused, Shape
from auth_demo.web import problems, reasons, strings
from tests.auth_demo.conftest import open_sandbox

FACTS = {"expected": 8, "typed": 7, "known": ["one", "two"], "user": "amira-practice", "days": 366, "most": 100_000}
FACTS["needs"] = "start, pause"
TOPICS = [(Reason.MALFORMED, shape) for shape in Shape] + [(Reason.LOCKED, lock) for lock in Lock]
PLAIN = [(reason, None) for reason in Reason if reason not in (Reason.MALFORMED, Reason.LOCKED)]


def refused(caller):
    login = caller.login()
    return caller.respond(login, "1234567")


def test_a_problem_has_the_members_of_the_standard(learner):
    answer = refused(learner)
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == "/api/v1/problems/malformed"
    assert (body["status"], body["reason"]) == (422, "malformed")
    assert body["title"] and body["detail"] and body["now"]


@pytest.mark.parametrize(
    ("header", "language", "begins"),
    [("en", "en", "Enter 8 digits"), ("fr", "fr", "Saisissez 8"), ("fr-BE, en;q=0.5", "fr", "Saisissez 8")],
)
def test_it_speaks_the_language_that_the_request_asks_for(learner, header, language, begins):
    learner.language = header
    answer = refused(learner)
    assert answer["Content-Language"] == language
    assert answer.json()["detail"].startswith(begins)


@pytest.mark.parametrize("header", [None, "de", "*", "nonsense;;q="])
def test_without_a_language_of_ours_it_speaks_the_sandboxs(db, header):
    caller = open_sandbox(Client(), language="fr")
    caller.language = header
    assert refused(caller).json()["detail"].startswith("Saisissez 8")


def test_the_sandbox_takes_the_language_of_the_request_that_opened_it(db, client):
    answer = client.post(
        "/api/v1/sandboxes", {"scenario": "card-test"}, "application/json", headers={"Accept-Language": "fr-CA"}
    )
    assert answer.json()["language"] == "fr"


def test_switching_the_language_half_way_changes_nothing_else(learner):
    login = learner.login()
    learner.respond(login, learner.wrong(login))
    switched = learner.client.patch(
        f"/api/v1/sandboxes/{learner.id}", {"language": "fr"}, "application/json", headers=learner.headers()
    ).json()
    assert switched["language"] == "fr"
    assert switched["logins"][0]["attempts_left"] == 4
    answer = learner.respond(login, learner.compute(login, challenge=learner.card["pin"])).json()
    assert answer["title"] == "Ce n’est pas le bon code"
    assert "vous avez saisi votre code pin" in answer["diagnosis"]["advice"].lower()


@pytest.mark.parametrize("mistake", ["pin-as-challenge", "malformed"])
def test_a_refusal_has_besides_what_it_says_in_every_language(learner, settings, mistake):
    """Facts included, so that a page that changes its language goes on saying it."""
    login = learner.login()
    wrong = "1234567" if mistake == "malformed" else learner.compute(login, challenge=learner.card["pin"])
    answers = {}
    for code, _name in settings.LANGUAGES:
        learner.language = code
        answers[code] = learner.respond(login, wrong).json()
    for code, own in answers.items():
        for other in answers.values():
            assert other["texts"][code]["title"] == own["title"]
            assert other["texts"][code].get("advice") == own.get("diagnosis", {}).get("advice")
    assert answers["en"]["texts"]["fr"] != answers["en"]["texts"]["en"]


def test_an_unauthorised_answer_is_in_the_callers_language_and_names_the_scheme(learner):
    answer = Client().get(f"/api/v1/sandboxes/{learner.id}", headers={"Accept-Language": "fr"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "jeton" in answer.json()["detail"]


@pytest.mark.parametrize(("reason", "topic"), PLAIN + TOPICS)
def test_every_reason_has_its_own_sentences_in_every_language(settings, reason, topic):
    said = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            body = problems.describe(Refused(reason, topic=topic, facts=FACTS, attempts_left=1))
        assert "%(" not in body["detail"]
        said.add((body["title"], body["detail"]))
    assert len({title for title, _detail in said}) == len(settings.LANGUAGES)
    assert len({detail for _title, detail in said}) == len(settings.LANGUAGES)


def test_what_is_told_although_nothing_was_refused_has_its_sentences_in_every_language(settings):
    progress = (settings.BASE_DIR / "static/js/demo/progress.js").read_text()
    listed = re.search(r"NEWS = new Set\(\[(.*?)\]\)", progress, re.S)[1]
    keys = [
        f"news.{event.split('.')[1]}.{part}" for event in re.findall(r'"(.+?)"', listed) for part in ("title", "text")
    ]
    said = {code: [] for code, _name in settings.LANGUAGES}
    for code in said:
        with translation.override(code):
            said[code] = [str(strings.interface()[key]) for key in keys]
    assert len(keys) > 20
    assert all(len({*each}) == len(keys) for each in said.values()), "two of them say the same"
    assert all(len({*each}) == len(said) for each in zip(*said.values(), strict=True)), "one is not translated"


@pytest.mark.parametrize("reason", list(Reason))
def test_the_type_of_every_problem_leads_somewhere(db, client, reason):
    answer = client.get(f"/api/v1/problems/{reason}", headers={"Accept-Language": "fr"})
    assert answer.json()["status"] == reasons.STATUS[reason]
    assert answer.json()["title"]


def test_an_unknown_problem_is_not_found(db, client):
    assert client.get("/api/v1/problems/none-such").status_code == 404
