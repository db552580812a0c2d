"""What the form is told beside the paragraph that somebody writes, and who is told."""

import pytest
from django.test import Client

from kb.admin.editor import views
from kb.admin.editor.paragraph import help_for
from kb.markup.terms import Glossary, Rule, Term
from kb.workflow.memory import Memory
from tests.factories import make_article
from tests.kb.editor.test_endpoints import member
from tests.kb.exchange.test_machine import listening

pytestmark = pytest.mark.django_db
EDITOR = "/en/admin/kb/article/editor/"
EN = "## Log in {#log-in}\n\nYour security device shows a code.\n\n::: steps\n1. Press the red key.\n2. Type the code.\n:::\n\n| Key | Does |\n|---|---|\n| OK | ends it |\n"
FR = "## Connexion {#log-in}\n\nVotre mot de code 🔑 apparaît sur le mot de code.\n\n::: steps\n1. Appuyez sur la touche rouge.\n"
GLOSSARY = Glossary(
    terms=(
        Term(Rule.MUST, {"en": ["security device"], "fr": ["appareil de sécurité", "appareil"]}),
        Term(Rule.MUST, {"en": ["code"], "fr": ["code"]}, avoid={"fr": ["mot de code"]}),
        Term(Rule.KEEP, {"en": ["IB Key"], "fr": ["IB Key"]}),
    )
)


@pytest.fixture(autouse=True)
def own(monkeypatch, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("kb.admin.editor.paragraph.glossary", lambda: GLOSSARY)
    monkeypatch.setattr("kb.admin.editor.paragraph.MEMORY", Memory())


def told(needle, body=FR, source=EN, language="fr"):
    """At the place of `needle`, or of the ¦ in it."""
    at = body.index(needle.replace("¦", "")) + max(0, needle.find("¦"))
    return help_for(language=language, body=body, at=at, source_language="en", source=source)


def test_the_terms_of_the_sources_paragraph_come_with_their_decided_translation():
    said = told("mot de")
    assert said["source"] == "Your security device shows a code."
    assert said["terms"] == [
        {"said": "security device", "forms": ["appareil de sécurité", "appareil"], "rule": "must", "there": False},
        {"said": "code", "forms": ["code"], "rule": "must", "there": True},
    ]


def test_words_to_avoid_have_their_places_in_the_body_whatever_stands_before_them():
    found = told("Votre")["avoided"]
    assert [(FR[each["start"] : each["end"]], each["wanted"]) for each in found] == [("mot de code", "code")] * 2


def test_the_place_of_a_paragraph_is_that_of_its_words():
    said = told("1. App¦uyez")
    assert FR[said["place"]["start"] : said["place"]["end"]] == "Appuyez sur la touche rouge."
    assert told("1.")["place"] == said["place"]  # its marker belongs to it
    assert told("## Conn")["source"] == "Log in"


def test_where_nothing_is_written_yet_the_next_paragraph_of_the_source_is_the_one():
    behind = help_for(language="fr", body=FR + "2. ", at=len(FR) + 3, source_language="en", source=EN)
    assert (behind["place"], behind["source"]) == (None, "Type the code.")
    empty = help_for(language="fr", body="", at=0, source_language="en", source=EN)
    assert (empty["place"], empty["source"]) == (None, "Log in")
    between = FR.index("\n\n::: steps") + 1
    assert help_for(language="fr", body=FR, at=between, source_language="en", source=EN)["source"] is None


def test_each_cell_of_a_row_is_a_paragraph_of_its_own():
    assert told("OK | ends¦ it", body=EN, source=EN.replace("ends it", "stops it"))["source"] == "stops it"


def test_the_original_has_no_source_but_is_read_and_checked_too():
    said = told("Your", body=EN, source="", language="en")
    assert (said["source"], said["terms"], said["memory"]) == (None, [], [])
    assert said["reading"]["words"] == "6 words"


def test_published_paragraphs_like_it_come_with_what_differs():
    make_article(
        1131,
        history=True,
        body_en=EN.replace("shows a code", "shows you a code"),
        body_fr=FR.replace("Votre mot de code 🔑 apparaît sur le mot de code", "Votre appareil montre un code")
        + "2. Non.\n:::\n",
    )
    (match, *_others) = told("mot de")["memory"]
    assert (match["number"], match["target"]) == (1131, "Votre appareil montre un code.")
    assert 80 < match["percent"] < 100
    assert (
        "".join(part["text"] for part in match["differs"] if part["kind"] != "ins")
        == "Your security device shows you a code."
    )
    assert (
        "".join(part["text"] for part in match["differs"] if part["kind"] != "del")
        == "Your security device shows a code."
    )
    assert [part for part in match["differs"] if part["kind"] != "same"] == [{"kind": "del", "text": "you "}]


def test_the_advice_is_in_the_language_of_the_interface():
    from django.utils.translation import override

    long = "Votre carte " + "et votre carte " * 12 + "sont là."
    with override("fr"):
        (said,) = told("Votre", body=long)["reading"]["advice"]
    assert said.startswith("Coupez en deux la phrase «\xa0Votre carte et votre carte et…\xa0»")
    assert told("Votre", body=long)["reading"]["advice"][0].startswith("Make two sentences of")


def test_a_text_that_is_too_long_is_not_looked_at():
    assert told("x", body="x " * 200_000)["reading"] is None


SENT = {"language": "fr", "source_language": "en", "body": FR, "source": EN, "at": "30"}


def ask(client, name="paragraph", **values):
    return client.post(f"{EDITOR}{name}/", SENT | values)


@pytest.mark.parametrize("name", ["paragraph", "translation"])
def test_only_who_may_write_the_language_is_answered(name, settings):
    settings.TRANSLATION_URL = "https://translate.example"
    settings.TRANSLATION_CLASS = "tests.kb.exchange.pretend.Pretend"
    assert ask(Client(), name).status_code == 302
    assert ask(member("view_article", name="reader"), name).status_code == 403
    assert ask(member("change_article", "edit_en", name="english"), name).status_code == 403
    fabien = member("change_article", "edit_fr", name="fabien")
    assert ask(fabien, name).status_code == 200
    assert fabien.get(f"{EDITOR}{name}/").status_code == 405
    for bad in ({"language": "xx"}, {"at": "-1"}, {"at": "x"}, {"source_language": ""}, {"at": "9" * 30}):
        assert ask(fabien, name, **bad).status_code == 422
    assert ask(fabien, name, at="999999").status_code == 200  # behind the end


def test_a_machine_is_asked_for_the_sources_paragraph_alone_and_nothing_is_saved(settings, django_assert_num_queries):
    with listening() as server:
        settings.TRANSLATION_URL = f"http://127.0.0.1:{server.server_port}"
        fabien = member("change_article", "edit_fr")
        assert ask(fabien).status_code == 200
        assert server.got == []  # help with a paragraph sends nothing
        answer = ask(fabien, "translation").json()
        assert answer == {"target": "Appuyez sur OK.", "lost": []}
        assert [asked["q"] for _path, asked in server.got] == ["Your security device shows a code."]


def test_what_a_machine_says_loses_no_mark_unseen_and_brings_no_control_character(settings):
    with listening() as server:
        settings.TRANSLATION_URL = f"http://127.0.0.1:{server.server_port}"
        server.parts = [b'{"translatedText": "Appuyez \\u0007 ici."}']
        answer = ask(member("change_article", "edit_fr"), "translation", source=EN.replace("code", "[[code]]")).json()
    assert answer == {"target": "Appuyez  ici.", "lost": ["[[code]]"]}


@pytest.mark.parametrize(("language", "said"), [("en", "does not answer"), ("fr", "ne répond pas")])
def test_a_machine_that_does_not_answer_is_told_in_the_interfaces_language(settings, language, said):
    settings.TRANSLATION_URL = "http://127.0.0.1:9"
    refused = member("change_article", "edit_fr").post(f"/{language}/admin/kb/article/editor/translation/", SENT)
    assert refused.status_code == 502
    assert said in refused.json()["detail"] and "127.0.0.1:9" in refused.json()["detail"]


def test_without_the_setting_nothing_is_translated(settings):
    settings.TRANSLATION_URL = ""
    assert ask(member("change_article", "edit_fr"), "translation").status_code == 422


def test_an_editor_asks_for_one_at_a_time_and_so_many_a_minute(settings, monkeypatch):
    settings.TRANSLATION_URL = "https://translate.example"
    settings.TRANSLATION_CLASS = "tests.kb.exchange.pretend.Pretend"
    monkeypatch.setattr(views, "MACHINES", 2)
    fabien = member("change_article", "edit_fr")
    assert [ask(fabien, "translation").status_code for _ in range(3)] == [200, 200, 429]
    assert ask(fabien).status_code == 200  # help with paragraphs is counted by itself


def test_it_costs_the_same_queries_wherever_one_writes(django_assert_max_num_queries):
    make_article(1131, history=True)
    fabien = member("change_article", "edit_fr")
    ask(fabien)
    with django_assert_max_num_queries(8):
        ask(fabien)
