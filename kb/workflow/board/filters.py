"""Filters of the board that somebody has given a name: one's own, and those that colleagues share."""

from collections.abc import Sequence

from django.db.models import Q

from kb.models import SavedFilter
from kb.workflow.people import Person, may_publish_everywhere

MOST = 30  # of one person


class TooMany(Exception):
    """A person has MOST filters already."""


def known(person: Person) -> Sequence[SavedFilter]:
    """Those of `person`, then those that others share: one query."""
    if person is None or person.pk is None:
        return []
    wanted = Q(owner=person.pk) | Q(is_shared=True)
    found = SavedFilter.objects.filter(wanted).select_related("owner")
    return sorted(found, key=lambda saved: (saved.owner_id != person.pk, saved.name.casefold()))


def keep(person: Person, name: str, query: str, *, is_shared: bool) -> SavedFilter:
    """A second one of the same name takes the first one's place. Raises TooMany."""
    own = SavedFilter.objects.filter(owner=person.pk)  # type: ignore[union-attr]  # only for people who are signed in
    if own.exclude(name=name).count() >= MOST:
        raise TooMany
    values = {"query": query, "is_shared": is_shared}
    return SavedFilter.objects.update_or_create(owner_id=person.pk, name=name, defaults=values)[0]  # type: ignore[union-attr]


def may_drop(person: Person, saved: SavedFilter) -> bool:
    """One's own; a shared one also who may publish everywhere, for its owner may have left."""
    is_own = person is not None and saved.owner_id == person.pk
    return is_own or (saved.is_shared and may_publish_everywhere(person))
