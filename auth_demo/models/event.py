from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.sandbox import Sandbox


class AppendOnly(TypeError):
    """What was recorded is neither changed nor taken back."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("events go with their sandbox, never alone")


class Event(models.Model):
    """Something that happened in a sandbox, numbered from 1 without gaps. It holds no code, PIN or key."""

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"))  # the sandbox's time
    recorded_at = models.DateTimeField(_("recorded"))  # real time, for limits
    type = models.CharField(_("type"), max_length=40)
    data = models.JSONField(_("data"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["sandbox", "seq"]
        constraints = [models.UniqueConstraint(fields=["sandbox", "seq"], name="event_seq")]
        indexes = [models.Index(fields=["sandbox", "type", "recorded_at"], name="event_recent")]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("events are never changed")
        super().save(*args, **kwargs)
