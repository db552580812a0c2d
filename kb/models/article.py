from collections.abc import Mapping
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes, column
from kb.models.category import Category, Tag
from kb.models.spoken import SpokenManager
from kb.text.numbers import LARGEST_NUMBER

T = TypeVar("T")
TRANSLATED = ("title", "slug", "summary", "body")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, language: str | None = None) -> Self:
        """Articles that readers of `language` (default: the active one) may read in it."""
        code = language or get_language() or settings.LANGUAGE_CODE
        shown = PublishedText.objects.filter(article=OuterRef("number"), language=code)
        return self.filter(Exists(shown), retired_at=None)

    def readable(self) -> Self:
        """Articles published in at least one language."""
        shown = PublishedText.objects.filter(article=OuterRef("number"))
        return self.filter(Exists(shown), retired_at=None)

    def with_texts(self) -> Self:
        """For lists: with what readers see of them, and the long columns left in the database."""
        return self.defer("body").prefetch_related(Prefetch("published_texts", PublishedText.objects.light()))

    def most_needed(self) -> Self:
        return self.filter(needed__isnull=False).order_by("needed", "number")


class Article(models.Model):
    """A numbered help article; the number is for ever and belongs to every language.

    The fields in TRANSLATED exist once per language (kb/translation.py). They are the editors' newest words, always; what
    readers see is in `published_texts`. Anything empty in a language is NULL there, never '': one rule for "is there a text?".
    """

    number = models.PositiveIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_NUMBER)]
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="articles", verbose_name=_("category")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    source_language = models.CharField(_("source language"), max_length=12, default=settings.LANGUAGE_CODE)
    needed = models.PositiveSmallIntegerField(_("rank among the most needed"), null=True, blank=True)
    demo = models.SlugField(_("practice scenario"), blank=True, default="")
    review_on = models.DateField(
        _("to be checked again on"), null=True, blank=True, help_text=_("When what it says should be reviewed again.")
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    title = models.CharField(_("title"), max_length=160, null=True, blank=True)
    slug = models.SlugField(_("slug"), max_length=120, null=True, blank=True)
    summary = models.CharField(_("summary"), max_length=320, null=True, blank=True)
    body = models.TextField(_("body"), null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["category", "number", "retired_at"], name="article_in_category"),
            models.Index(
                fields=["needed", "number"],
                condition=Q(needed__isnull=False, retired_at=None),
                name="article_most_needed",
            ),
        ]
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return f"KB{self.number} {self.title or ''}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in TRANSLATED:
            for code in codes():
                field = column(name, code)
                if getattr(self, field) == "":
                    setattr(self, field, None)
        super().save(*args, **kwargs)

    def text(self, name: str, language: str) -> Any:
        """The editors' newest words: a translated field in `language`, with no fallback."""
        return getattr(self, column(name, language))

    def set_text(self, name: str, language: str, value: Any) -> None:
        setattr(self, column(name, language), value)

    def texts(self) -> "dict[str, PublishedText]":
        """What readers see, by language, in the order of the settings: nothing of a retired article.

        Asks the database each time, unless the article came `with_texts`.
        """
        if self.retired_at is not None or self.pk is None:
            return {}
        there = {text.language: text for text in self.published_texts.all()}
        return {code: there[code] for code in codes() if code in there}

    def forget_texts(self) -> None:
        """What came `with_texts` is out of date."""
        getattr(self, "_prefetched_objects_cache", {}).pop("published_texts", None)

    def is_published(self, language: str) -> bool:
        return language in self.texts()

    def published_languages(self) -> list[str]:
        return list(self.texts())

    def reading(self, wanted: str) -> "PublishedText | None":
        """What readers who want a language see: the text in it, else in the source language, else in any; None: nothing."""
        return reading(self.texts(), wanted, self.source_language)


class PublishedTextQuerySet(models.QuerySet["PublishedText"]):
    def read(self, language: str | None = None) -> Self:
        """What readers see (of one language): all but the texts of retired articles."""
        found = self.filter(article__retired_at=None)
        return found.filter(language=language) if language else found

    def light(self) -> Self:
        """For lists: leaves the long columns in the database."""
        return self.defer("body", "html", "outline", "passages", "anchors")

    def changed(self, language: str) -> Self:
        """Those in `language`, the latest meaningful change first."""
        return self.read(language).order_by("-updated_at", "article__number")


PublishedTextManager = SpokenManager.from_queryset(PublishedTextQuerySet)


class PublishedText(models.Model):
    """An article in one language as its readers see it: there is a row as long as it is published.

    kb.publishing alone writes it, from a revision. What is made of `body` is in the row too, so a page renders nothing. The
    texts of a retired article stay, unread, until it comes back.
    """

    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        to_field="number",
        db_column="number",
        db_index=False,  # the constraint below has one
        related_name="published_texts",
    )
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=160, blank=True)
    short = models.CharField(_("short title"), max_length=60, blank=True, default="")  # for links in other texts
    slug = models.CharField(_("slug"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=320, blank=True)
    questions = models.TextField(_("what people ask"), blank=True, default="")  # one a line: searched, and offered
    change = models.CharField(_("what changed"), max_length=240, blank=True)
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("last meaningful change"))
    digest = models.CharField(max_length=64, blank=True)  # of the words: votes count for them
    # A translation that readers are warned of: {"since": an ISO date, "anchors": [...]}; NULL if it is up to date.
    stale = models.JSONField(null=True)
    # The long columns come last: to read one, SQLite reads all that is before it in the row.
    outline = models.JSONField(default=list)  # [{"level", "id", "text"}]
    passages = models.JSONField(default=list)  # [{"anchor", "text"}]: the plain text
    anchors = models.JSONField(null=True)  # every id that a link may point to; NULL while it was never rendered
    html = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = PublishedTextManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_published_text")]
        indexes = [models.Index(fields=["language", "-updated_at", "article"], name="published_text_changed")]
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")

    def __str__(self) -> str:
        return f"KB{self.number} {self.language}"

    @property
    def number(self) -> int:
        """Of the article."""
        return int(self.article_id)


def reading(texts: Mapping[str, T], wanted: str, source: str) -> T | None:
    """Of an article's texts by language the one for readers who want `wanted`; None if there are none."""
    return next((texts[code] for code in (wanted, source, *texts) if code in texts), None)
