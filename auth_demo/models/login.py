from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.device import Device
from auth_demo.models.onetime import OneTime, OneTimeQuerySet
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
    shares = models.BooleanField(_("shares the device"), default=False)  # what it is for, in place of entering
    created_at = models.DateTimeField()  # real time: orders logins even while the sandbox's clock stands still
    started_at = models.DateTimeField(_("started"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    denied_at = models.DateTimeField(_("denied on the phone"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["sandbox", "user", "refused_at"], name="login_refused")]
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return f"{self.method} {self.id[:8]}"


class Challenge(OneTime):
    """A question of a login: digits to type on a device, a code that was sent, a notification to decide on.

    `text` is what the device computes with: the challenge shown, or a notification's nonce in hexadecimal. Empty
    where nothing is computed. `shown` is the number that the login screen shows besides ("Matching" mode).
    """

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="challenges")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="challenges")
    text = models.CharField(_("challenge"), max_length=128, blank=True)
    shown = models.CharField(_("number to match"), max_length=8, blank=True, default="")
    number = models.PositiveSmallIntegerField(default=1)  # within its login
    expiry_noted_at = models.DateTimeField(null=True, blank=True)  # so that its event is written once

    objects = OneTimeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["login", "number"], name="challenge_number"),
            models.UniqueConstraint(
                fields=["device", "text"], condition=~models.Q(text=""), name="challenge_never_repeated"
            ),
        ]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def __str__(self) -> str:
        return self.id[:8]
