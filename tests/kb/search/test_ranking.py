from kb.search import index, ranking
from kb.search.plan import Alternative, Group
from kb.search.query import search
from kb.text.questions import APART
from tests.factories import readers_see

AVERAGES = (3.0, 6.0, 10.0, 20.0)


def sought(typed, passed_over=()):
    groups = [Group(word, (Alternative((word,), 1.0),)) for word in typed.split() if word not in passed_over]
    return ranking.Sought(groups, tuple(typed.split()), frozenset(passed_over))


def scores(typed, texts, passed_over=()):
    return {each.number: each.score for each in ranking.rank(sought(typed, passed_over), texts, AVERAGES)}


def text(title="title", questions="", body="body"):
    return (title, "summary", questions, body)


def test_who_asks_a_question_that_a_text_answers_gets_it_before_a_text_with_the_words_in_its_title():
    texts = {1: text(title="card order"), 2: text(questions=f"where order card {APART} what else there")}
    found = scores("where order card", texts)
    assert found[2] > found[1]


def test_a_question_counts_by_itself_and_not_with_words_of_the_next_one():
    together = text(questions="order card where now")
    apart = text(questions=f"order card {APART} where now")
    found = scores("order card where now", {1: together, 2: apart})
    assert found[1] > 1.5 * found[2]


def test_a_question_that_shares_half_of_the_words_moves_far_less_than_one_that_is_nearly_alike():
    half, nearly = text(questions="phone lost charge battery"), text(questions="phone lost taxi battery")
    found = scores("phone lost taxi night", {1: half, 2: nearly})
    assert found[2] > 2 * found[1]


def test_a_word_that_every_text_has_tells_something_all_the_same():
    """“log in” is in every article, and in the title of few."""
    assert ranking.weight(100, 1) > 5 * ranking.weight(100, 100) > 2
    found = scores("log", {1: text(title="log"), 2: text(title="other", body="log log log log")})
    assert found[1] > found[2]


def test_words_that_tell_nothing_make_a_question_no_less_alike():
    short, long = text(questions="lost card"), text(questions="i have lost my card")
    found = scores("lost card", {1: short, 2: long}, passed_over=("i", "have", "my"))
    assert found[2] > 0.9 * found[1]


def test_who_copies_a_line_from_a_screen_gets_the_text_that_quotes_it():
    quotes = text(body="then select click here if no message came and wait")
    scattered = text(title="message here", body="click here click message if no came here message")
    found = scores("click here if no message came", {1: scattered, 2: quotes})
    assert found[2] > found[1]


def test_two_words_in_a_row_are_no_copied_line():
    found = scores("log in", {1: text(body="log in"), 2: text(body="in log")})
    assert found[1] == found[2]


def test_what_is_being_typed_is_no_part_of_the_row_yet(library, numbers):
    whole = search("the old card", "en")
    typing = search("your SMS goes to the ol", "en", prefix=True)
    assert numbers(whole.results)[0] == numbers(typing.results)[0] == 3073


def test_a_question_leads_to_its_article_whatever_its_spelling(library, numbers):
    questions = "Where does the parcel with my old phone go?\nIs the envelope free?"
    index.put(readers_see(9001, questions=questions))
    for typed in ("where does the parcel with my old phone go", "WHERE DOES THE PARCEL WITH MY OLD PHONE GO??"):
        assert numbers(search(typed, "en").results)[0] == 9001


def test_a_text_that_answers_the_question_needs_no_other_spelling(library):
    index.put(readers_see(9001, questions="Can I use a zeppelin?"))
    answer = search("can I use a zeppelin", "en")
    assert (answer.is_poor, answer.suggestion) == (False, None)


def test_words_that_tell_nothing_are_sought_if_there_is_nothing_else(library, numbers):
    index.put(readers_see(9001, title="Help"))
    assert numbers(search("help me please", "en").results) == [9001]
