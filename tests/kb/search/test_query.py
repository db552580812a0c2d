"""What every search backend must answer."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Article
from kb.search import highlight, index
from kb.search.plan import plan
from kb.search.query import search

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize("text", ["3422", "KB3422", "kb 3422", "kb-3422", "KB\u00a03422"])
def test_a_number_leads_straight_to_its_article(text, numbers):
    assert numbers(search(text, "en").results)[0] == 3422


@pytest.mark.parametrize(
    "text",
    ["évènements", "evenement", "ÉVÉNEMENT", unicodedata.normalize("NFD", "événement"), "l’évènement", "l'evenement"],
)
def test_french_is_found_with_and_without_its_accents(text, numbers):
    assert numbers(search(text, "fr").results) == [3196]


def test_a_ligature_is_found_by_its_letters(numbers):
    assert numbers(search("oeuvre", "fr").results) == [9001]


def test_an_elided_article_does_not_matter(numbers):
    found = [
        numbers(search(text, "fr").results)
        for text in ("l’authentification", "l'authentification", "authentification")
    ]
    assert found[0] == found[1] == found[2]
    assert 9001 in found[0]


def test_title_comes_before_summary_before_body(numbers):
    assert numbers(search("smartphone", "en").results)[0] == 3073
    assert numbers(search("sms", "en").results)[:2] == [3196, 3073]
    assert numbers(search("card", "en").results) == [3422, 3073]


@pytest.mark.parametrize("text", ["CHALLNG>", "challng", "PIN>", "until PIN>"])
def test_what_the_card_shows_is_found_as_typed(text, numbers):
    assert numbers(search(text, "en").results)[0] == 3422


def test_a_label_is_found_as_typed_with_a_link_to_its_step(numbers):
    best = search("Generate Response", "en").results[0]
    assert best.number == 3196
    assert best.url == "/en/kb/3196/login-3196/#step-2"
    assert "<mark>Generate</mark> <mark>Response</mark>" in best.excerpt_html


def test_a_word_being_typed_finds_what_it_may_become(numbers):
    assert numbers(search("smartph", "en", prefix=True).results) == [3073]
    assert numbers(search("authentificat", "fr", prefix=True).results)[:1] == [9001]
    assert search("smartph", "en").results == () or search("smartph", "en").corrected


def test_a_number_being_typed_finds_what_begins_with_it(numbers):
    assert numbers(search("kb34", "en", prefix=True).results)[0] == 3422
    assert numbers(search("kb34", "en").results) == []


@pytest.mark.parametrize(
    ("typed", "begins_with_it"),
    [
        ("3", [3073, 3196, 3422]),
        ("30", [3073]),
        ("kb97", [975]),
        ("975", [975]),
        ("9750", []),
        ("0", []),
        ("999999", []),
    ],
)
def test_the_beginning_of_a_number_is_looked_up_and_not_compared_with_every_article(numbers, typed, begins_with_it):
    with CaptureQueriesContext(connection) as captured:
        found = numbers(search(typed, "en", prefix=True, limit=50).results)
    assert found[: len(begins_with_it)] == begins_with_it
    assert not any("LIKE" in query["sql"] and "number" in query["sql"] for query in captured)


def test_synonyms_are_taken_for_each_other(numbers):
    assert 3196 in numbers(search("text", "en").results)
    assert 3073 in numbers(search("téléphone portable", "fr").results)


@pytest.mark.parametrize(
    ("language", "typed", "meant", "number"),
    [
        ("en", "notificaton", "notification", 9001),
        ("en", "smratphone", "smartphone", 3073),
        ("fr", "securisee carre", "securisee carte", 3422),
    ],
)
def test_a_misspelling_is_forgiven_and_the_right_spelling_told(language, typed, meant, number, numbers):
    answer = search(typed, language)
    assert answer.suggestion == meant
    assert numbers(answer.results)[0] == number


def test_a_suggestion_is_written_with_its_accents():
    assert search("reponce", "fr").suggestion == "réponse"


def test_words_are_marked_as_the_article_writes_them():
    assert "<mark>évènement</mark>" in search("evenements", "fr").results[0].excerpt_html


def test_html_in_a_text_stays_text():
    article = Article.objects.get(number=975)
    article.title_en = "<b>zebra</b> & co"
    article.save()
    assert search("zebra", "en").results[0].title_html == "&lt;b&gt;<mark>zebra</mark>&lt;/b&gt; &amp; co"


def test_what_stands_only_in_another_language_is_shown_apart(numbers):
    answer = search("zebra", "fr")
    assert answer.results == ()
    assert numbers(answer.other_language) == [975]
    assert answer.other_language[0].language == "en"


def test_a_number_of_an_untranslated_article_is_found_in_the_other_language(numbers):
    answer = search("KB975", "fr")
    assert numbers(answer.other_language) == [975]


def test_nothing_is_found_where_there_is_nothing():
    answer = search("xylophonist", "en")
    assert (answer.results, answer.suggestion, answer.other_language) == ((), None, ())


def test_a_question_is_answered_by_its_telling_words(numbers):
    assert numbers(search("how do I get in with my card?", "en").results)[0] == 3422


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", '"', "'", '"card', "card AND", "NOT", "OR OR", "card*", "^card", "title:card", "{title}: card", "NEAR(card sms)",
        "card\x00sms", "(", ")", "a" * 10_000, "card " * 3_000, "the of and", "é", "%", "_", "\\", "💳", "-card", "+card", "\ud800", "KB", "KB99999999",
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", [False, True])
def test_no_input_is_an_error(text, prefix):
    for language in ("en", "fr"):
        search(text, language, prefix=prefix)


def test_a_dropped_text_is_found_no_more():
    index.drop(Article.objects.get(number=3196), "en")
    assert 3196 not in [result.number for result in search("sms", "en").results]


def test_the_index_is_ready_only_while_it_holds_what_is_published():
    index.rebuild()
    assert index.ready()
    index.drop(Article.objects.get(number=3196), "en")
    assert not index.ready()
    assert index.rebuild() == 9
    assert index.ready()


def test_the_number_of_queries_does_not_grow_with_the_results(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        search("sms card notification", "en")


def test_an_excerpt_keeps_headings_and_items_apart():
    passages = [{"anchor": "", "text": "Read the code\nType it.\nThen <log> in"}]
    found = highlight.excerpt(passages, plan("code", "en"))
    assert found.text == "Read the code · Type it. Then <log> in"
    assert found.html == "Read the <mark>code</mark> · Type it. Then &lt;log&gt; in"
