from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.sandbox import Sandbox


class PairingQuerySet(models.QuerySet["Pairing"]):
    def alive(self) -> Self:
        return self.filter(ended_at=None)

    def paired(self) -> Self:
        return self.alive().exclude(used_at=None)


class Pairing(models.Model):
    """A simulated device that has gone, or is about to go, to a real phone. All its times are real.

    `code_hash` and `token_hash` are SHA-256 of at least 128 random bits each, `typed_hash` is a keyed hash of the short code.
    `keys` and `state` are what one browser hands to the other, sealed by kb/base/vault.py: the keys stay only until they
    are fetched, the state for as long as the device is away.
    """

    class Why(models.TextChoices):
        REPLACED = "replaced"  # by a newer code for the same device
        TAKEN_BACK = "taken-back"
        STARTED_OVER = "started-over"

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="pairings")
    device = models.SlugField(_("simulated device"), max_length=50)
    code_hash = models.CharField(max_length=64, unique=True)
    typed_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    keys = models.BinaryField(blank=True, default=bytes)
    state = models.BinaryField(blank=True, default=bytes)
    placements = models.PositiveIntegerField(default=0)  # how often the computer has changed the state
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("code expires"))
    used_at = models.DateTimeField(_("paired"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    why = models.CharField(max_length=12, choices=Why.choices, blank=True, default="")

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sandbox", "device"], condition=models.Q(ended_at=None), name="pairing_one_alive"
            )
        ]
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")

    def __str__(self) -> str:
        return f"{self.device} {self.id[:8]}"
