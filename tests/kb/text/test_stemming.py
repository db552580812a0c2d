import unicodedata

import pytest

from kb.text.folding import fold
from kb.text.stemming import PROMPT, Analyser

ENGLISH = Analyser("english")
FRENCH = Analyser("french", ["l", "d", "qu"])
AS_SET = Analyser("french", silent="e")  # as the site has it


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("évènements", "evenement"),
        ("Événement", "évènements"),
        ("l’authentification", "authentification"),
        ("l'authentification", "AUTHENTIFICATION"),
        ("œuvre", "oeuvre"),
        ("Équipement", "equipements"),
        ("plages", "plage"),
        ("récupération", "recuperations"),
        ("clés", "clé"),
    ],
)
def test_french_words_compare_alike_however_they_are_written(written, typed):
    assert FRENCH.stems(written) == FRENCH.stems(typed)


def test_composed_and_decomposed_letters_compare_alike():
    word = "préréglées"
    assert FRENCH.stems(unicodedata.normalize("NFD", word)) == FRENCH.stems(unicodedata.normalize("NFC", word))


def test_english_words_compare_by_their_stem():
    assert ENGLISH.stems("Messages messaging") == ENGLISH.stems("message message")


def test_a_prompt_is_found_as_typed_and_as_a_word():
    assert ENGLISH.stems("PIN>") == ["pin", "pin" + PROMPT]
    assert ENGLISH.stems("the PIN") == ["the", "pin"]


def test_a_number_stays_whole():
    assert ENGLISH.stems("KB1131 2FA") == ["kb1131", "2fa"]


def test_tokens_point_into_the_text_as_it_stands():
    text = "Saisissez l’évènement"
    assert [text[t.start : t.end] for t in FRENCH.tokens(text)] == ["Saisissez", "évènement"]


def test_folding_changes_nothing_the_second_time():
    text = "Œuvre d’Été ßtraße"
    assert fold(fold(text)) == fold(text) == "oeuvre d'ete sstrasse"


@pytest.mark.parametrize(("one", "other"), [("cassé", "cas"), ("passe", "pas"), ("casse", "cas"), ("basse", "bas")])
def test_french_words_that_only_look_alike_do_not_meet(one, other):
    assert AS_SET.stem(fold(one)) != AS_SET.stem(fold(other))


@pytest.mark.parametrize(
    ("one", "other"), [("appelle", "appel"), ("grosse", "gros"), ("cassée", "casser"), ("réinstallée", "réinstaller")]
)
def test_french_forms_of_a_word_meet(one, other):
    assert AS_SET.stem(fold(one)) == AS_SET.stem(fold(other))
