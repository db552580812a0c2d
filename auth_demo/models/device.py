from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.sandbox import Sandbox


class Device(models.Model):
    """An authenticator that the verifier knows: what it computes with, and how often it failed in a row.

    `key` and `pin` are sealed by kb/base/vault.py. The verifier computes with the PIN, so it keeps the PIN's text,
    encrypted like the key, never its bare hash: ten thousand hashes are soon tried.
    """

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="devices")
    user = models.CharField(_("training user"), max_length=60)
    kind = models.SlugField(_("kind"), max_length=40)
    suite = models.CharField(_("computes as"), max_length=100, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.BinaryField()
    pin = models.BinaryField(blank=True, default=bytes)
    push_key = models.BinaryField(blank=True, default=bytes)  # a phone answers notifications with it
    phone = models.SlugField(_("simulated phone"), max_length=50, blank=True, default="")
    system = models.SlugField(_("system"), max_length=20, blank=True, default="")
    drift = models.SmallIntegerField(_("clock’s drift in time steps"), null=True, blank=True)
    counter = models.BigIntegerField(_("newest time step or count"), null=True, blank=True)  # of what was accepted
    failures = models.PositiveSmallIntegerField(_("failed challenges in a row"), default=0)
    wrong_responses = models.PositiveSmallIntegerField(_("wrong responses in a row"), default=0)
    disabled_at = models.DateTimeField(_("disabled"), null=True, blank=True)  # the sandbox's time
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["sandbox", "user"],
                condition=models.Q(kind="phone", revoked_at=None),
                name="device_one_active_phone",
            )
        ]
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return f"{self.kind} {self.id[:8]}"


class Share(models.Model):
    """A further user name of the device's owner, who may use the device too."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="shares")
    user = models.CharField(_("training user"), max_length=60)
    shared_at = models.DateTimeField(_("shared"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "user"], name="share_once")]
        verbose_name = _("shared device")
        verbose_name_plural = _("shared devices")

    def __str__(self) -> str:
        return f"{self.device_id[:8]} {self.user}"
