"""What goes wrong with each method, how it is explained, and how one gets in all the same; in every language."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from auth_demo.verifier import quota
from auth_demo.verifier.activation import LIFETIME
from tests.browser.flows import Flow, Walk, scenarios
from tests.browser.practice import other_digit, swapped

EXPLAINED = {
    "en": {
        "wrong": "4",
        "denied": "The login was refused on the phone",
        "wait": "You can ask for a new code in",
        "code": "You have 4 tries left with this code.",
        "clock": "The clock of the phone is 10 minutes ahead.",
        "cells": "The two cells are in the wrong order.",
        "lost": "This card was reported lost",
        "no-signal": "No signal",
        "unfiltered": "“We do not filter anything sent to you.”",
        "cause": "The phone had no coverage",
        "over": "This code can no longer be used.",
        "used-up": "Start a new one.",
        "time-up": "The time for this login is up",
        "other-user": "That is not the user name that makes the request",
        "old-phone": "That response comes from the phone that you used before.",
    },
    "fr": {
        "wrong": "4",
        "denied": "La connexion a été refusée sur le téléphone",
        "wait": "Vous pourrez demander un nouveau code dans",
        "code": "Il vous reste 4 essais avec ce code.",
        "clock": "L’horloge du téléphone avance de 10 minutes.",
        "cells": "Les deux cases sont dans le mauvais ordre.",
        "lost": "Cette carte a été déclarée perdue",
        "no-signal": "Pas de réseau",
        "unfiltered": "Nous ne filtrons rien de ce qui vous est envoyé.",
        "cause": "Le téléphone n’avait pas de couverture",
        "over": "Ce code n’est plus utilisable.",
        "used-up": "Commencez-en un nouveau.",
        "time-up": "Le délai de cette connexion est écoulé",
        "other-user": "Ce n’est pas le nom d’utilisateur qui fait la demande",
        "old-phone": "Cette réponse vient de votre ancien téléphone.",
    },
}


def walk(page: Page, scenario: str, language: str, *, platform: str = "client-portal", variant: str = "") -> Walk:
    found = next(each for each in scenarios() if each.id == scenario)
    return Walk(page, Flow(found, platform, variant, language)).open()


def go_on(learner: Walk, *, until: str | None = None) -> None:
    """Do what the guide says, up to a step or to the end."""
    while (step := learner.step) and step.id != until:
        learner.do(step)
        learner.expect_done(step)


def expect_inside(learner: Walk) -> None:
    expect(learner.page.locator(".guide.over")).to_have_count(1)
    expect(learner.page.locator(".problem")).to_have_count(0)


def switch(learner: Walk, fault: str, on: bool) -> None:
    control = learner.control(f"faults.{fault}")
    if not control.is_visible():
        learner.control("tools.faults").click()
    if control.get_attribute("aria-checked") != str(on).lower():
        control.click()
    expect(control).to_have_attribute("aria-checked", str(on).lower())


@pytest.mark.parametrize("scenario", ["sms-login", "voice"])
def test_a_wrong_code_is_explained_and_the_right_one_still_gets_in(page, language, scenario):
    learner = walk(page, scenario, language)
    go_on(learner, until="code")
    learner.practice.submit(other_digit(learner.code()))
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["wrong"])
    learner.practice.submit(learner.code())
    expect_inside(learner)


@pytest.mark.parametrize("copied", [swapped, other_digit])
@pytest.mark.parametrize(("scenario", "variant"), [("dsc-plus", ""), ("no-notification", "android")])
def test_a_miscopied_response_is_compared_with_the_device_and_only_typed_again(
    page, language, scenario, variant, copied
):
    learner = walk(page, scenario, language, variant=variant)
    go_on(learner, until="response")
    step, response = learner.step, learner.read("card.response" if scenario == "dsc-plus" else "phone.response")
    typed = copied(response)
    learner.practice.submit(typed)
    apart = [place for place in range(8) if typed[place] != response[place]]
    differing = slice(apart[0], apart[-1] + 1)
    told = learner.practice.words["slip"].format(typed=typed[differing], shown=response[differing])
    expect(learner.practice.problem).to_contain_text(told)
    assert learner.step == step, "what was done on the device is still good"
    learner.practice.submit(response[:-1])
    expect(learner.practice.problem).to_have_count(0)  # what is said now is about what was typed now
    learner.practice.submit(response)
    expect_inside(learner)


def test_why_an_answer_was_wrong_is_not_told_any_more_once_its_time_is_up(page, language):
    learner = walk(page, "dsc-plus", language)
    go_on(learner, until="response")
    learner.practice.submit(other_digit(learner.read("card.response")))
    expect(learner.practice.problem).to_be_visible()
    learner.practice.forward(120)
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["time-up"])
    learner.enter("problem.act")
    go_on(learner)
    expect_inside(learner)


def test_the_code_of_an_earlier_message_is_named_as_such(page, language):
    learner = walk(page, "sms-login", language)
    go_on(learner, until="code")
    earlier = learner.code()
    learner.enter("window.resend")
    expect(learner.practice.window).to_contain_text(EXPLAINED[language]["wait"])
    learner.wait()
    learner.enter("window.sms")
    expect(page.locator(".bubble")).to_have_count(2)
    learner.practice.submit(earlier)
    expect(learner.practice.problem).to_be_visible()
    learner.practice.submit(learner.code())
    expect_inside(learner)


def test_what_the_practice_begins_again_by_itself_is_still_the_same_try(page):
    """What cannot be done twice needs other devices; the wrong turns were the learner's all the same."""
    learner = walk(page, "sms-enrol", "en")
    go_on(learner, until="confirm")
    learner.control("portal.answer").fill(other_digit(learner.code()))
    learner.enter("portal.login")
    go_on(learner)
    tally = page.locator(".guide-tally")
    expect(tally).to_contain_text("1 wrong turn")
    learner.enter("guide.step.confirm")
    expect(tally).to_have_count(0)
    learner.practice.wait_for_turn()
    go_on(learner)
    expect(tally).to_contain_text("1 wrong turn")


def test_a_message_waits_until_the_phone_has_coverage(page, language):
    learner = walk(page, "sms-login", language)
    switch(learner, "no-coverage", True)
    go_on(learner, until="read")
    learner.enter("phone.messages")
    expect(page.locator(".bubble")).to_have_count(0)
    learner.enter("phone.home")
    switch(learner, "no-coverage", False)
    go_on(learner)
    expect_inside(learner)


def test_a_refused_request_ends_the_login_and_a_new_one_can_be_approved(page, language):
    learner = walk(page, "notification", language, variant="ios")
    go_on(learner, until="approve")
    learner.enter("phone.deny")
    expect(learner.practice.window).to_contain_text(EXPLAINED[language]["denied"])
    learner.enter("window.start-over")
    learner.enter("window.login")
    learner.enter("phone.done")
    learner.enter("phone.notification")
    learner.confirm("phone")
    learner.enter("phone.approve")
    expect_inside(learner)


@pytest.mark.parametrize("variant", ["ios", "android"])
def test_a_wrong_digit_on_the_phone_is_named_and_can_be_put_right(page, language, variant):
    learner = walk(page, "no-notification", language, variant=variant)
    go_on(learner, until="challenge")
    challenge = learner.practice.challenge()
    learner.control("phone.challenge").fill(other_digit(challenge))
    learner.enter("phone.generate-response")
    learner.confirm("phone")
    learner.practice.submit(learner.read("phone.response"))
    expect(learner.practice.problem).to_contain_text(challenge)
    learner.enter("phone.done")
    go_on(learner)
    expect_inside(learner)


def test_a_phone_whose_clock_is_wrong_is_refused_with_the_reason_and_put_right_in_its_settings(page, axe, language):
    learner = walk(page, "no-notification", language, variant="android")
    switch(learner, "phone-clock", True)
    go_on(learner, until="response")
    learner.practice.submit(learner.read("phone.response"))
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["clock"])
    for control in ("home", "settings", "date-and-time", "automatic-time"):
        learner.enter(f"phone.{control}")
    expect(learner.control("faults.phone-clock")).to_have_attribute("aria-checked", "false")
    assert axe(page) == []
    for control in ("home", "app", "done"):
        learner.enter(f"phone.{control}")
    go_on(learner)
    expect_inside(learner)


def test_the_phone_answers_with_the_network_cut(page, language):
    learner = walk(page, "no-notification", language, variant="ios")
    go_on(learner, until="open")
    page.context.set_offline(True)
    go_on(learner, until="response")
    page.context.set_offline(False)
    go_on(learner)
    expect_inside(learner)


def test_a_wrong_confirmation_number_is_explained_and_the_right_one_verifies(page, language):
    learner = walk(page, "sms-enrol", language)
    go_on(learner, until="confirm")
    learner.control("portal.answer").fill(other_digit(learner.code()))
    learner.enter("portal.login")
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["wrong"])
    go_on(learner)
    expect_inside(learner)


def test_a_login_right_after_the_last_message_has_to_wait_and_the_wait_can_be_passed(page, language):
    learner = walk(page, "sms-login", language)
    go_on(learner, until="code")
    learner.enter("window.start-over")
    expect(learner.control("bridge.wait")).to_be_visible()
    learner.wait()
    go_on(learner)
    expect_inside(learner)


def test_a_disabled_card_answers_with_what_to_do_and_gets_in_once_it_is_restored(page, axe, language):
    learner = walk(page, "dsc-plus", language)
    switch(learner, "card-locked", True)
    for control in ("window.persona.amira", "window.login"):
        learner.enter(control)
    expect(learner.practice.problem).to_be_visible()
    assert axe(page) == []
    learner.enter("problem.act")
    expect(learner.control("faults.card-locked")).to_have_attribute("aria-checked", "false")
    go_on(learner)
    expect_inside(learner)


def test_a_practice_that_is_used_up_offers_a_new_one(page, axe, language, site_folder):
    learner = walk(page, "dsc-plus", language)
    for control in ("window.persona.amira", "window.login"):
        learner.enter(control)
    expect(learner.practice.answer).to_be_visible()
    with sqlite3.connect(site_folder / "data/site.sqlite3", timeout=20) as database:
        newest = "id = (SELECT id FROM auth_demo_sandbox ORDER BY created_at DESC LIMIT 1)"
        database.execute(f"UPDATE auth_demo_sandbox SET taken = {quota.MOST} WHERE {newest}")
    learner.practice.submit("12345678")
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["used-up"])
    assert axe(page) == []
    learner.enter("problem.act")
    go_on(learner)
    expect_inside(learner)


def test_a_wrong_temporary_code_is_counted_and_the_right_one_still_gets_in(page, language):
    learner = walk(page, "temporary-passcode", language)
    go_on(learner, until="passcode")
    given = learner.read("services.passcode")
    learner.practice.submit(given[:-1] + ("B" if given[-1] == "A" else "A"))
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["wrong"])
    go_on(learner)
    expect_inside(learner)


def test_two_cells_of_the_online_card_in_the_wrong_order_are_named_and_the_right_order_gets_in(page, language):
    learner = walk(page, "online-card", language)
    go_on(learner, until="cells")
    cells = learner.read("sheet.cells")
    learner.practice.submit(cells[3:] + cells[:3])
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["cells"])
    go_on(learner)
    expect_inside(learner)


def test_a_card_that_was_reported_lost_is_refused_with_the_reason_and_its_replacement_gets_in(page, axe, language):
    learner = walk(page, "lost-card", language)
    go_on(learner, until="found")
    for control in ("window.persona.amira", "window.login"):
        learner.enter(control)
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["lost"])
    assert axe(page) == []
    learner.enter("services.replace")
    go_on(learner)
    expect_inside(learner)


def test_what_is_wrong_is_not_told_before_one_has_found_what_helps(page, language):
    learner = walk(page, "sms-trouble", language, variant="e")
    status = learner.device("phone").locator(".status-button")
    expect(status).to_have_attribute("aria-label", re.compile(EXPLAINED[language]["no-signal"]))  # before any sandbox
    expect(page.locator(".guide-step")).to_have_count(1)
    expect(learner.control("tools.faults")).to_have_count(0)
    learner.enter("carrier.ask")
    expect(learner.device("carrier")).to_contain_text(EXPLAINED[language]["unfiltered"])
    go_on(learner)
    expect_inside(learner)
    expect(page.locator(".guide-now")).to_contain_text(EXPLAINED[language]["cause"])


ACTIVATIONS = pytest.mark.parametrize(
    ("scenario", "variant", "submit"),
    [("activation", "android", "activate"), ("recovery", "android", "submit"), ("migration", "ios", "activate")],
)


@ACTIVATIONS
def test_a_wrong_activation_code_is_explained_and_the_right_one_activates(page, language, scenario, variant, submit):
    learner = walk(page, scenario, language, variant=variant)
    go_on(learner, until=submit)
    field = learner.control("phone.activation-code")
    field.fill(other_digit("0") + field.input_value()[:0:-1])
    learner.enter(f"phone.{submit}")
    learner.confirm("phone")
    expect(learner.device("phone").first).to_contain_text(EXPLAINED[language]["code"])
    expect(field).to_have_value("")
    assert learner.step.id == "code"
    go_on(learner)
    expect_inside(learner)


@ACTIVATIONS
def test_an_activation_code_whose_time_is_up_is_replaced_by_another(page, language, scenario, variant, submit):
    learner = walk(page, scenario, language, variant=variant)
    go_on(learner, until=submit)
    for _ in range(LIFETIME.seconds // 120):
        learner.practice.forward(120)
    learner.enter(f"phone.{submit}")
    learner.confirm("phone")
    expect(learner.device("phone").first).to_contain_text(EXPLAINED[language]["over"])
    expect(learner.practice.problem).to_be_visible()
    assert learner.step.done_on == "phone.code-requested"
    go_on(learner, until="code")
    for control in ("home", "messages", "thread"):
        learner.enter(f"phone.{control}")
    expect(page.locator(".bubble")).to_have_count(2)  # the new code has come
    go_on(learner)
    expect_inside(learner)


def test_who_refuses_to_restore_is_asked_again(page, language):
    learner = walk(page, "recovery", language, variant="ios")
    go_on(learner, until="restore")
    learner.enter("phone.no")
    learner.enter("phone.app")
    go_on(learner)
    expect_inside(learner)


@pytest.mark.parametrize("variant", ["ios", "android"])
def test_after_the_migration_the_old_phone_is_refused_by_name_and_the_new_one_gets_in(page, language, variant):
    learner = walk(page, "migration", language, variant=variant)
    go_on(learner, until="answer")
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["old-phone"])
    go_on(learner)
    expect_inside(learner)


def test_another_persons_card_is_not_accepted_and_ones_own_is(page, axe, language):
    learner = walk(page, "share-card", language, variant="no-device")
    go_on(learner, until="pin")
    learner.enter("card.of.bruno")
    expect(learner.control("card.of.bruno")).to_have_attribute("aria-pressed", "true")
    assert axe(page) == []
    theirs = learner.practice.pin()
    go_on(learner, until="submit")
    learner.do(learner.step)
    expect(learner.practice.problem).to_be_visible()
    learner.enter("card.of.owner")
    assert learner.practice.pin() != theirs
    go_on(learner)
    expect_inside(learner)


def test_a_request_made_by_the_wrong_user_name_is_explained_and_ticks_nothing(page, axe, language):
    learner = walk(page, "share-card", language, variant="no-device")
    for control in ("persona.owner", "login"):
        learner.enter(f"portal.{control}")
    expect(learner.practice.problem).to_contain_text(EXPLAINED[language]["other-user"])
    for control in ("menu", "settings", "user-settings"):
        learner.enter(f"portal.{control}")
    expect(page.locator(".guide-step.done")).to_have_count(0)
    assert axe(page) == []
    learner.enter("portal.start-over")
    expect(learner.practice.problem).to_have_count(0)
    learner.enter("portal.persona.asker")
    go_on(learner)
    expect_inside(learner)


def test_what_happens_meanwhile_takes_no_button_from_under_a_finger(page):
    learner = walk(page, "share-card", "en", variant="no-device")
    go_on(learner, until="pin")
    theirs, locked = learner.control("card.of.bruno"), learner.control("faults.card-locked")
    theirs.focus()
    locked.dispatch_event("click")
    expect(locked).to_have_attribute("aria-checked", "true")
    expect(theirs).to_be_focused()
    page.keyboard.press("Enter")
    expect(theirs).to_have_attribute("aria-pressed", "true")


def test_the_weaker_device_cannot_be_shared_and_the_stronger_one_can(page, axe, language):
    learner = walk(page, "share-card", language, variant="with-sms")
    to_settings = ("persona.owner", "login", "menu", "settings", "user-settings", "gear.sls")
    for control in (*to_settings, "share-device", "owner.asker", "continue"):
        learner.enter(f"portal.{control}")
    expect(page.locator(".portal-title")).to_have_text("Less secure device")
    expect(learner.practice.problem).to_be_visible()
    assert axe(page) == []
    learner.enter("portal.start-over")
    expect(learner.practice.problem).to_have_count(0)
    learner.enter("portal.persona.asker")
    go_on(learner)
    expect_inside(learner)
