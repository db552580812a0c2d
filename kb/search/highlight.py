"""Showing a reader why a text was found: an excerpt, and the words in it marked as they are written."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from kb.search.analysers import analyser
from kb.search.plan import Group
from kb.text.folding import fold
from kb.text.stemming import Token

EXCERPT = 180  # characters
TEXTS_KEPT = 500  # cut into words, in memory: titles and summaries, and the passages shown most
PASSAGES_KEPT = 8_000  # folded, in memory: every search looks through all passages of what it found
ELLIPSIS = "…"
SENTENCE_END = re.compile(r"(?<=[.:;!?…])\n")


@dataclass(frozen=True)
class Sought:
    language: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Excerpt:
    text: str
    html: SafeString
    anchor: str


def marked(text: str, sought: Sought) -> SafeString:
    """TEXT as safe HTML with the words that is SOUGHT in <mark>."""
    return _mark(text, _hits(text, sought))


def excerpt(passages: Collection[dict[str, str]], sought: Sought) -> Excerpt | None:
    """The stretch of the passage that has the most of what is SOUGHT, or None if none has any."""
    beginnings = _beginnings(sought)
    best = max(passages, key=lambda passage: _promise(passage["text"], beginnings), default=None)
    hits = _hits(best["text"], sought) if best else []
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


def _beginnings(sought: Sought) -> list[tuple[float, list[tuple[float, str]]]]:
    """Of each group its weight, and what each of its alternatives begins with and is worth."""
    return [
        (
            group.weight,
            [(each.worth, stem[: max(3, len(stem) - 1)]) for each in group.alternatives for stem in each.stems[:1]],
        )
        for group in sought.groups
    ]


def _promise(text: str, beginnings: list[tuple[float, list[tuple[float, str]]]]) -> float:
    """How much of the groups a text seems to have, cheaply: one of the BEGINNINGS is in the folded text."""
    folded = _folded(text)
    promise = 0.0
    for weight, group in beginnings:
        much = sum(worth * min(folded.count(beginning), 4) for worth, beginning in group)
        promise += weight * much / (1 + much)
    return promise


_folded = lru_cache(PASSAGES_KEPT)(fold)


@lru_cache(TEXTS_KEPT)
def _tokens(text: str, language: str) -> tuple[Token, ...]:
    return tuple(analyser(language).tokens(text))


def _hits(text: str, sought: Sought) -> list[Token]:
    """The words to be marked: those typed; of a group that has none of them here, what is taken for the same."""
    tokens = _tokens(text, sought.language)
    there = {token.stem for token in tokens}
    wanted: set[str] = set()
    for group in sought.groups:
        wanted |= (group.typed & there) or group.stems
    return [token for token in tokens if token.stem in wanted]


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
