from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article
from kb.models.revision import Revision
from kb.models.spoken import SpokenManager


class State(models.TextChoices):
    """Where the newest text of an article in one language stands."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")


class Edition(models.Model):
    """An article in one language, as its editors see it: the newest revision, the published one, and what is to come.

    The words of `head` are in the article's columns, those of `published` in the PublishedText. A revision that
    was `submitted` or `scheduled` and is no longer the head is out of date: saving clears both.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=12)
    head = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted for review"), null=True)
    publish_at = models.DateTimeField(_("to be published"), null=True)
    expire_at = models.DateTimeField(_("to be unpublished"), null=True)
    # Who asked for it: what is due is carried out, and logged, in their name.
    scheduled_by_name = models.CharField(max_length=150, blank=True)

    objects = SpokenManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_edition_a_language")]
        indexes = [
            models.Index(fields=["publish_at"], name="edition_publish_at"),
            models.Index(fields=["expire_at"], name="edition_expire_at"),
        ]
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return f"KB{self.article.number} ({self.language})"

    @property
    def state(self) -> State:
        if self.published_id == self.head_id:
            return State.PUBLISHED
        if self.publish_at:
            return State.SCHEDULED
        return State.REVIEW if self.submitted_at else State.DRAFT

    @property
    def is_source(self) -> bool:
        return self.language == self.article.source_language
