"""The API of a paired phone: a session of its own as a cookie, problems in both languages, a QR code that says the address."""

import html
import json
import re

import pytest
import segno
from django.test import Client

from auth_demo.models import Pairing
from auth_demo.verifier.realtime import real_now
from auth_demo.web import limits, pair
from tests.auth_demo.conftest import Caller

OWN = {"Sec-Fetch-Site": "same-origin"}
STATE = {"mode": "off"}


class Phone:
    """A browser that has nothing but cookies."""

    def __init__(self, language: str = "en", site: str = "same-origin") -> None:
        self.client = Client()
        self.headers = {"Sec-Fetch-Site": site, "Accept-Language": language}

    def post(self, path: str, body: dict | None = None):
        return self.client.post(f"/api/v1{path}", json.dumps(body or {}), "application/json", headers=self.headers)

    def get(self, path: str):
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def exchange(self, code: str):
        return self.post("/pairings/exchange", {"code": code})


def begin(learner: Caller, device: str = "card") -> dict:
    body = {"device": device, "keys": [learner.card], "state": STATE}
    answer = learner.post(f"/sandboxes/{learner.id}/pairings", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def end(learner: Caller, pairing: str, why: str = "taken-back"):
    return learner.post(f"/sandboxes/{learner.id}/pairings/{pairing}/end", {"why": why})


@pytest.fixture
def paired(learner) -> tuple[Phone, str]:
    phone, begun = Phone(), begin(learner)
    assert phone.exchange(begun["code"]).status_code == 201
    return phone, begun["id"]


def test_the_phone_gets_the_device_with_its_key_and_a_cookie_that_no_script_reads(learner):
    phone, begun = Phone(), begin(learner)
    answer = phone.exchange(begun["code"])
    got = answer.json()
    assert (got["id"], got["device"], got["state"]) == (begun["id"], "card", STATE)
    assert got["keys"][0]["key"] == learner.card["key"]
    assert got["sandbox"]["id"] == learner.id
    (cookie,) = answer.cookies.values()
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/api/v1/"
    assert cookie.value not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert phone.get(f"/sandboxes/{learner.id}").status_code == 200
    assert phone.get(f"/sandboxes/{learner.id}/events").status_code == 200


def test_the_code_stands_behind_the_fragment_sign_of_an_address_in_the_callers_language(learner, settings):
    settings.PUBLIC_URL = "http://192.168.1.20:8000"
    learner.language = "fr"
    begun = begin(learner)
    assert begun["page"] == "http://192.168.1.20:8000/fr/practice/pair/"
    assert begun["address"] == f"{begun['page']}#{begun['code']}"
    assert begun["reachable"] is True and begun["valid_seconds"] == 120
    assert begun["short_page"] == "http://192.168.1.20:8000/pair/"


@pytest.mark.parametrize(
    ("address", "is_operator"), [("http://127.0.0.1:8000", True), ("http://192.168.1.20", False)]
)
def test_only_who_sits_at_a_machine_that_serves_nobody_else_is_told_how_to_start_it(
    learner, settings, address, is_operator
):
    settings.PUBLIC_URL = address
    assert begin(learner)["is_operator"] is is_operator


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_short_address_leads_to_the_page_in_the_browsers_language(client, language):
    answer = client.get("/pair/", headers={"Accept-Language": language})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/practice/pair/")
    assert "Accept-Language" in answer["Vary"]
    assert client.get(f"/{language}/pair/")["Location"] == f"/{language}/practice/pair/"


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
        ("http://0.0.0.0:8000", False),
        ("http://192.168.1.20:8000", True),
        ("https://help.example.org", True),
    ],
)
def test_an_address_that_a_phone_cannot_reach_is_known_as_such(address, reachable):
    assert pair.is_reachable(address) is reachable


def test_the_drawn_path_is_the_qr_code_of_the_address():
    text = "http://192.168.1.20:8000/en/practice/pair/#K7QX2MNPA4RTVWYZ29BCDEFGHJ"
    drawn = pair.qr(text)
    dark = {
        (int(x) + at, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn["path"])
        for at in range(int(length))
    }
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    assert drawn["size"] == len(matrix) + 2 * pair.QUIET
    assert dark == {
        (x + pair.QUIET, y + pair.QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }


def lapse(learner, begun):
    Pairing.objects.filter(pk=begun["id"]).update(expires_at=real_now())


REFUSALS = {
    "unknown": (404, "not-found", "That code is not known", "Ce code est inconnu"),
    "used": (409, "already-used", "That code was already used", "Ce code a déjà servi"),
    "expired": (410, "expired", "That code has expired", "Ce code a expiré"),
    "replaced": (409, "superseded", "There is a newer code", "Il existe un code plus récent"),
    "started-over": (410, "gone", "The practice was started over", "L’entraînement a été recommencé"),
}
SPOIL = {
    "unknown": lambda learner, begun: begun.update(code="Z" * 26),
    "used": lambda learner, begun: Phone().exchange(begun["code"]),
    "expired": lapse,
    "replaced": lambda learner, begun: begin(learner),
    "started-over": lambda learner, begun: end(learner, begun["id"], "started-over"),
}


def typed_at_the_page(code: str, language: str = "en"):
    return Client().post(f"/{language}/practice/pair/", {"code": code})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("case", REFUSALS)
def test_the_page_itself_says_what_is_wrong_with_a_typed_code(learner, case, language):
    begun = begin(learner)
    SPOIL[case](learner, begun)
    code = "zzzz-zzzz" if case == "unknown" else begun["short_code"]
    answer = typed_at_the_page(code, language)
    status, _reason, english, french = REFUSALS[case]
    assert answer.status_code == status and answer["Cache-Control"] == "no-store"
    page = html.unescape(answer.content.decode())
    assert (english if language == "en" else french) in page
    assert f'value="{code}"' in page


def test_the_page_leaves_a_typed_code_that_is_right_to_its_script(learner):
    begun = begin(learner)
    answer = typed_at_the_page(begun["short_code"].lower())
    assert (
        answer.status_code == 200 and b"data-pair-typed" in answer.content and b"pair-trouble" not in answer.content
    )
    assert Phone().exchange(begun["short_code"]).status_code == 201


@pytest.mark.parametrize("form", [True, False], ids=["form", "script"])
def test_who_guesses_short_codes_has_few_tries_and_who_types_right_ones_has_no_limit(learner, form):
    attempt = typed_at_the_page if form else Phone().exchange
    for _ in range(3):
        assert Phone().exchange(begin(learner)["short_code"]).status_code == 201
    for _ in range(limits.WRONG_CODES):
        assert attempt("BCDF-GHJK").status_code == 404
    begun = begin(learner)
    answer = attempt(begun["short_code"])
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert b"Too many wrong codes" in answer.content
    assert Phone().exchange(begun["code"]).status_code == 201, "a scanned code cannot be guessed"


def test_the_worker_may_have_to_do_with_its_page_alone_and_is_never_old(client):
    answer = client.get("/fr/practice/pair/worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer, "its scope is what it lies in"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("case", REFUSALS)
def test_a_code_that_is_not_good_is_a_problem_in_the_callers_language(learner, case, language):
    begun = begin(learner)
    SPOIL[case](learner, begun)
    answer = Phone(language).exchange(begun["code"])
    status, reason, english, french = REFUSALS[case]
    body = answer.json()
    assert (answer.status_code, body["status"], body["reason"]) == (status, status, reason)
    assert body["title"] == (english if language == "en" else french)
    assert answer["Content-Type"] == "application/problem+json" and answer["Content-Language"] == language
    assert body["detail"] and not answer.cookies


def test_who_guesses_is_slowed_down(learner):
    phone = Phone()
    for _ in range(limits.EXCHANGES_PER_MINUTE):
        assert phone.exchange("Z" * 26).status_code == 404
    answer = phone.exchange(begin(learner)["code"])
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0


def test_another_site_cannot_pair_a_visitors_browser(learner):
    assert Phone(site="cross-site").exchange(begin(learner)["code"]).json()["reason"] == "cross-site"


def test_a_paired_phone_makes_no_codes_and_ends_no_pairing(learner, paired):
    phone, pairing = paired
    for path, body in (
        (f"/sandboxes/{learner.id}/pairings", {"device": "card", "keys": [], "state": None}),
        (f"/sandboxes/{learner.id}/pairings/{pairing}/end", {"why": "taken-back"}),
        (f"/sandboxes/{learner.id}/pairings/{pairing}/state", {"state": None}),
    ):
        answer = phone.post(path, body)
        assert (answer.status_code, answer.json()["reason"]) == (409, "not-offered"), path


def test_a_stranger_gets_at_nothing_of_it(learner, paired, stranger):
    _phone, pairing = paired
    assert stranger.get(f"/pairings/{pairing}").status_code == 401
    assert Phone().get(f"/pairings/{pairing}").status_code == 401
    assert stranger.get(f"/sandboxes/{learner.id}/pairings").status_code == 404
    assert end(stranger, pairing).status_code == 404


def test_what_the_phone_does_is_in_the_log_and_what_it_shows_comes_back_with_it(learner, paired):
    phone, pairing = paired
    body = {"acts": ["card.on"], "placements": 0, "state": {"mode": "pin"}}
    assert phone.post(f"/pairings/{pairing}/report", body).status_code == 200
    told = [
        (each["type"], each["data"].get("act")) for each in learner.events() if each["type"].startswith("pairing.")
    ]
    assert told == [("pairing.made", None), ("pairing.acted", "card.on")]
    assert learner.get(f"/sandboxes/{learner.id}/pairings").json()["pairings"] == [
        {"id": pairing, "device": "card", "paired": True}
    ]
    assert end(learner, pairing).json()["state"] == {"mode": "pin"}
    assert learner.get(f"/sandboxes/{learner.id}/pairings").json()["pairings"] == []


def test_the_phone_is_told_of_the_computers_change_once_it_does_not_know_it(learner, paired):
    phone, pairing = paired
    learner.post(f"/sandboxes/{learner.id}/pairings/{pairing}/state", {"state": {"mode": "placed"}})
    seen = phone.get(f"/pairings/{pairing}?placements=0").json()
    assert (seen["placements"], seen["state"]) == (1, {"mode": "placed"})
    assert "state" not in phone.get(f"/pairings/{pairing}?placements=1").json()


@pytest.mark.parametrize(
    ("why", "language", "title"),
    [
        ("taken-back", "en", "The device is on the computer again"),
        ("taken-back", "fr", "L’appareil est revenu sur l’ordinateur"),
        ("started-over", "en", "The practice was started over"),
        ("started-over", "fr", "L’entraînement a été recommencé"),
    ],
)
def test_a_phone_that_comes_back_too_late_is_told_why(learner, paired, why, language, title):
    phone, pairing = paired
    end(learner, pairing, why)
    phone.headers["Accept-Language"] = language
    answer = phone.get(f"/pairings/{pairing}")
    assert (answer.status_code, answer.json()["title"]) == (410, title)
    assert phone.get(f"/sandboxes/{learner.id}").status_code == 401
