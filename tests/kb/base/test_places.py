"""YAML that people write: each mistake is told with its line, and nothing in a file costs more than its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.base.places import DEEPEST, Reader, Unreadable, compose, open_file, open_text

LANGUAGES = ("en", "fr")
LAUGHS = "a: &a [ha, ha]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: [\n\n", 2, "node"),
        ("a: 1\n b: 2\n", 2, "mapping"),
        ("a: 1\n\tb: 2\n", 2, ""),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ("é: 1\n\nb: \x01\n", 3, "control"),
        ("a: 1\nb: \x00\n", 2, "control"),
        (f"x: 1\n{LAUGHS}", 2, "anchors"),
        ("a: 1\nb: *nowhere\n", 2, "aliases"),
        ("a: 1\n<<: &more {b: 2}\n", 2, "anchors"),
        ("a: 1\nb: !!bool perhaps", 2, "tags"),
        ("a: !!timestamp soon", 1, "tags"),
        ("- !!int ''", 1, "tags"),
        ("!!set {a: }", 1, "tags"),
        ("a: ! b", 1, "tags"),
        ("!!python/object/apply:os.system [ls]", 1, "tags"),
        ("a: 1\nb: \ud800", 2, "surrogate"),
        ("[" * (DEEPEST + 1), 1, f"more than {DEEPEST}"),
        ("[" * 200_000, 1, f"more than {DEEPEST}"),
    ],
)
def test_what_is_no_document_of_ours_is_refused_with_its_line(text, line, reason):
    with pytest.raises(Unreadable) as refused:
        compose(text)
    assert refused.value.line == line
    assert reason in refused.value.reason


def test_as_deep_as_is_allowed_is_read():
    assert compose("[" * DEEPEST + "]" * DEEPEST) is not None


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\té\x00\u2028"), max_size=60))
def test_any_text_is_read_or_refused(text):
    problems = []
    reader = open_text(text, "x.yaml", LANGUAGES, problems)
    assert (reader is None) == bool(problems)
    for read in (Reader.texts, Reader.labels, Reader.words, Reader.number, Reader.flag, Reader.slug):
        if reader:
            read(reader)


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ("en: a\nfr: b\nen: c\n", Reader.texts, ["x.yaml:3: en is listed twice"]),
        ("en: a\nfrench:\n  b\nfr: c\n", Reader.texts, ["x.yaml:2: french is not known here: en, fr"]),
        ("- {en: a, fr: b}\n- {en: c}\n", lambda root: root.each(Reader.texts), ["x.yaml:2: no text in fr"]),
        ("en: a\nfr: [b]\n", Reader.texts, ["x.yaml:2: should be a text"]),
        ("- a\n- {b: c}\n", Reader.words, ["x.yaml:2: should be a text"]),
        ("a: b\n", Reader.words, ["x.yaml:1: should be a list"]),
        ("[a]: b\n", Reader.entries, ["x.yaml:1: should be a name"]),
        ("9999999999999999999999", Reader.number, ["x.yaml:1: should be a whole number above 0, not '99"]),
        ("٣", Reader.number, ["x.yaml:1: should be a whole number above 0"]),
    ],
)
def test_what_is_wrong_in_a_document_is_told_with_its_line(text, read, told):
    problems = []
    read(open_text(text, "x.yaml", LANGUAGES, problems))
    assert len(problems) == len(told)
    assert all(str(problem).startswith(wanted) for problem, wanted in zip(problems, told, strict=True))


@pytest.mark.parametrize("word", ["on", "no", "yes", "null", "~", "2FA", "1_000", "2026-11-24"])
def test_a_word_is_what_is_written_whatever_yaml_makes_of_it(word):
    assert open_text(f"- {word}\n", "x.yaml", LANGUAGES, []).words() == (word,)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    problems = []
    (tmp_path / "latin.yaml").write_bytes(b"en: a\nfr: \xe9\n")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("latin.yaml", "folder.yaml", "none.yaml"):
        assert open_file(tmp_path / name, name, LANGUAGES, problems) is None
    assert [(problem.file, problem.line) for problem in problems] == [
        ("latin.yaml", 2),
        ("folder.yaml", 1),
        ("none.yaml", 1),
    ]


def test_an_empty_file_is_a_problem():
    for text in ("", "# only a comment\n"):
        problems = []
        assert open_text(text, "x.yaml", LANGUAGES, problems) is None
        assert str(problems[0]) == "x.yaml:1: the file is empty"
