"""What the translation memory holds, and what it says is like a paragraph."""

import pytest

from kb.markup import segments
from kb.models import Article
from kb.workflow import drafts, editions, releasing
from kb.workflow.drafts import Draft
from kb.workflow.memory import MOST, Memory
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
EN = "## Log in {#log-in}\n\nPress the red key and type your code.\n\n::: steps\n1. Open the box.\n:::\n"
FR = "## Se connecter {#log-in}\n\nAppuyez sur la touche rouge et saisissez votre code.\n\n::: steps\n1. Ouvrez la boîte.\n:::\n"
ASKED = "Press the green key and type your code."


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def pair():
    return make_article(1131, history=True, body_en=EN, body_fr=FR)


def near(memory, text=ASKED, direction=("en", "fr"), **asked):
    assert memory.refresh() == 0
    return [(match.number, match.target) for match in memory.nearest(text, direction, **asked)]


def test_a_paragraph_like_one_that_is_published_is_found_with_its_translation_both_ways(memory, pair):
    assert near(memory) == [(1131, "Appuyez sur la touche rouge et saisissez votre code.")]
    (found,) = memory.nearest(ASKED, ("en", "fr"))
    assert 0.8 < found.likeness < 1 and found.source == "Press the red key and type your code."
    assert near(memory, "Appuyez sur la touche verte et saisissez votre code.", ("fr", "en"))
    (same,) = memory.nearest("Open the box.", ("en", "fr"))
    assert (same.likeness, same.target) == (1, "Ouvrez la boîte.")


def test_what_is_too_different_or_what_stands_there_already_is_not_offered(memory, pair):
    assert near(memory, "Something else altogether, about passwords.") == []
    assert near(memory, but="Appuyez sur la touche rouge et saisissez votre code.") == []
    assert near(memory, "") == near(memory, "Press the red key and type your code. " * 500) == []


def test_only_what_readers_see_is_in_it(memory):
    make_article(1131, history=True, published=False, body_en=EN, body_fr=FR)
    half = make_article(1132, history=True, languages=["en"], body_en=EN)
    drafts.save(half, "fr", Draft.with_words({"title": "Carte", "body": FR}), based_on=None, by=None)
    gone = make_article(1133, history=True, body_en=EN, body_fr=FR)
    Article.objects.filter(pk=gone.pk).update(retired_at="2026-11-30T00:00Z")
    assert near(memory) == []


def test_a_draft_over_a_published_text_changes_nothing_until_it_is_published(memory, pair):
    write(pair, "fr", body=FR.replace("Appuyez", "Pressez"), source=editions.find(pair, "en").head)
    assert near(memory)[0][1].startswith("Appuyez")
    publish(pair, "fr")
    assert near(memory)[0][1].startswith("Pressez")


def test_a_translation_that_has_not_followed_its_paragraph_is_left_out_and_the_rest_stays(memory, pair):
    near(memory)
    write(pair, "en", body=EN.replace("red", "yellow"))
    publish(pair, "en")
    assert near(memory) == []
    assert near(memory, "Open the box.") == [(1131, "Ouvrez la boîte.")]
    write(pair, "fr", body=FR.replace("rouge", "jaune"), source=editions.find(pair, "en").head)
    publish(pair, "fr")
    assert near(memory) == [(1131, "Appuyez sur la touche jaune et saisissez votre code.")]


def test_what_is_unpublished_is_forgotten(memory, pair):
    assert near(memory)
    releasing.unpublish(editions.find(pair, "fr"), by=None)
    assert near(memory) == []


def test_the_same_translation_is_offered_once_and_a_few_at_most(memory):
    for number in range(1131, 1131 + MOST + 3):
        word = "rouge" if number < 1133 else f"rouge {number}"
        make_article(number, history=True, body_en=EN, body_fr=FR.replace("rouge", word))
    found = near(memory)
    assert len(found) == len(dict(found)) == len({target for _n, target in found}) == MOST


def test_articles_are_read_a_part_at_a_time_and_only_those_that_changed_again(
    memory, monkeypatch, django_assert_num_queries
):
    articles = [make_article(number, history=True, body_en=EN, body_fr=FR) for number in range(1131, 1156)]
    cut = []
    monkeypatch.setattr("kb.workflow.memory.segments", lambda body: cut.append(body) or segments.segments(body))
    assert [memory.refresh(budget=0) for _ in range(3)] == [15, 5, 0]
    cut.clear()
    with django_assert_num_queries(1):
        memory.refresh()
    write(articles[0], "fr", body=FR + "\nFin.\n", source=editions.find(articles[0], "en").head)
    publish(articles[0], "fr")
    with django_assert_num_queries(3):
        memory.refresh()
    assert len(cut) == 2
