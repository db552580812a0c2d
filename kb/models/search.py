from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSearch(models.Model):
    """A search that found nothing in a language: the scrubbed words and how often, for editors."""

    language = models.CharField(_("language"), max_length=12)
    terms = models.CharField(_("words searched for"), max_length=120)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_at = models.DateTimeField(_("last time"), auto_now=True)
    elsewhere = models.BooleanField(_("found in another language"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "terms"], name="one_failed_search")]
        ordering = ["-count"]
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")

    def __str__(self) -> str:
        return self.terms
