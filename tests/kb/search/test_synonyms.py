"""What is wrong with a list of synonyms is told before readers meet it."""

import pytest

from kb.search.synonyms import SYNONYMS


@pytest.fixture
def problems(tmp_path):
    """What is told of English groups, where all ten articles speak of authentication."""

    def told(*groups: str) -> list[str]:
        for number in range(10):
            folder = tmp_path / "articles" / f"KB{number}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "en.md").write_text("Authentication with a card. The code arrives.")
        (tmp_path / "stopwords.yaml").write_text("en: [the, on]\nfr: [le]\n")
        (tmp_path / "synonyms.yaml").write_text(
            "en:\n" + "".join(f"- {each}\n" for each in groups) + "fr:\n- [a, b]\n"
        )
        return [str(problem) for problem in SYNONYMS.problems(tmp_path)]

    return told


def test_a_word_that_search_cannot_tell_from_a_common_one_is_told_with_its_line(problems):
    (problem,) = problems("[card, token]", "[device, authenticator]")
    assert problem.startswith("synonyms.yaml:3: “authenticator” is taken for another word, which 10 of 10 articles")


def test_a_word_that_search_passes_over_is_told(problems):
    (problem,) = problems("[card, the]")
    assert "“the” is one of the words" in problem


def test_phrases_keep_their_words_and_forms_of_one_word_may_stand_together(problems):
    assert problems("[log on, sign in]", "[arrives, arriving, arrived]", "[card, cards]") == []
