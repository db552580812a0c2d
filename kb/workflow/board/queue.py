"""What a reviewer wants to know of a text before opening it: has it errors, how much of it changed, how much does that matter.

Rendering and comparing a text takes some 30 ms, so what was found is kept: an error count for what readers see by now, as links
lead there, and the size of a change for good.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import Edition, Revision, Significance
from kb.text.differences import rows
from kb.workflow import checks

MOST = 6  # texts newly looked at in one look
KEPT_SECONDS = 7 * 86_400


@dataclass(frozen=True)
class Waiting:
    """A text in review. `errors` keep it from being published; `added` and `removed` are words from what readers see to the draft.

    `weight` is that of the heaviest edit in between; only those of a source have one. None: not looked at.
    """

    edition: Edition
    errors: int | None = None
    added: int | None = None
    removed: int | None = None
    weight: Significance | None = None

    @property
    def size(self) -> int:
        return (self.added or 0) + (self.removed or 0)


class Sort(models.TextChoices):
    """In which order the queue is shown; the most of it first."""

    READS = "", _("most read")
    SINCE = "since", _("submitted")
    ERRORS = "errors", _("errors")
    SIZE = "size", _("size of the change")
    WEIGHT = "weight", _("significance")


KEYS: dict[str, Callable[[Waiting], Any]] = {
    Sort.SINCE: lambda text: text.edition.submitted_at,
    Sort.ERRORS: lambda text: -(text.errors or 0),
    Sort.SIZE: lambda text: -text.size,
    Sort.WEIGHT: lambda text: -(text.weight or 0),
}


def measured(texts: Sequence[Waiting], stamp: int, sort: str = "") -> list[Waiting]:
    """`texts` with all that is known of them; at most MOST are looked at for the first time, and two queries for the others."""
    if not texts:
        return []
    weights = _weights(texts)
    keys = {text.edition.pk: _key(text.edition, stamp) for text in texts}
    known = cache.get_many(keys.values())
    new = [text.edition for text in texts if keys[text.edition.pk] not in known][:MOST]
    made = {keys[edition.pk]: _look(edition) for edition in _with_bodies(new)}
    cache.set_many(made, KEPT_SECONDS)
    known |= made
    found = [
        replace(text, **known.get(keys[text.edition.pk], {}), weight=weights.get(text.edition.pk)) for text in texts
    ]
    return sorted(found, key=KEYS[sort]) if sort in KEYS else found


def _key(edition: Edition, stamp: int) -> str:
    return f"queue:{edition.head_id}:{edition.published_id or ''}:{stamp}"


def _with_bodies(editions: Sequence[Edition]) -> Sequence[Edition]:
    if not editions:
        return []
    wanted = Edition.objects.filter(pk__in=[edition.pk for edition in editions])
    return list(wanted.select_related("article", "head", "published"))


def _look(edition: Edition) -> dict[str, int]:
    added, removed = change(edition.published, edition.head)
    return {
        "errors": len(checks.errors(edition.article, edition.language, edition.head.words)),
        "added": added,
        "removed": removed,
    }


def change(old: Revision | None, new: Revision) -> tuple[int, int]:
    """How many words `new` has that `old` has not, in all fields, and how many it has no more."""
    before = old.words if old else {}
    found = [row for name, text in new.words.items() for row in rows(before.get(name, ""), text, around=0)]
    sides = ([row.new for row in found if row.new], [row.old for row in found if row.old])
    added, removed = (
        sum(len(piece.text.split()) for line in side for piece in line.pieces if piece.changed) for side in sides
    )
    return added, removed


def _weights(texts: Sequence[Waiting]) -> dict[int, Significance]:
    """By edition: that of the heaviest edit that readers do not have. One query."""
    sources = {text.edition.article_id: text.edition for text in texts if text.edition.is_source}
    rows = Revision.objects.filter(article__in=sources).values_list("article", "language", "number", "significance")
    found: dict[int, Significance] = {}
    for pk, language, number, significance in rows:
        edition = sources[pk]
        since = edition.published.number if edition.published else 0
        if language == edition.language and since < number <= edition.head.number:
            found[edition.pk] = max(found.get(edition.pk, Significance.TYPO), Significance(significance))
    return found
