from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes, column


def said(held: models.Model, name: str) -> tuple[str, str]:
    """The translated field `name` for readers of the active language, and the language that it is in: another where it is missing."""
    active = get_language() or codes()[0]
    texts = {code: getattr(held, column(name, code)) or "" for code in codes()}
    code = next((code for code in (active, *texts) if texts.get(code)), active)
    return texts.get(code, ""), code


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
        return said(self, "name")[0] or self.key


class Tag(models.Model):
    """A word that articles are listed under; an article has any number."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return said(self, "name")[0] or self.key
