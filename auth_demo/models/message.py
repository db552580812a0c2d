from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.account import Account
from auth_demo.models.confirmation import Confirmation
from auth_demo.models.login import Challenge
from auth_demo.models.sandbox import Sandbox


class Message(models.Model):
    """An SMS, a call or a notification on its way to a simulated phone. Times are the sandbox's.

    `sealed` is the code until it is used, replaced or expired, and then empty; it opens only for this message.
    `number` counts within the sandbox.
    """

    class Kind(models.TextChoices):
        SMS = "sms"
        CALL = "call"
        PUSH = "push"

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    phone = models.SlugField(_("phone"), max_length=50)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, related_name="messages")
    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, null=True, related_name="messages")
    notice = models.SlugField(_("notice"), max_length=20, blank=True, default="")  # tells something, has no code
    sealed = models.BinaryField(blank=True, default=bytes)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("worth nothing from"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    blocked_at = models.DateTimeField(_("blocked by the carrier"), null=True, blank=True)
    answered_at = models.DateTimeField(_("call answered"), null=True, blank=True)
    missed_at = models.DateTimeField(_("call missed"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sandbox", "number"], name="message_number")]
        indexes = [models.Index(fields=["account", "sent_at"], name="message_sent")]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
