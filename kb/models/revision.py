from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended
from kb.models.article import Article

WORDS = ("title", "short", "slug", "summary", "questions", "body")  # what a revision holds of its language
LONGEST_SHORT = 60
LONGEST_QUESTIONS = 1000


class Significance(models.IntegerChoices):
    """How much an edit of the source matters to its translations: its author says so."""

    TYPO = 10, _("typo: translations stay up to date")
    MEDIUM = 20, _("medium: translators are told")
    MAJOR = 30, _("major: readers of a translation are told too, on the step that changed")


class Origin(models.TextChoices):
    """Where a revision was written."""

    DESK = "desk", _("written here")
    FILES = "files", _("content file")
    EXCHANGE = "exchange", _("translator’s file")
    RESTORED = "restored", _("restored")


class Revision(Appended):
    """The text of an article in one language as somebody saved it; never changed afterwards.

    `based_on` is what its author had before them. `source` is the revision of the source language that this text catches up
    with: what came after it is not translated yet. Both are NULL where there is none.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("number"))  # from 1, per article and language
    title = models.CharField(_("title"), max_length=160, blank=True)
    short = models.CharField(_("short title"), max_length=LONGEST_SHORT, blank=True, default="")  # for links in texts
    slug = models.CharField(_("slug"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=320, blank=True)
    questions = models.TextField(
        _("what people ask"), max_length=LONGEST_QUESTIONS, blank=True, default=""
    )  # one a line
    body = models.TextField(_("body"), blank=True)
    change = models.CharField(_("what changed, for readers"), max_length=240, blank=True)
    comment = models.CharField(_("comment"), max_length=240, blank=True)
    significance = models.PositiveSmallIntegerField(
        _("significance"), choices=Significance, default=Significance.MEDIUM
    )
    origin = models.CharField(_("written in"), max_length=12, choices=Origin, default=Origin.DESK)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("author"), max_length=150, blank=True)  # stays when the account goes
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        ordering = ["article", "language", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "language", "number"], name="one_revision_number")]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"KB{self.article.number} {self.language} {self.number}"

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}
