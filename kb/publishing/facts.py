"""What is true of an article in every language: the columns of `Article` have what readers see, and are written here alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import transaction

from kb.models import Article, FactsRevision, Stamp, Tag
from kb.publishing.publish import follow
from kb.publishing.references import listed, write_references

COLUMNS = ("category_id", "needed", "demo", "review_on", "source_language")


@dataclass(frozen=True)
class Facts:
    """`category` and `tags` are primary keys, `references` numbers in their order."""

    category_id: int | None
    tags: tuple[int, ...] = ()
    references: tuple[int, ...] = ()
    needed: int | None = None
    demo: str = ""
    review_on: date | None = None
    source_language: str = ""

    @classmethod
    def shown(cls, article: Article) -> Self:
        """What readers see by now."""
        tags = sorted(tag.pk for tag in article.tags.all())
        columns = {name: getattr(article, name) for name in COLUMNS}
        return cls(**columns, tags=tuple(tags), references=listed(article))

    @classmethod
    def of(cls, revision: FactsRevision) -> Self:
        columns = {name: getattr(revision, name) for name in COLUMNS}
        return cls(**columns, tags=tuple(sorted(revision.tags)), references=tuple(revision.references))


class NoCategory(Exception):
    """The category of these facts was deleted meanwhile; an article has exactly one."""


@transaction.atomic
def show(article: Article, facts: Facts) -> None:
    """Let readers see `facts`. `article` is saved, and has them too. Raises NoCategory."""
    if facts.category_id is None:
        raise NoCategory
    was = Facts.shown(article) if article.pk else None
    for name in COLUMNS:
        setattr(article, name, getattr(facts, name))
    article.save(update_fields=COLUMNS if was else None)
    if was is None or was.tags != facts.tags:
        article.tags.set(_there(facts.tags))
    if was is None or was.references != facts.references:
        write_references(article, facts.references)
    _forget(article, ("tags", "references"))
    if was and was.source_language != facts.source_language:
        follow([article.number])  # a text that readers lack is shown in the source language
    if was and was != facts and article.published_languages():
        Stamp.bump(about={article.number} | ({*facts.references} - {*was.references}))


def _there(tags: Collection[int]) -> list[Tag]:
    return list(Tag.objects.filter(pk__in=tags))


def _forget(article: Article, names: Sequence[str]) -> None:
    """What was prefetched of the article is out of date."""
    for name in names:
        getattr(article, "_prefetched_objects_cache", {}).pop(name, None)
