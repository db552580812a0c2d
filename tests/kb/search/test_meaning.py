import logging

import pytest
from django.conf import settings

from kb.search import index, look, ranking
from kb.search.analysers import analyser
from kb.search.meaning import FOLDER, NOTHING, RECORD, STEM, Meaning, meaning
from kb.search.plan import plan
from kb.search.query import search
from kb.text.questions import APART
from tests.factories import readers_see

CODES = [code for code, _name in settings.LANGUAGES]
ALIKE = [  # what somebody tells, what means the same, what does not; told and meant share no word that tells anything
    ("en", "somebody nicked my mobile", "my phone was stolen", "where is the charge refunded"),
    ("en", "the text with the digits never came", "i do not receive the sms code", "shred the old card"),
    (
        "en",
        "what will they ask when i ring",
        "questions of support on the telephone",
        "the battery of the card is empty",
    ),
    ("fr", "on m’a piqué mon portable", "mon téléphone a été volé", "où la caution est remboursée"),
    (
        "fr",
        "le texto avec les chiffres n’arrive pas",
        "je ne reçois pas le code par sms",
        "détruire la vieille carte",
    ),
    ("fr", "jme souviens plus de mon sésame", "mot de passe oublié", "écran cassé"),
]


def stems(text, language):
    return analyser(language).stems(text)


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_a_file_of_records_in_the_order_of_their_stems(code):
    records = (FOLDER / f"{code}.bin").read_bytes()
    names = [records[at : at + STEM] for at in range(0, len(records), RECORD)]
    assert not len(records) % RECORD
    assert len(names) > 15_000
    assert names == sorted(set(names))


@pytest.mark.parametrize(("language", "told", "same", "other"), ALIKE)
def test_what_means_the_same_is_nearer_than_what_does_not(language, told, same, other):
    known = meaning(language)
    near, far = (known.alike(stems(told, language), stems(each, language)) for each in (same, other))
    assert near > far + 0.1


def test_a_sentence_is_wholly_like_itself_and_words_that_nobody_knows_are_like_nothing():
    known = meaning("en")
    assert known.alike(["phone", "stolen"], ["phone", "stolen"]) == pytest.approx(1, abs=1e-4)
    assert known.alike(["qqxzv"], ["qqxzv"]) == known.alike([], ["phone"]) == known.alike(["x" * 40], ["phone"]) == 0


def test_one_record_is_found_and_none_is_no_error():
    alone = Meaning(b"phone".ljust(STEM, b"\0") + bytes(range(RECORD - STEM)))
    assert [alone.knows(stem) for stem in ("a", "phone", "phones", "z")] == [False, True, False, False]
    assert not NOTHING.knows("phone")


def test_a_language_without_a_file_is_told_of_once_and_searched_by_words_alone(caplog):
    meaning.cache_clear()
    with caplog.at_level(logging.WARNING, "kb.search.meaning"):
        assert meaning("xx") is meaning("xx") is NOTHING
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "xx.bin" in caplog.text


def test_of_texts_with_the_same_words_the_one_whose_question_means_what_was_typed_leads():
    words = tuple(stems("somebody nicked my mobile", "en"))
    texts = {
        1: ("secur", "summary", " ".join(stems("Where is the fee for a mobile refunded?", "en")), "body"),
        2: ("secur", "summary", " ".join(stems("My mobile was stolen. What now?", "en")), "body"),
    }
    groups = plan("mobile", "en").groups
    by_words = ranking.rank(ranking.Sought(groups, words), texts, (1.0, 1.0, 5.0, 5.0))
    by_meaning = ranking.rank(
        ranking.Sought(groups, words, told=words, meaning=meaning("en")), texts, (1.0, 1.0, 5.0, 5.0)
    )
    assert by_meaning[0].number == 2
    assert by_meaning[0].score - by_meaning[1].score > by_words[0].score - by_words[1].score


def test_each_question_means_something_by_itself():
    told = tuple(stems("my phone was stolen", "en"))
    sought = ranking.Sought((), told, told=told, meaning=meaning("en"))
    apart = ranking._closeness(("", "", f"phone stolen {APART} fee card", ""), sought)
    together = ranking._closeness(("", "", "phone stolen fee card", ""), sought)
    assert ranking._closeness(("", "", "", ""), sought) == 0
    assert 0 < apart != together


def test_a_misspelt_word_means_what_it_was_taken_for(library):
    """No dictionary and no file of vectors has “smartfone”; an article has “smartphone”."""
    asked = plan("my smartfone", "en")
    groups = look._widened(asked, asked.groups, [0] * len(asked.groups), look.backend().size("en"))
    assert "smartphon" in look._told(asked, groups, meaning("en"))


def test_without_vectors_search_answers_as_before(library, numbers, monkeypatch):
    index.put(readers_see(9001, questions="Where does the parcel with my old phone go?"))
    monkeypatch.setattr(look, "meaning", lambda language: NOTHING)
    assert numbers(search("where does the parcel with my old phone go", "en").results)[0] == 9001


def test_while_a_word_is_being_typed_no_meaning_is_asked_for(library, monkeypatch):
    asked = []
    monkeypatch.setattr(look, "_told", lambda *_: asked.append(1) or ())
    search("return a parc", "en", prefix=True)
    assert not asked
    search("return a parcel", "en")
    assert asked
