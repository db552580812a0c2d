"""“Which sign-in method do I have?”: every answer leads somewhere, every address can be shared."""

import json
import re

import pytest
from django.conf import settings

from kb import demos
from kb.web.choices import ANY, MOST_QUESTIONS, NAME, PICTURED, choices, read
from tests.factories import make_article

pytestmark = pytest.mark.django_db
WAYS = [".".join(answer.id for answer in way) for way in read(settings.CONTENT_DIR / NAME, []).ways()]
TEXT = {code: "text" for code, _name in settings.LANGUAGES}


def answer(answer_id: str, **leads):
    return {"id": answer_id, "text": TEXT, "why": TEXT, **leads}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_ends_at_an_article_that_says_why(client, language, way):
    last = choices().walk(way)[-1][1]
    article = make_article(last.article)
    text = client.get(f"/{language}/choose/?q={way}").content.decode()
    assert f'href="/{language}/kb/{last.article}/{article.text("slug", language)}/"' in text
    assert len(way.split(".")) <= MOST_QUESTIONS


def test_the_questions_lead_to_every_article_that_is_about_a_method(client):
    reached = {way[-1].article for way in choices().ways()}
    assert {3422, 3396, 9001, 3279, 9002, 3196, 3102, 9003} <= reached


def test_each_question_is_links_alone_and_keeps_the_answers_so_far(client):
    text = client.get("/en/choose/?q=card.keys").content.decode()
    assert 'href="/en/choose/?q=card.keys.log-in"' in text
    assert 'href="/en/choose/?q=card"' in text
    assert "<form" in text
    assert 'href="/fr/choose/?q=card.keys"' in text  # the language switch keeps them


def test_each_answer_of_the_first_question_has_a_drawing(client):
    drawn = set(re.findall('<symbol id="([a-z-]+)"', (settings.BASE_DIR / "static/img/methods.svg").read_text()))
    assert drawn == PICTURED
    assert {answer.id for answer in choices().first.answers} <= drawn
    shown = re.findall(r'href="[^"]*methods[^"]*\.svg#([a-z-]+)"', client.get("/en/choose/").content.decode())
    assert len(shown) == len(choices().first.answers)
    assert set(shown) <= drawn


def test_an_answer_that_nobody_drew_yet_has_the_drawing_of_any(tmp_path):
    words = answer("ring", article=3422)
    (tmp_path / NAME).write_text(json.dumps([{"id": "hand", "text": TEXT, "help": TEXT, "answers": [words]}]))
    assert [each.drawing for each in read(tmp_path / NAME, []).first.answers] == [ANY]


@pytest.mark.parametrize("query", ["nonsense", "card.nonsense", "card.keys.log-in.more", "....", "%00", "x" * 3000])
def test_an_address_that_makes_no_sense_goes_as_far_as_it_does(client, query):
    assert client.get(f"/en/choose/?q={query}").status_code == 200


def test_the_result_opens_its_practice_if_there_is_one(client, monkeypatch):
    make_article(3422)
    ready = demos.Demo("dsc-plus", TEXT, 3422)
    monkeypatch.setattr(demos, "_demos", {"dsc-plus": ready})
    assert "/en/practice/dsc-plus/" in client.get("/en/choose/?q=card.keys.log-in").content.decode()
    monkeypatch.setattr(demos, "_demos", {"dsc-plus": demos.Demo("dsc-plus", TEXT, 3422, ready=False)})
    assert "/en/practice/dsc-plus/" not in client.get("/en/choose/?q=card.keys.log-in").content.decode()


def test_an_article_that_is_not_published_is_not_linked(client):
    text = client.get("/en/choose/?q=card.keys.log-in").content.decode()
    assert "/en/kb/3422/" not in text
    assert "not published" in text


@pytest.mark.parametrize(
    ("questions", "line", "complaint"),
    [
        ({}, 1, "list"),
        ([], 1, "at least one question"),
        ([{"id": "a", "text": TEXT, "answers": []}], 1, "at least one answer"),
        ([{"id": "a", "text": TEXT, "answers": [answer("x", next="nowhere")]}], 1, "nowhere"),
        ([{"id": "a", "text": TEXT, "answers": [answer("x")]}], 1, "either"),
        ([{"id": "a", "text": TEXT, "answers": [answer("x", next="a", article=1)]}], 1, "either"),
        ([{"id": "a", "text": TEXT, "answers": [answer("x", next="a")]}], 1, "more than"),
        ([{"id": "a", "text": TEXT, "answers": [{"id": "x", "text": TEXT, "article": 1}]}], 1, "why"),
        (
            [
                {"id": "a", "text": TEXT, "answers": [answer("x", article=1)]},
                {"id": "b", "text": TEXT, "answers": [answer("x", article=1)]},
            ],
            2,
            "b",
        ),
    ],
)
def test_questions_that_do_not_hold_together_are_told_by_line(questions, line, complaint, tmp_path):
    rows = [json.dumps(question) for question in questions]  # one a line; JSON is YAML too
    text = "[" + ",\n".join(rows) + "]" if isinstance(questions, list) else "{}"
    (tmp_path / NAME).write_text(text)
    problems = []
    assert read(tmp_path / NAME, problems) is None
    assert any(problem.line == line and complaint in problem.message for problem in problems), problems


@pytest.mark.parametrize("page", ["choose/", "choose/?q=card", ""])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_without_questions_the_pages_are_there(client, language, page, settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == 200
    assert 'id="method"' not in answer.content.decode()
