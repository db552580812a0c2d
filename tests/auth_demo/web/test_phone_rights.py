"""What the key of a paired phone opens: what its page asks for, and nothing else of the practice."""

import json
import re

import pytest
from django.test import Client

from auth_demo.web.auth import MAY, SETS
from tests.auth_demo.conftest import Caller, open_sandbox

pytestmark = pytest.mark.django_db

# Of the pairing itself: by its own id, and what is the computer's, refused as it always was.
OWN = {("POST", "/pairings/exchange"), ("GET", "/pairings/{pairing_id}"), ("POST", "/pairings/{pairing_id}/report")}
BODIES = {
    "/sandboxes/{sandbox_id}/logins": {},
    "/logins/{login_id}/response": {"response": "12345678"},
    "/logins/{login_id}/resend": {"channel": "sms"},
    "/logins/{login_id}/fallback": {"method": "phone"},
    "/logins/{login_id}/approval": {"device": "x", "decision": "deny", "answer": "0" * 64},
    "/sandboxes/{sandbox_id}/clock": {"forward_seconds": 60},
    "/sandboxes/{sandbox_id}/faults": {},
    "/sandboxes/{sandbox_id}/number/confirmation": {"code": "123456"},
    "/sandboxes/{sandbox_id}/phones/{phone}/activation": {"kind": "activation"},
    "/sandboxes/{sandbox_id}/phones/{phone}/activation/confirmation": {"code": "123456"},
    "/sandboxes/{sandbox_id}/shares": {"owner": "nobody"},
    "/sandboxes/{sandbox_id}/pairings": {"device": "phone", "keys": [], "state": None},
    "/sandboxes/{sandbox_id}/pairings/{pairing_id}/state": {"state": None},
    "/sandboxes/{sandbox_id}/pairings/{pairing_id}/end": {"why": "taken-back"},
    "/sandboxes/{sandbox_id}": {"language": "fr"},
}


class Phone:
    """A browser with the key that an exchange gave it."""

    def __init__(self, owner: Caller, device: str) -> None:
        body = {"device": device, "keys": [], "state": None}
        begun = owner.post(f"/sandboxes/{owner.id}/pairings", body).json()
        self.client, self.device, self.pairing = Client(), device, begun["id"]
        self.headers = {"Sec-Fetch-Site": "same-origin"}
        assert self.ask("POST", "/pairings/exchange", {"code": begun["code"]}).status_code == 201

    def ask(self, method: str, path: str, body: dict | None = None, **headers: str):
        sent = json.dumps(body or {}) if method != "GET" else ""
        return self.client.generic(method, f"/api/v1{path}", sent, "application/json", headers=self.headers | headers)


def operations(client: Client) -> list[tuple[str, str]]:
    """Every one of the API's document that is about a practice: method and path."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    found = [(method.upper(), path.removeprefix("/api/v1")) for path, methods in paths.items() for method in methods]
    return [
        (method, path)
        for method, path in found
        if "{" in path and not re.match("/(scenarios|problems|classes|participants|articles|attempts)/", path)
    ]


def as_route(method: str, path: str) -> tuple[str, str]:
    return method, path.replace("{", "<").replace("}", ">")


def filled(path: str, owner: Caller, phone: Phone, login: str, device: str) -> str:
    return path.format(
        sandbox_id=owner.id, login_id=login, pairing_id=phone.pairing, n=1, phone=phone.device, device_id=device
    )


def world(scenario: str, device: str) -> tuple[Caller, Phone, str, str]:
    owner = open_sandbox(Client(), scenario=scenario)
    phone = Phone(owner, device)
    return owner, phone, owner.login()["id"], owner.card["id"]


PAIRED = [("card-test", "card", "security-card"), ("push-test", "phone", "phone")]


@pytest.mark.parametrize(("scenario", "device", "kind"), PAIRED)
def test_of_every_operation_a_phone_has_those_that_its_page_needs(scenario, device, kind):
    owner, phone, login, authenticator = world(scenario, device)
    wrong = []
    for method, path in operations(owner.client):
        if (method, path) in OWN:
            continue
        answer = phone.ask(method, filled(path, owner, phone, login, authenticator), BODIES.get(path))
        is_refused = answer.status_code == 403 or (answer.status_code, answer.json().get("topic")) == (409, "paired")
        if is_refused is (as_route(method, path) in MAY[kind]) or answer.status_code >= 500:
            wrong.append((method, path, answer.status_code, answer.json().get("reason")))
    assert not wrong, wrong
    assert owner.state()["language"] == "en"
    assert not [each for each in owner.events() if each["type"] in {"clock.moved", "card.reported-lost"}]


@pytest.mark.parametrize(("scenario", "device", "kind"), PAIRED)
def test_nothing_opens_with_the_key_of_another_practice(scenario, device, kind):
    owner, phone, login, authenticator = world(scenario, device)
    _other, stranger, _login, _authenticator = world(scenario, device)
    for method, path in operations(owner.client):
        if (method, path) in OWN - {("GET", "/pairings/{pairing_id}")}:
            continue
        for caller in (stranger.ask, _asker(open_sandbox(Client(), scenario=scenario))):
            answer = caller(method, filled(path, owner, phone, login, authenticator), BODIES.get(path))
            assert answer.status_code in {401, 404}, (method, path)


def _asker(caller: Caller):
    def ask(method: str, path: str, body: dict | None = None):
        sent = json.dumps(body or {}) if method != "GET" else ""
        return caller.client.generic(method, f"/api/v1{path}", sent, "application/json", headers=caller.headers())

    return ask


def test_every_right_of_a_phone_is_an_operation_of_the_api(client):
    known = {as_route(*each) for each in operations(client)}
    assert all(rights <= known for rights in MAY.values())


def test_a_phone_is_that_phone_and_no_other():
    owner, phone, _login, _device = world("push-test", "phone")
    for path in ("activation", "activation/confirmation", "forget"):
        body = BODIES.get(f"/sandboxes/{{sandbox_id}}/phones/{{phone}}/{path}")
        answer = phone.ask("POST", f"/sandboxes/{owner.id}/phones/other/{path}", body)
        assert answer.status_code == 403, path


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Not possible on this phone"), ("fr", "Impossible sur ce téléphone")]
)
def test_a_phone_is_told_so_in_its_language(language, title):
    owner, phone, _login, _device = world("card-test", "card")
    answer = phone.ask("POST", f"/sandboxes/{owner.id}/card/loss", **{"Accept-Language": language})
    assert (answer.status_code, answer.json()["reason"], answer.json()["title"]) == (403, "forbidden", title)


def test_a_phone_switches_what_is_a_setting_of_its_own_and_breaks_nothing_else():
    owner, phone, _login, _device = world("push-test", "phone")
    path = f"/sandboxes/{owner.id}/faults"
    known = set(owner.state()["faults"])
    assert known & SETS and known - SETS
    for fault in known:
        assert phone.ask("POST", path, {fault: True}).status_code == (200 if fault in SETS else 403)
    assert {fault for fault, is_on in owner.state()["faults"].items() if is_on} == known & SETS


def test_a_phone_reads_the_messages_to_it():
    owner, phone, _login, _device = world("push-test", "phone")
    sent = phone.ask("GET", f"/sandboxes/{owner.id}/messages").json()["messages"]
    assert [each["phone"] for each in sent] == ["phone"]
    owner_sees = owner.messages()
    from auth_demo.models import Message

    Message.objects.update(phone="other")
    assert phone.ask("GET", f"/sandboxes/{owner.id}/messages").json()["messages"] == []
    for method, path in (("GET", ""), ("POST", "/answer")):
        answer = phone.ask(method, f"/sandboxes/{owner.id}/messages/{owner_sees[0]['n']}{path}")
        assert answer.status_code == 404
