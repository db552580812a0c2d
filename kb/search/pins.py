"""Answers that an editor has pinned to a search: they come before what is found."""

from kb.models import PinnedAnswer
from kb.search.plan import clean, plan


def key(text: str, language: str) -> str:
    """What two searches have in common that ask the same: their telling words, in any order and form."""
    groups = plan(clean(text), language).groups
    return " ".join(sorted({stem for group in groups for stem in group.alternatives[0].stems}))


def pinned(text: str, language: str) -> list[int]:
    """The numbers of the published articles that are pinned to a search."""
    wanted = key(text, language)
    if not wanted:
        return []
    pins = PinnedAnswer.objects.filter(language=language, key=wanted).order_by("pk")
    return list(pins.values_list("article__number", flat=True))
