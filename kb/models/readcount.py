from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadCount(models.Model):
    """How often an article's page was sent in a language on one day (UTC): no more is kept about who reads."""

    number = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=12)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "language", "day"], name="one_read_count")]
        verbose_name = _("read count")
        verbose_name_plural = _("read counts")

    def __str__(self) -> str:
        return f"KB{self.number} {self.language} {self.day}: {self.count}"
