"""Showing a reader why a text was found: an excerpt, and the words in it marked as they are written."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from kb.search.analysers import analyser
from kb.search.plan import Plan
from kb.text.folding import fold
from kb.text.stemming import Token

EXCERPT = 180  # characters
TEXTS_KEPT = 500  # cut into words, in memory: titles and summaries, and the passages shown most
PASSAGES_KEPT = 8_000  # folded, in memory: every search looks through all passages of what it found
ELLIPSIS = "…"
SENTENCE_END = re.compile(r"(?<=[.:;!?…])\n")


@dataclass(frozen=True)
class Excerpt:
    text: str
    html: SafeString
    anchor: str


def marked(text: str, plan: Plan) -> SafeString:
    """TEXT as safe HTML with the words that PLAN seeks in <mark>."""
    return _mark(text, _hits(text, plan))


def excerpt(passages: Collection[dict[str, str]], plan: Plan) -> Excerpt | None:
    """The stretch of the passage that has the most of what PLAN seeks, or None if none has any."""
    beginnings = _beginnings(plan)
    best = max(passages, key=lambda passage: _promise(passage["text"], beginnings), default=None)
    hits = _hits(best["text"], plan) if best else []
    if not best or not hits:
        return None
    start, end = _stretch(best["text"], hits)
    text = best["text"][start:end]
    html = _mark(
        text,
        [Token(t.start - start, t.end - start, t.word, t.stem) for t in hits if start <= t.start and t.end <= end],
    )
    before, after = (ELLIPSIS if start else ""), (ELLIPSIS if end < len(best["text"]) else "")
    return Excerpt(
        before + _on_one_line(text) + after,
        mark_safe(before + _on_one_line(html) + after),  # noqa: S308
        best["anchor"],
    )


def _on_one_line(text: str) -> str:
    """A dot stands between blocks that do not end as a sentence does: headings, cells, items."""
    return SENTENCE_END.sub(" ", text).replace("\n", " · ")


def _beginnings(plan: Plan) -> list[list[str]]:
    """What the words of each group begin with."""
    found = [[stem[: max(3, len(stem) - 1)] for stem in group.stems] for group in plan.groups]
    return [*found, [plan.prefix]] if plan.prefix else found


def _promise(text: str, beginnings: list[list[str]]) -> tuple[int, int]:
    """How many groups a text seems to have, cheaply: one of the BEGINNINGS stands in the folded text."""
    folded = _folded(text)
    found = [sum(map(folded.count, group)) for group in beginnings]
    return sum(map(bool, found)), min(sum(found), 20)


_folded = lru_cache(PASSAGES_KEPT)(fold)


@lru_cache(TEXTS_KEPT)
def _tokens(text: str, language: str) -> tuple[Token, ...]:
    return tuple(analyser(language).tokens(text))


def _hits(text: str, plan: Plan) -> list[Token]:
    sought = frozenset().union(*(group.stems for group in plan.groups))
    return [
        token
        for token in _tokens(text, plan.language)
        if token.stem in sought or (plan.prefix and token.word.startswith(plan.prefix))
    ]


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
