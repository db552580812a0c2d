from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Kept = TypeVar("Kept", bound=models.Model, covariant=True)


class OneTimeQuerySet(models.QuerySet[Kept]):
    def unfinished(self) -> Self:
        return self.filter(used_at=None, failed_at=None, superseded_at=None)

    def answerable(self, now: datetime) -> Self:
        """Those that an answer may still spend a try on."""
        return self.unfinished().filter(attempts__lt=models.F("max_attempts"), expires_at__gt=now)


class OneTime(models.Model):
    """Something to be answered once, before it expires. Times are the sandbox's.

    `attempts` counts the answers taken for comparison, `wrong` those found wrong. They differ while answers
    are compared in parallel, which is why only `wrong` may end it. `mark` stands for a code that was sent: a keyed
    hash bound to the row's id (kb/base/vault.py), never the code.
    """

    mark = models.BinaryField(blank=True, default=bytes)
    created_at = models.DateTimeField()  # real time, for the order
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    wrong = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    max_attempts = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    failed_at = models.DateTimeField(_("used up"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def attempts_left(self) -> int:
        over = self.used_at or self.failed_at or self.superseded_at
        return 0 if over else max(0, self.max_attempts - self.attempts)
