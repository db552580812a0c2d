"""One card for two user names of one person: under which conditions, and what stays one."""

import pytest
from django.test import Client

from auth_demo.models import Device, Share
from tests.auth_demo.conftest import open_sandbox
from tests.parallel import in_parallel

OWNER, REQUESTING = "owner-practice", "amira-practice"


def opened(**body):
    caller = open_sandbox(Client(), scenario="share-test", **body)
    caller.stop_clock()
    return caller


@pytest.fixture
def asker(db):
    """A user name without a card; another one of the same person has it."""
    return opened()


def card_of(caller, user=OWNER):
    return next(each["devices"][0] for each in caller.sandbox["others"] if each["user"]["name"] == user)


def ask(caller, owner=OWNER):
    return caller.post(f"/sandboxes/{caller.id}/shares", {"owner": owner})


def share(caller):
    request = ask(caller).json()
    return caller.respond(request, caller.compute(request, card=card_of(caller)))


def told(answer):
    return answer.status_code, answer.json()["reason"], answer.json()["detail"]


def test_without_sharing_the_card_is_no_device_of_the_other_user_name(asker):
    assert asker.post(f"/sandboxes/{asker.id}/logins", {}).json()["reason"] == "not-enrolled"


def test_once_the_card_has_answered_both_user_names_log_in_with_it(asker):
    assert share(asker).status_code == 200
    for user in (REQUESTING, OWNER):
        login = asker.login(user=user)
        assert login["user"] == user
        assert asker.respond(login, asker.compute(login, card=card_of(asker))).status_code == 200
    assert "device.shared" in [each["type"] for each in asker.events()]


def test_the_log_tells_a_request_to_share_from_a_login(asker):
    share(asker)
    asker.respond(login := asker.login(user=OWNER), asker.compute(login, card=card_of(asker)))
    about = [each for each in asker.events() if each["type"] in ("challenge.issued", "response.accepted")]
    assert [each["data"].get("shares", False) for each in about] == [True, True, False, False]


def test_a_wrong_response_shares_nothing(asker):
    request = ask(asker).json()
    assert asker.respond(request, "00000000").json()["reason"] == "wrong-response"
    assert not Share.objects.exists()


def test_the_owner_has_to_be_the_same_person(asker):
    status, reason, detail = told(ask(asker, "bruno-practice"))
    assert (status, reason) == (409, "not-offered")
    assert "someone else" in detail


def test_a_name_that_is_nobodys_is_malformed(asker):
    assert told(ask(asker, "nobody"))[:2] == (422, "malformed")


def test_a_user_name_without_a_device_has_nothing_to_share(asker):
    assert told(ask(asker, "without-practice"))[:2] == (409, "not-enrolled")


def test_nothing_is_shared_while_one_has_a_temporary_code(asker):
    request = ask(asker).json()
    asker.post(f"/sandboxes/{asker.id}/temporary-passcode")
    for answer in (ask(asker), asker.respond(request, asker.compute(request, card=card_of(asker)))):
        assert "temporary code" in told(answer)[2]
    assert not Share.objects.exists()


def test_the_weaker_device_is_refused(asker):
    Device.objects.filter(user=OWNER).update(kind="sms")
    Device.objects.filter(user="bruno-practice").update(user=REQUESTING)
    answer = ask(asker)
    status, reason, detail = told(answer)
    assert (status, reason, answer.json()["topic"]) == (409, "not-offered", "less-secure")
    assert detail.startswith("Less secure device")


def test_it_is_shared_with_the_same_user_name_once(asker):
    share(asker)
    assert told(ask(asker))[:2] == (409, "already-used")


def test_failures_of_either_user_name_count_on_the_one_card(asker):
    share(asker)
    for user in (REQUESTING, OWNER):
        login = asker.login(user=user)
        for _ in range(5):
            asker.respond(login, "00000000")
    assert asker.state()["devices"][0]["failures"] == 2


def test_five_failures_between_them_disable_it_for_both(asker):
    share(asker)
    for user in (REQUESTING, OWNER, REQUESTING, OWNER, REQUESTING):
        login = asker.login(user=user)
        for _ in range(5):
            asker.respond(login, "00000000")
    for user in (REQUESTING, OWNER):
        assert asker.post(f"/sandboxes/{asker.id}/logins", {"user": user}).json()["reason"] == "locked"


def test_a_newer_login_of_the_other_user_name_takes_the_place_of_the_challenge(asker):
    share(asker)
    mine = asker.login()
    asker.login(user=OWNER)
    assert asker.respond(mine, asker.compute(mine, card=card_of(asker))).json()["reason"] == "superseded"


@pytest.mark.usefixtures("real_database")
def test_of_fifty_right_answers_at_once_exactly_one_shares_the_card():
    caller = opened()
    request = ask(caller).json()
    right = caller.compute(request, card=card_of(caller))
    statuses = in_parallel(50, lambda: caller.respond(request, right).status_code)
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 409, 429}
    assert Share.objects.count() == 1
