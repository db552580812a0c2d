"""Lists of words: from their files to the database, edited there, to readers, and back to the files."""

import shutil

import pytest
from django.core.management import call_command

from kb.base import kept
from kb.files.lists import history, slices
from kb.files.lists.adding import add_synonym
from kb.files.lists.kinds import BY_KEY, KINDS
from kb.files.load import load, preview
from kb.files.save import save
from kb.models import Category, ContentFile, Rules, Stamp, Tag, WordList, WordRevision
from kb.publishing import glossary, lists, snippets
from kb.search import synonyms
from kb.web import choices
from tests.factories import make_article, text_of

pytestmark = pytest.mark.django_db
NAMES = [kind.name for kind in KINDS]


@pytest.fixture
def site(tmp_path, settings):
    """A site that has loaded copies of this site's lists."""
    original = settings.CONTENT_DIR
    settings.CONTENT_DIR = tmp_path / "content"
    settings.CONTENT_DIR.mkdir()
    for name in [*NAMES, "elsewhere.yaml"]:
        shutil.copy(original / name, settings.CONTENT_DIR)
    load(settings.CONTENT_DIR)
    return settings.CONTENT_DIR


def text(key):
    return history.current(BY_KEY[key]).head.text


def swap(key, old, new, **more):
    """Save the list with other words in it."""
    assert old in text(key)
    return history.save(BY_KEY[key], text(key).replace(old, new, 1), **more)


# There and back ----------------------------------------------------------------------------------------------------


def test_what_nobody_changed_comes_back_byte_for_byte(site):
    before = {name: (site / name).read_bytes() for name in NAMES}
    assert {row.name for row in WordList.objects.all()} == {*NAMES}
    for name in NAMES:
        (site / name).unlink()
    ContentFile.objects.all().delete()
    save(site)
    assert {name: (site / name).read_bytes() for name in NAMES} == before


def test_a_change_at_the_desk_leaves_comments_and_other_rows_as_they_are(site):
    before = (site / "synonyms.yaml").read_text()
    add_synonym("en", ["token", "gadget"])
    save(site)
    after = (site / "synonyms.yaml").read_text()
    changed = [(old, new) for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new]
    assert changed == [(changed[0][0], changed[0][0][:-1] + ", gadget]")]
    assert after.startswith("# Words that the search treats alike")


@pytest.mark.parametrize("key", [kind.key for kind in KINDS if kind.key != "stopwords"])
def test_each_row_of_this_site_can_be_written_again_and_says_the_same(site, key):
    paths = {"glossary": [("terms",), ("labels",)], "synonyms": [("en",), ("fr",)]}.get(key, [()])
    for path in paths:
        there = slices.rows(text(key), path)
        assert there
        for row in there:
            for changed in (
                slices.replaced(text(key), row, row.value),
                slices.added(slices.removed(text(key), row), path, row.value, row.at),
            ):
                assert [each.value for each in slices.rows(changed, path)] == [each.value for each in there]
                assert not BY_KEY[key].judged(changed)


@pytest.mark.parametrize(
    "value", ["a: b", "a, b", "[a]", "what?", "#5", "it’s", 'say "a, b"', "no", "12", "- a", "é", "a'b, c"]
)
@pytest.mark.parametrize("key", ["synonyms", "tags"])
def test_any_words_can_be_in_a_row(site, key, value):
    path = ("en",) if key == "synonyms" else ()
    row = [value, "other"] if path else {"key": "some", "name": {"en": value, "fr": value}}
    changed = slices.added(text(key), path, row)
    read = slices.rows(changed, path)[-1].value
    assert [str(each) for each in read] == row if path else read["name"]["en"] in (value, 12)
    assert not BY_KEY[key].judged(changed)


def test_the_last_row_may_go_and_come_back():
    one = "# why\nen:\n- [a, b]\nfr:\n- [c, d]\n"
    [row] = slices.rows(one, ("en",))
    none = slices.removed(one, row)
    assert none == "# why\nen: []\nfr:\n- [c, d]\n"
    assert slices.added(none, ("en",), ["a", "b"]) == one
    assert slices.added("fr:\n- [c, d]\n", ("en",), ["a", "b"]) == "fr:\n- [c, d]\nen:\n- [a, b]\n"


# To readers --------------------------------------------------------------------------------------------------------


def others_of(language, word):
    stem = tuple(synonyms.analyser(language).stems(word))
    return {" ".join(each) for each in synonyms.synonyms(language).get(stem, ())}


def test_a_synonym_is_found_as_soon_as_it_is_saved(site):
    before = Stamp.current()
    assert "gadget" not in others_of("en", "token")
    add_synonym("en", ["gadget", "token"])
    assert "gadget" in others_of("en", "token")
    assert Stamp.current() != before
    add_synonym("en", ["gadget", "token"])
    assert WordRevision.objects.filter(name="synonyms.yaml").count() == 2, "said twice, kept once"
    add_synonym("fr", ["zzbidule", "zztruc"])
    assert others_of("fr", "zzbidule") == {"zztruc"}


def test_of_each_list_readers_have_what_was_saved(site):
    swap("stopwords", "en: [a, about,", "en: [a, about, zzz,")
    assert "zzz" in synonyms.stop_words("en")
    swap("glossary", "en: [Client Portal]", "en: [Client Gate]")
    assert any("Client Gate" in term.forms["en"] for term in glossary.glossary().terms)
    swap("snippets", "by telephone only", "by phone only")
    assert "by phone only" in snippets.snippets().find("en", "client-services")
    make_article(9008)
    swap("choose", "A plastic card", "A small card")
    assert choices.choices().opening("en").answers[0].text == "A small card"
    swap("tags", "    en: How-to", "    en: Instructions")
    assert Tag.objects.get(key="howto").name_en == "Instructions"
    swap("categories", "    en: Overview", "    en: At a glance")
    assert Category.objects.get(key="overview").name_en == "At a glance"


def test_another_process_has_it_with_the_next_look_at_the_stamp(site):
    add_synonym("en", ["gadget", "token"])
    lists.forget()  # as in a process that has not looked yet
    assert "gadget" not in others_of("en", "token")
    lists.stamp()
    assert "gadget" in others_of("en", "token")


def test_articles_follow_a_snippet_in_the_background(site):
    body = "::: snippet client-services\n:::\n"
    showing = make_article(9101, body_en=body, body_fr=body)
    other = make_article(9102)
    call_command("follow_words", verbosity=0)
    kept_html = text_of(other).html
    swap("snippets", "by telephone only", "by phone only")
    assert "by phone only" not in text_of(showing).html
    assert lists.follow_snippets() == 2
    assert "by phone only" in text_of(showing).html
    assert text_of(other).html == kept_html
    assert lists.follow_snippets() == 0


# What does not hold ------------------------------------------------------------------------------------------------

WRONG = [
    ("synonyms", "- [phone, mobile", "- [phone, {a: b}, mobile", "should be a text"),
    ("synonyms", "- [phone, mobile", "- [phone, the, mobile", "search ignores"),
    ("stopwords", "en: [a, about,", "en: [a, about, phone,", "has synonyms"),
    ("glossary", "rule: keep", "rule: kept", "is not one of"),
    ("snippets", "- id: client-services", "- id: Client Services", "small letters"),
    ("choose", "    next: which-card\n", "    next: nowhere\n", "there is no question nowhere"),
    ("tags", "- key: howto", "- key: How To", "small letters"),
    ("categories", "    fr: Vue d’ensemble\n", "", "for each of"),
]


@pytest.mark.parametrize(("key", "old", "new", "says"), WRONG)
def test_what_does_not_hold_is_refused_and_readers_keep_what_they_had(site, key, old, new, says):
    before = text(key)
    with pytest.raises(history.Refused) as refused:
        swap(key, old, new)
    assert says in str(refused.value)
    assert text(key) == before and WordRevision.objects.filter(name=f"{key}.yaml").count() == 1


@pytest.mark.parametrize(("key", "name"), [("categories", "manage"), ("tags", "howto"), ("snippets", "help-me")])
def test_what_articles_use_cannot_go(site, key, name):
    article = make_article(9101, body_en="::: snippet help-me\n:::\n")
    if key == "snippets":
        history.save(BY_KEY[key], text(key) + "- id: help-me\n  text:\n    en: A\n    fr: B\n")
    if key == "categories":
        article.category = Category.objects.get(key=name)
        article.save()
    if key == "tags":
        article.tags.add(Tag.objects.get(key=name))
    entry = "id" if key == "snippets" else "key"
    [row] = [row for row in slices.rows(text(key), ()) if row.value[entry] == name]
    with pytest.raises(history.Refused, match="KB9101"):
        history.save(BY_KEY[key], slices.removed(text(key), row))


def test_what_nobody_uses_goes_from_the_tables_too(site):
    [row] = [row for row in slices.rows(text("tags"), ()) if row.value["key"] == "tws"]
    history.save(BY_KEY["tags"], slices.removed(text("tags"), row))
    assert not Tag.objects.filter(key="tws").exists()
    history.restore(BY_KEY["tags"], 1)
    assert Tag.objects.filter(key="tws").exists()


# Who, and who else -------------------------------------------------------------------------------------------------


def test_two_people_change_different_rows_and_both_count(site):
    seen = history.current(BY_KEY["tags"]).head.number
    swap("tags", "    en: How-to", "    en: Instructions")
    with pytest.raises(history.MovedOn):
        history.save(BY_KEY["tags"], text("tags").replace("Technical", "Details"), based_on=seen)
    history.edit(BY_KEY["tags"], lambda now: now.replace("Technical", "Details"))
    assert "Instructions" in text("tags") and "Details" in text("tags")


def test_with_the_rule_of_two_people_a_colleague_publishes(site, rita):
    from django.contrib.auth.models import User

    Rules.objects.create(two_people=True)
    add_synonym("en", ["gadget", "token"], by=rita)
    row = history.current(BY_KEY["synonyms"])
    assert row.is_pending and row.head.by_name == "rita"
    assert "gadget" not in others_of("en", "token")
    with pytest.raises(history.pairs.OwnEdit):
        history.publish(BY_KEY["synonyms"], by=rita)
    history.publish(BY_KEY["synonyms"], by=User.objects.create_superuser("root"))
    assert "gadget" in others_of("en", "token")


# Files -------------------------------------------------------------------------------------------------------------


def in_file(site, name, old, new):
    said = (site / name).read_text()
    assert old in said
    (site / name).write_text(said.replace(old, new, 1))


def test_a_file_is_taken_where_only_it_changed(site):
    in_file(site, "synonyms.yaml", "- [phone, mobile", "- [phone, zzphone, mobile")
    assert "zzphone" not in others_of("en", "phone")
    assert load(site).done == ["synonyms.yaml"]
    assert "zzphone" in others_of("en", "phone")
    assert load(site).done == []


def test_a_look_at_what_a_load_would_do_leaves_the_words_alone(site):
    in_file(site, "synonyms.yaml", "- [phone, mobile", "- [phone, zzphone, mobile")
    assert preview(site).done == ["synonyms.yaml"]
    assert "zzphone" not in others_of("en", "phone")


@pytest.mark.parametrize("key", ["synonyms", "tags"])
def test_what_changed_on_both_sides_is_a_conflict_that_somebody_decides(site, key):
    name, word = f"{key}.yaml", {"synonyms": "mobile phone", "tags": "How-to"}[key]
    swap(key, word, "zzdesk")
    in_file(site, name, word, "zzfile")
    assert load(site).conflicts == [name]
    assert save(site).conflicts == [name]
    assert "zzdesk" in text(key)
    call_command("load_content", dir=site, ours=[name])
    assert load(site).conflicts == [] and "zzdesk" in text(key)
    save(site)
    assert "zzdesk" in (site / name).read_text()

    swap(key, "zzdesk", "zzagain")
    in_file(site, name, "zzdesk", "zzfile")
    call_command("load_content", dir=site, theirs=[name])
    assert "zzfile" in text(key)
    assert load(site).conflicts == []
    assert any("zzagain" in each.text for each in WordRevision.objects.filter(name=name)), "it is in the history"


def test_words_that_wait_for_a_colleague_are_not_lost_to_a_file(site, rita):
    Rules.objects.create(two_people=True)
    add_synonym("en", ["gadget", "token"], by=rita)
    in_file(site, "synonyms.yaml", "- [phone, mobile", "- [phone, zzphone, mobile")
    assert load(site).conflicts == ["synonyms.yaml"]


def test_a_broken_file_is_told_and_what_counted_goes_on_counting(site):
    in_file(site, "synonyms.yaml", "en:\n", "english:\n")
    report = load(site)
    assert [problem.path for problem in report.problems] == ["synonyms.yaml"] and not report.done
    assert others_of("en", "phone")
    assert any(each.startswith("content/synonyms.yaml:") for each in kept.complaints())


ROWS = {
    (): ("# What this is.\n\n# Of the row.\n- {from: /a/, to: KB1}\n# The end.\n", {"from": "/a/", "to": "KB1"}),
    ("en",): ("# What this is.\nen:\n# Of the row.\n- {a: b}\n# The end.\nfr:\n- {c: d}\n", {"a": "b"}),
}


@pytest.mark.parametrize("flow", [False, True])
@pytest.mark.parametrize("path", ROWS)
def test_a_list_that_is_emptied_and_filled_again_keeps_its_comments(path, flow):
    before, value = ROWS[path]
    if flow:
        before = before.replace("- {", "  [{" if path else "[{").replace("}\n", "}]\n")
        before = before.replace("en:\n# Of the row.\n", "# Of the row.\nen:\n")  # what is written again has none
    comments = [line for line in before.split("\n") if line.startswith("#")]
    [row] = slices.rows(before, path)
    emptied = slices.removed(before, row)
    assert slices.rows(emptied, path) == []
    filled = slices.added(emptied, path, value)
    assert [each.value for each in slices.rows(filled, path)] == [value]
    for after in (emptied, filled):
        assert sorted(line for line in after.split("\n") if line.startswith("#")) == sorted(comments)
        assert slices.rows(after, ("fr",)) == [] or [each.value for each in slices.rows(after, ("fr",))] == [
            {"c": "d"}
        ]
