"""The lists of words at the desk: an editor changes a row, readers have it; what does not hold is said where it is."""

import re
import shutil
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from kb.files.lists import history, slices
from kb.files.lists.kinds import BY_KEY, KINDS
from kb.files.load import load
from kb.models import Category, Rules, Tag, WordRevision
from kb.publishing import glossary, snippets
from kb.search.synonyms import stop_words
from kb.web import choices
from tests.factories import make_article

pytestmark = pytest.mark.django_db
ROOT = "/en/admin/kb/article/words/"


@pytest.fixture
def site(tmp_path, settings):
    original = settings.CONTENT_DIR
    settings.CONTENT_DIR = tmp_path / "content"
    settings.CONTENT_DIR.mkdir()
    for kind in KINDS:
        shutil.copy(original / kind.name, settings.CONTENT_DIR)
    shutil.copy(original / "elsewhere.yaml", settings.CONTENT_DIR)
    load(settings.CONTENT_DIR)
    return settings.CONTENT_DIR


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(site, rita):
    return signed_in(rita)


def row(key, part, at=0):
    text = history.current(BY_KEY[key]).head.text
    return slices.rows(text, () if part == "all" else (part,))[at]


class Form(HTMLParser):
    """What a form would send unchanged, as a browser reads it."""

    def __init__(self):
        super().__init__()
        self.values, self.area, self.select = {}, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("checkbox", "radio", "submit"):
            self.values[name] = given.get("value", "")
        elif tag == "textarea":
            self.area = name
            self.values[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.values[self.select] = given["value"]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data


def sent(page):
    form = Form()
    form.feed(re.search(r'<form method="post" class="words-form">.*?</form>', page, re.DOTALL)[0])
    return form.values


def address(key, part, at=0):
    return f"{ROOT}{key}/rows/{part}/{row(key, part, at).key}/"


def change(desk, where, **values):
    """Open the form at `where`, type `values`, save."""
    page = desk.get(where)
    assert page.status_code == 200
    return desk.post(where, sent(page.content.decode()) | values)


@pytest.mark.parametrize("key", [kind.key for kind in KINDS if kind.key != "stopwords"])
def test_a_row_that_is_saved_unchanged_stays_as_it_is(desk, key):
    part = {"glossary": "labels", "synonyms": "fr"}.get(key, "all")
    before = history.current(BY_KEY[key]).head.text
    assert change(desk, address(key, part)).status_code == 302
    after = history.current(BY_KEY[key]).head.text
    if key in ("glossary",):  # what was on one line is on several
        assert [each.value for each in slices.rows(after, (part,))] == [
            each.value for each in slices.rows(before, (part,))
        ]
    else:
        assert after == before


def test_of_each_list_a_row_is_changed_and_readers_have_it(desk):
    assert change(desk, address("tags", "all"), name_en="Safety").status_code == 302
    assert Tag.objects.get(key="account-security").name_en == "Safety"
    assert change(desk, address("categories", "all"), summary_fr="Tout.").status_code == 302
    assert Category.objects.get(key="overview").summary_fr == "Tout."
    assert change(desk, address("glossary", "terms"), form_fr="Carte+\nDSC+").status_code == 302
    assert glossary.glossary().terms[0].forms["fr"] == ("Carte+", "DSC+")
    assert change(desk, address("synonyms", "en"), words="text message, text, zztext").status_code == 302
    assert row("synonyms", "en").value == ["text message", "text", "zztext"]
    assert change(desk, f"{ROOT}stopwords/rows/fr/", words="le, la, zzmot").status_code == 302
    assert stop_words("fr") == {"le", "la", "zzmot"}
    assert change(desk, address("snippets", "all"), text_en="Call us.\n\nNow.").status_code == 302
    assert snippets.snippets().find("en", "client-services") == "Call us.\n\nNow."


def test_a_question_is_asked_otherwise_and_has_an_answer_more(desk):
    make_article(9008)
    more = {
        "text_en": "What do you hold?",
        "answers-0-text_en": "A small card",
        "answers-7-id": "zznothing",
        "answers-7-text_en": "Nothing",
        "answers-7-text_fr": "Rien",
        "answers-7-article": "9008",
        "answers-7-why_en": "It says what to do.",
        "answers-7-why_fr": "Il dit que faire.",
    }
    page = desk.get(address("choose", "all")).content.decode()
    free = max(int(n) for n in re.findall(r"answers-(\d+)-id", page))
    more = {name.replace("answers-7", f"answers-{free}"): value for name, value in more.items()}
    answer = change(desk, address("choose", "all"), **more)
    assert answer.status_code == 302, re.findall(r"errorlist.*?</ul>", answer.content.decode(), re.DOTALL)
    opening = choices.choices().opening("fr")
    assert choices.choices().opening("en").text == "What do you hold?"
    assert opening.answers[-1].text == "Rien" and opening.answers[-1].answer.article == 9008


def test_a_row_is_added_and_removed(desk):
    new = {"key": "zznew", "name_en": "New", "name_fr": "Nouveau"}
    assert change(desk, f"{ROOT}tags/rows/all/", **new).status_code == 302
    assert Tag.objects.get(key="zznew").name_fr == "Nouveau"
    at = next(
        each.at for each in slices.rows(history.current(BY_KEY["tags"]).head.text, ()) if each.value["key"] == "zznew"
    )
    assert change(desk, address("tags", "all", at), remove="yes").status_code == 302
    assert not Tag.objects.filter(key="zznew").exists()


def test_the_order_of_categories_is_changed(desk):
    desk.post(f"{ROOT}categories/move/", {"row": row("categories", "all").key, "to": "down"})
    assert Category.objects.first().key == "security-card"


# What does not hold ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "values", "en", "fr"),
    [
        (("tags", "all"), {"key": "How To"}, "Only small letters", "minuscules"),
        (("tags", "all"), {"name_fr": ""}, "This field is required", "obligatoire"),
        (("categories", "all"), {"summary_fr": ""}, "needed here too", "ici aussi"),
        (("synonyms", "en"), {"words": "text, the"}, "search ignores", "ignore"),
        (("choose", "all"), {"answers-0-next": "nowhere"}, "there is no question nowhere", "pas de question nowhere"),
        (("choose", "all"), {"answers-0-next": ""}, "must lead either", "doit mener"),
        (("snippets", "all"), {"text_en": "See KB7777."}, "no article KB7777", "pas d’article KB7777"),
    ],
)
def test_what_does_not_hold_is_said_in_the_persons_language_and_nothing_is_lost(desk, where, values, en, fr):
    for language, says in (("en", en), ("fr", fr)):
        place = address(*where).replace("/en/", f"/{language}/", 1)
        answer = change(desk, place, **values)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert says in page
        assert all(value in page for value in values.values())
    assert WordRevision.objects.filter(name=f"{where[0]}.yaml").count() == 1


def test_a_row_that_a_colleague_changed_meanwhile_is_shown_and_theirs_is_not_lost_silently(desk):
    where = address("tags", "all")
    typed = sent(desk.get(where).content.decode()) | {"name_en": "Mine"}
    change(desk, where, name_en="Theirs")
    answer = desk.post(where, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Theirs" in page and "Mine" in page
    assert Tag.objects.get(key="account-security").name_en == "Theirs"
    assert desk.post(where, sent(page)).status_code == 302
    assert Tag.objects.get(key="account-security").name_en == "Mine"


def test_two_people_in_different_rows_do_not_meet(desk):
    first, second = address("tags", "all", 0), address("tags", "all", 1)
    typed = sent(desk.get(second).content.decode()) | {"name_en": "Robots"}
    change(desk, first, name_en="Safety")
    assert desk.post(second, typed).status_code == 302
    assert {"Safety", "Robots"} <= set(Tag.objects.values_list("name_en", flat=True))


# Trying, history, people -------------------------------------------------------------------------------------------


def test_the_effect_of_a_synonym_is_shown_before_it_counts(desk):
    make_article(9101, title_en="The frobnicator", body_en="Press the frobnicator.\n")
    where = f"{ROOT}synonyms/rows/en/"
    page = change(desk, where, words="frobnicator, wotsit", query="wotsit", **{"try": "yes"}).content.decode()
    now, then = page.split("With these words")
    assert "Nothing is found." in now and "KB9101 The frobnicator" in then
    assert b"KB9101" not in Client().get("/en/search/?q=wotsit").content
    change(desk, where, words="frobnicator, wotsit")
    assert b"KB9101" in Client().get("/en/search/?q=wotsit").content


def test_who_changed_what_is_told_and_an_older_revision_restored(desk):
    change(desk, address("tags", "all"), name_en="Safety", comment="Shorter.")
    page = desk.get(f"{ROOT}tags/?from=1&to=2").content.decode()
    assert "rita" in page and "Shorter." in page and "<ins>Safety</ins>" in page
    assert desk.post(f"{ROOT}tags/restore/", {"revision": 1}).status_code == 302
    assert Tag.objects.get(key="account-security").name_en == "Account security"


def test_with_the_rule_of_two_people_a_colleague_publishes(desk):
    Rules.objects.create(two_people=True)
    change(desk, address("tags", "all"), name_en="Safety")
    assert Tag.objects.get(key="account-security").name_en == "Account security"
    head = history.current(BY_KEY["tags"]).head.number
    desk.post(f"{ROOT}tags/publish/", {"head": head})
    assert Tag.objects.get(key="account-security").name_en == "Account security", "not by who saved it"
    other = signed_in(User.objects.create_superuser("root"))
    assert "Publish revision 2" in other.get(f"{ROOT}tags/").content.decode()
    other.post(f"{ROOT}tags/publish/", {"head": head})
    assert Tag.objects.get(key="account-security").name_en == "Safety"


def test_a_conflict_with_the_file_is_shown_and_decided(desk, site):
    change(desk, address("tags", "all"), name_en="Desk")
    file = site / "tags.yaml"
    file.write_text(file.read_text().replace("Account security", "File"))
    page = desk.get(f"{ROOT}tags/").content.decode()
    assert "The file was changed too" in page
    state = re.search(r'name="state" value="(\w+)"', page)[1]
    desk.post(f"{ROOT}tags/settle/file/", {"state": "other"})
    assert Tag.objects.get(key="account-security").name_en == "Desk"
    desk.post(f"{ROOT}tags/settle/file/", {"state": state})
    assert Tag.objects.get(key="account-security").name_en == "File"
    assert "The file was changed too" not in desk.get(f"{ROOT}tags/").content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_may_only_look_gets_every_page_and_no_button(site, anna, language):
    looking = signed_in(anna)
    for kind in KINDS:
        for part in {"glossary": ["terms", "labels"], "synonyms": ["en"], "stopwords": ["fr"]}.get(kind.key, ["all"]):
            with override(language):
                where = f"{ROOT}{kind.key}/".replace("/en/", f"/{language}/", 1)
                page = looking.get(where).content.decode()
                assert "<table" in page and 'class="button default"' not in page
            form = (
                f"{where}rows/{part}/"
                if kind.key == "stopwords"
                else f"{where}rows/{part}/{row(kind.key, part).key}/"
            )
            page = looking.get(form)
            assert page.status_code == 200 and b"disabled" in page.content and b'value="yes"' not in page.content
            assert looking.post(form, {"words": "x"}).status_code == 403
    assert looking.get(f"{ROOT}tags/text/").status_code == 403
    assert WordRevision.objects.count() == len(KINDS)


def test_the_whole_list_is_edited_as_text(desk):
    where = f"{ROOT}synonyms/text/"
    text = history.current(BY_KEY["synonyms"]).head.text
    wrong = desk.post(where, {"text": text.replace("en:\n", "english:\n"), "base": 1})
    assert wrong.status_code == 422 and "Line" in wrong.content.decode()
    assert desk.post(where, {"text": "# Mine\n" + text, "base": 1}).status_code == 302
    assert history.current(BY_KEY["synonyms"]).head.text == "# Mine\n" + text
    late = desk.post(where, {"text": "# Late\n" + text, "base": 1})
    assert late.status_code == 422 and "Somebody has changed" in late.content.decode()


def test_a_page_costs_the_same_however_many_rows_there_are(desk, django_assert_max_num_queries):
    desk.get(f"{ROOT}tags/")
    for key in ("tags", "synonyms", "glossary", "choose"):
        with django_assert_max_num_queries(14):
            desk.get(f"{ROOT}{key}/")
