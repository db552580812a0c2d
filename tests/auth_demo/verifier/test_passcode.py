"""The temporary passcode and the online card: how long, for what, and what ends them."""

import pytest
from django.test import Client

from auth_demo.models import Device
from tests.auth_demo.conftest import open_sandbox

DAY = 86_400


@pytest.fixture
def owner(db):
    """Has a card as well: the device that was lost, and comes back."""
    caller = open_sandbox(Client(), scenario="passcode-test", variant="with-card")
    caller.stop_clock()
    return caller


def told(answer):
    return answer.status_code, answer.json()["reason"]


def give(caller):
    return caller.post(f"/sandboxes/{caller.id}/temporary-passcode")


def log_in(caller, passcode, platform="client-portal"):
    login = caller.login(method="temporary-passcode", platform=platform)
    return caller.respond(login, passcode)


def start(caller, platform):
    body = {"method": "temporary-passcode", "platform": platform}
    return caller.post(f"/sandboxes/{caller.id}/logins", body)


def card_of(caller):
    return caller.post(f"/sandboxes/{caller.id}/online-card")


def test_it_has_eighty_bits_and_is_kept_as_a_slow_hash_only(owner):
    given = give(owner).json()
    assert len(given["passcode"].replace("-", "")) == 16
    assert "passcode" not in owner.state()["devices"][-1]
    from auth_demo.verifier import devices

    kept = devices.secrets_of(Device.objects.get(pk=given["device"])).key.decode()
    assert "$" in kept and given["passcode"].replace("-", "") not in kept


def test_for_two_days_it_is_good_everywhere_and_more_than_once(owner):
    passcode = give(owner).json()["passcode"]
    for platform in ("tws", "client-portal"):
        assert log_in(owner, passcode, platform).status_code == 200
    owner.forward(2 * DAY - 1)
    assert log_in(owner, passcode, "tws").status_code == 200


def test_then_for_ten_days_only_in_the_portal(owner):
    passcode = give(owner).json()["passcode"]
    owner.forward(2 * DAY)
    assert told(start(owner, "tws")) == (409, "not-offered")
    assert log_in(owner, passcode).status_code == 200
    owner.forward(10 * DAY)
    assert told(start(owner, "client-portal")) == (410, "gone")


def test_there_are_no_two_in_a_row_and_a_real_device_ends_the_first(owner):
    passcode = give(owner).json()["passcode"]
    assert told(give(owner)) == (409, "not-offered")
    owner.forward(13 * DAY)
    assert told(give(owner)) == (409, "not-offered")
    login = owner.login(method="security-card")
    assert owner.respond(login, owner.compute(login)).status_code == 200
    assert told(start(owner, "client-portal")) == (409, "not-enrolled")
    assert give(owner).json()["passcode"] != passcode
    assert "passcode.ended" in [each["type"] for each in owner.events()]


def test_the_online_card_is_fetched_after_a_login_to_the_portal(owner):
    passcode = give(owner).json()["passcode"]
    log_in(owner, passcode, "tws")
    assert told(card_of(owner)) == (409, "not-offered")
    log_in(owner, passcode)
    card = card_of(owner).json()
    assert len(card["cells"]) == 224
    assert {len(cell) for cell in card["cells"]} == {3}
    assert owner.post(f"/sandboxes/{owner.id}/logins", {"method": "online-card"}).status_code == 201


def test_a_login_asks_for_two_cells_and_never_for_one_again(owner):
    log_in(owner, give(owner).json()["passcode"])
    card = card_of(owner).json()["cells"]
    seen = []
    for _ in range(4):
        login = owner.login(method="online-card")
        seen += login["challenge"]
        assert owner.respond(login, " ".join(card[int(at) - 1] for at in login["challenge"])).status_code == 200
    assert len(set(seen)) == 8


def test_cells_in_the_wrong_order_are_named(owner):
    log_in(owner, give(owner).json()["passcode"])
    card = card_of(owner).json()["cells"]
    login = owner.login(method="online-card")
    typed = "".join(card[int(at) - 1] for at in reversed(login["challenge"]))
    assert owner.respond(login, typed).json()["diagnosis"]["cause"] == "cells-swapped"


def test_the_online_card_is_good_for_twenty_one_days_and_a_newer_one_replaces_it(owner):
    log_in(owner, give(owner).json()["passcode"])
    first = card_of(owner).json()["device"]
    second = card_of(owner).json()["device"]
    body = {"method": "online-card", "device": first}
    assert told(owner.post(f"/sandboxes/{owner.id}/logins", body)) == (409, "revoked")
    owner.forward(21 * DAY)
    body["device"] = second
    assert told(owner.post(f"/sandboxes/{owner.id}/logins", body)) == (410, "gone")


def test_a_link_behind_a_login_that_needs_a_passcode_first_opens_all_the_same(db):
    assert "login" not in open_sandbox(Client(), scenario="passcode-test", step="pin").sandbox
