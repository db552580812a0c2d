from django.db import models
from django.db.models import F


class Stamp(models.Model):
    """A counter that moves with every change that readers can see, so that other processes notice it."""

    CONTENT = "content"

    name = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

    @classmethod
    def bump(cls, name: str = CONTENT) -> None:
        if not cls.objects.filter(name=name).update(value=F("value") + 1):
            cls.objects.get_or_create(name=name, defaults={"value": 1})

    @classmethod
    def current(cls, name: str = CONTENT) -> int:
        return cls.objects.filter(name=name).values_list("value", flat=True).first() or 0
