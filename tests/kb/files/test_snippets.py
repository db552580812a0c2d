"""A text that articles share, from the file to readers."""

import pytest

from kb.files.check import problems
from kb.files.load import load
from kb.models import Article, Reference
from kb.publishing import snippets
from tests.factories import text_of

HELP = "- id: help\n  text:\n    en: Call us. {words}\n    fr: Appelez-nous. {words}\n"


@pytest.fixture
def sharing(folder, settings, monkeypatch):
    """The small content folder, where KB9001 shows the snippet `help`; the site is that folder."""
    monkeypatch.setattr(snippets.SNIPPETS, "_versions", {})
    settings.CONTENT_DIR = folder.root
    for language in ("en", "fr"):
        folder.change(folder.path(9001, language), "::: steps", "::: snippet help\n:::\n\n::: steps")
    folder.write(snippets.NAME, HELP.format(words="KB9002"))
    return folder


@pytest.mark.django_db
def test_a_change_reaches_the_readers_of_every_language_and_makes_no_text_stale(sharing, monkeypatch):
    load(sharing.root)
    article = Article.objects.get(number=9001)
    assert "Call us." in text_of(article).html and "Appelez-nous." in text_of(article, "fr").html
    assert Reference.objects.filter(source=article, target=9002, language="en").exists()
    dates = text_of(article).updated_at, text_of(article, "fr").updated_at

    sharing.write(snippets.NAME, HELP.format(words="KB9002 Today."))
    monkeypatch.setattr(snippets.SNIPPETS, "_versions", {})  # it is looked at again once a second
    load(sharing.root)
    article = Article.objects.get(number=9001)
    assert "Today." in text_of(article).html and "Today." in text_of(article, "fr").html
    assert (text_of(article).updated_at, text_of(article, "fr").updated_at) == dates and not text_of(
        article, "fr"
    ).stale


def test_a_name_that_nobody_knows_is_told_with_its_file_and_line(sharing):
    sharing.change(sharing.path(9001, "fr"), "snippet help", "snippet aide")
    told = [str(problem) for problem in problems(sharing.root) if "snippet" in str(problem)]
    assert len(told) == 1 and told[0].startswith("articles/KB9001/fr.md:17: ")
