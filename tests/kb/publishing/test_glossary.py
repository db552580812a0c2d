"""The glossary's file, and this site's own translations held to it."""

import shutil

import pytest
from django.conf import settings

from kb.files import check, frontmatter
from kb.publishing.glossary import NAME, glossary, problems, read

FOLDERS = sorted((settings.CONTENT_DIR / "articles").glob("KB*"))


def test_the_glossary_of_this_site_is_read_with_all_its_terms_and_labels():
    assert len(glossary().terms) > 40 and len(glossary().labels) > 40


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_translation_says_what_the_glossary_wants(folder):
    texts = {path.stem: frontmatter.parse(path.read_text()) for path in folder.glob("*.md")}
    source = next(iter(texts.values())).head.source
    for language in set(texts) - {source}:
        assert problems(texts[source].body, texts[language].body, (source, language)) == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("terms:\n- {en: [a], fr: [b]}", 2, "rule"),
        ("terms:\n- {rule: should, en: [a], fr: [b]}", 2, "should"),
        ("labels:\n- {en: [a], fr: [b]}\n- {en: [a]}", 3, "fr"),
        ("labels:\n- {en: [a], fr: [b], xx: [c]}", 2, "xx"),
        ("labels:\n- {en: a, fr: [b]}", 2, "list"),
        ("labels:\n- {en: [], fr: [b]}", 2, "word"),
        ("terms: []\nwords: []", 2, "words"),
        ("terms:\n- {rule: must, en: [a], fr: [b]}\n- {rule: must, en: [a], fr: [b], avoid: {fr: []}}", 3, "word"),
        ("terms:\n- [", 2, ""),
        ("", 1, "empty"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_by_line(text, line, what, tmp_path):
    (tmp_path / NAME).write_text(text)
    told = []
    read(tmp_path / NAME, told)
    assert [problem.line for problem in told] == [line]
    assert what in told[0].message
    assert (NAME, line) in [(problem.path, problem.line) for problem in check.problems(tmp_path)]


def test_check_content_warns_of_another_term_and_of_wrong_typography_in_a_translation(tmp_path):
    shutil.copytree(settings.CONTENT_DIR, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "articles/KB3422/fr.md"
    text = path.read_text()
    assert "code Challenge" in text
    path.write_text(text.replace("code Challenge", "code de défi") + "\nFin !\n")
    told = [problem for problem in check.problems(tmp_path) if not problem.blocks]
    assert {problem.path for problem in told} == {"articles/KB3422/fr.md"}
    said = " ".join(problem.sentence for problem in told)
    assert "challenge code" in said and "Fin !" in said
