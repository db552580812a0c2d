"""What is told of a text before anybody reads it, and what keeps it from being published."""

import pytest

from kb.markup.untranslated import marked
from kb.workflow import checks, releasing
from tests.factories import make_article
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db
STEPS = "\n::: steps\n1. Type your name.\n2. Confirm.\n:::\n"
ETAPES = "\n::: steps\n1. Saisissez votre nom.\n2. Validez.\n:::\n"


def found(article, language, **words):
    there = {name: article.text(name, language) or "" for name in checks.REQUIRED}
    return {item.problem.code: item for item in checks.check(article, language, {**there, **words})}


def english(text):
    return f"## Log in {{#log-in}}\n{STEPS}\n{text}\n"


def french(text):
    return f"## Se connecter {{#log-in}}\n{ETAPES}\n{text}\n"


@pytest.fixture
def article(db):
    return make_article(3422, history=True)


def test_a_good_text_has_nothing(db):
    article = make_article(1861, history=True)  # which no practice walks through
    assert found(article, "en") == {} == found(article, "fr")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("See KB424242.", "unknown-article"),
        ("::: demo no-such-demo\n:::", "unknown-demo"),
        ("See KB2260#step-9.", "unknown-step"),
        ("::: figure 1\nimage: nowhere\ncaption: A screen\n:::", "unknown-image"),
        ("::: figure 1\ncaption:\n:::", "figure-without-caption"),
        ("<<<<<<< yours\na\n=======\nb\n>>>>>>> Ann", "unresolved"),
    ],
)
def test_errors_keep_it_from_being_published(article, body, code):
    make_article(2260)
    problems = found(article, "en", body=english(body))
    assert problems[code].blocks
    assert problems[code].sentence


@pytest.mark.parametrize(
    ("words", "code"),
    [({"title": " "}, "empty-field"), ({"body": ""}, "empty-field"), ({"slug": "No Slug"}, "bad-slug")],
)
def test_what_readers_need_has_to_be_there(article, words, code):
    problems = found(article, "en", **words)
    assert (problems[code].blocks, problems[code].field) == (True, next(iter(words)))


def test_a_link_to_an_article_without_readers_only_warns(article):
    make_article(2260, published=False)
    problem = found(article, "en", body=english("See KB2260."))["unpublished-article"]
    assert (problem.blocks, problem.problem.line) == (False, 8)


def test_a_link_to_an_article_that_is_not_in_this_language_warns_there_only(article):
    make_article(2260, languages=["en"])
    assert "untranslated-article" not in found(article, "en", body=english("See KB2260."))
    assert "untranslated-article" in found(article, "fr", body=french("Voir KB2260."))


def test_a_link_to_an_archived_article_warns_unless_it_leads_on(article):
    archived, successor = make_article(2260), make_article(2277)
    releasing.archive(archived)
    assert "archived-article" in found(article, "en", body=english("See KB2260."))
    releasing.archive(archived, successor)
    assert "archived-article" not in found(article, "en", body=english("See KB2260."))


def test_steps_that_the_languages_do_not_share_are_told_on_both_sides(article):
    longer = english("").replace("2. Confirm.\n", "2. Confirm.\n3. Wait.\n")
    problem = found(article, "en", body=longer)["anchor-here-alone"]
    assert (problem.blocks, problem.problem.line) == (False, 6)
    publish(article, "en", body=longer)
    problem = found(article, "fr")["anchor-missing"]
    assert (problem.blocks, problem.problem.values["anchor"]) == (False, "step-3")


def test_french_typography_is_asked_for_in_text_and_title(article):
    problems = found(article, "fr", body=french("Attention: lisez."), title="L'avis")
    assert (problems["space-before-sign"].field, problems["space-before-sign"].problem.line) == ("body", 8)
    assert problems["apostrophe"].field == "title"
    assert not any(problem.blocks for problem in problems.values())


@pytest.mark.parametrize("name", ["title", "summary", "short", "questions"])
def test_typography_is_asked_for_in_each_field_beside_the_text(article, name):
    assert found(article, "fr", **{name: "Pourquoi ?"})["space-before-sign"].field == name


def test_a_paragraph_that_is_still_the_sources_is_told_and_a_mark_keeps_from_publishing(article):
    same = "Read this before you sign in."
    publish(article, "en", body=english(same))
    problems = found(article, "fr", body=french(same))
    assert not problems["as-in-source"].blocks and "as-in-source" not in found(article, "fr", body=french("Lisez."))
    for words in ({"body": french(marked(same))}, {"title": marked("Log in")}, {"questions": marked("Why?")}):
        assert found(article, "fr", **words)["untranslated"].blocks


def test_a_translation_is_held_to_the_glossary(article):
    publish(article, "en", body=english("Take your security device."))
    problems = found(article, "fr", body=french("Prenez votre gadget."))
    assert "term-differs" in problems
    assert "term-differs" not in found(article, "fr", body=french("Prenez votre appareil de sécurité."))


def test_errors_come_first():
    article = make_article(2260, history=True)
    codes = list(found(article, "fr", body=french("Attention: KB424242.")))
    assert codes[0] == "unknown-article"
