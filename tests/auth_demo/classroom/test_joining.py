"""Joining a class: a code and a nickname, nothing else, and back again after anything."""

import pytest
from django.test import Client
from django.utils import translation

from auth_demo.classroom import names
from tests.auth_demo.classroom.conftest import ask_to_join, join, open_class


def test_a_code_has_six_signs_without_look_alikes(trainer):
    assert len(trainer.code) == 6
    assert not set(trainer.code) & set("0O1IL2Z5S8BUV")


def test_who_joins_gets_a_token_and_a_sandbox_with_its_keys(trainer):
    joined = ask_to_join(trainer.code, nickname="Maple", language="fr", platform="client-portal").json()
    assert joined["token"] and joined["nickname"] == "Maple" and joined["state"] == "waiting"
    assert joined["scenario"] == "card-test" and joined["language"] == "fr"
    [card] = joined["sandbox"]["devices"]
    assert card["key"] and card["pin"] and joined["sandbox"]["token"]


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {lower} ", "{first}-{second}", "{first} {second}"])
def test_a_code_is_taken_as_people_type_it(trainer, typed):
    code = trainer.code
    typed = typed.format(code=code, lower=code.lower(), first=code[:3], second=code[3:])
    assert ask_to_join(typed.replace(" ", "%20")).status_code == 201


def test_the_login_works_in_the_sandbox_of_a_class(pupil):
    login = pupil.login()
    assert pupil.respond(login, pupil.compute(login)).json()["state"] == "accepted"


def test_looking_again_shows_the_same_place_without_keys(pupil):
    seen = pupil.look().json()
    assert seen["sandbox"]["id"] == pupil.id and seen["nickname"] == "Robin"
    assert pupil.card["key"] not in pupil.look().content.decode()
    assert "token" not in seen


def test_a_nickname_that_is_taken_gets_a_number(trainer):
    got = [
        join(trainer.code, nickname=each).participant["nickname"] for each in ("Robin", "robin", "Robin", "Robin-2")
    ]
    assert got == ["Robin", "robin-2", "Robin-3", "Robin-4"]


HIDDEN = ["fuck-you", "Fuck2", "sh1t", "merde_42", "$alope", "s.h.i.t 9", "shi\u200bt", "ｓｈｉｔ"]


@pytest.mark.parametrize(
    "nickname", ["", "   ", "!!!", "x" * 25, "Shit", "s.h.i.t", "merde", "Enculé", "PUTE 2", *HIDDEN]
)
def test_a_nickname_that_nobody_should_read_is_refused_with_what_to_do(trainer, nickname):
    answer = ask_to_join(trainer.code, nickname=nickname)
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")
    assert "24" in answer.json()["texts"]["fr"]["detail"]


def test_a_nickname_has_no_signs_that_nobody_sees(trainer):
    """They would let two be called the same, or turn the words of a tile around."""
    named = [join(trainer.code, nickname=each).participant["nickname"] for each in ("Ro\u200bbin", "\u202eRobin")]
    assert named == ["Robin", "Robin-2"]


@pytest.mark.parametrize(
    "nickname", ["Scunthorpe", "Computer", "Réputé", "Dickens", "Fox 🦊", "נועה", "Zoë 455", "李雷"]
)
def test_a_word_that_only_contains_an_unfit_one_is_fine(trainer, nickname):
    assert join(trainer.code, nickname=nickname).participant["nickname"] == nickname


@pytest.mark.parametrize("language", ["en", "fr"])
def test_suggested_nicknames_are_fit_and_short(language):
    with translation.override(language):
        known = names.suggested()
    assert len(set(known)) == 12
    for each in known:
        assert names.clean(f"{each} 99")


@pytest.mark.parametrize("code", ["AAAAAA", "nothing", "ÉÀÇ", "0", "x" * 64])
def test_an_unknown_code_is_not_found(db, code):
    answer = ask_to_join(code)
    assert (answer.status_code, answer.json()["reason"]) == (404, "not-found")


def test_a_class_that_ended_says_so(trainer):
    trainer.act("end")
    answer = ask_to_join(trainer.code)
    assert (answer.status_code, answer.json()["reason"]) == (410, "ended")


def test_a_full_class_says_so(trainer, settings):
    settings.CLASS_SIZE = 1
    join(trainer.code)
    answer = ask_to_join(trainer.code)
    assert (answer.status_code, answer.json()["reason"]) == (409, "full")


def test_who_guesses_codes_has_to_wait_and_a_class_that_joins_does_not(trainer):
    for _ in range(60):
        assert ask_to_join(trainer.code).status_code == 201
    answers = [ask_to_join("AAAAAA") for _ in range(45)]
    last = answers[-1]
    assert answers[0].status_code == 404
    assert (last.status_code, last.json()["reason"]) == (429, "too-many-attempts")
    assert int(last["Retry-After"]) > 0
    assert ask_to_join(trainer.code).status_code == 429  # else a right guess would be told apart


def test_a_school_behind_one_address_opens_more_than_one_address_may(trainer, settings):
    settings.SANDBOXES_PER_HOUR = 2
    assert [ask_to_join(trainer.code).status_code for _ in range(4)] == [201] * 4


def test_nobody_gets_at_anybody_else(trainer, pupil):
    other = join(trainer.code, nickname="Comet")
    assert pupil.client.get(f"/api/v1/participants/{other.pid}", headers=pupil.own()).status_code == 401
    assert pupil.client.get(f"/api/v1/sandboxes/{other.id}", headers=pupil.headers()).status_code == 404
    assert pupil.client.get(f"/api/v1/classes/{trainer.id}/board", headers=pupil.own()).status_code == 401
    assert Client().get(f"/api/v1/participants/{other.pid}").status_code == 401
    stranger = open_class()
    assert trainer.client.get(f"/api/v1/classes/{stranger.id}/board", headers=trainer.headers()).status_code == 401


def test_late_joiners_land_where_the_class_is(trainer, pupil):
    trainer.act("start")
    trainer.act("move", step="pin")
    late = join(trainer.code, nickname="Comet")
    assert (late.participant["state"], late.participant["step"]) == ("running", "pin")
    assert late.sandbox["step"] == "pin" and late.sandbox["login"]["challenge"]


def test_a_page_keeps_its_token_in_a_cookie_that_no_script_reads(trainer):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    answer = ask_to_join(trainer.code, client=client, keep="cookie")
    joined = answer.json()
    assert joined["token"] is None and joined["sandbox"]["token"] is None
    assert all(cookie["httponly"] and cookie["samesite"] == "Strict" for cookie in answer.cookies.values())
    assert client.get(f"/api/v1/participants/{joined['id']}").json()["nickname"] == "Robin"
    assert client.get(f"/api/v1/sandboxes/{joined['sandbox']['id']}").status_code == 200
    foreign = client.post(
        f"/api/v1/participants/{joined['id']}/hand",
        '{"up": true}',
        "application/json",
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert foreign.json()["reason"] == "cross-site"


def test_the_key_of_a_practice_opens_no_class(trainer, pupil):
    own = {"Authorization": f"Bearer {pupil.sandbox['token']}"}
    assert pupil.client.get(f"/api/v1/participants/{pupil.pid}", headers=own).status_code == 401
    assert pupil.client.get(f"/api/v1/classes/{trainer.id}/events", headers=own).status_code == 401


@pytest.mark.parametrize(
    ("typed", "language"),
    [("/join/ABC234", "en"), ("/join/abc234/", "en"), ("/join/ABC-234/", "en"), ("/fr/join/ABC234", "fr"), ("/FR/Join/abc234/", "fr")],
)  # fmt: skip
def test_a_code_typed_behind_the_address_leads_to_the_page_with_the_code(client, db, typed, language):
    way = client.get(typed, follow=True, headers={"Accept-Language": "en"})
    assert way.status_code == 200
    assert way.redirect_chain[-1][0] == f"/{language}/join/?code=ABC234"
