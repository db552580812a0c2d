from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """An uploaded image in one language: a variant of the figure that articles name by `key`.

    The file's name holds a digest of its content, so it never changes under its address. Who replaces a variant
    adds a row; the newest one counts for drafts, and for readers once a text that shows it is published (ShownPicture).
    """

    key = models.CharField(
        _("name"),
        max_length=60,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small letters, digits and hyphens."))],
        help_text=_("What articles write: “image: login-screen”. It is the same in every language."),
    )
    language = models.CharField(_("language"), max_length=12)
    alt = models.CharField(
        _("alternative text"), max_length=240, help_text=_("What the picture says, for people who do not see it.")
    )
    file = models.FileField(_("image"), max_length=120)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["key", "language", "-uploaded_at", "-id"]
        indexes = [models.Index(fields=["key", "language"], name="picture_key")]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
