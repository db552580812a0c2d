"""What the door answers by itself: in both languages, for people and for programs."""

import json

import pytest
from django.conf import settings

from kb.project.door.refusals import REASONS, refuse
from tests.kb.project.door.asking import request

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def texts(name: str, language: str, most: int = 0) -> dict:
    answer = refuse(request("/api/v1/sandboxes", headers=[(b"accept-language", language.encode())]), name, most)
    assert (b"content-language", language.encode()) in answer.headers
    return json.loads(answer.body)


@pytest.mark.parametrize("name", REASONS)
def test_a_program_gets_problem_details_in_every_language(name):
    found = {language: texts(name, language) for language in LANGUAGES}
    for language, body in found.items():
        assert body["status"] == REASONS[name].status
        assert body["reason"] == name
        assert body["type"].endswith(f"/problems/{name}")
        assert (body["title"], body["detail"]) == tuple(body["texts"][language].values())
    assert len({body["title"] for body in found.values()}) == len(LANGUAGES)
    assert len({body["detail"] for body in found.values()}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REASONS)
def test_a_person_gets_a_page_in_the_language_of_the_address(name, language):
    answer = refuse(request(f"/{language}/search/", headers=[(b"accept-language", b"de")]), name)
    html = answer.body.decode()
    assert answer.status == REASONS[name].status
    assert f'<html lang="{language}">' in html
    assert texts(name, language)["title"].replace("'", "&#x27;") in html
    assert f'href="/{language}/"' in html


@pytest.mark.parametrize(
    ("most", "language", "said"),
    [
        (64 * 1024, "en", "64 kilobytes"),
        (10 * 1024 * 1024, "en", "10 megabytes"),
        (1024 * 1024, "fr", "1\u00a0mégaoctet "),
        (64 * 1024 + 500, "fr", "64\u00a0kilooctets"),
    ],
)
def test_what_is_too_large_says_how_much_fits(most, language, said):
    assert said in texts("too-large", language, most)["detail"]


def test_what_may_be_tried_again_says_when():
    for name, reason in REASONS.items():
        headers = dict(refuse(request(), name).headers)
        assert (b"retry-after" in headers) == (reason.status == 503), name


def test_a_connection_with_a_body_left_unread_is_closed():
    for name, reason in REASONS.items():
        headers = dict(refuse(request(method="POST"), name).headers)
        assert (headers.get(b"connection") == b"close") == (reason.status in {400, 408, 413}), name


def test_head_has_no_body():
    assert refuse(request(method="HEAD"), "busy").body == b""
