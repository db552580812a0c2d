from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSearch(models.Model):
    """A search that found nothing in a language: the scrubbed words and how often, for editors."""

    language = models.CharField(_("language"), max_length=12)
    terms = models.CharField(_("words searched for"), max_length=120)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_at = models.DateTimeField(_("last time"), auto_now=True)
    elsewhere = models.BooleanField(_("found in another language"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "terms"], name="one_failed_search")]
        ordering = ["-count"]
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")

    def __str__(self) -> str:
        return self.terms


class AskedSearch(models.Model):
    """What readers searched for on a day, in scrubbed words, and what they opened of it.

    A row with `number` 0 counts the searches; one with the number of an article counts how often that was opened.
    """

    language = models.CharField(_("language"), max_length=12)
    terms = models.CharField(_("words searched for"), max_length=120)
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("article opened"), default=0)
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "terms", "day", "number"], name="one_asked_search")
        ]
        indexes = [models.Index(fields=["day"], name="asked_search_by_day")]
        ordering = ["-day", "-count"]
        verbose_name = _("search")
        verbose_name_plural = _("searches")

    def __str__(self) -> str:
        return self.terms


class DealtSearch(models.Model):
    """An editor has dealt with a search that left readers without an answer: it waits no longer, until it is made again."""

    class How(models.TextChoices):
        QUESTION = "question", _("question added")
        PIN = "pin", _("answer pinned")
        SYNONYM = "synonym", _("synonym added")
        ARTICLE = "article", _("article begun")
        NOTHING = "nothing", _("nothing to do")

    language = models.CharField(_("language"), max_length=12)
    terms = models.CharField(_("words searched for"), max_length=120)
    how = models.CharField(_("what was done"), max_length=12, choices=How, default=How.NOTHING)
    number = models.PositiveIntegerField(_("article"), null=True)  # that answers it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=150, blank=True)  # stays when the account goes
    at = models.DateTimeField(_("at"))
    on = models.DateField(_("on"))  # the day by which searches are counted

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "terms"], name="one_dealt_search")]
        default_permissions = ()  # who writes a language deals with its searches

    def __str__(self) -> str:
        return self.terms


class PinnedAnswer(models.Model):
    """An article that comes first for a search, because an editor says so. `key` is what the words are compared by."""

    language = models.CharField(_("language"), max_length=12)
    terms = models.CharField(_("words searched for"), max_length=120)
    key = models.CharField(max_length=240, editable=False, db_index=True)
    article = models.ForeignKey("kb.Article", on_delete=models.CASCADE, verbose_name=_("article"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "key", "article"], name="one_pinned_answer")]
        ordering = ["language", "terms"]
        verbose_name = _("pinned answer")
        verbose_name_plural = _("pinned answers")

    def __str__(self) -> str:
        return self.terms
