"""The one door to search: what a reader typed in, an Answer out. No input is an error."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.models import Article
from kb.search import highlight
from kb.search.analysers import analyser
from kb.search.backend import backend
from kb.search.plan import Plan, clean, plan
from kb.search.suggest import correction
from kb.text.numbers import LARGEST_NUMBER, parse_number

Passage = dict[str, str]  # text and anchor, as publishing keeps them
FEW = 3  # own results, below which the other languages are asked too
TEXTS_KEPT = 2_000  # titles and summaries whose stems stay in memory
CANDIDATES = 50  # the backend's ranking chooses them; where the words stand orders them


@dataclass(frozen=True)
class Result:
    """One article found. `excerpt` is plain text; the *_html fields are safe HTML with the words marked."""

    number: int
    language: str
    title: str
    summary: str
    url: str
    anchor: str
    excerpt: str
    title_html: SafeString
    summary_html: SafeString
    excerpt_html: SafeString


@dataclass(frozen=True)
class Answer:
    """`suggestion` is a better spelling; `corrected` says that the results are already the suggestion's."""

    query: str
    language: str
    results: tuple[Result, ...] = ()
    suggestion: str | None = None
    corrected: bool = False
    other_language: tuple[Result, ...] = ()


def search(text: str, language: str, *, limit: int = 10, prefix: bool = False) -> Answer:
    """What the articles of LANGUAGE say about TEXT, at most LIMIT of them.

    With PREFIX the last word may be unfinished, as while it is being typed. Where the language has little,
    the answer holds what the others have.
    """
    query = clean(text)
    answer = _own(query, language, limit, prefix)
    if len(answer.results) < FEW:
        sought = answer.suggestion if answer.corrected and answer.suggestion else query
        seen = {result.number for result in answer.results}
        answer = replace(answer, other_language=_others(sought, language, seen, limit, prefix))
    return answer


def _own(query: str, language: str, limit: int, prefix: bool) -> Answer:
    sought = plan(query, language, prefix=prefix)
    numbered = _numbered(query, language, prefix)
    found = _find(sought, limit, every=True)
    suggestion = None if found and prefix else correction(query, sought)
    if suggestion and not found:
        better = plan(suggestion, language)
        results = _results(_find(better, limit, every=True) or _find(better, limit, every=False), better)
        if results:
            return Answer(query, language, results, suggestion, corrected=True)
    if not found:
        found = _find(sought, limit, every=False)
    results = _results([*numbered, *(number for number in found if number not in numbered)][:limit], sought)
    return Answer(query, language, results, suggestion)


def _others(query: str, language: str, seen: set[int], limit: int, prefix: bool) -> tuple[Result, ...]:
    results: list[Result] = []
    for other in codes():
        if other != language:
            sought = plan(query, other, prefix=prefix)
            numbers = [*_numbered(query, other, prefix), *_find(sought, limit, every=True)]
            results += _results([n for n in dict.fromkeys(numbers) if n not in seen], sought)
    return tuple(results[:limit])


def _numbered(query: str, language: str, prefix: bool) -> list[int]:
    """The number that the whole query is; while it is being typed also those that begin with it."""
    number = parse_number(query)
    if number is None:
        return []
    if not prefix:
        return [number]
    longer = Article.objects.published(language).filter(_beginning_with(number)).order_by("number")
    return list(dict.fromkeys([number, *longer.values_list("number", flat=True)[:CANDIDATES]]))


def _beginning_with(number: int) -> Q:
    """As ranges, which an index answers; a comparison as text would read every article."""
    wanted, width = Q(number=number), 10
    while 0 < number * width <= LARGEST_NUMBER:
        wanted |= Q(number__range=(number * width, number * width + width - 1))
        width *= 10
    return wanted


def _find(sought: Plan, limit: int, *, every: bool) -> list[int]:
    """Matching numbers: those with more of the words in the title first, then in the summary, then as ranked."""
    numbers = backend().find(sought, max(limit, CANDIDATES), every=every)
    texts = _texts(numbers, sought.language, "title", "summary")
    places = {number: _places(title, summary, sought) for number, (title, summary) in texts.items()}
    ranked = sorted((n for n in numbers if n in places), key=lambda n: places[n])  # sorted keeps equals as ranked
    return ranked[:limit]


def _places(title: str, summary: str, sought: Plan) -> tuple[int, int]:
    """How many of the groups the title, and title and summary, lack."""
    in_title = _stems(title, sought.language)
    in_both = in_title | _stems(summary, sought.language)
    lacking_title = sum(not group.in_(in_title) for group in sought.groups)
    lacking_both = sum(not group.in_(in_both) for group in sought.groups)
    return lacking_title, lacking_both


@lru_cache(TEXTS_KEPT)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(analyser(language).stems(text or ""))


def _texts(numbers: Iterable[int], language: str, *names: str) -> dict[int, tuple[Any, ...]]:
    """The fields NAMES of published articles, by number: no more of a row is read than a search needs."""
    columns = [column(name, language) for name in names]
    rows = Article.objects.published(language).filter(number__in=numbers).order_by()
    return {number: tuple(values) for number, *values in rows.values_list("number", *columns)}


def _results(numbers: Iterable[int], sought: Plan) -> tuple[Result, ...]:
    wanted = list(numbers)
    found = _texts(wanted, sought.language, "title", "summary", "slug", "passages")
    return tuple(_result(sought, number, *found[number]) for number in wanted if number in found)


def _result(sought: Plan, number: int, title: str, summary: str, slug: str, passages: list[Passage]) -> Result:
    around = highlight.excerpt(passages or [], sought)
    anchor = around.anchor if around else ""
    path = article_path(number, slug or "", sought.language)
    return Result(
        number=number,
        language=sought.language,
        title=title or "",
        summary=summary or "",
        url=f"{path}#{anchor}" if anchor else path,
        anchor=anchor,
        excerpt=around.text if around else summary or "",
        title_html=highlight.marked(title or "", sought),
        summary_html=highlight.marked(summary or "", sought),
        excerpt_html=around.html if around else SafeString(""),
    )
