"""Rows of the site's languages alone."""

from typing import Any

from django.db import models

from kb.base.languages import codes


class SpokenManager(models.Manager[Any]):
    """Of a language that was taken out of the settings the rows stay, unseen; they are there again once it is back."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(language__in=codes())
