from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes, column, columns
from kb.models.category import Category, Tag
from kb.text.numbers import LARGEST_NUMBER

TRANSLATED = (
    "title",
    "slug",
    "summary",
    "body",
    "html",
    "outline",
    "passages",
    "anchors",
    "digest",
    "published_at",
    "updated_at",
    "change",
    "stale",
)


def indexes_of_lists() -> list[models.Index]:
    """For pages that list articles: what they filter and order by is read from an index, and rows only as far as shown.

    The rows are long (60 kB), so looking through them costs far more than their number tells.
    """
    published = columns(["published_at"])
    needed = Q(needed__isnull=False, retired_at=None)
    return [
        models.Index(fields=["category", "number", "retired_at", *published], name="article_in_category"),
        models.Index(fields=["needed", "number"], condition=needed, name="article_most_needed"),
        *(index for code in codes() for index in indexes_of_changes(code)),
    ]


def indexes_of_changes(code: str) -> list[models.Index]:
    published_at, updated_at = (column(name, code) for name in ("published_at", "updated_at"))
    shown = Q(**{f"{published_at}__isnull": False, f"{updated_at}__isnull": False}, retired_at=None)
    latest_first = [f"-{updated_at}", "number"]
    return [
        models.Index(fields=latest_first, condition=shown, name=column("article_changed", code)),
        models.Index(
            fields=["category", *latest_first],
            condition=shown,
            name=column("article_changed_in", code),
        ),
    ]


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, language: str | None = None) -> Self:
        """Articles that readers of LANGUAGE (default: the active one) may read in it."""
        field = column("published_at", language or get_language() or settings.LANGUAGE_CODE)
        return self.filter(**{f"{field}__isnull": False}, retired_at=None)

    def readable(self) -> Self:
        """Articles published in at least one language."""
        anywhere = Q()
        for code in codes():
            anywhere |= Q(**{f"{column('published_at', code)}__isnull": False})
        return self.filter(anywhere, retired_at=None)

    def without_text(self) -> Self:
        """For lists: leaves the long columns, in every language, in the database."""
        return self.defer("body", "html", "outline", "passages", "anchors")

    def most_needed(self) -> Self:
        return self.filter(needed__isnull=False).order_by("needed", "number")

    def changed(self, language: str) -> Self:
        """Those published in LANGUAGE whose meaning changed there, latest first."""
        updated_at = column("updated_at", language)
        return (
            self.published(language).filter(**{f"{updated_at}__isnull": False}).order_by(f"-{updated_at}", "number")
        )


class Article(models.Model):
    """A numbered help article; the number is for ever and belongs to every language.

    The fields in TRANSLATED exist once per language (kb/translation.py). `html`, `outline`, `passages`,
    `anchors` and `digest` are made from `body` by kb.publishing; a language without `published_at` has no readers.
    Anything empty in a language is NULL there, never '': one rule for "is there a translation?".
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
    html = models.TextField(editable=False, null=True, blank=True)
    outline = models.JSONField(editable=False, null=True, blank=True)  # [{"level", "id", "text"}]
    passages = models.JSONField(editable=False, null=True, blank=True)  # [{"anchor", "text"}]: the plain text
    anchors = models.JSONField(editable=False, null=True, blank=True)  # every id that a link may point to
    digest = models.CharField(max_length=64, editable=False, null=True, blank=True)  # of what is published
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last meaningful change"), null=True, blank=True)
    change = models.CharField(_("what changed"), max_length=240, null=True, blank=True)
    # A translation that readers are warned of: {"since": an ISO date, "anchors": [...]}; NULL if it is up to date.
    stale = models.JSONField(editable=False, null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = indexes_of_lists()
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
        """The value of a translated field in LANGUAGE, with no fallback."""
        return getattr(self, column(name, language))

    def set_text(self, name: str, language: str, value: Any) -> None:
        setattr(self, column(name, language), value)

    def is_published(self, language: str) -> bool:
        return self.retired_at is None and self.text("published_at", language) is not None

    def published_languages(self) -> list[str]:
        return [code for code in codes() if self.is_published(code)]

    def reading_language(self, wanted: str) -> str | None:
        """WANTED if the article is published in it, else the source language, else any; None if unpublished."""
        there = self.published_languages()
        for code in (wanted, self.source_language, *there):
            if code in there:
                return code
        return None
