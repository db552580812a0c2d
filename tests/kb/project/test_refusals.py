"""What the door answers in place of a page: said to a reader as a reader needs it, and to those who sent something too."""

import json

import pytest

from kb.project.door import refusals

TRY_AGAIN = {"en": "Try again", "fr": "Réessayer"}
SAVED = {"en": "saved", "fr": "enregistré"}
PASSING = [name for name, reason in refusals.REASONS.items() if reason.retry_after]


pytestmark = pytest.mark.parametrize("language", ["en", "fr"])


def answered(name, language, method, media_type="text/html"):
    path = f"/{language}/kb/3422/" if media_type == "text/html" else "/api/v1/articles"
    return refusals.answer(refusals.Asked(path, method, language, media_type), name).body.decode()


@pytest.mark.parametrize("name", PASSING)
def test_a_reader_is_offered_the_same_page_again_and_hears_nothing_of_saving(name, language):
    page = answered(name, language, "GET")
    assert f'href="">{TRY_AGAIN[language]}</a>' in page
    assert SAVED[language] not in page


@pytest.mark.parametrize("name", PASSING)
def test_who_sent_something_hears_what_became_of_it_and_is_not_led_to_send_it_twice(name, language):
    page = answered(name, language, "POST")
    assert SAVED[language] in page
    assert TRY_AGAIN[language] not in page


@pytest.mark.parametrize("name", PASSING)
def test_a_program_hears_the_same_as_a_person(name, language):
    for method in ("GET", "POST"):
        detail = json.loads(answered(name, language, method, "application/json"))["detail"]
        assert detail in answered(name, language, method)


def test_a_fault_that_does_not_pass_by_itself_offers_no_second_try(language):
    assert TRY_AGAIN[language] not in answered("not-found", language, "GET")
