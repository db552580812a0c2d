from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended
from kb.models.article import Article
from kb.models.facts import FactsRevision
from kb.models.revision import Revision


class PublicationEntry(Appended):
    """Who did what to what readers see: the log of an article's life. It is only added to."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("returned to its author")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("unpublished")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("schedule canceled")
        EXPIRED = "expired", _("expired")
        REFUSED = "refused", _("not published: it has errors")
        ARCHIVED = "archived", _("archived")
        REVIVED = "revived", _("brought back")
        ASSIGNED = "assigned", _("assigned")
        UNASSIGNED = "unassigned", _("no longer assigned")
        FACTS = "facts", _("facts published")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=12, blank=True)  # '' where it concerns all of them
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    facts = models.ForeignKey(
        FactsRevision, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("facts")
    )
    action = models.CharField(_("what happened"), max_length=12, choices=Action)
    note = models.CharField(_("note"), max_length=240, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=150, blank=True)  # stays when the account goes
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"KB{self.article.number} {self.language} {self.get_action_display()}"
