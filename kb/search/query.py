"""The one door to search: what a reader typed in, an Answer out. No input is an error."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q

from kb.base.languages import codes
from kb.models import PublishedText
from kb.search import devices, pins
from kb.search.look import Found, look
from kb.search.plan import clean, plan
from kb.search.results import MOST_PLACES, Result, results_of
from kb.search.suggest import correction
from kb.text.numbers import LARGEST_NUMBER, Spoken, numbers_in, parse_number, plain

FEW = 3  # own results, below which the other languages are asked too
WELL = 0.75  # of what is searched for: a best text that has as much needs no help from another language
BETTER = 0.2  # by how much more of what is searched for another language has to have
POOR = 0.6  # of what is searched for: below it a better spelling is offered
MOST_BESIDE = 5  # results of another language, where this one has some
MOST_NUMBERS = 20  # that begin with the one being typed


@dataclass(frozen=True)
class Answer:
    """`suggestion` is a better spelling of the whole query. `other_is_better`: the other language knows much more of it.

    `devices` are those that only some of what was found is about.
    """

    query: str
    language: str
    results: tuple[Result, ...] = ()
    suggestion: str | None = None
    other_language: tuple[Result, ...] = ()
    other_is_better: bool = False
    is_poor: bool = False
    devices: Collection[str] = ()


def search(text: str, language: str, *, limit: int = 10, prefix: bool = False, device: str | None = None) -> Answer:
    """What the articles of `language` say about `text`, at most `limit` of them.

    With `prefix` the last word may be unfinished, as while it is being typed. `device`, one of `devices.KEYS`, leaves out what is
    about other devices only. Where another language has more to say, or this one little, the answer holds what that has.
    """
    query = clean(text)
    numbers = numbers_of(query)
    numbered = _leading(numbers, language, query, prefix)
    found = look(plan(_named(query, numbers), language, prefix=prefix))
    pinned = pins.pinned(query, language)
    own = list(dict.fromkeys([*numbered, *pinned, *(each.number for each in found.ranked)]))
    about = {} if prefix and not device else devices.of(own)
    if device:
        own = [number for number in own if device in about.get(number, devices.KEYS)]
    results = results_of(own[:limit], language, found, _places(prefix))
    named = {key for keys in about.values() for key in keys}
    answer = Answer(
        query, language, results, is_poor=not (numbered or pinned) and found.covered < POOR, devices=named
    )
    if answer.is_poor:
        answer = replace(answer, suggestion=correction(query, language, found.unknown))
    if numbered or pinned or (len(own) >= FEW and found.covered >= WELL):
        return answer
    return _beside(answer, found, numbers, limit, prefix)


def _beside(answer: Answer, found: Found, numbers: list[Spoken], limit: int, prefix: bool) -> Answer:
    """`answer` with what the other languages have, where it is more than `found` or that is little."""
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
        results += results_of(wanted[:most], other, there, _places(prefix))
        best = max(best, there.covered)
    is_better = bool(results) and best >= found.covered + BETTER and found.covered < POOR
    suggestion = None if best >= WELL else answer.suggestion
    return replace(answer, other_language=tuple(results[:most]), other_is_better=is_better, suggestion=suggestion)


def _places(prefix: bool) -> int:
    """Of each article; while somebody types only the best one is shown, and it decides where the link leads with the next."""
    return 2 if prefix else MOST_PLACES


def numbers_of(query: str) -> list[Spoken]:
    """The articles' numbers in `query`; a lone one is one whatever it looks like."""
    alone = parse_number(query)
    return [Spoken(alone, True, 0, len(query))] if alone is not None else numbers_in(plain(query))


def _named(query: str, numbers: list[Spoken]) -> str:
    """`query` with each named number as texts write it, so that those which mention it are found too."""
    text = plain(query) if numbers else query
    for each in sorted(numbers, key=lambda each: -each.start):
        text = f"{text[: each.start]} KB{each.number} {text[each.end :]}"
    return text.strip()


def _leading(numbers: list[Spoken], language: str, query: str, prefix: bool) -> list[int]:
    """Those of `numbers` that are articles; while one is being typed also those that begin with it."""
    if not numbers:
        return []
    published = PublishedText.objects.read(language)
    wanted = [each.number for each in numbers]
    there = set(published.filter(article__number__in=wanted).values_list("article__number", flat=True))
    found = [number for number in wanted if number in there]
    last = max(numbers, key=lambda each: each.end)
    if prefix and last.named and last.end == len(plain(query)):
        longer = published.filter(_beginning_with(last.number)).order_by("article__number")
        found += longer.values_list("article__number", flat=True)[:MOST_NUMBERS]
    return list(dict.fromkeys(found))


def _beginning_with(number: int) -> Q:
    """As ranges, which an index answers; a comparison as text would read every article."""
    wanted, width = Q(article__number=number), 10
    while 0 < number * width <= LARGEST_NUMBER:
        wanted |= Q(article__number__range=(number * width, number * width + width - 1))
        width *= 10
    return wanted
