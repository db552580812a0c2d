"""What a glossary finds in a translation, and what it leaves alone."""

import pytest

from kb.markup.terms import Glossary, Rule, Term, avoided, disagreements, offered
from kb.text.stemming import Analyser

ANALYSERS = {"en": Analyser("english"), "fr": Analyser("french", ["l", "d"])}
GLOSSARY = Glossary(
    terms=(
        Term(Rule.MUST, {"en": ["security device"], "fr": ["appareil de sécurité"]}),
        Term(Rule.MUST, {"en": ["physical security device"], "fr": ["appareil physique"]}),
        Term(Rule.MUST, {"en": ["code"], "fr": ["code"]}, avoid={"fr": ["mot de code"]}),
        Term(Rule.KEEP, {"en": ["IB Key"], "fr": ["IB Key"]}),
        Term(Rule.MAY, {"en": ["cache"], "fr": ["cache"]}),
    ),
    labels=({"en": ["Log In", "Login"], "fr": ["Se connecter"]},),
)


def found(source: str, target: str) -> list[tuple[str, int, str]]:
    problems = disagreements(source, target, ("en", "fr"), GLOSSARY, ANALYSERS)
    assert not any(problem.blocks for problem in problems)
    return [(problem.code, problem.line, problem.values["wanted"]) for problem in problems]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Two security devices.", "Deux appareils de sécurité."),
        ("A physical security device.", "Un appareil physique."),
        ("Empty the cache.", "Videz la mémoire."),
        ("IB Key is active.", "IB Key est active."),
        ("Tap [[Login]].", "Touchez [[Se connecter]]."),
        ("Tap [[Security code]].", "Touchez [[Autre chose]]."),
        ("Nothing of it.", "Rien de tel."),
    ],
)
def test_a_translation_that_uses_the_terms_is_left_alone(source, target):
    assert found(source, target) == []


def test_another_word_is_told_with_the_one_that_is_wanted_and_its_line():
    source = "Before.\n\nYour security device."
    assert found(source, "Avant.\n\nVotre machin.") == [("term-differs", 3, "appareil de sécurité")]


def test_a_longer_term_is_not_taken_for_the_shorter_one_within_it():
    assert found("A physical security device.", "Un appareil de sécurité.") == [
        ("term-differs", 1, "appareil physique")
    ]


def test_a_name_has_to_stay_as_it_is():
    assert found("IB Key is active.", "La clé IB est active.") == [("term-differs", 1, "IB Key")]


def test_a_word_to_be_avoided_is_told_wherever_it_stands():
    assert found("Read the code.", "Lisez le mot de code.") == [("term-avoided", 1, "code")]


def test_a_label_that_the_screen_does_not_show_is_told():
    assert found("Tap [[Log In]].", "Touchez [[Connexion]].") == [("label-differs", 1, "Se connecter")]


def offers(source: str, target: str = "") -> list[tuple[str, bool]]:
    return [(each.said, each.is_there) for each in offered(source, target, ("en", "fr"), GLOSSARY, ANALYSERS)]


def test_terms_are_offered_as_they_are_said_in_order_the_longer_one_first():
    said = "With IB Key, a physical security device sends a code; two codes, [[Security device]]."
    assert offers(said) == [("IB Key", False), ("physical security device", False), ("code", False)]


def test_a_term_that_is_written_already_is_known_to_be_there():
    assert offers("Two security devices.", "Deux appareils de sécurité.") == [("security devices", True)]
    assert offers("IB Key.", "IB Key.") == [("IB Key", True)]


def test_words_to_avoid_have_their_places_and_what_is_asked_for_instead():
    text = "Tapez [[mot de code]], puis le mot de code, deux mots de code."
    found = avoided(text, "fr", GLOSSARY, ANALYSERS)
    assert [(text[each.start : each.end], each.wanted) for each in found] == [
        ("mot de code", "code"),
        ("mots de code", "code"),
    ]
    assert avoided(text, "en", GLOSSARY, ANALYSERS) == []
