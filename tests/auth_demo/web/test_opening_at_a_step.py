"""A practice opened at one of its steps begins with a login only where that is the one which the step goes on with."""

import pytest

from auth_demo.models import Login
from auth_demo.scenarios import load
from auth_demo.verifier import enrol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_scenarios")]


def places() -> list[tuple[str, str | None, str]]:
    return [
        (scenario.id, variant, step.id)
        for scenario in load.every()
        for variant in [each.id for each in scenario.variants] or [None]
        for step in scenario.steps
        if step.only.applies(scenario.platforms[0].id, variant or "")
    ]


def test_no_login_is_over_before_the_learner_comes_to_it():
    over = []
    for scenario, variant, step in places():
        opened = enrol.open_sandbox(scenario, address=f"{scenario} {step}", language="en", variant=variant, step=step)
        if opened.login and Login.objects.get(pk=opened.login.pk).accepted_at:
            over.append((scenario, variant, step))
    assert over == []
