from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.sandbox import Sandbox


class Account(models.Model):
    """A training user of one sandbox: the mobile number on record, and whether the login is frozen.

    `number` is E.164 text from the ranges reserved for fiction, so it is nobody's and may be kept readable.
    """

    class Number(models.TextChoices):
        NONE = "none"
        UNVERIFIED = "unverified"
        PENDING = "pending"
        ACTIVE = "active"

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="accounts")
    user = models.CharField(_("training user"), max_length=60)
    number = models.CharField(_("mobile number"), max_length=20, blank=True, default="")
    number_state = models.CharField(max_length=12, choices=Number.choices, default=Number.NONE)
    phone = models.SlugField(_("phone with that number"), max_length=50, blank=True, default="")
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)  # "it was not me"
    wrong_codes = models.PositiveSmallIntegerField(_("wrong codes in a row"), default=0)  # of its confirmations
    codes_locked_at = models.DateTimeField(_("codes locked"), null=True, blank=True)
    opted_out = models.BooleanField(_("opted out of the second factor"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sandbox", "user"], name="account_user")]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.user
