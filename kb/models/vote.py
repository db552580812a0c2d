from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article


class Vote(models.Model):
    """One answer to "Was this helpful?" about one published text; no free text, nobody identified."""

    class Reason(models.TextChoices):
        DIFFERENT_SCREEN = "different-screen", _("My screen looks different")
        STEP_FAILS = "step-fails", _("A step does not work")
        UNCLEAR = "unclear", _("The explanation is unclear")
        WRONG_ARTICLE = "wrong-article", _("It does not answer my question")
        OUT_OF_DATE = "out-of-date", _("It is out of date")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="votes")
    language = models.CharField(_("language"), max_length=12)
    digest = models.CharField(max_length=64)  # of the text that the reader saw
    reader = models.CharField(max_length=36)  # random, kept in the reader's browser
    helpful = models.BooleanField(_("helpful"))
    reason = models.CharField(_("reason"), max_length=24, choices=Reason.choices, blank=True, default="")
    cast_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "reader", "language", "digest"], name="one_vote_a_reader")
        ]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return f"{self.article_id} {'+' if self.helpful else '−'}"
