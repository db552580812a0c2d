"""Schemathesis: whatever its document allows or forbids, the API answers as the document says."""

from itertools import cycle

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import Http404
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup, ServerError
from schemathesis.core.parameters import ParameterLocation

from auth_demo.scenarios import load
from auth_demo.web import limits
from tests.auth_demo.conftest import DEMOS, open_sandbox

# What is of the right form may still be refused: a wrong code, a scenario that there is not, a resend too early.
REFUSED = [401, 403, 404, 409, 410, 422, 429]
CONFIG = {
    "seed": 1,
    "generation": {"with-security-parameters": False},  # the tests have real ones; that no other is taken is a check
    "operations": [  # nothing to look into or to confirm yet; a body that names a device that there is not
        {
            "include-path-regex": "/(inside|confirmation|logins|pairings)$",
            "checks": {"ensure_resource_availability": {"enabled": False}},
        }
    ],
    "checks": {
        "positive_data_acceptance": {"expected-statuses": [200, 201, *REFUSED]},
        "negative_data_rejection": {"expected-statuses": [*REFUSED, 405, 415]},
    },
}
STATEFUL = {"max_examples": 80, "stateful_step_count": 12}
BOUNDED = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}
OPENING = "POST /api/v1/sandboxes"
SCENARIOS = ["several-test", "sms-test", "push-test", "enrol-test", "passcode-test", "share-test", "opted-out-test"]

SIGNALS = (request_started, request_finished)
site = get_wsgi_application()


def within_the_test(environ, start_response):
    """The site, whose requests leave the connection open, as with Django's own client: the test's transaction is in it."""
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    return site(environ, start_response)


schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", within_the_test, config=SchemathesisConfig.from_dict(CONFIG)
)


@pytest.fixture(autouse=True)
def practice(db, settings, monkeypatch):
    """The tests' own scenarios, and no limit against abuse: it would refuse nearly everything here."""
    settings.SANDBOXES_PER_HOUR = settings.SEARCHES_PER_MINUTE = 10**6
    monkeypatch.setattr(limits, "spend", lambda *_args, **_more: None)
    before = load._current
    load.configure(DEMOS, ["en", "fr"])
    yield
    for signal in SIGNALS:
        signal.connect(close_old_connections)
    load._current = before


def key(sandbox: dict) -> dict:
    return {"Authorization": f"Bearer {sandbox['token']}"}


def is_right(case, place) -> bool:
    """Whether what the case has in that place is as the document wants it, not wrong on purpose."""
    there = case.meta.components.get(place)
    return bool(there) and there.mode.is_positive


@schema.parametrize()
@settings(max_examples=60, **BOUNDED)
def test_an_operation_answers_as_its_document_says(case, world):
    """Within a sandbox that is there; ids that there are not come from the cases that get the path wrong."""
    if is_right(case, ParameterLocation.PATH):
        case.path_parameters.update(
            {name: each for name, each in world.ids().items() if name in case.path_parameters}
        )
    case.call_and_validate(headers=key(world.caller.sandbox))


class World:
    """A learner's sandbox, in which a login is under way whenever one is asked for."""

    def __init__(self):
        self.caller = open_sandbox(Client(), scenario="several-test")
        self.login = self.caller.login(method="security-card")

    def ids(self) -> dict:
        return {"sandbox_id": self.caller.id, "login_id": self.login["id"], "device_id": self.caller.card["id"]}


@pytest.fixture
def world(practice):
    return World()


class Learner(schema.as_state_machine()):
    """Operations one after another, each with ids that another one answered with, by the token of its sandbox."""

    def setup(self):
        self.scenarios = cycle(SCENARIOS)
        self.tokens = {}  # by the sandbox's id

    def before_call(self, case):
        if case.operation.label == OPENING and is_right(case, ParameterLocation.BODY):
            case.body["scenario"] = next(self.scenarios)

    def token_for(self, case):
        """That of the sandbox whose id the case has; of the newest where it has none that there is."""
        wanted = (case.path_parameters or {}).get("sandbox_id")
        return self.tokens.get(wanted) or next(reversed(self.tokens.values()), {})

    def get_call_kwargs(self, case):
        return {"headers": self.token_for(case)}

    def validate_response(self, response, case, additional_checks=None, **kwargs):
        known = {
            "headers": self.token_for(case),
            "transport_kwargs": kwargs,
            "recorder": self.recorder,
        }  # a token that is meant
        case.validate_response(response, additional_checks=additional_checks, **known)

    def after_call(self, response, case):
        super().after_call(response, case)
        if case.operation.label == OPENING and response.status_code == 201:
            self.tokens[response.json()["id"]] = key(response.json())


def test_operations_in_a_row_answer_as_the_document_says(practice):
    Learner.run(settings=settings(**STATEFUL, **BOUNDED))


def test_it_would_find_an_operation_that_breaks_down(practice, monkeypatch):
    monkeypatch.setattr("kb.web.api.search", lambda *_args, **_more: 1 / 0)
    with pytest.raises(FailureGroup) as found:
        schema["/api/v1/search"]["GET"].Case(query={"q": "card"}).call_and_validate()
    assert any(isinstance(each, ServerError) for each in found.value.exceptions)


def test_it_would_find_an_answer_that_the_document_does_not_know(practice, monkeypatch):
    monkeypatch.setattr("kb.web.api.search", lambda *_args, **_more: (_ for _ in ()).throw(Http404))
    with pytest.raises(FailureGroup, match="Undocumented status code"):
        schema["/api/v1/search"]["GET"].Case(query={"q": "card"}).call_and_validate()
