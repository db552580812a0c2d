from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentFile(models.Model):
    """The state in which a content file and the database last agreed, to tell who changed since.

    `digest` is the SHA-256 of the file's bytes in canonical form.
    """

    path = models.CharField(_("path below content/"), max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    synced_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("content file")
        verbose_name_plural = _("content files")

    def __str__(self) -> str:
        return self.path
