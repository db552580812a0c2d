"""Where the words of published texts disagree with the glossary, and their labels with the screens of the practice.

Comparing two texts takes some 15 ms, so what was found is kept by revision and glossary, and one look compares so many and no more.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from kb import demos
from kb.markup.model import Problem
from kb.markup.segments import segments
from kb.markup.terms import LABEL
from kb.models import Article, Edition, PublishedText, Revision
from kb.publishing import glossary
from kb.workflow.board.finding import Finding
from kb.workflow.board.overview import Overview

MOST = 50  # texts newly compared in one look
FEW = 3  # where no more than their number is told
KEPT_SECONDS = 7 * 86_400  # a revision does not change
STEP = re.compile(r"step-\d+[a-z]?", re.ASCII)

Labels = Mapping[str, Sequence[str]]  # an anchor -> what the step says that the screen shows
Compared = tuple[Sequence[Problem], Labels]


@dataclass(frozen=True)
class Text:
    """What readers see, and what they see of its source."""

    article: Article
    language: str
    published: Revision
    source: Revision | None

    wanted: str  # the digest of the glossary that they are held to

    @property
    def key(self) -> str:
        return f"wording:{self.wanted}:{self.published.pk}:{self.source.pk if self.source else ''}"


@dataclass(frozen=True)
class Wording:
    """What was found in the texts looked at so far; `left` of them come next time."""

    found: Sequence[Finding] = ()
    left: int = 0

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


def wording(overview: Overview, most: int | None = None) -> Wording:
    """The most read article first, `most` (default: MOST) of them for the first time; two queries, and only while there are texts that were not compared yet."""
    wanted = glossary.digest()
    texts = [
        Text(edition.article, edition.language, edition.published, _source(overview, edition), wanted)
        for edition in overview.texts()
        if edition.published
    ]
    compared: dict[str, Compared] = cache.get_many(text.key for text in texts)
    new = [text for text in texts if text.key not in compared]
    now = new[: MOST if most is None else most]
    made = dict(_compare(now) if now else ())
    cache.set_many(made, KEPT_SECONDS)
    compared |= made
    shown = _shown()
    found = [each for text in texts if text.key in compared for each in _told(text, *compared[text.key], shown)]
    return Wording(found, len(new) - len(now))


def count(overview: Overview, stamp: int) -> int:
    """How many there are; once all texts are compared, counted once for each `stamp` of what readers see."""
    key = f"wording-count:{stamp}"
    known: int | None = cache.get(key)
    if known is None:
        found = wording(overview, FEW)
        known = len(found)
        if not found.left:
            cache.set(key, known, KEPT_SECONDS)
    return known


def labels(body: str, anchors: Collection[str]) -> dict[str, list[str]]:
    """The labels in `body` by the anchor of their step; `anchors` tell a named list's steps from others."""
    found: dict[str, list[str]] = {}
    for segment in segments(body):
        anchor = _anchor(segment.key, anchors)
        if anchor:
            found.setdefault(anchor, []).extend(LABEL.findall(segment.text))
    return found


def _anchor(key: str, anchors: Collection[str]) -> str:
    """The anchor of the step that holds the segment `key`: `…/ios/step-2:text-1` is ios-step-2, if there is one."""
    *around, last = key.rpartition(":")[0].split("/")
    for i, part in reversed(list(enumerate([*around, last]))):
        if STEP.fullmatch(part):
            named = f"{around[i - 1]}-{part}" if i else part
            return named if named in anchors else part
    return ""


def _source(overview: Overview, text: Edition) -> Revision | None:
    """What readers see of the source of `text`; None if it is the source, or readers see nothing of it."""
    source = overview.editions[text.article_id].get(text.article.source_language)
    return source.published if source and not text.is_source else None


def _compare(texts: Sequence[Text]) -> Iterator[tuple[str, Compared]]:
    wanted = {revision.pk for text in texts for revision in (text.published, text.source) if revision}
    bodies = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "body")) if wanted else {}
    anchors = _anchors(texts)
    for text in texts:
        body, source = bodies[text.published.pk], text.source
        pair = (text.article.source_language, text.language)
        problems = glossary.problems(bodies[source.pk], body, pair) if source else []
        yield text.key, (problems, labels(body, anchors[text.article.pk, text.language]))


def _anchors(texts: Sequence[Text]) -> dict[tuple[int, str], Collection[str]]:
    rows = PublishedText.objects.filter(article__pk__in={text.article.pk for text in texts})
    return {
        (pk, language): anchors or ()
        for pk, language, anchors in rows.values_list("article__pk", "language", "anchors")
    }


def _shown() -> dict[tuple[int, str, str], set[str]]:
    """What the screens of the practice show, by article, language and step; a step may be walked through in several."""
    found: dict[tuple[int, str, str], set[str]] = {}
    for demo in demos.all_demos():
        for step in demo.steps if demo.ready else ():
            for language, shown in step.labels.items():
                if step.article_step:
                    place = step.article or demo.article, language, step.article_step
                    found.setdefault(place, set()).update(shown)
    return found


def _told(
    text: Text, problems: Sequence[Problem], said: Labels, shown: Mapping[tuple[int, str, str], set[str]]
) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(text.article, text.language, problem)
    for anchor, names in said.items():
        screens = shown.get((text.article.number, text.language, anchor))
        for label in dict.fromkeys(names if screens else ()):
            if label not in (screens or ()):
                problem = Problem("label-not-shown", 0, {"label": label, "anchor": anchor}, blocks=False)
                yield Finding(text.article, text.language, problem)
