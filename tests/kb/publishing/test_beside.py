"""The short title and the questions of a text: kept with the revision, published with it, written to its file."""

import pytest
from django.test import Client

from kb.files import stored
from kb.files.frontmatter import parse
from kb.files.problems import Misread
from kb.models import Article, Revision
from kb.search.query import search
from kb.text.questions import joined, listed
from kb.workflow import drafts, editions
from tests.factories import make_article, text_of
from tests.kb.desk.test_form import Desk
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
ASKED = "Why does my zebra need a saddle?\nCan a zebra be insured?"
HEAD = """---
number: 3422
category: manage
source: en
title: How to do it
short: doing it
slug: do-it
summary: Do it.
questions:
- Can a zebra be insured?
- "Zebra: why?"
---

Do it.
"""


def test_a_draft_has_them_and_readers_see_them_once_it_is_published(article, client):
    make_article(9001, body_en="See KB3422.")
    write(article, "en", short="The card", questions=ASKED)
    assert "The card" not in text_of(9001).html
    assert search("zebra saddle", "en").results == ()
    publish(article, "en")
    assert ">The card<" in text_of(9001).html
    assert [result.number for result in search("zebra saddle", "en").results] == [3422]
    assert "<h1>Login number 3422</h1>" in client.get("/en/kb/3422/", follow=True).content.decode()


def test_another_short_title_reaches_the_texts_that_link_here(article):
    make_article(9001, body_en="See KB3422.")
    publish(article, "en", short="The card")
    publish(article, "en", short="")
    assert ">Login number 3422<" in text_of(9001).html


def test_each_language_has_its_own_and_an_old_revision_brings_them_back(article, english):
    publish(article, "en", questions=ASKED)
    assert text_of(article, "fr").questions == ""
    drafts.restore(english.head)
    publish(article, "en")
    assert text_of(article).questions == ""


def test_results_are_followed_by_what_else_people_ask(article, client):
    publish(article, "en", questions=ASKED)
    page = client.get("/en/search/?q=Can a zebra be insured").content.decode()
    asked = page.partition('id="asked"')[2].partition("</section>")[0]
    assert '<a href="/en/kb/3422/login-3422/">Why does my zebra need a saddle?</a>' in asked
    assert "insured" not in asked  # it was asked just now
    assert 'id="asked"' not in client.get("/en/search/?q=giraffe").content.decode()


def test_the_form_keeps_them_as_a_draft(article, anna):
    Desk(anna, article).send(short_en="The card", questions_en=f"\r\n  {ASKED}\r\n{ASKED} ".replace("\n", "\r\n"))
    head = editions.find(article, "en").head
    assert (head.number, head.short, head.questions) == (2, "The card", ASKED)
    assert text_of(article).short == ""
    Desk(anna, article).send()
    assert Revision.objects.filter(language="en").count() == 2


def test_the_one_who_saves_second_is_told_of_both(article, anna):
    desk = Desk(anna, article)
    write(article, "en", short="Theirs")
    desk.send(short_en="Mine")
    assert desk.form.met[0].both == (("short", "Theirs"),)
    assert editions.find(article, "en").head.short == "Theirs"


def test_a_file_says_them_and_is_written_as_it_was_read(article):
    read = parse(HEAD)
    assert (read.head.short, read.head.questions) == ("doing it", ("Can a zebra be insured?", "Zebra: why?"))
    assert read.canonical == HEAD
    publish(article, "en", short=read.head.short, questions=joined(read.head.questions))
    written = parse(stored.canonical(Article.objects.get(number=3422), "en"))
    assert (written.head.short, written.head.questions) == (read.head.short, read.head.questions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("short: doing it", f"short: {'x' * 61}"),
        ("- Can a zebra be insured?", f"- {'x' * 1000}"),
        ("- Can a zebra be insured?", "- [a]"),
        ("questions:\n- Can a zebra be insured?\n", "questions: why\n"),
    ],
)
def test_what_is_no_question_or_too_long_is_told(old, new):
    assert old in HEAD
    text = HEAD.replace(old, new)
    if "why\n" in new:
        text = text.replace('- "Zebra: why?"\n', "")
    with pytest.raises(Misread):
        parse(text)


def test_a_question_is_a_line_and_counts_once():
    assert listed(" a  b\u00a0? \r\n\n c?\na b\u00a0?") == ("a b\u00a0?", "c?")


def test_the_review_page_shows_what_of_them_changes(article, rita):
    write(article, "en", questions=ASKED)
    client = Client()
    client.force_login(rita)
    page = client.get(f"/en/admin/kb/article/{article.pk}/text/en/").content.decode()
    assert "Why does my zebra need a saddle?" in page
