"""Published texts against the glossary and the screens of the practice."""

from datetime import date

import pytest
from django.core.cache import cache

from kb import demos
from kb.files.lists import history
from kb.files.lists.kinds import BY_KEY
from kb.models import Stamp
from kb.publishing import glossary
from kb.workflow.board import wording
from kb.workflow.board.overview import load
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
STEPS = "## {title} {{#log-in}}\n\n::: steps\n1. {one}\n:::\n\n::: tabs\n::: tab ios Apple iOS\n::: steps ios\n1. {two}\n:::\n:::\n:::\n"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def body(one, two="Go on.", title="Log in"):
    return STEPS.format(one=one, two=two, title=title)


def told():
    return [
        (each.article.number, each.language, each.problem.code, dict(each.problem.values))
        for each in wording.wording(load(date.today())).found
    ]


@pytest.fixture
def screens(monkeypatch):
    """A practice of article 1 whose one step shows Login, then OK on a second screen; and nothing else is registered."""

    def step(name, anchor, en, fr):
        return demos.DemoStep(name, {}, anchor, {"en": en, "fr": fr})

    practice = demos.Demo(
        "card",
        {"en": "Card", "fr": "Carte"},
        article=1,
        steps=(
            step("login", "step-1", ("Login",), ("Se connecter",)),
            step("again", "step-1", ("OK",), ("OK",)),
            step("phone", "ios-step-1", ("Approve",), ("Approuver",)),
        ),
    )
    monkeypatch.setattr(demos, "_demos", {"card": practice})


def test_a_label_that_no_screen_of_its_step_shows(screens):
    make_article(
        1,
        body_en=body("Tap [[Login]].", "Tap [[Approve]]."),
        body_fr=body("Touchez [[Se connecter]] ou [[Valider]].", "Touchez [[OK]].", "Se connecter"),
        history=True,
    )
    assert told() == [
        (1, "fr", "label-not-shown", {"label": "Valider", "anchor": "step-1"}),
        (1, "fr", "label-not-shown", {"label": "OK", "anchor": "ios-step-1"}),
    ]


def test_steps_without_a_practice_may_name_anything(screens):
    make_article(2, languages=["en"], body_en=body("Tap [[Anything]]."), history=True)
    assert told() == []


def test_a_translation_that_says_a_label_otherwise_than_the_glossary(screens):
    row = next(row for row in glossary.glossary().labels if len(row["en"]) == len(row["fr"]) == 1)
    label, wanted = row["en"][0], row["fr"][0]
    make_article(
        2,
        body_en=body(f"Tap [[{label}]]."),
        body_fr=body("Touchez [[Autre chose]].", "Continuez.", "Se connecter"),
        history=True,
    )
    assert (2, "fr", "label-differs", {"label": label, "wanted": wanted}) in told()


def test_a_draft_is_not_looked_at_and_what_is_published_anew_is(screens):
    article = make_article(1, languages=["en"], body_en=body("Tap [[Login]]."), history=True)
    write(article, "en", body=body("Tap [[Sign in]]."))
    assert told() == []
    publish(article, "en")
    assert [problem["label"] for *_where, problem in told()] == ["Sign in"]


def test_a_text_is_compared_once_and_so_many_at_a_time(screens, monkeypatch, django_assert_num_queries):
    compared = []
    monkeypatch.setattr(wording, "MOST", 3)
    monkeypatch.setattr(glossary, "problems", lambda *arguments: compared.append(arguments) or [])
    for number in (1, 2, 3):
        make_article(number, history=True)
    overview = load(date.today())
    with django_assert_num_queries(2):
        assert wording.wording(overview).left == 3
    assert wording.wording(overview).left == 0
    with django_assert_num_queries(0):
        assert wording.wording(overview).left == 0
    assert len(compared) == 3  # the sources have nothing to be compared with


def test_to_count_them_is_to_compare_few(monkeypatch):
    compared = []
    monkeypatch.setattr(wording, "FEW", 2)
    monkeypatch.setattr(glossary, "problems", lambda *arguments: compared.append(arguments) or [])
    for number in (1, 2, 3):
        make_article(number, history=True)
    overview, stamp = load(date.today()), Stamp.current()
    for looks in (1, 2, 3):
        wording.count(overview, stamp)
        assert len(compared) == looks  # a text in each language: of two, one is a translation
    assert wording.wording(overview).left == 0


def test_what_was_compared_is_compared_again_with_another_glossary(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    make_article(1, body_en="Your card.\n", body_fr="Votre jeton.\n", history=True)
    glossary_of = "terms:\n- {{rule: must, en: [card], fr: [{}]}}\n".format
    history.save(BY_KEY["glossary"], glossary_of("jeton"))
    assert told() == []
    history.save(BY_KEY["glossary"], glossary_of("carte"))
    [(number, language, code, _values)] = told()
    assert (number, language, code) == (1, "fr", "term-differs")
    history.save(BY_KEY["glossary"], glossary_of("jeton"))
    assert told() == []
