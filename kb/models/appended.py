from typing import Any

from django.db import models


class Appended(models.Model):
    """A row that is written once: what happened, or what somebody wrote, is not changed afterwards."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError for a row that is there already."""
        if self.pk:
            raise TypeError("this is only added to")
        super().save(*args, **kwargs)
