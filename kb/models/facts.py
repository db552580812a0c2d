from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended
from kb.models.article import Article
from kb.models.category import Category
from kb.models.revision import Origin


class FactsRevision(Appended):
    """What is true of an article in every language, as somebody saved it; never changed afterwards.

    `tags` are primary keys, `references` the numbers in the list at the article's end. A category or tag that is deleted
    later is missing from then on.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="facts_revisions")
    number = models.PositiveIntegerField(_("number"))  # from 1, per article
    category = models.ForeignKey(
        Category, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("category")
    )
    tags = models.JSONField(_("tags"), default=list)
    references = models.JSONField(_("references"), default=list)
    needed = models.PositiveSmallIntegerField(_("rank among the most needed"), null=True)
    demo = models.SlugField(_("practice scenario"), blank=True, default="")
    review_on = models.DateField(_("to be checked again on"), null=True)
    source_language = models.CharField(_("source language"), max_length=12)
    successor = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("successor")
    )
    comment = models.CharField(_("comment"), max_length=240, blank=True)
    origin = models.CharField(_("written in"), max_length=12, choices=Origin, default=Origin.DESK)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("author"), max_length=150, blank=True)  # stays when the account goes
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_facts_revision_number")]
        verbose_name = _("revision of the facts")
        verbose_name_plural = _("revisions of the facts")

    def __str__(self) -> str:
        return f"KB{self.article.number} {self.number}"


class FactsEdition(models.Model):
    """Which facts of an article are the newest, and which ones readers see: none, as long as it was never published.

    What readers see is in the columns of Article; until there is a `published` one, these follow the newest.
    """

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="facts")
    head = models.ForeignKey(FactsRevision, on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(FactsRevision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("facts")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"KB{self.article.number}"

    @property
    def is_pending(self) -> bool:
        """Whether readers see older facts than the newest."""
        return self.published_id is not None and self.published_id != self.head_id
