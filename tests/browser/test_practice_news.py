"""What ends otherwise than its step says, although nothing was refused: what happened is told, and one gets in all the same."""

import pytest
from playwright.sync_api import expect

from tests.browser.flows import NEW_PIN
from tests.browser.practice import other_digit
from tests.browser.test_practice_recovery import expect_inside, go_on, switch, walk

TOLD = {
    "en": {
        "declined": "You declined the call",
        "missed": "You missed the call",
        "cut": "You hung up before the code was read",
        "deny": "You refused the login, and nobody got in",
        "not-me": "You reported a login that was not yours",
        "frozen": "Someone answered “It was not me”",
        "last": "That was the last try",
        "none-left": "No tries left",
        "again-in": "You can ask for a new code in",
        "two-calls": "at most two calls",
        "restore": "Restore Configuration",
        "changed": "The device for this login has changed",
        "listed": {"declined": "declined", "missed": "missed"},
        "broken": {
            "airplane": "Simulated problem: Airplane mode.",
            "blocked-sms": "The carrier blocks text messages.",
        },
    },
    "fr": {
        "declined": "Vous avez refusé l’appel",
        "missed": "Vous avez manqué l’appel",
        "cut": "Vous avez raccroché avant d’entendre le code",
        "deny": "Vous avez refusé la connexion, et personne n’est entré",
        "not-me": "Vous avez signalé une connexion qui n’était pas la vôtre",
        "frozen": "Quelqu’un a répondu",
        "last": "C’était le dernier essai",
        "none-left": "Plus aucun essai",
        "again-in": "Vous pourrez demander un nouveau code dans",
        "two-calls": "Deux appels au plus",
        "restore": "Restaurer la configuration",
        "changed": "L’appareil de cette connexion a changé",
        "listed": {"declined": "refusé", "missed": "manqué"},
        "broken": {"airplane": "Problème simulé : Mode avion.", "blocked-sms": "L’opérateur bloque les SMS."},
    },
}


@pytest.mark.parametrize("end", ["declined", "missed", "cut"])
def test_a_call_that_read_no_code_is_told_of_and_another_one_can_be_asked_for(page, axe, language, end):
    learner = walk(page, "voice", language)
    go_on(learner, until="answer")
    learner.pass_time()  # it rings
    expect(learner.control("phone.answer")).to_be_visible()
    if end == "missed":
        learner.practice.forward(120)
    for control in {"declined": ["decline"], "cut": ["answer", "hang-up", "call-close"]}.get(end, []):
        learner.enter(f"phone.{control}")
    expect(learner.practice.problem).to_contain_text(TOLD[language][end])
    assert learner.step.id == "choice"
    expect(learner.control("window.voice")).to_be_visible()
    assert axe(page) == []
    if listed := TOLD[language]["listed"].get(end):
        learner.enter("phone.calls")
        expect(learner.device("phone")).to_contain_text(listed)
    go_on(learner)
    expect_inside(learner)


@pytest.mark.parametrize("answer", ["deny", "not-me"])
def test_refusing_a_login_is_told_to_be_right_and_how_it_goes_on(page, axe, language, answer):
    learner = walk(page, "notification", language, variant="ios")
    go_on(learner, until="approve")
    learner.enter(f"phone.{answer}")
    expect(learner.practice.problem).to_contain_text(TOLD[language][answer])
    assert axe(page) == []
    learner.enter("phone.done")
    learner.enter("window.start-over")
    expect(learner.practice.problem).to_have_count(0)
    if answer == "not-me":
        learner.enter("window.login")
        for told in (learner.practice.problem, learner.practice.window):  # one lock, one reason
            expect(told).to_contain_text(TOLD[language]["frozen"])
        learner.enter("problem.act")
        expect(learner.practice.problem).to_have_count(0)
    go_on(learner)
    expect_inside(learner)


@pytest.mark.parametrize(
    ("scenario", "variant", "fault", "until"),
    [("number-matching", "android", "airplane", "notification"), ("sms-login", "", "blocked-sms", "read")],
)
def test_show_me_says_which_simulated_problem_is_in_the_way_and_can_end_it(
    page, language, scenario, variant, fault, until
):
    learner = walk(page, scenario, language, variant=variant)
    switch(learner, fault, on=True)
    go_on(learner, until=until)
    learner.control("guide.show").click()
    expect(learner.practice.problem).to_contain_text(TOLD[language]["broken"][fault])
    learner.enter("problem.act")
    expect(learner.practice.problem).to_have_count(0)
    expect(learner.control(f"faults.{fault}")).to_have_attribute("aria-checked", "false")
    learner.control("guide.show").click()
    learner.expect_done(learner.flow.scenario.step(until))


def test_what_was_told_is_still_told_after_a_reload(page):
    learner = walk(page, "notification", "en", variant="ios")
    go_on(learner, until="approve")
    learner.enter("phone.deny")
    expect(learner.practice.problem).to_contain_text(TOLD["en"]["deny"])
    page.reload()
    expect(learner.practice.problem).to_contain_text(TOLD["en"]["deny"])


def test_an_app_that_wrong_pins_have_locked_is_recovered_as_told_and_the_next_login_gets_in(page, language):
    learner = walk(page, "notification", language, variant="android")
    go_on(learner, until="confirm")
    wrong = other_digit(learner.pin("phone"))
    for _ in range(5):
        for key in (*wrong, "ok"):
            learner.enter(f"phone.key.{key}")
    expect(learner.practice.problem).to_contain_text(TOLD[language]["restore"])
    for name in ("restore-configuration", "continue", "persona.amira", "start-recovery"):
        learner.enter(f"phone.{name}")
    learner.open_message("phone")
    for name in ("home", "app"):
        learner.enter(f"phone.{name}")
    learner.control("phone.activation-code").fill(learner.read_code)
    learner.control("phone.pin").fill(NEW_PIN)
    learner.enter("phone.submit")
    for told in (learner.practice.problem, learner.practice.window):  # not that one logged in elsewhere
        expect(told).to_contain_text(TOLD[language]["changed"])
    learner.enter("problem.act")
    go_on(learner)
    expect_inside(learner)


def test_the_last_try_is_told_to_have_been_the_last(page, language):
    learner = walk(page, "sms-login", language)
    go_on(learner, until="code")
    wrong = other_digit(learner.code())
    for left in reversed(range(5)):
        learner.practice.submit(wrong)
        expect(learner.practice.problem).to_contain_text(str(left) if left else TOLD[language]["last"])
    # Before what went wrong, whose advice is to try again: in the next login.
    expect(learner.practice.problem.locator("p").first).to_contain_text(TOLD[language]["last"])
    expect(learner.practice.window).to_contain_text(TOLD[language]["none-left"])
    learner.enter("window.start-over")
    go_on(learner)
    expect_inside(learner)


@pytest.mark.parametrize("on", ["message", "again"])
def test_a_third_call_within_the_hour_is_refused_with_the_reason_and_one_gets_on(page, language, on):
    learner = walk(page, "voice", language)
    go_on(learner, until="choice")
    learner.enter("window.voice")  # too soon: how long to wait is told once
    expect(page.get_by_text(TOLD[language]["again-in"])).to_have_count(1)
    for _ in range(2):
        learner.do(learner.step)
        learner.pass_time()
        learner.enter("phone.decline")
        expect(learner.control("window.voice")).to_be_visible()
    learner.wait()
    learner.enter("window.voice")
    expect(learner.practice.problem).to_contain_text(TOLD[language]["two-calls"])
    expect(learner.practice.window.locator("[data-resend]")).to_have_count(0)  # nor is it said to be possible now
    if on == "message":
        learner.enter("window.sms")
        expect(learner.practice.answer).to_be_visible()
        expect(learner.practice.problem).to_have_count(0)
    else:
        learner.enter("problem.act")  # an hour's wait would end the login: another practice, at the same step
        learner.practice.wait_for_turn()
        assert learner.step.id == "choice"
        go_on(learner)
        expect_inside(learner)


def test_a_login_that_runs_out_where_no_step_needs_it_is_no_news(page):
    """Case A waits for an activation code longer than the login lasts that gave no code."""
    learner = walk(page, "sms-trouble", "en", variant="a")
    go_on(learner, until="key-wait")
    for _ in range(2):
        learner.enter("carrier.wait")
    expect(learner.practice.window).to_have_attribute("data-view", "expired")
    expect(learner.practice.problem).to_have_count(0)
    learner.enter("carrier.wait")
    learner.open_message("phone")
    go_on(learner)
    expect_inside(learner)
