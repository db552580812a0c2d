"""The portal's lock: ten refused logins in 24 hours, until 24 hours after the last."""

from datetime import datetime, timedelta

HOUR = 3600


def start(learner, **body):
    return learner.post(f"/sandboxes/{learner.id}/logins", body)


def refuse_ten(learner) -> None:
    learner.disable_card()
    learner.restore_card()
    learner.disable_card()


def test_ten_used_up_challenges_lock_the_portal(learner):
    learner.stop_clock()
    refuse_ten(learner)
    now = datetime.fromisoformat(learner.state()["now"])
    refused = start(learner).json()
    assert refused["reason"] == "locked"
    # The card is disabled as well: the portal's lock is the one reported.
    assert datetime.fromisoformat(refused["retry_at"]) == now + timedelta(hours=24)
    assert "24 hours" in refused["detail"]
    assert [each["type"] for each in learner.events()].count("login.locked") == 1
    assert learner.state()["devices"][0]["locked_until"] == refused["retry_at"]


def test_nine_do_not(learner):
    learner.disable_card()
    learner.restore_card()
    for _ in range(4):
        learner.use_up()
    assert start(learner).status_code == 201


def test_a_restored_card_does_not_open_the_portal(learner):
    refuse_ten(learner)
    learner.restore_card()
    assert start(learner).json()["reason"] == "locked"


def test_the_portal_opens_24_hours_after_the_last_refusal_and_not_before(learner):
    learner.stop_clock()
    learner.disable_card()
    learner.restore_card()
    learner.forward(20 * HOUR)
    learner.disable_card()
    learner.restore_card()
    learner.forward(24 * HOUR - 1)  # the first five are long out of any 24 hours by now
    assert start(learner).json()["reason"] == "locked"
    learner.forward(1)
    assert start(learner).status_code == 201


def test_refusals_spread_over_more_than_24_hours_do_not_lock(learner):
    learner.stop_clock()
    learner.disable_card()
    learner.restore_card()
    learner.forward(24 * HOUR)
    learner.disable_card()
    learner.restore_card()
    assert start(learner).status_code == 201


def test_an_unknown_name_is_refused_counted_and_locked_alike(learner):
    for _ in range(10):
        refused = start(learner, user="someone.real")
        assert (refused.status_code, refused.json()["reason"]) == (422, "unknown-user")
        assert learner.sandbox["user"]["name"] in refused.json()["detail"]
    assert start(learner, user="someone.real").json()["reason"] == "locked"
    assert start(learner).status_code == 201


def test_a_name_that_was_typed_is_kept_nowhere(learner):
    from auth_demo.models import Login

    start(learner, user="someone.real")
    assert "someone.real" not in str(learner.events()) + str(list(Login.objects.values_list("user")))


def test_one_users_failures_do_not_lock_the_other(learner):
    learner.disable_card()
    other = learner.sandbox["others"][0]
    login = start(learner, user=other["user"]["name"]).json()
    assert login["user"] == other["user"]["name"]
    response = learner.compute(login, card=other["devices"][0])
    assert learner.respond(login, response).status_code == 200
    assert start(learner).json()["reason"] == "locked"
