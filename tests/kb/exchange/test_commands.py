"""A translation out of the database to a translator and back, by the commands that a person types."""

import polib
import pytest
from django.core.management import CommandError, call_command

from kb.exchange.formats import FORMATS
from kb.models import Article, Origin
from kb.workflow import agencies, editions, releasing, staleness
from kb.workflow.refusals import NotReady
from tests.factories import make_article
from tests.kb.workflow.desk import publish, step

pytestmark = pytest.mark.django_db


def send(tmp_path, suffix="po", article="KB3422", language="fr"):
    file = tmp_path / f"a.{suffix}"
    call_command("export_translation", article, language, file)
    return file


@pytest.mark.parametrize("suffix", ["po", "xlf"])
def test_the_command_writes_what_the_desk_gives_out(article, tmp_path, suffix):
    """One builder: what is behind the source is unsure in both."""
    step(article, "en", "Confirm.", "Press OK.")
    file = send(tmp_path, suffix)
    form = FORMATS[suffix]
    assert file.read_bytes().decode() == agencies.take_out(article, "fr", form)
    assert ("fuzzy" if suffix == "po" else 'state="initial"') in file.read_text()


@pytest.mark.parametrize("suffix", ["po", "xlf"])
def test_a_file_that_was_not_touched_says_nothing_new(article, tmp_path, suffix, capsys):
    call_command("import_translation", "KB3422", "fr", send(tmp_path, suffix))
    assert "nothing new" in capsys.readouterr().out
    assert editions.find(article, "fr").head.number == 1


def test_what_the_translator_changed_is_the_newest_draft_and_the_rest_is_told(article, tmp_path, capsys):
    file = send(tmp_path)
    po = polib.pofile(str(file))
    entries = {entry.msgctxt: entry for entry in po}
    entries["title"].msgstr = "Un autre titre"
    entries["summary"].flags.append("fuzzy")
    po.save()
    call_command("import_translation", "KB3422", "fr", file)
    head = editions.find(article, "fr").head
    assert (head.title, head.origin) == ("Un autre titre", Origin.EXCHANGE)
    told = capsys.readouterr().out
    assert "summary: still marked as unsure" in told and "revision 2" in told


def test_half_a_translation_is_marked_and_cannot_be_published_until_it_is_whole(tmp_path, capsys):
    article = make_article(3422, languages=["en"], history=True)
    file = send(tmp_path)
    po = polib.pofile(str(file))
    po[0].msgstr = "La carte"
    po.save()
    call_command("import_translation", "KB3422", "fr", file)
    assert "summary: marked in the text" in capsys.readouterr().out
    edition = editions.find(article, "fr")
    assert (edition.head.title, edition.head.slug) == ("La carte", "la-carte")
    for act in (releasing.submit, releasing.publish):
        with pytest.raises(NotReady) as refused:
            act(edition)
        assert {found.problem.code for found in refused.value.found} == {"untranslated"}
    for entry in po[1:]:
        entry.msgstr = f"FR {entry.msgid}"
    po.save()
    call_command("import_translation", "KB3422", "fr", file)
    publish(article, "fr")
    assert Article.objects.get().is_published("fr")
    assert staleness.behind(editions.find(article, "fr")) is None


def test_a_title_that_nobody_translated_makes_no_address(tmp_path):
    article = make_article(3422, languages=["en"], history=True)
    file = send(tmp_path)
    po = polib.pofile(str(file))
    po[1].msgstr = "Avec la carte."
    po.save()
    call_command("import_translation", "KB3422", "fr", file)
    assert editions.find(article, "fr").head.slug == ""
    po[0].msgstr = "La carte"
    po.save()
    call_command("import_translation", "KB3422", "fr", file)
    assert editions.find(article, "fr").head.slug == "la-carte"


@pytest.mark.parametrize(
    ("article_named", "language", "told"),
    [
        ("KB2260", "fr", "other-article"),
        ("KB3422", "en", "no text to translate"),
        ("KB1", "fr", "no article of this site"),
        ("nothing", "fr", "no article of this site"),
    ],
)
def test_the_file_of_another_text_is_refused_and_nothing_is_kept(article, tmp_path, article_named, language, told):
    make_article(2260, history=True)
    file = send(tmp_path)
    with pytest.raises(CommandError, match=told):
        call_command("import_translation", article_named, language, file)
    assert editions.find(article, "fr").head.number == 1


def test_what_cannot_be_read_or_written_is_said(article, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_translation", "KB3422", "fr", tmp_path / "none.po")
    with pytest.raises(CommandError, match="has to end with"):
        send(tmp_path, "docx")
