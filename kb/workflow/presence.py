"""Who else has the form of an article open now: names only, forgotten after a few minutes."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from kb.models import Presence

LASTS = timedelta(seconds=150)  # the form says every minute that it is open


def come(article: int, person: User) -> list[str]:
    """`person` has the form of `article` (its primary key) open; the names of the others who have, in their order."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - LASTS).delete()
    Presence.objects.update_or_create(article_id=article, person=person, defaults={"seen_at": now})
    others = Presence.objects.filter(article=article).exclude(person=person).order_by("person__username")
    return list(others.values_list("person__username", flat=True))


def leave(article: int, person: User) -> None:
    Presence.objects.filter(article=article, person=person).delete()
