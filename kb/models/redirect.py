from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article


class OldSlug(models.Model):
    """A slug that an article had: kept so that nobody else takes the reader's bookmark away."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="old_slugs")
    language = models.CharField(_("language"), max_length=12)
    slug = models.SlugField(_("slug"), max_length=120)
    until = models.DateTimeField(_("in use until"), auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language", "slug"], name="one_old_slug")]
        verbose_name = _("old slug")
        verbose_name_plural = _("old slugs")

    def __str__(self) -> str:
        return self.slug


class RedirectUse(models.Model):
    """How often readers were led on from an address by an editors' redirect: no more is kept about who."""

    address = models.CharField(max_length=220, unique=True)
    count = models.PositiveIntegerField(_("times"), default=0)
    last_on = models.DateField(_("last time"))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.address}: {self.count}"
