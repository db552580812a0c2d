"""The board finds articles by number and by words, in every language, in what readers see and in drafts."""

from datetime import date

import pytest

from kb.models import ReadCount
from kb.workflow import releasing
from kb.workflow.board import lookup
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def found(query: str) -> list[int]:
    articles = load(TODAY).articles
    return [articles[pk].number for pk in lookup.find(articles, query)]


def place(query: str) -> lookup.Place:
    (only,) = lookup.find(load(TODAY).articles, query).values()
    assert only is not None
    return only


@pytest.mark.parametrize("query", ["3422", "KB3422", "kb 3422", "KB-3422", " ＫＢ３４２２ ", "article KB3422"])
def test_a_number_in_any_spelling_leads(query):
    make_article(1, body_en="See KB3422.", history=True)
    make_article(3422, history=True)
    assert found(query)[0] == 3422


def test_a_number_that_is_only_begun_finds_those_that_begin_with_it():
    for number in (34, 3422, 3400, 134):
        make_article(number, history=True)
    assert found("34")[:3] == [34, 3400, 3422]


@pytest.mark.parametrize("query", ["3422, 1131", "KB1131 3422", "1131;3422"])
def test_several_numbers_find_each(query):
    for number in (1131, 3422, 1132):
        make_article(number, history=True)
    assert found(query) == [1131, 3422]


@pytest.mark.parametrize("query", ["yubikey", "YUBIKEY", "yubi", "Yubikey attend"])
def test_a_word_of_any_language_is_found_in_bodies(query):
    make_article(1, body_fr="Le Yubikey attend.\n", history=True)
    make_article(2, history=True)
    assert found(query) == [1]
    assert place(query).language == "fr" and place(query).excerpt[1].lower() in ("yubikey", "yubi")


@pytest.mark.parametrize("query", ["reinstallee", "RÉINSTALLÉE", "l'appli", "l’appli", "coeur", "cœur", "CŒUR"])
def test_accents_ligatures_apostrophes_and_case_make_no_difference(query):
    make_article(1, body_fr="Réinstallée : l’appli est au cœur de tout.\n", history=True)
    assert found(query) == [1]


def test_a_slug_a_title_and_a_summary_are_found_and_a_title_leads():
    make_article(1, body_en="About the widget.\n", history=True)
    make_article(2, title_en="A widget", history=True)
    make_article(3, slug_en="widget-slug", history=True)
    make_article(4, summary_en="Of widgets.", history=True)
    assert found("widget")[0] == 2 and sorted(found("widget")) == [1, 2, 3, 4]


def test_the_most_read_comes_first_where_nothing_else_decides():
    for number in (1, 2):
        make_article(number, body_en="About the widget.\n", history=True)
    ReadCount.objects.create(number=2, language="en", day=TODAY, count=5)
    assert found("widget") == [2, 1]


def test_a_draft_is_found_and_said_to_be_one():
    article = make_article(1, languages=["en"], history=True)
    write(article, "en", body="The new widget.\n")
    assert found("new widget") == [1]
    assert (place("new widget").is_draft, place("new widget").field) == (True, "body")
    assert not place("widget").excerpt[0].startswith("…")


def test_all_words_have_to_be_in_one_text():
    make_article(1, body_en="Alpha.\n", body_fr="Bravo.\n", history=True)
    assert found("alpha bravo") == []
    assert found("alpha") == [1]


def test_the_archive_is_not_on_the_board():
    releasing.archive(make_article(1, body_en="Widget.\n", history=True))
    assert found("widget") == found("KB1") == []


@pytest.mark.parametrize("query", ["%", "_", "\\", "50 %", "\u200b", "", "   ", "'", "“"])
def test_signs_of_the_database_mean_nothing(query):
    make_article(1, languages=["en"], body_en="50 % of a_b \\ is “it” isn't.\n", history=True)
    make_article(
        2, languages=["en"], title_en="Two", slug_en="two", summary_en="None.", body_en="Three.\n", history=True
    )
    assert 2 not in found(query)


def test_what_is_around_the_word_is_short_and_cut_between_words():
    long = "word " * 100
    make_article(1, languages=["en"], body_en=f"{long}the Wîdget here {long}\n", history=True)
    before, word, after = place("widget here").excerpt
    assert word == "Wîdget"
    assert before.startswith("… word") and before.endswith("the ")
    assert after.startswith(" here word") and after.endswith("word …")


def test_one_query_for_any_number(django_assert_num_queries):
    for number in range(1, 20):
        make_article(number, body_en="About the widget.\n", history=True)
    articles = load(TODAY).articles
    with django_assert_num_queries(1):
        assert len(lookup.find(articles, "the widget")) == 19
