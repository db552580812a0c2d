from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.publication import PublicationEntry


class Delivery(models.Model):
    """What is told to the webhook, and what came of it. Without `entry` it says only that the webhook is set up.

    `next_at` is NULL once it arrived or was given up.
    """

    entry = models.OneToOneField(PublicationEntry, on_delete=models.CASCADE, null=True, related_name="delivery")
    event = models.CharField(_("what happened"), max_length=12)
    body = models.TextField(_("what is sent"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    next_at = models.DateTimeField(_("next try"), null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    answer = models.CharField(_("last answer"), max_length=120, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("delivery to the webhook")
        verbose_name_plural = _("deliveries to the webhook")

    def __str__(self) -> str:
        return f"{self.pk} {self.event}"
