"""What helps with the paragraph at the caret: the source's terms, words to avoid, what is published already, how it reads."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import accumulate
from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.base.languages import traits
from kb.markup.limits import too_long
from kb.markup.segments import Segment, cut, segments
from kb.markup.terms import Rule, avoided, offered
from kb.publishing.glossary import glossary
from kb.search.analysers import analyser
from kb.text import readability
from kb.text.alike import Effort
from kb.text.differences import words
from kb.workflow.memory import MEMORY, Match

MARKS = re.compile(r"\{#[^{}\s]*\}|\[\[|\]\]|\+\+|\*+|`|\]\([^)\s]*\)|\[(?=[^\[\]]*\]\()")
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 5_000  # characters of a paragraph that are read


@dataclass(frozen=True)
class Spot:
    """A paragraph of a body: from `start` to `end` of it stand its words, from `top` to `bottom` its whole lines."""

    segment: Segment
    start: int
    end: int
    top: int
    bottom: int


def help_for(*, language: str, body: str, at: int, source_language: str, source: str) -> dict[str, Any]:
    """What the form shows beside the paragraph of `body` that character `at` is in, or that is to be written there.

    `source` is the body in the source language, as it is in the form. `place` is where the paragraph's words are in `body`; None if
    there are none yet. `source` is the paragraph to translate, `left` how many published articles were not looked at yet.
    """
    if too_long(body) or too_long(source):
        return _told(None, "")
    spots = list(_spots(body))
    here = next((spot for spot in spots if spot.top <= at <= spot.bottom), None)
    text = here.segment.text if here else ""
    told = _told(here, text) | {"avoided": _avoided(here, body, language), "reading": _reading(text, language)}
    if language == source_language or not source:
        return told
    wanted = _counterpart(source, spots, here, at)
    if wanted is None:
        return told
    direction = source_language, language
    left = MEMORY.refresh()
    return told | {
        "source": wanted.text,
        "terms": _terms(wanted.text, text, direction),
        "memory": [_match(match, wanted.text) for match in MEMORY.nearest(wanted.text, direction, but=text)],
        "left": left,
    }


def _told(here: Spot | None, text: str) -> dict[str, Any]:
    place = {"start": here.start, "end": here.end} if here else None
    nothing: dict[str, Any] = {"terms": [], "avoided": [], "memory": [], "reading": None, "left": 0, "source": None}
    return nothing | {"place": place, "text": text}


def source_at(*, body: str, at: int, source: str) -> str:
    """The paragraph of `source` that is to be translated at character `at` of `body`; '' if there is none."""
    spots = list(_spots(body))
    here = next((spot for spot in spots if spot.top <= at <= spot.bottom), None)
    wanted = _counterpart(source, spots, here, at)
    return wanted.text if wanted else ""


def _spots(body: str) -> Iterator[Spot]:
    starts = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
    at = 0
    for piece in cut(body):
        raw = piece if isinstance(piece, str) else piece.raw
        if isinstance(piece, Segment):
            end = at + len(raw)
            top, last = (bisect_right(starts, place) - 1 for place in (at, end))
            in_row = body[starts[top] : at].lstrip().startswith("|")  # cells share their line
            yield Spot(piece, at, end, at if in_row else starts[top], end if in_row else starts[last + 1] - 1)
        at += len(raw)


def _counterpart(source: str, spots: list[Spot], here: Spot | None, at: int) -> Segment | None:
    """The source's paragraph of the same place; where nothing is written yet, the next one that has no translation."""
    theirs = segments(source)
    if here:
        return next((segment for segment in theirs if segment.key == here.segment.key), None)
    written = {spot.segment.key for spot in spots}
    before = next((spot.segment.key for spot in reversed(spots) if spot.bottom < at), None)
    begin = next((i + 1 for i, segment in enumerate(theirs) if segment.key == before), 0)
    follows = theirs[begin] if begin < len(theirs) else None
    return follows if follows and follows.key not in written else None


def _terms(source: str, target: str, languages: tuple[str, str]) -> list[dict[str, Any]]:
    """The terms of `source`, how each is decided (kept, must, may) and what may be said."""
    analysers = {code: analyser(code) for code in languages}
    return [
        {
            "said": offer.said,
            "forms": [offer.said] if offer.term.rule is Rule.KEEP else list(offer.term.forms[languages[1]]),
            "rule": offer.term.rule.value,
            "there": offer.is_there,
        }
        for offer in offered(source, target, languages, glossary(), analysers)
    ]


def _avoided(here: Spot | None, body: str, language: str) -> list[dict[str, Any]]:
    """With their places in `body`, where a paragraph may be indented."""
    if here is None:
        return []
    raw = body[here.start : here.end]
    return [
        {
            **asdict(each),
            "start": here.start + each.start,
            "end": here.start + each.end,
            "found": raw[each.start : each.end],
        }
        for each in avoided(raw, language, glossary(), {language: analyser(language)})
    ]


def _match(match: Match, wanted: str) -> dict[str, Any]:
    return {
        "percent": floor(match.likeness * 100),
        "number": match.number,
        "target": match.target,
        "differs": _pieces(match.source, wanted) if match.likeness < 1 else [],
    }


def _pieces(published: str, wanted: str) -> list[dict[str, str]]:
    """From what was published to what is wanted now: stretches that are the same, gone ("del") or new ("ins")."""
    olds, news = words(published, wanted, Effort())
    found: list[dict[str, str]] = []
    after = iter(news)
    for old in olds:
        if old.changed:
            found.append({"kind": "del", "text": old.text})
            continue
        for new in after:
            found.append({"kind": "ins" if new.changed else "same", "text": new.text})
            if not new.changed:
                break
    return found + [{"kind": "ins", "text": new.text} for new in after]


def _reading(text: str, language: str) -> dict[str, Any] | None:
    """In plain words: how easy the paragraph is, and what would make it easier. None where there is nothing to read."""
    plain = MARKS.sub("", text[:LONGEST]).strip()
    if not plain:
        return None
    found = readability.reading(plain, traits(language).get("readability", ""), _known(language))
    return {"words": _words(found), "grade": _grade(found), "advice": list(_advice(found)), "ease": found.ease}


def _known(language: str) -> frozenset[str]:
    forms = (form for term in glossary().terms for form in term.forms.get(language, ()))
    return frozenset(word.lower() for form in forms for word in WORD.findall(form))


def _words(found: readability.Reading) -> str:
    return ngettext("%(count)d word", "%(count)d words", found.words) % {"count": found.words}


def _grade(found: readability.Reading) -> str:
    if found.ease is None:
        return ""
    if found.ease >= readability.PLAIN:
        return _("Easy to read.")
    return _("Rather hard to read.") if found.ease >= readability.HARD else _("Hard to read.")


def _advice(found: readability.Reading) -> Iterator[str]:
    for beginning, count in found.long_sentences:
        yield _("Make two sentences of “%(sentence)s”: it has %(count)d words.") % {
            "sentence": beginning,
            "count": count,
        }
    if found.long_words:
        words = ", ".join(_("“%(word)s”") % {"word": word} for word in found.long_words)
        yield _("Long words: %(words)s. Is there a shorter one?") % {"words": words}
