"""What the opening of a sandbox answers, by whatever call it was opened."""

from dataclasses import asdict
from itertools import groupby
from typing import Any

from auth_demo.verifier import enrol, state
from auth_demo.web import api_world


def opened_out(opened: enrol.Opened, *, with_token: bool) -> dict[str, Any]:
    """With the devices' keys, which no later answer has."""
    view = state.of_sandbox(opened.sandbox)
    seen = asdict(view)
    same = (
        "id",
        "expires_at",
        "scenario",
        "platform",
        "variant",
        "language",
        "step",
        "phones",
        "number",
        "faults",
        "now",
    )
    return {
        **{name: seen[name] for name in same},
        "token": opened.token if with_token else None,
        "user": {"name": view.user},
        "devices": [api_world.new_device(each) for each in opened.devices],
        "others": [
            {"user": {"name": user}, "devices": [api_world.new_device(each) for each in theirs]}
            for user, theirs in groupby(opened.others, key=lambda each: each.device.user)
        ],
        "login": asdict(state.of_login(opened.login, view.now)) if opened.login else None,
    }
