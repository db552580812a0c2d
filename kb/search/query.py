"""The one door to search: what a reader typed in, an Answer out. No input is an error."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.models import Article
from kb.search import highlight
from kb.search.look import Found, look
from kb.search.plan import clean, plan
from kb.search.suggest import correction
from kb.text.numbers import LARGEST_NUMBER, Spoken, numbers_in, parse_number, plain

Passage = dict[str, str]  # text and anchor, as publishing keeps them
FEW = 3  # own results, below which the other languages are asked too
WELL = 0.75  # of what is sought: a best text that has as much needs no help from another language
BETTER = 0.2  # by how much more of what is sought another language has to have
POOR = 0.6  # of what is sought: below it a better spelling is offered
MOST_BESIDE = 5  # results of another language, where this one has some
MOST_NUMBERS = 20  # that begin with the one being typed


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
    """`suggestion` is a better spelling of the whole query. `other_is_better`: the other language knows much more of it."""

    query: str
    language: str
    results: tuple[Result, ...] = ()
    suggestion: str | None = None
    other_language: tuple[Result, ...] = ()
    other_is_better: bool = False
    is_poor: bool = False


def search(text: str, language: str, *, limit: int = 10, prefix: bool = False) -> Answer:
    """What the articles of LANGUAGE say about TEXT, at most LIMIT of them.

    With PREFIX the last word may be unfinished, as while it is being typed. Where another language has more to say, or
    this one little, the answer holds what that has.
    """
    query = clean(text)
    numbers = _numbers(query)
    numbered = _leading(numbers, language, query, prefix)
    found = look(plan(_named(query, numbers), language, prefix=prefix))
    own = list(dict.fromkeys([*numbered, *(each.number for each in found.ranked)]))
    results = _results(own[:limit], language, found)
    answer = Answer(query, language, results, is_poor=not numbered and found.covered < POOR)
    if answer.is_poor:
        answer = replace(answer, suggestion=correction(query, language, found.unknown))
    if numbered or (len(own) >= FEW and found.covered >= WELL):
        return answer
    return _beside(answer, found, numbers, limit, prefix)


def _beside(answer: Answer, found: Found, numbers: list[Spoken], limit: int, prefix: bool) -> Answer:
    """ANSWER with what the other languages have, where it is more than FOUND or that is little."""
    seen = {result.number for result in answer.results}
    most = MOST_BESIDE if answer.results else limit
    results: list[Result] = []
    best = 0.0
    for other in codes():
        if other == answer.language:
            continue
        there = look(plan(_named(answer.query, numbers), other, prefix=prefix))
        numbered = _leading(numbers, other, answer.query, prefix)
        is_better = there.covered >= found.covered + BETTER
        ranked = (
            [each.number for each in there.ranked] if is_better or (len(seen) < FEW and there.covered >= POOR) else []
        )
        wanted = [n for n in dict.fromkeys([*numbered, *ranked]) if is_better or n not in seen]
        results += _results(wanted[:most], other, there)
        best = max(best, there.covered)
    is_better = bool(results) and best >= found.covered + BETTER and found.covered < POOR
    suggestion = None if best >= WELL else answer.suggestion
    return replace(answer, other_language=tuple(results[:most]), other_is_better=is_better, suggestion=suggestion)


def _numbers(query: str) -> list[Spoken]:
    """The articles' numbers in QUERY; a lone one is one whatever it looks like."""
    alone = parse_number(query)
    return [Spoken(alone, True, 0, len(query))] if alone is not None else numbers_in(plain(query))


def _named(query: str, numbers: list[Spoken]) -> str:
    """QUERY with each named number as texts write it, so that those which mention it are found too."""
    text = plain(query) if numbers else query
    for each in sorted(numbers, key=lambda each: -each.start):
        text = f"{text[: each.start]} KB{each.number} {text[each.end :]}"
    return text.strip()


def _leading(numbers: list[Spoken], language: str, query: str, prefix: bool) -> list[int]:
    """Those of NUMBERS that are articles; while one is being typed also those that begin with it."""
    if not numbers:
        return []
    published = Article.objects.published(language)
    wanted = [each.number for each in numbers]
    there = set(published.filter(number__in=wanted).order_by().values_list("number", flat=True))
    found = [number for number in wanted if number in there]
    last = max(numbers, key=lambda each: each.end)
    if prefix and last.named and last.end == len(plain(query)):
        longer = published.filter(_beginning_with(last.number)).order_by("number")
        found += longer.values_list("number", flat=True)[:MOST_NUMBERS]
    return list(dict.fromkeys(found))


def _beginning_with(number: int) -> Q:
    """As ranges, which an index answers; a comparison as text would read every article."""
    wanted, width = Q(number=number), 10
    while 0 < number * width <= LARGEST_NUMBER:
        wanted |= Q(number__range=(number * width, number * width + width - 1))
        width *= 10
    return wanted


def _texts(numbers: Iterable[int], language: str, *names: str) -> dict[int, tuple[Any, ...]]:
    """The fields NAMES of published articles, by number: no more of a row is read than a search needs."""
    columns = [column(name, language) for name in names]
    rows = Article.objects.published(language).filter(number__in=numbers).order_by()
    return {number: tuple(values) for number, *values in rows.values_list("number", *columns)}


def _results(numbers: Iterable[int], language: str, found: Found) -> tuple[Result, ...]:
    wanted = list(numbers)
    texts = _texts(wanted, language, "title", "summary", "slug", "passages") if wanted else {}
    sought = highlight.Sought(language, found.groups)
    return tuple(_result(sought, number, *texts[number]) for number in wanted if number in texts)


def _result(
    sought: highlight.Sought, number: int, title: str, summary: str, slug: str, passages: list[Passage]
) -> Result:
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
