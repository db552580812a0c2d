from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """What an article is mainly about; an article has exactly one."""

    key = models.SlugField(_("key"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("summary"), max_length=240, blank=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name or self.key


class Tag(models.Model):
    """A word that articles are listed under; an article has any number."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.name or self.key
