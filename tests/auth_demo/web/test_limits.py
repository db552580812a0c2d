"""Limits against abuse."""

from auth_demo.web import limits


def test_a_program_in_a_loop_is_told_to_wait(learner, monkeypatch):
    monkeypatch.setattr(limits.spend, "__kwdefaults__", {"what": "requests", "most": 3})
    answers = [learner.get(f"/sandboxes/{learner.id}") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["reason"] == "too-soon"
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_one_sandboxs_requests_do_not_count_against_another(learner, stranger, monkeypatch):
    monkeypatch.setattr(limits.spend, "__kwdefaults__", {"what": "requests", "most": 1})
    assert learner.get(f"/sandboxes/{learner.id}").status_code == 200
    assert stranger.get(f"/sandboxes/{stranger.id}").status_code == 200


def test_responses_have_a_limit_of_their_own_that_spends_no_try(learner, monkeypatch):
    monkeypatch.setattr(limits, "RESPONSES_PER_MINUTE", 1)
    login = learner.login()
    learner.respond(login, learner.wrong(login))
    answer = learner.respond(login, learner.compute(login))
    assert (answer.status_code, answer.json()["reason"]) == (429, "too-soon")
    assert learner.state()["logins"][0]["attempts_left"] == 4
