"""What is wrong with a text before anybody reads it: errors keep it from being published, warnings tell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.markup import limits, untranslated
from kb.markup.compare import compare
from kb.markup.model import Problem, Rendered
from kb.models import Article, Revision
from kb.publishing import glossary, pictures, setting
from kb.publishing.problems import sentence
from kb.publishing.rendering import Source, numbers_in, render_together
from kb.publishing.shelf import Shelf
from kb.text.merging import unresolved
from kb.workflow import editions
from kb.workflow.links import findings

REQUIRED = ("title", "slug", "summary", "body")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
ALONE = ("title", "summary", "short", "questions")  # besides the body


@dataclass(frozen=True)
class Found:
    """A problem in one field of a text; `problem.line` counts within it."""

    field: str
    problem: Problem

    @property
    def blocks(self) -> bool:
        return self.problem.blocks

    @property
    def name(self) -> str:
        """What editors call the field."""
        return str(Revision._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]  # all are columns

    @property
    def sentence(self) -> str:
        return sentence(self.problem)


def check(article: Article, language: str, words: Mapping[str, str]) -> list[Found]:
    """Everything that can be told of `words` (title, slug, summary, body) as the text of `article` in `language`; errors first."""
    body = words.get("body") or ""
    found = [*_fields(language, words), *(Found("body", problem) for problem in in_body(article, language, body))]
    return sorted(found, key=lambda item: (not item.blocks, item.field != "body", item.problem.line))


def in_body(article: Article, language: str, body: str) -> list[Problem]:
    """What can be told of `body` alone; `article` may be one that is not saved yet."""
    return examined(article, language, body)[1] if body else []


def examined(article: Article, language: str, body: str) -> tuple[Rendered, list[Problem]]:
    """`body` as readers would have it, and what can be told of it alone."""
    if refused := limits.refusal(body):
        return Rendered(problems=(refused,)), [refused]
    others = _others(article, language) if article.pk else {}
    rendered = _rendered(article.number, {**others, language: body})
    return rendered[language], [
        *_links(rendered[language], language, article.number),
        *rendered[language].problems,
        *setting.problems(body, language),
        *_between(article, language, body, others, rendered),
        *findings.in_text(body, rendered[language].html),
    ]


def errors(article: Article, language: str, words: Mapping[str, str]) -> list[Found]:
    return [found for found in check(article, language, words) if found.blocks]


def _fields(language: str, words: Mapping[str, str]) -> Iterator[Found]:
    for name in REQUIRED:
        if not (words.get(name) or "").strip():
            yield Found(name, Problem("empty-field", 1, {}))
    slug = words.get("slug") or ""
    if slug and not SLUG.fullmatch(slug):
        yield Found("slug", Problem("bad-slug", 1, {"slug": slug}))
    for name in REQUIRED:
        if line := unresolved(words.get(name) or ""):
            yield Found(name, Problem("unresolved", line, {}))
    for name in ALONE:
        for problem in untranslated.problems(words.get(name) or ""):
            yield Found(name, problem)
    for name in ALONE:
        for problem in setting.problems(words.get(name) or "", language):
            yield Found(name, problem)


def _others(article: Article, language: str) -> dict[str, str]:
    """The newest bodies in the other languages, but what is too much to be looked at."""
    newest = {code: edition.head.body for code, edition in editions.of(article).items() if code != language}
    return {code: body for code, body in newest.items() if not limits.refusal(body)}


def _rendered(number: int, bodies: Mapping[str, str]) -> dict[str, Rendered]:
    sources = [Source(number, code, body) for code, body in bodies.items()]
    made = render_together(sources, Shelf.from_database(numbers_in(sources)), pictures.find)
    return dict(zip(bodies, made, strict=True))


def _links(rendered: Rendered, language: str, number: int) -> Iterator[Problem]:
    """Mentions of articles that exist but that readers of this language cannot read, or only in another language."""
    mentioned = {mention.number: mention.line for mention in reversed(rendered.mentions) if mention.number != number}
    for article in Article.objects.filter(number__in=mentioned).with_texts():
        line, told = mentioned[article.number], article.number
        if article.retired_at:
            if not article.successor_id:
                yield Problem("archived-article", line, {"number": told}, blocks=False)
        elif not article.published_languages():
            yield Problem("unpublished-article", line, {"number": told}, blocks=False)
        elif not article.is_published(language):
            yield Problem("untranslated-article", line, {"number": told}, blocks=False)


def _between(
    article: Article, language: str, body: str, others: Mapping[str, str], rendered: Mapping[str, Rendered]
) -> Iterator[Problem]:
    """Where languages do not match. A language is published alone, so these only tell."""
    for code in others:
        for problem in compare(rendered[language], rendered[code]):
            yield replace(problem, blocks=False)
    source = article.source_language
    if language == source:
        return
    if source in others:
        yield from glossary.problems(others[source], body, (source, language))
        yield from untranslated.as_in_source(others[source], body)
        lines = rendered[language].lines
        for problem in compare(rendered[source], rendered[language]):
            if problem.code == "anchor-here-alone":
                anchor = str(problem.values["anchor"])
                yield Problem("anchor-missing", lines.get(anchor, 1), {"anchor": anchor}, blocks=False)
