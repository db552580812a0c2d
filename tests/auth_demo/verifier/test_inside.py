"""Look inside."""

from auth_demo.protocols import ocra


def look(caller):
    return caller.get(f"/sandboxes/{caller.id}/inside")


def test_it_lays_the_computation_open_once_the_login_ended(learner):
    login = learner.login()
    learner.respond(login, learner.compute(login))
    seen = look(learner).json()
    expected = ocra.look_inside(
        learner.card["suite"],
        bytes.fromhex(learner.card["key"]),
        challenge=login["challenge"],
        pin=learner.card["pin"],
    )
    assert seen["suite"] == learner.card["suite"]
    assert seen["data_input"] == expected.message.hex()
    assert seen["truncated"] == expected.truncated
    assert seen["response"] == expected.response
    assert [field["name"] for field in seen["fields"]] == ["suite", "Q", "P"]
    assert "".join(field["hex"] for field in seen["fields"]) == seen["data_input"]


def test_it_says_nothing_while_the_response_would_still_be_taken(learner):
    login = learner.login()
    refused = look(learner)
    assert (refused.status_code, refused.json()["reason"]) == (409, "not-yet")
    assert learner.compute(login) not in refused.content.decode()


def test_it_opens_when_the_challenge_is_used_up(learner):
    learner.use_up()
    assert look(learner).status_code == 200


def test_it_opens_when_the_challenge_has_expired(learner):
    learner.login()
    learner.forward(121)
    assert look(learner).json()["attempts"] == 0


def test_a_newer_challenge_closes_it_again(learner):
    learner.use_up()
    learner.login()
    assert look(learner).status_code == 409


def test_before_the_first_login_there_is_nothing_to_see(learner):
    assert look(learner).status_code == 404
