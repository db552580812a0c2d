from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.device import Device
from auth_demo.models.sandbox import Sandbox


class Login(models.Model):
    """One attempt of a training user to log in with one method.

    `refused_at` is set when it counts towards the portal's lock: wrong credentials, or a challenge used up.
    """

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="logins")
    # Empty for a name that is not a training user's: what a visitor typed is never stored.
    user = models.CharField(_("training user"), max_length=60, blank=True)
    method = models.SlugField(_("method"), max_length=40)
    platform = models.SlugField(_("platform"), max_length=50)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="logins")
    created_at = models.DateTimeField()  # real time: orders logins even while the sandbox's clock stands still
    started_at = models.DateTimeField(_("started"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["sandbox", "user", "refused_at"], name="login_refused")]
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return f"{self.method} {self.id[:8]}"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def unfinished(self) -> Self:
        return self.filter(used_at=None, failed_at=None, superseded_at=None)

    def answerable(self, now: datetime) -> Self:
        """Those that a response may still spend a try on."""
        return self.unfinished().filter(attempts__lt=models.F("max_attempts"), expires_at__gt=now)


class Challenge(models.Model):
    """A question asked once, to be answered once, before it expires. Times are the sandbox's.

    `attempts` counts the responses taken for comparison, `wrong` those found wrong. They differ while responses
    are compared in parallel, which is why only `wrong` may end a challenge.
    """

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="challenges")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="challenges")
    text = models.CharField(_("challenge"), max_length=128)
    number = models.PositiveSmallIntegerField(default=1)  # within its login
    created_at = models.DateTimeField()  # real time, for the order
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    wrong = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    max_attempts = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    failed_at = models.DateTimeField(_("used up"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    expiry_noted_at = models.DateTimeField(null=True, blank=True)  # so that its event is written once

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["login", "number"], name="challenge_number"),
            models.UniqueConstraint(fields=["device", "text"], name="challenge_never_repeated"),
        ]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def __str__(self) -> str:
        return self.id[:8]

    @property
    def attempts_left(self) -> int:
        over = self.used_at or self.failed_at or self.superseded_at
        return 0 if over else max(0, self.max_attempts - self.attempts)
