"""Showing a reader why a text was found: an excerpt, and the words in it marked as they are written."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kb.search.analysers import analyser
from kb.search.plan import Plan
from kb.text.folding import fold
from kb.text.stemming import Token

EXCERPT = 180  # characters
ELLIPSIS = "…"


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
    best = max(passages, key=lambda passage: _promise(passage["text"], plan), default=None)
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
    return Excerpt(before + text + after, mark_safe(before + html + after), best["anchor"])  # noqa: S308


def _promise(text: str, plan: Plan) -> tuple[int, int]:
    """How many groups a text seems to have, cheaply: a stem's beginning stands in the folded text."""
    folded = fold(text)
    found = [sum(folded.count(stem[: max(3, len(stem) - 1)]) for stem in group.stems) for group in plan.groups]
    if plan.prefix:
        found.append(folded.count(plan.prefix))
    return sum(map(bool, found)), min(sum(found), 20)


def _hits(text: str, plan: Plan) -> list[Token]:
    sought = frozenset().union(*(group.stems for group in plan.groups))
    return [
        token
        for token in analyser(plan.language).tokens(text)
        if token.stem in sought or (plan.prefix and token.word.startswith(plan.prefix))
    ]


def _stretch(text: str, hits: list[Token]) -> tuple[int, int]:
    """Where to cut: about EXCERPT characters around the first hit, at spaces."""
    if len(text) <= EXCERPT:
        return 0, len(text)
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
