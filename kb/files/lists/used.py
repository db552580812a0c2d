"""What uses the entries of a list: an entry that something hangs on cannot go."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from kb.base.places import Problem, Said, said
from kb.files.lists import slices
from kb.files.lists.kinds import Kind
from kb.models import Article, Edition, FactsRevision, PublishedText
from kb.publishing.lists import SHOWN

ENTRIES = {"categories": "key", "tags": "key", "snippets": "id"}  # what names an entry that others ask for


def too_long(most: int) -> Said:
    return said("a list has at most {most} characters", most=most)


def missed(kind: Kind, old: str, new: str) -> list[Problem]:
    """The entries that `new` has no more, though articles use them."""
    name = ENTRIES.get(kind.key)
    if name is None:
        return []
    gone = _names(old, name) - _names(new, name)
    return [
        Problem(
            kind.name,
            1,
            said("“{name}” cannot go, because articles use it: {numbers}", name=entry, numbers=_told(numbers)),
        )
        for entry in sorted(gone)
        if (numbers := by(kind, entry))
    ]


def by(kind: Kind, entry: str) -> list[int]:
    """The numbers of the articles that use `entry`, drafts too."""
    return everybody(kind).get(entry, [])


def everybody(kind: Kind) -> dict[str, list[int]]:
    """The articles that use each entry of a list, in two queries; none of a list that nobody asks by name."""
    found: dict[str, set[int]] = {}
    for entry, number in _USERS[kind.key]() if kind.key in _USERS else ():
        found.setdefault(entry, set()).add(number)
    return {entry: sorted(numbers) for entry, numbers in found.items()}


def saying(words: Mapping[str, list[str]]) -> list[int]:
    """The articles that say one of `words` (language -> forms) to readers."""
    found = Q(pk__in=[])
    for language, forms in words.items():
        for form in forms:
            found |= Q(language=language) & (Q(body__icontains=form) | Q(title__icontains=form))
    texts = PublishedText.objects.read().filter(found)
    return sorted(set(texts.values_list("article__number", flat=True)))


def _names(text: str, name: str) -> set[str]:
    values: Iterator[Any] = (row.value for row in slices.rows(text, ())) if text.strip() else iter(())
    return {str(value[name]) for value in values if isinstance(value, dict) and name in value}


def _told(numbers: list[int]) -> str:
    return ", ".join(f"KB{number}" for number in numbers[:10]) + ("…" if len(numbers) > 10 else "")


def _of_categories() -> Iterator[tuple[str, int]]:
    newest = Article.objects.exclude(facts=None).values("facts__head")
    drafts = FactsRevision.objects.filter(pk__in=newest).exclude(category=None)
    yield from Article.objects.values_list("category__key", "number")
    yield from drafts.values_list("category__key", "article__number")


def _of_tags() -> Iterator[tuple[str, int]]:
    yield from Article.objects.exclude(tags=None).values_list("tags__key", "number")


def _of_snippets() -> Iterator[tuple[str, int]]:
    newest = Edition.objects.filter(head__body__contains="snippet").values_list("article__number", "head__body")
    shown = PublishedText.objects.filter(body__contains="snippet").values_list("article__number", "body")
    for number, body in (*newest, *shown):
        yield from ((match[1], number) for match in SHOWN.finditer(body))


_USERS: dict[str, Callable[[], Iterator[tuple[str, int]]]] = {
    "categories": _of_categories,
    "tags": _of_tags,
    "snippets": _of_snippets,
}
