"""A locked card as a fault: what five failed challenges do, at the learner's wish."""


def switch(learner, on: bool) -> dict:
    return learner.post(f"/sandboxes/{learner.id}/faults", {"card-locked": on}).json()["faults"]


def test_a_card_locked_by_the_learner_logs_nobody_in_until_the_fault_is_off(learner):
    assert switch(learner, True) == {"card-locked": True}
    refused = learner.post(f"/sandboxes/{learner.id}/logins").json()
    assert refused["reason"] == "locked"
    assert switch(learner, False) == {"card-locked": False}
    assert learner.login()["state"] == "challenge"


def test_a_login_that_was_under_way_is_stopped_by_it(learner):
    login = learner.login()
    switch(learner, True)
    refused = learner.respond(login, learner.compute(login))
    assert refused.json()["reason"] == "locked"


def test_restoring_the_card_turns_the_fault_off_and_locking_it_by_failures_turns_it_on(learner):
    switch(learner, True)
    learner.restore_card()
    assert learner.state()["faults"] == {"card-locked": False}
    learner.disable_card()
    assert learner.state()["faults"] == {"card-locked": True}


def test_the_log_tells_both_the_fault_and_the_lock_once(learner):
    switch(learner, True)
    switch(learner, True)
    types = [each["type"] for each in learner.events()]
    assert types.count("fault.on") == types.count("authenticator.locked") == 1
