import pytest
from django.conf import settings

from kb.files.check import fix, problems

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"
OTHER = "articles/KB9002/en.md"


def test_a_sound_folder_has_no_problem(folder, told):
    assert told(problems(folder.root)) == []


def test_the_content_of_this_site_is_sound(told):
    """Warnings included: the desk may publish what they are about, we do not."""
    assert told(problems(settings.CONTENT_DIR)) == []


def test_what_the_desk_publishes_with_a_warning_fails_no_check(folder):
    """A translation that is behind is written out like any other text."""
    folder.change(FR, "2. KB9002#step-1\n", "")
    found = [problem for problem in problems(folder.root) if "in the other language" in str(problem)]
    assert found and not any(problem.blocks for problem in problems(folder.root))


@pytest.mark.parametrize(
    ("path", "words", "others", "expected"),
    [
        (EN, "number: 9001", "number: 9003", f"{EN}:2: The folder says KB9001."),
        (EN, "number: 9001", "number: 9002", f"{EN}:2: KB9002 has a folder of its own already."),
        (EN, "category: manage", "category: cars", f"{EN}:3: There is no category “cars”."),
        (EN, "tags: [howto]", "tags: [howto, nope]", f"{EN}:4: There is no tag “nope”."),
        (EN, "references: [9002, 3234]", "references: [404]", f"{EN}:6: There is no article KB404."),
        (EN, "references: ", "demo: nowhere\nreferences: ", f"{EN}:6: There is no practice scenario “nowhere”."),
        (FR, "references: [9002, 3234]", "references: [3234, 9002]", f"{FR}:6: “references” differs from {EN}:6."),
        (FR, "source: en\n", "", f"{FR}:1: The head lacks: source."),
        (EN, "KB9002#step-1", "KB404", f"{EN}:19: There is no article KB404."),
        (EN, "KB9002#step-1", "KB9002#step-7", f"{EN}:19: "),
        (FR, "2. KB9002#step-1\n", "", f"{EN}:19: “#step-2” is not in the other language"),
        (FR, "{#do-it}", "{#faire}", f"{FR}:15: “#faire” is not in the other language"),
        (FR, "1. Commencez.", "1. Commencez.\n<<<<<<< x\n", f"{FR}:19: Two texts are still here"),
        (FR, "1. Commencez.", "1. [untranslated] Begin.", f"{FR}:18: This is not translated yet: Begin."),
        (
            FR,
            "title: Comment",
            "title: '[untranslated] Comment faire' #",
            f"{FR}:7: This is not translated yet: Comment",
        ),
        (FR, "title: Comment faire", "title: Comment faire ?", f"{FR}:7: A no-break space belongs before"),
        (EN, "title: How to do it", "title: 'How to do it'", f"{EN}:7: Not in canonical form"),
        ("tags.yaml", "- key: howto", "- kex: howto", "tags.yaml:1: An entry begins with “key”."),
        ("elsewhere.yaml", "3234", "9001", f"{EN}:2: elsewhere.yaml lists this article"),
    ],
)
def test_each_problem_is_told_with_its_file_and_line(folder, told, path, words, others, expected):
    folder.change(path, words, others)
    assert any(problem.startswith(expected) for problem in told(problems(folder.root))), told(problems(folder.root))


@pytest.mark.parametrize("key", ["title", "short", "summary", "questions"])
def test_what_is_set_wrong_in_the_head_is_told_with_its_line(folder, told, key):
    head = {"short": "short: À faire\n", "questions": "questions:\n- Pourquoi\u00a0?\n- À quoi bon\u00a0?\n"}
    if key in head:
        folder.change(FR, "summary: ", f"{head[key]}summary: ")
    lines = (folder.root / FR).read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:")) + (
        2 if key == "questions" else 0
    )
    lines[at] = lines[at].replace("\u00a0?", " ?") if key == "questions" else f"{lines[at]} !"
    (folder.root / FR).write_text("\n".join(lines) + "\n")
    assert any(each.startswith(f"{FR}:{at + 1}: A no-break space") for each in told(problems(folder.root)))


def test_what_does_not_belong_is_told(folder, told):
    folder.write("articles/Notes/en.md", "x")
    folder.write("articles/KB9001/de.md", "x")
    folder.write("articles/KB9001/.draft.swp", "x")
    assert told(problems(folder.root)) == [
        "articles/KB9001/de.md:1: Only en.md, fr.md were expected here.",
        "articles/Notes:1: A folder named like KB1131 was expected here.",
    ]


def test_a_missing_list_is_told(folder, told):
    folder.delete("tags.yaml")
    assert "tags.yaml:1: This file is missing." in told(problems(folder.root))


def test_text_in_another_encoding_is_told_with_its_line(folder, told):
    (folder.root / FR).write_bytes(folder.read(FR).encode("latin-1"))
    assert f"{FR}:1: This is not UTF-8 text." not in told(problems(folder.root))
    (folder.root / FR).write_bytes(folder.read(FR).encode().replace(b"Commencez", b"Commenc\xe9"))
    assert f"{FR}:18: This is not UTF-8 text." in told(problems(folder.root))


def test_one_bad_file_hides_no_problem_of_another(folder, told):
    folder.write(EN, "nothing")
    folder.change(OTHER, "category: manage", "category: cars")
    assert {line.split(":")[0] for line in told(problems(folder.root))} >= {EN, OTHER}


def test_a_mention_of_a_draft_is_a_mention_of_nothing(folder, told):
    for language in ("en", "fr"):
        path = folder.path(9002, language)
        folder.change(path, "published: 2026-11-24\n", "")
    assert f"{EN}:19: There is no article KB9002." in told(problems(folder.root))


def test_fix_writes_the_canonical_form_and_nothing_else(folder, told):
    folder.change(EN, "title: How to do it", "title:   'How to do it'")
    folder.write(OTHER, "cannot be read")
    assert fix(folder.root) == [EN]
    assert "title: How to do it\n" in folder.read(EN)
    assert folder.read(OTHER) == "cannot be read"
    assert fix(folder.root) == []
