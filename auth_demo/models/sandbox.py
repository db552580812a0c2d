from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SandboxQuerySet(models.QuerySet["Sandbox"]):
    def open(self, real_now: datetime) -> Self:
        return self.filter(expires_at__gt=real_now)

    def expired(self, real_now: datetime) -> Self:
        return self.filter(expires_at__lte=real_now)

    def hold(self) -> int:
        """Write the rows without changing them, so that until the transaction ends no other writer gets at them.

        Works on every database; SQLite ignores select_for_update without a word.
        """
        return self.update(last_seq=models.F("last_seq"))


class Sandbox(models.Model):
    """One learner's world: a training user, devices, a clock that can be moved, and what happened in it.

    `created_at` and `expires_at` are real time. Everything else inside runs on the sandbox's clock, which showed
    `clock_time` at the real instant `clock_set_at` and has run at `clock_rate` since (verifier/clock.py).
    """

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of 256 random bits
    opened_from = models.CharField(max_length=64)  # a digest: an operator can tell one client's practices by it
    scenario = models.SlugField(_("practice scenario"), max_length=50)
    platform = models.SlugField(_("platform"), max_length=50)
    variant = models.SlugField(_("variant"), max_length=50, blank=True, default="")
    language = models.CharField(_("language"), max_length=12)
    step = models.SlugField(_("step"), max_length=50, blank=True, default="")
    user = models.CharField(_("training user"), max_length=60)
    created_at = models.DateTimeField(_("opened"))
    expires_at = models.DateTimeField(_("expires"), db_index=True)
    clock_set_at = models.DateTimeField()
    clock_time = models.DateTimeField()
    clock_rate = models.FloatField(_("speed of the clock"), default=1.0)
    paused = models.BooleanField(
        _("paused"), default=False
    )  # by a trainer: the clock does not move, whatever its speed
    faults = models.JSONField(_("faults switched on"), default=list)
    last_seq = models.PositiveIntegerField(default=0)  # of the events: verifier/events.py alone moves it
    taken = models.PositiveIntegerField(_("bytes kept"), default=0)  # with all that hangs off it: verifier/quota.py

    objects = SandboxQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("sandbox")
        verbose_name_plural = _("sandboxes")

    def __str__(self) -> str:
        return f"{self.scenario} {self.id[:8]}"
