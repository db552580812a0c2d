import pytest
from django.conf import settings

from kb.markup.words import WORDS
from kb.publishing.words import MESSAGES, words

CODES = [code for code, _name in settings.LANGUAGES]


def test_every_word_that_rendering_needs_is_there_and_no_other():
    assert set(MESSAGES) == set(WORDS)


@pytest.mark.parametrize("language", CODES)
def test_no_word_is_empty(language):
    assert all(words(language)[key] for key in WORDS)


def test_words_are_translated():
    alike = {key for key in WORDS if words("fr")[key] == words("en")[key]}
    assert alike <= {"note", "figure"}


def test_placeholders_survive_translation():
    for key in WORDS:
        fields = {code: words(code)[key].count("{") + words(code)[key].count("%") for code in CODES}
        assert len(set(fields.values())) == 1, key
