def test_a_right_response_is_accepted(learner):
    login = learner.login()
    answer = learner.respond(login, learner.compute(login))
    assert answer.status_code == 200
    assert answer.json()["state"] == "accepted"


def test_a_wrong_response_is_refused_and_counted(learner):
    login = learner.login()
    answer = learner.respond(login, learner.wrong(login))
    assert (answer.status_code, answer.json()["reason"]) == (422, "wrong-response")
    assert answer.json()["attempts_left"] == 4
    assert answer.json()["diagnosis"]["cause"] == "unknown"
