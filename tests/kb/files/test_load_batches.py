"""A load takes a few articles at a time, lets others write in between, and is put right by the next if it is broken off."""

import sqlite3

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.files import load as loading
from kb.files.load import load
from kb.models import Article, ContentFile, Edition, PublicationEntry, PublishedText, Reference
from kb.publishing import fingerprint, publish
from kb.search.query import search
from tests.factories import text_of

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"


@pytest.fixture
def one_at_a_time(monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 1)


class BrokenOff(BaseException):
    """The process is killed."""


def everything() -> dict:
    """What readers see and what both sides agreed on, without primary keys and hours."""
    texts = PublishedText.objects.order_by("article__number", "language")
    places = Reference.objects.order_by("source__number", "language", "position", "target")
    return {
        "articles": list(Article.objects.order_by("number").values("number", "retired_at", "title_en", "title_fr")),
        "texts": list(texts.values("article__number", "language", "title", "html", "digest")),
        "references": list(places.values_list("source__number", "target", "language", "step", "shown", "position")),
        "agreed": dict(ContentFile.objects.values_list("path", "digest")),
        "found": {code: {each.number for each in search("do faire", code).results} for code in ("en", "fr")},
    }


def break_off(monkeypatch, module, name, at):
    """The AT-th call of `name` is the last thing that happens."""
    calls, was = [], getattr(module, name)

    def call(*args, **more):
        calls.append(name)
        if len(calls) == at:
            raise BrokenOff
        return was(*args, **more)

    monkeypatch.setattr(module, name, call)


STEPS = [
    (loading, "_bring_in_table", 2),
    (loading, "publish_all", 1),
    (loading, "publish_all", 2),
    (loading, "take_in", 2),
    (loading, "render_stored", 1),
    (fingerprint, "remember", 1),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize(("module", "name", "at"), STEPS)
def test_a_first_load_that_is_broken_off_is_completed_by_the_next(folder, monkeypatch, module, name, at):
    with monkeypatch.context() as patch:
        break_off(patch, module, name, at)
        with pytest.raises(BrokenOff):
            load(folder.root)
    for article in Article.objects.all():
        assert all(article.is_published(code) and text_of(article, code).html for code in ("en", "fr"))
    load(folder.root)
    completed = everything()
    assert ["/kb/900" in text["html"] for text in completed["texts"]] == [True] * 4
    assert len(completed["agreed"]) == 7
    assert not fingerprint.has_moved()
    publish.rerender()
    assert everything() == completed
    assert load(folder.root).done == []


@pytest.mark.django_db
@pytest.mark.parametrize(("module", "name", "at"), [(loading, "take_in", 1), (loading, "render_stored", 1)])
def test_a_new_title_reaches_the_texts_that_mention_it_although_a_load_was_broken_off(
    folder, monkeypatch, module, name, at
):
    load(folder.root)
    folder.change(EN, "title: How to do it", "title: Brand new")
    with monkeypatch.context() as patch:
        break_off(patch, module, name, at)
        with pytest.raises(BrokenOff):
            load(folder.root)
    load(folder.root)
    assert "Brand new" in text_of(9002).html


@pytest.mark.sqlite
@pytest.mark.usefixtures("one_at_a_time")
def test_others_can_write_whenever_the_next_article_is_begun(folder, real_database):
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    other.execute("CREATE TABLE others (n)")
    numbers = []

    def write_first(execute, sql, params, many, context):
        if sql.startswith("BEGIN"):
            other.execute("INSERT INTO others VALUES (1)")  # raises if it had to wait
            numbers.append(other.execute("SELECT count(*) FROM kb_article").fetchone()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(write_first):
        load(folder.root)
    other.close()
    assert [numbers.count(number) > 0 for number in (0, 1, 2)] == [True] * 3


@pytest.mark.django_db
def test_what_an_editor_changes_while_files_are_read_is_a_conflict_and_left_alone(folder, monkeypatch):
    load(folder.root)
    folder.change(EN, "1. Begin.", "1. Start.")
    led_on = loading._led_on

    def meanwhile(*args):
        article = Article.objects.get(number=9001)
        article.body_en = article.body_en.replace("Begin.", "Commence.")
        publish.publish(article, "en")
        return led_on(*args)

    monkeypatch.setattr(loading, "_led_on", meanwhile)
    report = load(folder.root)
    assert (report.done, report.conflicts) == ([], [EN])
    assert "Commence." in text_of(9001).html


@pytest.mark.django_db
def test_articles_that_lead_on_to_each_other_are_retired_together(folder):
    for language in ("en", "fr"):
        for number, line in ((9001, "retired: 2026-11-24\nsuccessor: 9002\n"), (9002, "retired: 2026-11-24\n")):
            folder.change(folder.path(number, language), "published: 2026", f"{line}published: 2026")
    report = load(folder.root)
    assert report.is_clean
    first, second = Article.objects.order_by("number")
    assert (first.successor, bool(first.retired_at), bool(second.retired_at)) == (second, True, True)


def grow(folder, count):
    """So many articles more, like the first one."""
    for number in range(9101, 9101 + count):
        for language in ("en", "fr"):
            text = folder.read(folder.path(9001, language))
            folder.write(folder.path(number, language), text.replace("9001", str(number)))


@pytest.mark.django_db
def test_articles_share_their_statements(folder):
    """A first load of thousands is a matter of minutes."""
    load(folder.root)
    grow(folder, loading.A_BATCH)
    with CaptureQueriesContext(connection) as captured:
        report = load(folder.root)
    assert len(report.done) == 2 * loading.A_BATCH
    assert len(captured) / loading.A_BATCH < 60  # it was 110


@pytest.mark.django_db
def test_it_makes_no_difference_how_many_are_taken_at_a_time(folder, monkeypatch):
    grow(folder, 3)
    monkeypatch.setattr(loading, "A_BATCH", 2)
    load(folder.root)
    found = everything()
    articles = Article.objects.order_by("number")
    log = list(PublicationEntry.objects.values_list("action", "note", "language"))
    assert len(found["texts"]) == len(log) == 2 * len(articles)
    assert set(log) == {("published", "content/", "en"), ("published", "content/", "fr")}
    sources = Edition.objects.exclude(language="en").values_list("head__source__language", "head__source__article")
    assert sorted(sources) == [("en", pk) for pk in sorted(article.pk for article in articles)]
    publish.rerender()
    assert everything() == found
    assert load(folder.root).done == []


@pytest.mark.django_db(transaction=True)
def test_of_those_taken_together_there_is_nothing_if_one_of_them_is_broken_off(folder, monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 2)
    grow(folder, 2)
    with monkeypatch.context() as patch:
        break_off(patch, loading, "take_in", 2)
        with pytest.raises(BrokenOff):
            load(folder.root)
    assert Article.objects.count() == 2
    assert PublishedText.objects.count() == 4
    load(folder.root)
    assert PublishedText.objects.count() == 8
