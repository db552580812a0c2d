"""Articles out of the content files to a translator and back, by the commands that a person types."""

import shutil

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

ARTICLES = sorted(path.name for path in (settings.CONTENT_DIR / "articles").glob("KB*"))


@pytest.fixture
def content(tmp_path):
    return shutil.copytree(settings.CONTENT_DIR, tmp_path / "content")


def target_of(content, article: str) -> str:
    return "en" if "source: fr" in (content / f"articles/{article}/fr.md").read_text() else "fr"


def send(content, article: str, language: str):
    file = content.parent / f"{article}.po"
    call_command("export_po", article, language, file, dir=content)
    return file


def test_every_article_comes_back_byte_for_byte(content, capsys):
    for article in ARTICLES:
        language = target_of(content, article)
        path = content / f"articles/{article}/{language}.md"
        before = path.read_bytes()
        call_command("import_po", article, language, send(content, article, language), dir=content)
        assert path.read_bytes() == before
    assert "left" not in capsys.readouterr().out


def test_what_the_translator_changed_stands_in_the_file_and_the_rest_is_told(content, capsys):
    file = send(content, "KB3422", "fr")
    po = polib.pofile(str(file))
    entries = {entry.msgctxt: entry for entry in po}
    entries["title"].msgstr = "Un autre titre"
    entries["summary"].flags.append("fuzzy")
    po.save()
    call_command("import_po", "KB3422", "fr", file, dir=content)
    text = (content / "articles/KB3422/fr.md").read_text()
    assert "title: Un autre titre\n" in text
    assert "published: " in text
    assert "summary: still marked fuzzy" in capsys.readouterr().out


def test_a_translation_that_did_not_exist_comes_in_as_a_draft(content):
    (content / "articles/KB3422/fr.md").unlink()
    file = send(content, "KB3422", "fr")
    po = polib.pofile(str(file))
    assert not any(entry.msgstr for entry in po)
    with pytest.raises(CommandError):
        call_command("import_po", "KB3422", "fr", file, dir=content)
    po[0].msgstr = "L’écran et la carte"
    po.save()
    call_command("import_po", "KB3422", "fr", file, dir=content)
    text = (content / "articles/KB3422/fr.md").read_text()
    assert "published:" not in text and "slug: l-ecran-et-la-carte\n" in text


@pytest.mark.parametrize(
    ("article", "language"), [("KB2260", "fr"), ("KB3422", "en"), ("KB1", "fr"), ("nothing", "fr")]
)
def test_the_file_of_another_text_is_refused_and_nothing_is_written(content, article, language):
    file = send(content, "KB3422", "fr")
    path = content / f"articles/{article}/{language}.md"
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(CommandError):
        call_command("import_po", article, language, file, dir=content)
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_file_that_is_not_there_is_said(content):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_po", "KB3422", "fr", content / "none.po", dir=content)
