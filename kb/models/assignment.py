from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article


class Assignment(models.Model):
    """Who is to write an article in one language, and by when; there need be no text yet. It goes when the text is published."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=12)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("assigned to")
    )
    due_on = models.DateField(_("due on"), null=True)
    by_name = models.CharField(max_length=150, blank=True)  # who asked for it; stays when the account goes
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_assignment_a_text")]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"KB{self.article.number} ({self.language}): {self.person}"
