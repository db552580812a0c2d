from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.account import Account
from auth_demo.models.onetime import OneTime, OneTimeQuerySet
from auth_demo.models.sandbox import Sandbox


class Confirmation(OneTime):
    """A code sent to prove something other than a login: that a number is one's own, or that a phone may be activated."""

    class Purpose(models.TextChoices):
        NUMBER = "number"
        ACTIVATION = "activation"
        RECOVERY = "recovery"
        MIGRATION = "migration"

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="confirmations")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="confirmations")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    target = models.CharField(max_length=50)  # the number, or the phone to be activated

    objects = OneTimeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        return f"{self.purpose} {self.id[:8]}"
