from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rules(models.Model):
    """How this team works: one row, or none, which means the defaults."""

    two_people = models.BooleanField(
        _("two people"),
        default=False,
        help_text=_("Nobody publishes what they saved last themselves, be it a text, facts or a picture."),
    )

    class Meta:
        verbose_name = _("rules of the desk")
        verbose_name_plural = _("rules of the desk")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
