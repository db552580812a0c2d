from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article
from kb.text.numbers import LARGEST_NUMBER


class Reference(models.Model):
    """One article pointing to a number: listed at its end, or mentioned in the text of one language.

    The target is a number, not a key: it may be an article that this site does not hold, or not yet.
    """

    source = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="references")
    target = models.PositiveIntegerField(_("number referred to"), db_index=True)
    position = models.PositiveSmallIntegerField(null=True)  # in the list at the end; NULL: a mention in the text
    language = models.CharField(max_length=12, blank=True, default="")  # of the mentioning text; '' for the list
    step = models.CharField(max_length=80, blank=True, default="")  # the step that a mention points to
    shown = models.CharField(max_length=64, blank=True, default="")  # digest of the link as it was rendered

    class Meta:
        ordering = ["position", "target"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "language", "step"], name="one_reference"),
        ]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return f"{self.source_id} → KB{self.target}"


class Elsewhere(models.Model):
    """An article of the broker's that this site mentions but does not hold: its number and title."""

    number = models.PositiveIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_NUMBER)]
    )
    title = models.CharField(_("title"), max_length=160)

    class Meta:
        ordering = ["number"]
        verbose_name = _("article held elsewhere")
        verbose_name_plural = _("articles held elsewhere")

    def __str__(self) -> str:
        return f"KB{self.number} {self.title}"
