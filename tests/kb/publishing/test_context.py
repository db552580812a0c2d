import pytest

from kb import demos
from kb.demos import Demo, DemoStep
from kb.publishing.context import context, demo_link, step_demo
from kb.publishing.shelf import Shelf

CARD = Demo(
    id="card-here",
    title={"en": "Card", "fr": "Carte"},
    article=9422,
    platforms=("tws",),
    steps=(DemoStep("pin", {"en": "Type the PIN", "fr": "Saisir le code PIN"}, article_step="step-2"),),
)
PHONES = Demo(
    id="phones-here",
    title={"en": "Phones"},
    article=9423,
    variants=("ios", "android"),
    steps=(
        DemoStep("open", {"en": "Open it"}, article_step="step-1", place="ios"),
        DemoStep("open", {"en": "Open it"}, article_step="step-1", place="android", article=9424),
        DemoStep("tap", {"en": "Tap it"}, place="android", article=9424),
    ),
)
PLANNED = Demo(id="planned-here", title={"en": "Voice"}, article=9422, ready=False)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(demos, "_demos", {demo.id: demo for demo in (CARD, PHONES, PLANNED)})


def test_a_scenario_is_named_in_the_language_of_the_text():
    link = demo_link("fr", 9422, "card-here", None, None)
    assert (link.title, link.url) == ("Carte", "/fr/practice/card-here/")


def test_a_step_of_it_has_its_own_title_and_address():
    link = demo_link("fr", 9422, "card-here", "pin", "tws")
    assert (link.title, link.step) == ("Saisir le code PIN", "pin")
    assert link.url == "/fr/practice/card-here/?step=pin&platform=tws"


def test_a_step_that_the_first_place_lacks_opens_where_there_is_one():
    """Where neither the article nor the figure says which."""
    assert (
        demo_link("en", 9999, "phones-here", "tap", None).url == "/en/practice/phones-here/?step=tap&variant=android"
    )


@pytest.mark.parametrize(
    ("demo", "step", "platform"),
    [("nowhere", None, None), ("card-here", "fly", None), ("card-here", "pin", "moon")],
)
def test_what_does_not_exist_is_nothing(demo, step, platform):
    assert demo_link("en", 9422, demo, step, platform) is None


def test_a_scenario_that_is_only_announced_has_a_title_and_no_address():
    link = demo_link("fr", 9422, "planned-here", "any", None)
    assert (link.title, link.url) == ("Voice", None)


def test_an_article_step_leads_to_the_practice_step_bound_to_it():
    assert step_demo("en", 9422, "step-2").step == "pin"
    assert step_demo("en", 9422, "step-3") is None
    assert step_demo("en", 9423, "step-2") is None


@pytest.mark.parametrize(("number", "variant"), [(9423, "ios"), (9424, "android")])
def test_of_a_scenario_for_two_articles_each_leads_to_its_own_variant(number, variant):
    assert step_demo("en", number, "step-1").url == f"/en/practice/phones-here/?step=open&variant={variant}"


@pytest.mark.parametrize(("number", "query"), [(9424, "?variant=android"), (9425, "")])
def test_an_article_about_one_variant_opens_the_scenario_in_it(number, query):
    assert demo_link("en", number, "phones-here", None, None).url == f"/en/practice/phones-here/{query}"


def test_the_renderer_can_ask_everything():
    made = context(Shelf(), 9422, "fr")
    assert made.step_demo("step-2").id == made.demo("card-here", None, None).id
    assert made.article(1131) is None
    assert (made.language, made.number) == ("fr", 9422)
