"""What a login asks of the database: one process bears a class of hundreds only if that is little."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.auth_demo.answers import ANSWERS

MOST = 46  # from the beginning of a login with a card to its end


@pytest.mark.sqlite
def test_a_login_with_a_card_takes_few_statements(learner):
    caller, way = learner, ANSWERS["security-card"]
    way.send(caller, login := caller.login(method="security-card"), way.right(caller, login))  # what is asked once
    with CaptureQueriesContext(connection) as captured:
        login = caller.login(method="security-card")
        answer = way.send(caller, login, way.right(caller, login))
    assert answer.json()["state"] == "accepted"
    assert len(captured) <= MOST, "\n".join(each["sql"][:120] for each in captured)
