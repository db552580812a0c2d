"""An article as a PO file for a translator: what goes out, and what comes back."""

import polib
import pytest

from kb.exchange.po import LARGEST, Job, NotForHere, Words, read, write
from tests.kb.markup.test_articles import ARTICLES

JOB = Job(article=3422, source_language="en", target_language="fr", source_revision=7)
SOURCE = Words("Log in", "With the card.", "Press ++OK++.\n\n::: steps\n1. One.\n2. Two.\n:::\n")
TARGET = Words("Se connecter", "Avec la carte.", "Appuyez sur ++OK++.\n\n::: steps\n1. Un.\n2. Deux.\n:::\n")


def entries(text: str) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(text)}


def sent_back(change, *, then: Words | None = None, source: Words = SOURCE) -> bytes:
    """The file as it comes back, once `change` has done something to its entries."""
    file = polib.pofile(write(JOB, source=source, target=TARGET, then=then))
    change({entry.msgctxt: entry for entry in file}, file)
    return str(file).encode()


def untouched(_entries, _file):
    pass


def test_every_segment_goes_out_with_its_translation():
    found = entries(write(JOB, source=SOURCE, target=TARGET, then=None))
    assert {key: (entry.msgid, entry.msgstr) for key, entry in found.items()} == {
        "title": ("Log in", "Se connecter"),
        "summary": ("With the card.", "Avec la carte."),
        ":text-1": ("Press ++OK++.", "Appuyez sur ++OK++."),
        "step-1:text-1": ("One.", "Un."),
        "step-2:text-1": ("Two.", "Deux."),
    }


def test_what_the_source_says_differently_since_is_fuzzy_and_shows_what_it_said():
    then = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("Two.", "Second."))
    found = entries(write(JOB, source=SOURCE, target=TARGET, then=then))
    assert [key for key, entry in found.items() if entry.fuzzy] == ["step-2:text-1"]
    assert found["step-2:text-1"].previous_msgid == "Second."


def test_a_text_that_was_never_translated_goes_out_empty():
    assert not any(entry.msgstr for entry in polib.pofile(write(JOB, source=SOURCE, target=None, then=None)))


def test_a_file_that_comes_back_untouched_changes_nothing():
    taken = read(sent_back(untouched), JOB, source=SOURCE, target=TARGET)
    assert taken.words == TARGET
    assert taken.is_complete and taken.source_revision == 7


@pytest.mark.parametrize("folder", sorted(ARTICLES.glob("KB*")), ids=lambda folder: folder.name)
def test_every_article_survives_the_round_trip_byte_for_byte(folder):
    source, target = (
        Words("T", "S", (folder / f"{code}.md").read_text().split("---\n", 2)[2]) for code in ("en", "fr")
    )
    out = write(JOB, source=source, target=target, then=None)
    assert read(out.encode(), JOB, source=source, target=target).words == target
    assert read(out.encode(), JOB, source=source, target=None).words.body == target.body


def test_a_new_translation_is_put_in_its_place():
    def better(found, _file):
        found["step-2:text-1"].msgstr = "Puis deux."

    taken = read(sent_back(better), JOB, source=SOURCE, target=TARGET)
    assert taken.words.body == TARGET.body.replace("Deux.", "Puis deux.")


def test_fuzzy_and_empty_entries_leave_the_words_as_they_were_and_are_told():
    def unsure(found, _file):
        found["title"].msgstr = ""
        found["step-1:text-1"].flags.append("fuzzy")
        found["step-1:text-1"].msgstr = "Peut-être."

    taken = read(sent_back(unsure), JOB, source=SOURCE, target=TARGET)
    assert taken.words == TARGET
    assert (taken.unconfirmed, taken.untranslated) == (("step-1:text-1",), ("title",))
    assert not taken.is_complete


def test_a_translation_of_words_that_changed_meanwhile_is_taken_and_told():
    file = sent_back(untouched)
    moved = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("Two.", "Three."))
    taken = read(file, JOB, source=moved, target=TARGET)
    assert taken.outdated == ("step-2:text-1",) and not taken.is_complete


def test_entries_of_no_segment_are_told_and_left_out():
    def more(_found, file):
        file.append(polib.POEntry(msgctxt="step-9:text-1", msgid="Nine.", msgstr="Neuf."))

    taken = read(sent_back(more), JOB, source=SOURCE, target=TARGET)
    assert taken.unrecognised == ("step-9:text-1",)
    assert "Neuf" not in taken.words.body


def test_a_new_step_of_the_source_comes_into_the_translation_and_what_it_lacks_is_told():
    longer = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("2. Two.", "2. Two.\n3. Three."))

    def translate(found, _file):
        found["step-3:text-1"].msgstr = "Trois."

    taken = read(sent_back(translate, source=longer), JOB, source=longer, target=TARGET)
    assert taken.words.body == TARGET.body.replace("2. Deux.", "2. Deux.\n3. Trois.")
    shorter = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("2. Two.\n", ""))
    taken = read(write(JOB, source=shorter, target=TARGET, then=None).encode(), JOB, source=shorter, target=TARGET)
    assert taken.left_out == ("step-2:text-1",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-po"),
        (b"hello", "not-po"),
        (b'msgid "a\nmsgstr', "not-po"),
        (b"\xff\xfe\x00", "not-po"),
        (b"/etc/passwd", "not-po"),
        (b"x" * (LARGEST + 1), "too-large"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n', "other-article"),
        (sent_back(lambda _entries, file: file.metadata.update({"X-KB-Article": "2260"})), "other-article"),
        (sent_back(lambda _entries, file: file.metadata.update({"Language": "de"})), "other-language"),
    ],
)
def test_a_file_that_is_not_for_this_text_is_refused(content, code):
    with pytest.raises(NotForHere) as refused:
        read(content, JOB, source=SOURCE, target=TARGET)
    assert refused.value.code == code
