"""How hard a paragraph is to read, said of both languages."""

import re

import pytest

from kb.text.readability import LONGEST_SENTENCE, english_syllables, french_syllables, reading

EASY = {
    "flesch": "Take your card. Press the red key. Type the code that you see on the screen. The card shows a new code. "
    "Type it on the page and press the key. Now you are in. Put the card back in the box.",
    "kandel-moles": "Prenez votre carte. Tapez le code que la page montre. La carte donne un autre code. Entrez ce code "
    "sur la page. Vous voilà sur votre compte. Gardez la carte sur vous. Ne la prêtez pas.",
}
HARD = {
    "flesch": "Authentication verification necessitates the simultaneous availability of the organization’s registered "
    "identification information and of additional confirmation opportunities, notwithstanding individual circumstances or "
    "international telecommunication unavailability affecting participating representatives.",
    "kandel-moles": "L’authentification nécessite simultanément la disponibilité des informations d’identification "
    "préalablement enregistrées et des possibilités complémentaires de confirmation, indépendamment des circonstances "
    "individuelles ou de l’indisponibilité des télécommunications internationales.",
}


ENGLISH = "the=1 code=1 codes=1 more=1 table=2 watched=1 wanted=2 boxes=2 response=2 challenges=3 temporary=4 identification=6 don’t=1"
FRENCH = "le=1 carte=1 cartes=1 année=2 créer=2 naïf=2 l’écran=2 appareil=3 réactiver=4 sécurité=4 utilisateur=5 authentification=6"


@pytest.mark.parametrize(("words", "count"), [(ENGLISH, english_syllables), (FRENCH, french_syllables)])
def test_syllables_are_counted_as_they_are_spoken(words, count):
    assert " ".join(f"{word}={count(word)}" for word in re.findall(r"[^\s=\d]+", words)) == words


@pytest.mark.parametrize("formula", ["flesch", "kandel-moles"])
def test_plain_sentences_read_easily_and_a_wall_of_words_does_not(formula):
    easy, hard = reading(EASY[formula], formula), reading(HARD[formula], formula)
    assert easy.ease > 80 and not easy.long_sentences and not easy.long_words
    assert hard.ease < 30 and hard.long_words
    assert hard.long_sentences[0][1] > LONGEST_SENTENCE


def test_a_few_words_have_no_grade_but_a_long_word_is_told():
    found = reading("Press the identification key.", "flesch")
    assert (found.ease, found.long_words) == (None, ("identification",))


def test_names_decided_terms_and_compounds_are_not_told_as_long():
    said = "Open the Multilateral Administrator for identification, an easy-to-remember one."
    assert reading(said, "flesch", frozenset(["identification"])).long_words == ()


def test_an_abbreviation_ends_no_sentence_and_a_number_is_a_word():
    found = reading(" ".join(["word"] * 13) + " e.g. like 1.5 " + " ".join(["word"] * 13) + ".", "flesch")
    assert [count for _begin, count in found.long_sentences] == [29]
    assert reading("Go. Stop! Really? « Oui. » Non.", "kandel-moles").long_sentences == ()


def test_a_language_without_a_formula_is_told_its_long_sentences():
    found = reading(" ".join(["ord"] * 31) + ".", "")
    assert (found.ease, len(found.long_sentences), found.long_words) == (None, 1, ())
