from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F, Q

KEPT = 1_000  # changes; a process looks once a second


class Stamp(models.Model):
    """A counter that moves with every change that readers can see, so that other processes notice it."""

    CONTENT = "content"

    name = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

    @classmethod
    @transaction.atomic(savepoint=False)
    def bump(cls, name: str = CONTENT, *, about: Iterable[int] | None = None) -> None:
        """Move the stamp. `about` are the numbers of the articles whose pages may show the change; None: any page may."""
        if not cls.objects.filter(name=name).update(value=F("value") + 1):
            cls.objects.get_or_create(name=name, defaults={"value": 1})
        if about is not None:
            Change.note(cls.current(name), about)

    @classmethod
    def current(cls, name: str = CONTENT) -> int:
        return cls.objects.filter(name=name).values_list("value", flat=True).first() or 0


class Change(models.Model):
    """What moved the stamp of the content to `stamp`: the numbers of the articles whose pages may show it."""

    stamp = models.PositiveBigIntegerField(primary_key=True)
    numbers = models.JSONField()

    def __str__(self) -> str:
        return f"{self.stamp}: {self.numbers}"

    @classmethod
    def note(cls, stamp: int, numbers: Iterable[int]) -> None:
        """Called by who moved the stamp, in the same transaction."""
        cls.objects.filter(Q(stamp__lte=stamp - KEPT) | Q(stamp__gte=stamp)).delete()
        cls.objects.create(stamp=stamp, numbers=sorted(set(numbers)))

    @classmethod
    def between(cls, before: int, now: int) -> frozenset[int] | None:
        """The articles whose pages may have changed since the stamp was `before`; None if that cannot be told."""
        noted = cls.objects.filter(stamp__gt=before, stamp__lte=now).values_list("numbers", flat=True)
        changes = list(noted) if before < now <= before + KEPT else []
        return frozenset().union(*changes) if changes and len(changes) == now - before else None
