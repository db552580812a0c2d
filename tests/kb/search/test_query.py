"""What every search backend must answer."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Tag
from kb.search import highlight, index
from kb.search.plan import plan
from kb.search.query import search
from tests.factories import make_article, readers_see

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize("text", ["3422", "KB3422", "kb 3422", "kb-3422", "KB\u00a03422"])
def test_a_number_leads_straight_to_its_article(text, numbers):
    assert numbers(search(text, "en").results)[0] == 3422


@pytest.mark.parametrize(
    "text",
    [
        "KB3422?", "KB3422.", "(kb3422)", "KB#3422", "KB n° 3422", "KB : 3422", "kb no. 3422", "#3422", "article 3422", "see KB3422 please",
        "K B 3422", "ＫＢ３４２２", "KB\u20113422", "KB\u20133422", "IBKB 3422", "https://www.example.com/kb/article/3422", "sms 3422",
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", [False, True])
def test_a_number_anywhere_leads(text, prefix, numbers):
    answer = search(text, "en", prefix=prefix)
    assert numbers(answer.results)[0] == 3422
    assert answer.suggestion is None


def test_several_numbers_lead_in_their_order(numbers):
    assert numbers(search("KB3196 or KB3422", "en").results)[:2] == [3196, 3422]


@pytest.mark.parametrize("text", ["iPhone 12", "12.5", "code 34221234", "-3422", "sms 3422 %"])
def test_not_every_number_is_an_articles(text, numbers):
    assert 3422 not in numbers(search(text, "en").results)[:1]


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


def test_french_participles_meet(numbers):
    index.put(readers_see(9001, "fr", passages=[{"anchor": "", "text": "Quand l’application est réinstallée."}]))
    for typed in ("réinstallé", "reinstallee", "réinstallés", "réinstallées", "réinstaller"):
        assert numbers(search(typed, "fr").results) == [9001]


@pytest.mark.parametrize(
    "text", ["the card hasn’t arrived", "hasn't the card", "it wasn't my card", "card, isn’t it", "the card’s"]
)
def test_contractions_tell_nothing_and_correct_nothing(text, numbers):
    answer = search(text, "en")
    assert numbers(answer.results)[0] == 3422
    assert answer.suggestion is None


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e"])
def test_what_nobody_sees_splits_no_word(sign, numbers):
    assert numbers(search(f"noti{sign}fica{sign}tions", "en").results) == [9001]
    index.put(readers_see(975, passages=[{"anchor": "", "text": f"gir{sign}affe"}]))
    assert numbers(search("giraffe", "en").results) == [975]
    assert search("giraffe", "en").results[0].excerpt_html == f"<mark>gir{sign}affe</mark>"


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
    assert search("smartph", "en").results == ()


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


def test_stop_words_take_nothing_from_a_phrase(numbers):
    index.put(readers_see(975, passages=[{"anchor": "", "text": "Log on to the site, then switch it off."}]))
    assert 975 in numbers(search("sign in", "en").results)
    assert [group.word for group in plan("log on without signal to my phone", "en").groups] == [
        "log on",
        "without signal",
        "phone",
    ]


def test_a_result_says_what_it_is_and_where_it_answers():
    best = search("Generate Response", "en").results[0]
    assert (best.kind, best.places[0].step, best.places[0].url) == ("step", 2, "/en/kb/3196/login-3196/#step-2")
    assert best.places[0].found_url == f"{best.url}:~:text=Code%2C%20tap%20Generate%20Response."


def test_nobody_is_led_past_the_first_steps_without_a_reason():
    steps = ["Open the zebra box.", "Close the zebra box.", "Post the unicorn envelope."]
    passages = [{"anchor": f"step-{at}", "text": text} for at, text in enumerate(steps, 1)]
    index.put(readers_see(975, passages=passages))
    assert search("zebra box", "en").results[0].url.endswith("#step-1")
    assert search("unicorn", "en").results[0].url.endswith("#step-3")
    assert [place.step for place in search("zebra box", "en").results[0].places] == [1, 2]


def test_what_is_about_other_devices_only_can_be_left_out(numbers):
    for number, tag in ((100, "ios"), (101, "android")):
        article = make_article(number, category="general", title_en="Walrus", summary_en="Walrus.")
        article.tags.add(Tag.objects.get_or_create(key=tag)[0])
    make_article(102, category="general", title_en="Any walrus", summary_en="Walrus.")
    answer = search("walrus", "en", device="ios")
    assert set(numbers(answer.results)) == {100, 102}
    assert set(answer.devices) == {"ios", "android"}
    assert set(numbers(search("walrus", "en").results)) == {100, 101, 102}


def test_synonyms_are_taken_for_each_other(numbers):
    assert 3196 in numbers(search("text", "en").results)
    assert 3073 in numbers(search("téléphone portable", "fr").results)


@pytest.mark.parametrize(
    ("language", "typed", "meant", "number"),
    [
        ("en", "notificaton", "notification", 9001),
        ("en", "smratphone", "smartphone", 3073),
        ("fr", "securisee catre", "securisee carte", 3422),
    ],
)
def test_a_misspelling_is_forgiven_and_the_right_spelling_told(language, typed, meant, number, numbers):
    answer = search(typed, language)
    assert answer.suggestion == meant
    assert numbers(answer.results)[0] == number


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "info"), ("en", "the exchange rate went up"), ("en", "phone died"), ("en", "stolen"), ("fr", "désinstallé"),
        ("fr", "desinstallee"), ("fr", "les huit chiffres"), ("fr", "lost phone"), ("en", "carte perdue"), ("en", "haven’t"),
    ],
)  # fmt: skip
def test_a_right_word_of_either_language_is_put_right_by_nobody(language, text):
    assert search(text, language).suggestion is None


def test_an_unknown_word_widens_the_search_and_replaces_nothing(numbers):
    found = numbers(search("sms notificaton", "en").results)
    assert {3196, 9001} <= set(found)
    assert numbers(search("sms qqqqzz", "en").results)[0] == 3196


def test_one_word_in_common_is_enough(numbers):
    assert numbers(search("a padded horse with purple wings", "en").results) == [975]


def test_a_tail_that_answers_nothing_is_cut(numbers):
    for number in range(100, 110):
        article = make_article(number, title_en=f"Number {number}", summary_en="Digits.")
        passages = [{"anchor": "", "text": "Never use the parcel post. " + "Many other words. " * 40}]
        index.put(readers_see(article, passages=passages))
    found = numbers(search("return a parcel by post in a padded envelope", "en").results)
    assert found[0] == 975
    assert len(found) == 3


def test_an_article_that_has_only_the_common_word_of_several_is_no_answer(numbers):
    """The words of a whole sentence are each somewhere: most articles have one or two of them."""
    for number in range(100, 110):
        article = make_article(number, title_en=f"Number {number}", summary_en="Digits.")
        words = "return parcel post envelope" if number < 105 else "parcel"
        index.put(readers_see(article, passages=[{"anchor": "", "text": f"{words} {number}. Something else."}]))
    found = numbers(search("return a parcel by post in a padded envelope", "en").results)
    assert set(found) == {975, *range(100, 105)}


def test_what_several_articles_say_in_the_same_words_is_no_excerpt():
    shared = {"anchor": "help", "text": "Who helps\nThe parcel message number is never asked for."}
    for number in (100, 101):
        article = make_article(number, title_en=f"Number {number}", summary_en="Digits.")
        own = {"anchor": "own", "text": f"In article {number} a parcel comes once."}
        index.put(readers_see(article, passages=[own, shared]))
    found = {result.number: result for result in search("never a parcel message number", "en").results}
    assert {found[number].places[0].anchor for number in (100, 101)} == {"own"}


def test_the_other_language_is_asked_wherever_it_knows_more(numbers):
    assert numbers(search("carte chaîne connexion", "en").other_language)[:1] == [3422]
    assert 3073 in numbers(search("lost phone card", "fr").other_language)
    assert numbers(search("parcel zeb", "fr", prefix=True).other_language) == [975]
    assert search("sms card notification", "en").other_language == ()


def test_a_suggestion_is_written_with_its_accents():
    assert search("reponce", "fr").suggestion == "réponse"


def test_words_are_marked_as_the_article_writes_them():
    assert "<mark>évènement</mark>" in search("evenements", "fr").results[0].excerpt_html


def test_html_in_a_text_stays_text():
    readers_see(975, title="<b>zebra</b> & co")
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
    index.drop(3196, "en")
    assert 3196 not in [result.number for result in search("sms", "en").results]


def test_the_index_is_ready_only_while_it_holds_what_is_published():
    index.rebuild()
    assert index.ready()
    index.drop(3196, "en")
    assert not index.ready()
    assert index.rebuild() == 9
    assert index.ready()


def test_the_number_of_queries_does_not_grow_with_the_results(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        search("sms card notification", "en")


def test_an_excerpt_keeps_headings_and_items_apart():
    passages = [{"anchor": "", "text": "Read the code\nType it.\nThen <log> in"}]
    (found,) = highlight.excerpts(passages, highlight.Sought("en", plan("code", "en").groups), 3)
    assert found.text == "Read the code · Type it. Then <log> in"
    assert found.html == "Read the <mark>code</mark> · Type it. Then &lt;log&gt; in"
    assert found.quote == "Read the code"


def test_of_a_phrase_that_means_the_same_no_single_word_is_marked():
    text = "You have a phone without a card, and it was lost."
    sought = highlight.Sought("en", plan("lost", "en").groups)
    assert highlight.marked(text, sought) == "You have a phone without a card, and it was <mark>lost</mark>."


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [("sms", False), ("secure login card", False), ("text message", False), ("move old phone", False), ("notif", True), ("zebra st", True)],
)  # fmt: skip
def test_where_texts_are_many_the_first_result_is_the_same(typed, prefix, monkeypatch, numbers):
    few = numbers(search(typed, "en", prefix=prefix).results)
    monkeypatch.setattr("kb.search.look.MANY", 1)
    assert numbers(search(typed, "en", prefix=prefix).results)[:1] == few[:1]
    assert few


def test_what_means_the_same_is_found_where_texts_are_many_and_none_has_the_typed_word(monkeypatch, numbers):
    monkeypatch.setattr("kb.search.look.MANY", 1)
    assert 3073 in numbers(search("handset", "en").results)
