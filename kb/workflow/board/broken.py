"""What is broken in published texts, told from what publishing wrote down, and dead links of drafts: nothing is rendered."""

from collections.abc import Iterable, Iterator, Mapping

from django.core.cache import cache
from django.db.models import Prefetch

from kb.base.languages import codes
from kb.markup.model import Problem
from kb.models import Article, Elsewhere, PublishedText, Reference
from kb.workflow.board.finding import Finding
from kb.workflow.board.overview import Overview
from kb.workflow.links import findings

KEPT_SECONDS = 7 * 86_400


def broken(overview: Overview) -> list[Finding]:
    """Dead links, links to a step that is not there, anchors that one language has alone; the most read article first.

    An article's are together, and in it a language's. Five queries, seven where a link to another site fails.
    """
    targets = _targets()
    anchors = _anchors(targets.values())
    held_elsewhere = set(Elsewhere.objects.values_list("number", flat=True))
    found: dict[int, list[Finding]] = {pk: [] for pk in overview.articles}
    for reference in Reference.objects.order_by("target", "step"):
        source = overview.articles.get(reference.source_id)
        is_read = source and any((source.number, code) in anchors for code in _read_in(reference))
        if source and is_read and reference.target not in held_elsewhere:
            problem = _of_reference(reference, targets.get(reference.target), anchors)
            if problem:
                found[source.pk].append(Finding(source, reference.language, problem))
    for finding in findings.on_board(overview):
        found[finding.article.pk].append(finding)
    for pk, article in overview.articles.items():
        found[pk] += _between(article, anchors)
        found[pk].sort(key=lambda each: (not each.language, each.language))
    return [each for several in found.values() for each in several]


def count(overview: Overview, stamp: int) -> int:
    """How many there are. Those that readers meet are counted once for each `stamp` of what they see, which was read before `overview`
    was loaded; drafts change more often, and their links cost a query.
    """
    key = f"board-broken:{stamp}:{findings.version()}"
    met = cache.get_or_set(key, lambda: sum(not each.is_draft for each in broken(overview)), KEPT_SECONDS) or 0
    return met + sum(each.is_draft for each in findings.on_board(overview))


def _read_in(reference: Reference) -> list[str]:
    """The languages in which readers meet it: that of the text, or any for the list at the end."""
    return [reference.language] if reference.language else codes()


def _targets() -> dict[int, Article]:
    """Every article by its number, with no more than a link to it can be judged by."""
    rows = Article.objects.only("number", "source_language", "retired_at", "successor")
    texts = PublishedText.objects.only("article", "language", "anchors")
    return {article.number: article for article in rows.prefetch_related(Prefetch("published_texts", texts))}


def _anchors(articles: Iterable[Article]) -> dict[tuple[int, str], frozenset[str]]:
    """Where a link may point to, by number and language of published texts."""
    return {
        (article.number, language): frozenset(text.anchors or ())
        for article in articles
        for language, text in article.texts().items()
    }


def _of_reference(
    reference: Reference, target: Article | None, anchors: Mapping[tuple[int, str], frozenset[str]]
) -> Problem | None:
    """In the order of how much is wrong: there is no such article, nobody can read it, it lacks the step."""
    number = reference.target
    if target is None:
        return Problem("unknown-article", 0, {"number": number})
    if target.retired_at:
        return None if target.successor_id else Problem("archived-article", 0, {"number": number})
    text = target.reading(reference.language)
    if text is None:
        return Problem("unpublished-article", 0, {"number": number})
    if reference.step and reference.step not in anchors.get((number, text.language), ()):
        return Problem("unknown-step", 0, {"number": number, "step": reference.step})
    return None


def _between(article: Article, anchors: Mapping[tuple[int, str], frozenset[str]]) -> Iterator[Finding]:
    """Steps and headings of the source that a translation lacks, and those that it has alone."""
    there = {code: anchors[article.number, code] for code in codes() if (article.number, code) in anchors}
    theirs = there.get(article.source_language)
    if theirs is None:
        return
    for language, ours in there.items():
        for code, which in (("anchor-missing", theirs - ours), ("anchor-here-alone", ours - theirs)):
            for anchor in sorted(which):
                yield Finding(article, language, Problem(code, 0, {"anchor": anchor}))
