"""What the files of one article, and what they name, have to agree on."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kb import demos
from kb.files.frontmatter import FACTS
from kb.files.problems import FileProblem
from kb.files.tree import TextFile
from kb.markup import untranslated
from kb.markup.compare import compare
from kb.markup.model import Problem, Rendered
from kb.publishing.problems import sentence
from kb.text.merging import unresolved


@dataclass(frozen=True)
class Known:
    """What a head may name."""

    categories: Collection[str]
    tags: Collection[str]
    numbers: Collection[int]


def leading(group: Sequence[TextFile]) -> TextFile:
    """The file whose facts count where the files of an article differ: the one in the source language."""
    return next((file for file in group if file.parsed.head.source == file.place.language), group[0])


def differing(group: Sequence[TextFile]) -> list[FileProblem]:
    """The facts in which a file differs from the leading one."""
    first = leading(group)
    problems = []
    for file in group:
        for key in FACTS:
            if getattr(file.parsed.head, key) != getattr(first.parsed.head, key):
                there = f"{first.path}:{first.parsed.lines.get(key, 1)}"
                message = _(
                    "“%(key)s” differs from %(place)s. It is a fact of the article, and must be the same in both."
                )
                problems.append(file.problem(key, message % {"key": key, "place": there}))
    return problems


def unknown(file: TextFile, known: Known) -> list[FileProblem]:
    """What the head names and nobody knows."""
    head = file.parsed.head
    problems = []
    if head.category not in known.categories:
        message = _("There is no category “%(key)s”.")
        problems.append(file.problem("category", message % {"key": head.category}))
    for key in set(head.tags) - set(known.tags):
        problems.append(file.problem("tags", _("There is no tag “%(key)s”.") % {"key": key}))
    for number in set(head.references) - set(known.numbers):
        problems.append(file.problem("references", _("There is no article KB%(number)d.") % {"number": number}))
    if head.successor and head.successor not in known.numbers:
        message = _("There is no article KB%(number)d.")
        problems.append(file.problem("successor", message % {"number": head.successor}))
    if head.demo and head.demo not in {demo.id for demo in demos.all_demos()}:
        problems.append(file.problem("demo", _("There is no practice scenario “%(key)s”.") % {"key": head.demo}))
    return problems


def in_text(file: TextFile, rendered: Rendered) -> list[FileProblem]:
    """What the renderer found wrong, on the lines of the file."""
    body = [file.in_body(problem.line, sentence(problem), blocks=problem.blocks) for problem in rendered.problems]
    return [*_untranslated(file), *_unresolved(file), *body]


def _unresolved(file: TextFile) -> Iterator[FileProblem]:
    """Both sides of a merge, which the desk does not publish."""
    if line := unresolved(file.parsed.body):
        yield file.in_body(line, sentence(Problem("unresolved", line, {})))
    for key in ("title", "summary"):
        if unresolved(getattr(file.parsed.head, key)):
            yield file.problem(key, sentence(Problem("unresolved", 1, {})))


def _untranslated(file: TextFile) -> Iterator[FileProblem]:
    for key in ("title", "short", "summary"):
        for problem in untranslated.problems(getattr(file.parsed.head, key) or ""):
            yield file.problem(key, sentence(problem))


def disagreeing(texts: Sequence[tuple[TextFile, Rendered]]) -> list[FileProblem]:
    """Where the languages of an article do not match, on the lines of the text that has more.

    Warnings, as at the desk: a language is published alone, and a translation may be behind.
    """
    return [
        file.in_body(problem.line, sentence(problem), blocks=False)
        for file, rendered in texts
        for _other, theirs in texts
        for problem in compare(rendered, theirs)
    ]


def unmatched(texts: Mapping[str, tuple[TextFile, Collection[str]]]) -> list[FileProblem]:
    """The places that links may point to in one language but not in another; `texts` by language, with anchors."""
    problems = []
    for file, anchors in texts.values():
        for _file, theirs in texts.values():
            for anchor in anchors:
                if anchor not in theirs:
                    line = line_of(anchor, file.parsed.body)
                    problem = Problem("anchor-here-alone", line, {"anchor": anchor})
                    problems.append(file.in_body(line, sentence(problem)))
    return problems


STEP = re.compile(r"(?:(?P<list>[a-z0-9-]+)-)?step-(?P<number>[0-9]+[a-z]?)")


def line_of(anchor: str, body: str) -> int:
    """The line of `body` on which `anchor` is made: a heading's id, a tab's, or a step's number in its list."""
    lines = body.split("\n")
    step = STEP.fullmatch(anchor)
    opening = rf"::: steps\s*{step['list'] or ''}\s*$" if step else rf".*\{{#{anchor}\}}|\s*::: tab {anchor}\b"
    start = next((i for i, line in enumerate(lines) if re.match(rf"\s*{opening}" if step else opening, line)), 0)
    if not step:
        return start + 1
    item = re.compile(rf"\s*{step['number']}\.\s")
    return next((i for i in range(start, len(lines)) if item.match(lines[i])), start) + 1
