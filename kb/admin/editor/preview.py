"""The text in the editor as readers would see it once published, and what a save would find wrong with it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from kb.markup.model import Rendered
from kb.models import Article, Revision
from kb.publishing import pictures
from kb.publishing.problems import sentence
from kb.publishing.rendering import Source, numbers_in, render_together
from kb.publishing.shelf import Shelf
from kb.workflow import checks

MOST_TOLD = 200  # problems; somebody who has more reads a few, and sees the next ones when those are mended


@dataclass(frozen=True)
class Complaint:
    line: int  # from 1
    text: str  # in the editor's language
    blocks: bool


@dataclass(frozen=True)
class Preview:
    """`page` is a whole document in the language of the text; `places` are its ids and the lines that make them."""

    page: str
    problems: list[Complaint]
    places: dict[str, int]


def preview(*, number: int, language: str, title: str, summary: str, body: str) -> Preview:
    article = Article.objects.filter(number=number).first() or Article(number=number, source_language=language)
    rendered, found = checks.examined(article, language, body)
    shown = page(number=number, language=language, title=title, summary=summary, html=rendered.html)
    found.sort(key=lambda problem: problem.line)
    problems = [Complaint(each.line, sentence(each), each.blocks) for each in found[:MOST_TOLD]]
    return Preview(shown, problems, dict(rendered.lines))


def page_of(revision: Revision) -> str:
    """The whole document that readers would have of `revision`."""
    number, language = revision.article.number, revision.language
    html = _rendered(number, language, revision.body).html
    return page(number=number, language=language, title=revision.title, summary=revision.summary, html=html)


def page(*, number: int, language: str, title: str, summary: str, html: str) -> str:
    shown = {"number": number, "title": title, "summary": summary, "html": html, "language": language}
    with override(language):
        return render_to_string("admin/kb/article/preview.html", shown)


def _rendered(number: int, language: str, body: str) -> Rendered:
    source = Source(number, language, body)
    return render_together([source], Shelf.from_database(numbers_in([source])), pictures.find)[0]
