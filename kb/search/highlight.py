"""Showing a reader why a text was found: an excerpt, and the words in it marked as they are written."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from kb.search.analysers import analyser
from kb.search.plan import SYNONYM, Alternative, Group
from kb.search.synonyms import Stems
from kb.text.folding import fold
from kb.text.stemming import Token

EXCERPT = 180  # characters
TEXTS_KEPT = 500  # cut into words, in memory: titles and summaries, and the passages shown most
PASSAGES_KEPT = 8_000  # folded, in memory: every search looks through all passages of what it found
ELLIPSIS = "…"
WORDS_AROUND = 3  # a word that is found, in what a browser looks for
SENTENCE_END = re.compile(r"(?<=[.:;!?…])\n")


@dataclass(frozen=True)
class Sought:
    language: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a passage. `quote` is a piece of one line of it, word for word, that a browser can find on the page.

    `promise` says how much of what is searched for is in the passage.
    """

    text: str
    html: SafeString
    anchor: str
    quote: str
    promise: float


def marked(text: str, sought: Sought) -> SafeString:
    """`text` as safe HTML with the words that are searched for in <mark>."""
    return _mark(text, _hits(text, sought))


def excerpts(passages: Collection[dict[str, str]], sought: Sought, most: int) -> list[Excerpt]:
    """Where an article answers: at most `most` stretches, each below another anchor, the most promising first."""
    beginnings = _beginnings(sought)
    promising = [(_promise(passage["text"], beginnings), passage) for passage in passages]
    promising.sort(key=lambda each: -each[0])
    found: dict[str, Excerpt] = {}
    for promise, passage in promising:
        if not promise or len(found) == most:
            break
        if passage["anchor"] not in found and (hits := _hits(passage["text"], sought)):
            found[passage["anchor"]] = _excerpt(passage, hits, promise)
    return list(found.values())


def _excerpt(passage: dict[str, str], hits: list[Token], promise: float) -> Excerpt:
    whole = passage["text"]
    start, end = _stretch(whole, hits)
    text = whole[start:end]
    inside = [
        Token(t.start - start, t.end - start, t.word, t.stem) for t in hits if start <= t.start and t.end <= end
    ]
    before, after = (ELLIPSIS if start else ""), (ELLIPSIS if end < len(whole) else "")
    return Excerpt(
        before + _on_one_line(text) + after,
        mark_safe(before + _on_one_line(_mark(text, inside)) + after),  # noqa: S308
        passage["anchor"],
        _quote(whole, hits[0]),
        promise,
    )


def _quote(text: str, hit: Token) -> str:
    """The words around `hit` in its line: few, so that the page shows nothing between them that `text` does not have."""
    start, end = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
    before = text[start : hit.start].split(" ")[-WORDS_AROUND:]
    after = text[hit.end : end if end >= 0 else len(text)].split(" ")[:WORDS_AROUND]
    return (" ".join(before) + text[hit.start : hit.end] + " ".join(after)).strip()


def _on_one_line(text: str) -> str:
    """A dot is between blocks that do not end as a sentence does: headings, cells, items."""
    return SENTENCE_END.sub(" ", text).replace("\n", " · ")


def _beginnings(sought: Sought) -> list[tuple[float, list[tuple[float, str]]]]:
    """Of each group its weight, and what each of its words begins with and is worth; of phrases only the one typed."""
    return [
        (
            group.weight,
            [
                (each.worth / len(each.stems), stem[: max(3, len(stem) - 1)])
                for each in group.alternatives
                if len(each.stems) == 1 or each is group.alternatives[0]
                for stem in each.stems
            ],
        )
        for group in sought.groups
    ]


def _promise(text: str, beginnings: list[tuple[float, list[tuple[float, str]]]]) -> float:
    """How much of the groups a text seems to have, cheaply: one of the `beginnings` is in the folded text."""
    folded = _folded(text)
    promise = 0.0
    for weight, group in beginnings:
        much = 0.0
        for worth, beginning in group:
            if beginning in folded:
                much += worth * min(folded.count(beginning), 4)
        promise += weight * much / (1 + much)
    return promise


_folded = lru_cache(PASSAGES_KEPT)(fold)


@lru_cache(TEXTS_KEPT)
def _tokens(text: str, language: str) -> tuple[Token, ...]:
    return tuple(analyser(language).tokens(text))


def _hits(text: str, sought: Sought) -> list[Token]:
    """The words to be marked: those typed; of a group that has none of them here, what is taken for the same."""
    tokens = _tokens(text, sought.language)
    stems = tuple(token.stem for token in tokens)
    where: dict[str, list[int]] = defaultdict(list)
    for at, stem in enumerate(stems):
        where[stem].append(at)
    places: set[int] = set()
    for group in sought.groups:
        there = [each for each in group.alternatives if each.stems[0] in where]
        typed = [each for each in there if each.worth > SYNONYM]
        places |= _places(stems, where, typed) or _places(stems, where, there)
    return [tokens[at] for at in sorted(places)]


def _places(stems: Stems, where: Mapping[str, list[int]], alternatives: Iterable[Alternative]) -> set[int]:
    """Where `stems` have any of `alternatives`; a phrase only as a whole. `where` tells the places of each stem."""
    found: set[int] = set()
    for each in alternatives:
        length = len(each.stems)
        for at in where[each.stems[0]]:
            if stems[at : at + length] == each.stems:
                found.update(range(at, at + length))
    return found


def _stretch(text: str, hits: list[Token]) -> tuple[int, int]:
    """Where to cut: about EXCERPT characters around the first hit, at spaces."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    text = text.replace("\n", " ")
    start = max(0, min(hits[0].start - EXCERPT // 3, len(text) - EXCERPT))
    end = min(len(text), start + EXCERPT)
    if start:
        start = text.find(" ", start, hits[0].start) + 1 or hits[0].start
    if end < len(text):
        end = max(text.rfind(" ", hits[0].end, end), hits[0].end)
    return start, end


def _mark(text: str, hits: list[Token]) -> SafeString:
    parts, at = [], 0
    for token in hits:
        if token.start >= at:
            parts += [
                escape(text[at : token.start]),
                "<mark>",
                escape(text[token.start : token.end]),
                "</mark>",
            ]
            at = token.end
    return mark_safe("".join(parts) + escape(text[at:]))  # noqa: S308
