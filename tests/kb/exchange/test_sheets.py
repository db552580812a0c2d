"""An article as a file for a translator: what goes out, and what comes back, in every format and through other tools."""

import polib
import pytest
from translate.storage.pypo import pofile
from translate.storage.xliff2 import Xliff2File

from kb.exchange import formats
from kb.exchange.formats import FORMATS, PO, XLIFF
from kb.exchange.sheets import Job, NotForHere, Words, made, taken
from kb.markup.untranslated import MARK
from tests.kb.markup.test_articles import ARTICLES

JOB = Job(article=3422, source_language="en", target_language="fr", source_revision=7)
SOURCE = Words("Log in", "With the card.", "Press ++OK++.\n\n::: steps\n1. One.\n2. Two.\n:::\n")
TARGET = Words("Se connecter", "Avec la carte.", "Appuyez sur ++OK++.\n\n::: steps\n1. Un.\n2. Deux.\n:::\n")
each_format = pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))


class PoTool:
    """What a translator's program does to a PO file."""

    def __init__(self, text):
        self.file = polib.pofile(text)
        self.places = {entry.msgctxt: entry for entry in self.file}

    def source(self, key):
        return self.places[key].msgid

    def target(self, key):
        return self.places[key].msgstr

    def is_unsure(self, key):
        return self.places[key].fuzzy

    def earlier(self, key):
        return self.places[key].previous_msgid

    def translate(self, key, text, unsure=False):
        self.places[key].msgstr = text
        self.places[key].flags = ["fuzzy"] if unsure else []

    def drop_places(self):
        for entry in self.file:
            entry.msgctxt = None

    def drop_head(self):
        self.file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Project-Id-Version": "x"}

    def name_languages(self, source, target):
        self.file.metadata.update({"X-Source-Language": source, "Language": target})

    def name_article(self, name):
        self.file.metadata["X-KB-Article"] = name

    @property
    def content(self):
        return str(self.file).encode()


class XliffTool:
    """The same to an XLIFF file, by translate-toolkit."""

    def __init__(self, text):
        self.file = Xliff2File.parsestring(text.encode())
        self.places = {unit.getunitelement().get("name"): unit for unit in self.file.units}
        self.root = self.file.document.getroot()

    def source(self, key):
        return str(self.places[key].source)

    def target(self, key):
        return str(self.places[key].target or "")

    def is_unsure(self, key):
        return self.places[key].isfuzzy()

    def earlier(self, key):
        unit = self.places[key].getunitelement()
        return unit.find(self.places[key].namespaced("notes")).getchildren()[0].text

    def translate(self, key, text, unsure=False):
        self.places[key].target = text
        self.places[key].markfuzzy(unsure)

    def drop_places(self):
        for unit in self.places.values():
            del unit.getunitelement().attrib["name"]

    def drop_head(self):
        del self.file.body.attrib["original"]
        for name in ("srcLang", "trgLang"):
            self.root.attrib.pop(name)

    def name_languages(self, source, target):
        self.root.set("srcLang", source)
        self.root.set("trgLang", target)

    def name_article(self, name):
        self.file.body.set("original", name)

    @property
    def content(self):
        return bytes(self.file)


TOOLS = {PO: PoTool, XLIFF: XliffTool}
STORES = {PO: pofile, XLIFF: Xliff2File}  # of translate-toolkit


def sent(form, *, source=SOURCE, target=TARGET, then=None):
    return TOOLS[form](formats.write(form, JOB, source=source, target=target, then=then))


def back(tool, *, source=SOURCE, target=TARGET):
    return formats.read(tool.content, JOB, source=source, target=target)


@each_format
def test_every_place_goes_out_with_its_translation(form):
    tool = sent(form)
    assert {key: (tool.source(key), tool.target(key)) for key in tool.places} == {
        "title": ("Log in", "Se connecter"),
        "summary": ("With the card.", "Avec la carte."),
        ":text-1": ("Press ++OK++.", "Appuyez sur ++OK++."),
        "step-1:text-1": ("One.", "Un."),
        "step-2:text-1": ("Two.", "Deux."),
    }


@each_format
def test_short_title_and_questions_go_along_and_come_back(form):
    source = Words(*("Log in", "With the card.", "One.\n"), short="Login", questions="How?\nWhy & where?")
    target = Words("Se connecter", "Avec la carte.", "Un.\n")
    tool = sent(form, source=source, target=target)
    assert (tool.source("short"), tool.source("questions")) == ("Login", "How?\nWhy & where?")
    left = back(tool, source=source, target=target)
    assert left.words == target and left.untranslated == ("short", "questions") and not left.marked
    tool.translate("short", "Connexion")
    tool.translate("questions", "Comment ?\nPourquoi ?\nOù ?")
    came = back(tool, source=source, target=target)
    assert (came.words.short, came.words.questions) == ("Connexion", "Comment ?\nPourquoi ?\nOù ?")
    assert came.is_complete


@each_format
def test_what_the_source_says_differently_since_is_unsure_and_shows_what_it_said(form):
    then = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("Two.", "Second."))
    tool = sent(form, then=then)
    assert [key for key in tool.places if tool.is_unsure(key)] == ["step-2:text-1"]
    assert tool.earlier("step-2:text-1") == "Second."
    assert back(tool).unconfirmed == ("step-2:text-1",)


@each_format
def test_a_text_that_was_never_translated_goes_out_empty(form):
    tool = sent(form, target=None)
    assert not any(map(tool.target, tool.places))
    with pytest.raises(NotForHere, match="empty"):
        back(tool, target=None)


@each_format
def test_a_file_that_comes_back_untouched_changes_nothing(form):
    came = back(sent(form))
    assert came.words == TARGET
    assert came.is_complete and came.source_revision == 7 and not came.marked


@each_format
@pytest.mark.parametrize("folder", sorted(ARTICLES.glob("KB*")), ids=lambda folder: folder.name)
def test_every_article_survives_the_round_trip_byte_for_byte(folder, form):
    source, target = (
        Words("T", "S", (folder / f"{code}.md").read_text().split("---\n", 2)[2]) for code in ("en", "fr")
    )
    out = formats.write(form, JOB, source=source, target=target, then=None).encode()
    assert formats.read(out, JOB, source=source, target=target).words == target
    assert formats.read(out, JOB, source=source, target=None).words.body == target.body


@each_format
def test_a_tool_that_reads_and_writes_the_file_loses_nothing(form):
    """Signs that mean something in XML or PO, and those that Python takes for ends of lines."""
    odd = "a < b & c > \"d\" 'e' \\ \\n %s {x}\u2028f\u2029g\xa0h\u200bi 🔑 ]]>"
    words = Words(f"Vider {odd}", odd, f"{odd}\n\n- {odd}\n\n::: steps\n1. {odd}\n   {odd}\n:::\n")
    out = formats.write(form, JOB, source=words, target=words, then=None).encode()
    for content in (out, bytes(STORES[form].parsestring(out))):
        came = formats.read(content, JOB, source=words, target=words)
        assert came.words == words and came.is_complete


@each_format
def test_a_new_translation_is_put_in_its_place(form):
    tool = sent(form)
    tool.translate("step-2:text-1", "Puis deux.")
    assert back(tool).words.body == TARGET.body.replace("Deux.", "Puis deux.")


@each_format
def test_unsure_and_empty_places_leave_the_words_as_they_were_and_are_told(form):
    tool = sent(form)
    tool.translate("title", "")
    tool.translate("step-1:text-1", "Peut-être.", unsure=True)
    came = back(tool)
    assert came.words == TARGET and not came.marked
    assert (came.unconfirmed, came.untranslated) == (("step-1:text-1",), ("title",))
    assert not came.is_complete


@each_format
def test_what_was_never_translated_is_marked_until_it_is(form):
    """Neither the source's words nor a guess are among translated ones as if they were part of them."""
    tool = sent(form, target=None)
    tool.translate(":text-1", "Appuyez sur ++OK++.")
    tool.translate("step-1:text-1", "Un, peut-être.", unsure=True)
    half = back(tool, target=None)
    assert half.words.title == f"{MARK} Log in"
    assert f"1. {MARK} Un, peut-être.\n2. {MARK} Two.\n" in half.words.body
    assert half.marked == ("title", "summary", "step-1:text-1", "step-2:text-1")
    again = sent(form, target=half.words)
    assert {key for key in again.places if not again.target(key)} == set(half.marked)
    assert back(again, target=half.words).words.body.count(MARK) == 2
    for key, text in (("title", "Se connecter"), ("summary", "Avec la carte."), ("step-1:text-1", "Un.")):
        again.translate(key, text)
    again.translate("step-2:text-1", "Deux.")
    whole = back(again, target=half.words)
    assert whole.words == TARGET and whole.is_complete


def test_a_mark_in_a_title_of_the_greatest_length_fits():
    source = Words("a" * 160, "b" * 320, "One.\n")
    file = formats.write(PO, JOB, source=source, target=None, then=None).replace('msgstr ""', 'msgstr "Un."')
    file = file.replace('msgstr "Un."', 'msgstr ""', 3)  # the head of the file, title and summary
    words = formats.read(file.encode(), JOB, source=source, target=None).words
    assert (len(words.title), len(words.summary), words.body) == (160, 320, "Un.\n")
    assert words.title.startswith(MARK) and words.summary.startswith(MARK)


def test_a_number_needs_no_translation():
    source = Words("Log in", "With it.", "| One |\n|---|\n| 10 |\n")
    tool = sent(PO, source=source, target=None)
    for key, text in (("title", "Se connecter"), ("summary", "Avec."), (":cell-1", "Un")):
        tool.translate(key, text)
    came = back(tool, source=source, target=None)
    assert came.words.body == "| Un |\n|---|\n| 10 |\n" and came.is_complete


@each_format
def test_a_translation_of_words_that_changed_since_is_taken_and_told(form):
    moved = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("Two.", "Three."))
    came = back(sent(form), source=moved)
    assert came.outdated == ("step-2:text-1",) and not came.is_complete


@each_format
def test_places_of_no_segment_are_told_and_left_out(form):
    longer = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("2. Two.", "2. Two.\n3. Nine."))
    tool = sent(form, source=longer)
    tool.translate("step-3:text-1", "Neuf.")
    came = back(tool)
    assert came.unrecognised == ("step-3:text-1",)
    assert "Neuf" not in came.words.body


@each_format
def test_a_new_step_of_the_source_comes_into_the_translation_and_what_it_lacks_is_told(form):
    longer = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("2. Two.", "2. Two.\n3. Three."))
    tool = sent(form, source=longer)
    tool.translate("step-3:text-1", "Trois.")
    assert back(tool, source=longer).words.body == TARGET.body.replace("2. Deux.", "2. Deux.\n3. Trois.")
    shorter = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("2. Two.\n", ""))
    assert back(sent(form, source=shorter), source=shorter).left_out == ("step-2:text-1",)


@each_format
@pytest.mark.parametrize(
    "text",
    [
        "Un.\n\nEt un.",
        "Un.\n2. Deux.",
        "Un.\n:::\n",
        "Un.\n\n## Titre {#titre}",
        "Un.\n| a | b |",
        "::: note",
        "- Un.",
    ],
)
def test_a_translation_that_is_more_than_words_is_refused_with_its_place(form, text):
    tool = sent(form)
    tool.translate("step-1:text-1", text)
    if text in ("- Un.", "::: note"):  # harmless behind the number of a step
        assert text in back(tool).words.body
        tool.translate("step-1:text-1", "Un.")
        tool.translate(":text-1", text)
    with pytest.raises(NotForHere) as refused:
        back(tool)
    assert refused.value.code == "other-structure"
    assert refused.value.found in ("step-1:text-1", ":text-1")


@pytest.mark.parametrize(
    ("source", "target", "is_told"),
    [
        ("Press [[OK]].", "Appuyez sur [[Valider]].", False),
        ("Press [[OK]].", "Appuyez.", True),
        ("See [this](KB3422#log-in).", "Voyez [ceci](KB3422#log-in).", False),
        ("See [this](KB3422#log-in).", "Voyez [ceci](KB3422#autre).", True),
        ("See KB3422.", "Voyez KB3423.", True),
        ("See [it](https://a.example/en).", "Voyez [le](https://a.example/fr).", False),
        ("Press ++OK++.", "Appuyez sur OK.", True),
        ("It says `ERR`.", "Il dit ERR.", True),
    ],
)
def test_links_and_marks_that_differ_from_the_source_are_told(source, target, is_told):
    words = Words("T", "S", f"{source}\n")
    tool = sent(PO, source=words, target=None)
    tool.translate(":text-1", target)
    assert back(tool, source=words, target=None).differing == ((":text-1",) if is_told else ())


@each_format
@pytest.mark.parametrize("languages", [("en", "fr_FR"), ("EN-us", "fr-CA"), ("en", "fr@euro"), ("en_US.UTF-8", "FR"), ("eng", "fra"), ("eng-GB", "fre"), ("C", "fr")])  # fmt: skip
def test_a_language_may_be_spelled_as_other_tools_do(form, languages):
    tool = sent(form)
    tool.name_languages(*languages)
    assert back(tool).words == TARGET


@each_format
@pytest.mark.parametrize("name", ["3422", "KB3422", "kb 3422"])
def test_an_article_may_be_named_in_any_spelling(form, name):
    tool = sent(form)
    tool.name_article(name)
    assert back(tool).words == TARGET


@each_format
def test_a_file_without_its_head_is_taken_where_the_places_are_this_articles(form):
    tool = sent(form)
    tool.drop_head()
    assert back(tool).words == TARGET
    other = Words("Pay in", "By transfer.", "Choose.\n\n::: steps\n1. A.\n2. B.\n:::\n")
    with pytest.raises(NotForHere, match="other-article"):
        back(tool, source=other)


def test_entries_without_any_head_are_taken_where_the_places_are_this_articles():
    _head, _blank, entries = formats.write(PO, JOB, source=SOURCE, target=TARGET, then=None).partition("\n\n")
    assert formats.read(entries.encode(), JOB, source=SOURCE, target=TARGET).words == TARGET
    with pytest.raises(NotForHere, match="other-article"):
        formats.read(entries.encode(), JOB, source=Words("Pay in", "By transfer.", "Choose.\n"), target=None)


@each_format
def test_places_that_a_tool_dropped_are_found_by_their_words(form):
    source = Words(SOURCE.title, SOURCE.summary, SOURCE.body + "\nSame.\n\nSame.\n")
    target = Words(TARGET.title, TARGET.summary, TARGET.body + "\nPareil.\n\nIdem.\n")
    tool = sent(form, source=source, target=target)
    tool.translate("step-2:text-1", "Puis deux.")
    tool.drop_places()
    came = back(tool, source=source, target=target)
    assert came.words.body == target.body.replace("Deux.", "Puis deux.")
    assert came.unrecognised == ("“Same.”", "“Same.”")


def test_a_unit_that_a_tool_cut_in_segments_is_put_together():
    whole = '<segment state="translated"><source>One.</source><target>Un.</target></segment>'
    parts = (
        '<segment id="a" state="translated"><source>On</source><target>U</target></segment>'
        "<ignorable><source>e</source><target>n</target></ignorable>"
        '<segment id="b" state="final"><source>.</source><target><mrk id="m">.</mrk></target></segment>'
    )
    file = "".join(
        line.strip() for line in formats.write(XLIFF, JOB, source=SOURCE, target=TARGET, then=None).split("\n")
    )
    assert whole in file
    came = formats.read(file.replace(whole, parts).encode(), JOB, source=SOURCE, target=TARGET)
    assert came.words == TARGET and came.is_complete
    half = parts.replace("<target>U</target>", "")
    came = formats.read(file.replace(whole, half).encode(), JOB, source=SOURCE, target=TARGET)
    assert came.untranslated == ("step-1:text-1",)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">&a;</file></xliff>'
OLD = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"hello", "unreadable"),
        (b'msgid "a\nmsgstr', "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),
        (b"/etc/passwd", "unreadable"),
        (b"<", "unreadable"),
        (b"<xliff/>", "unreadable"),
        (OLD.encode(), "unreadable"),
        (BOMB.encode(), "unreadable"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='nonsense'?><a/>", "unreadable"),
        (b"x" * (formats.LARGEST + 1), "too-large"),
        (b"<" + b"x" * formats.LARGEST, "too-large"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n', "other-article"),
        ('msgid ""\nmsgstr ""\n\nmsgid "a\x85b"\nmsgstr ""\n'.encode(), "unclean"),
        (b'msgid ""\nmsgstr ""\n\nmsgid "a\x1cb"\nmsgstr ""\n', "unclean"),
    ],
)
def test_what_is_no_file_of_a_translator_is_refused(content, code):
    with pytest.raises(NotForHere) as refused:
        formats.read(content, JOB, source=SOURCE, target=TARGET)
    assert refused.value.code == code


@each_format
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tool: tool.name_article("KB2260"), "other-article"),
        (lambda tool: tool.name_article("another"), "other-article"),
        (lambda tool: tool.name_languages("en", "de"), "other-language"),
        (lambda tool: tool.name_languages("es", "fr"), "other-source"),
        (lambda tool: tool.name_languages("ger", "fr"), "other-source"),
    ],
)
def test_a_file_that_is_not_for_this_text_is_refused(form, change, code):
    tool = sent(form)
    change(tool)
    with pytest.raises(NotForHere) as refused:
        back(tool)
    assert refused.value.code == code


@pytest.mark.parametrize("bad", ["\x85", "&#133;", '<cp hex="000B"/>'])
def test_an_xliff_file_with_a_control_character_is_refused_with_its_place(bad):
    file = formats.write(XLIFF, JOB, source=SOURCE, target=TARGET, then=None).replace("Deux.", f"Deux{bad}.")
    with pytest.raises(NotForHere, match=r"unclean: .*\(?U\+"):
        formats.read(file.encode(), JOB, source=SOURCE, target=TARGET)


def test_both_formats_say_the_same():
    then = Words(SOURCE.title, SOURCE.summary, SOURCE.body.replace("Two.", "Second."))
    sheet = made(JOB, source=SOURCE, target=TARGET, then=then)
    came = taken(sheet, JOB, source=SOURCE, target=TARGET)
    for form in FORMATS.values():
        assert formats.read(form.dump(sheet).encode(), JOB, source=SOURCE, target=TARGET) == came
