"""Pictures kept, found again, and where they are used."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from kb.images.clean import Cleaned, clean
from kb.models import Article, Edition, Picture, PublishedText, PublishedTextQuerySet


def keep(
    *, content: bytes, name: str, key: str, language: str, alt: str, by: AbstractBaseUser | None = None
) -> Picture:
    """The newest picture of `key` in `language`: drafts show it, and each text that shows it once it is published. Raises clean.Refused."""
    return put(clean(content, name), key=key, language=language, alt=alt, by=by)


def again(picture: Picture, *, by: AbstractBaseUser | None = None) -> Picture:
    """An older version of a picture as the newest one; the same file."""
    values = {name: getattr(picture, name) for name in ("key", "language", "alt", "width", "height")}
    restored = Picture(**values, uploaded_by=by)  # type: ignore[misc]  # any user model
    restored.file.name = picture.file.name
    restored.save()
    return restored


def versions(picture: Picture) -> QuerySet[Picture]:
    """All of its name and language, the newest first."""
    found = Picture.objects.filter(key=picture.key, language=picture.language)
    return found.order_by("-uploaded_at", "-id")


def newest_version(picture: Picture) -> Picture:
    return versions(picture).first() or picture


def put(
    cleaned: Cleaned, *, key: str, language: str, alt: str, by: AbstractBaseUser | None = None, store: bool = True
) -> Picture:
    """Keep it as the newest variant, for texts that are published from now on. Without `store` its file is not written."""
    size = {"width": cleaned.width, "height": cleaned.height}
    picture = Picture(key=key, language=language, alt=alt, uploaded_by=by, **size)  # type: ignore[misc]  # any user model
    picture.file.name = f"{key}-{language}-{cleaned.digest}.webp"
    if store and not default_storage.exists(picture.file.name):
        default_storage.save(picture.file.name, ContentFile(cleaned.content))
    picture.save()
    return picture


def used_in(key: str) -> list[tuple[Article, str]]:
    """The texts whose figures name `key`, for readers or in the newest draft: article and language."""
    drafts = Edition.objects.filter(head__body__contains=_line(key)).select_related("article", "head")
    named = _named(key)
    pairs = [(each.article, each.language) for each in drafts if named.search(each.head.body)]
    shown = _published(key, PublishedText.objects.all())  # of retired articles too: readers would have them back
    found = {(article.number, code): (article, code) for article, code in [*shown, *pairs]}
    return [found[place] for place in sorted(found)]


def showing(key: str) -> list[tuple[Article, str]]:
    """The published texts whose figures name `key`."""
    return _published(key, PublishedText.objects.read())


def _published(key: str, texts: PublishedTextQuerySet) -> list[tuple[Article, str]]:
    named = _named(key)
    rows = texts.filter(body__contains=_line(key)).defer("html", "outline", "passages", "anchors")
    return [(text.article, text.language) for text in rows.select_related("article") if named.search(text.body)]


def _line(key: str) -> str:
    return f"image: {key}"


def _named(key: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*image:\s*{re.escape(key)}\s*$", re.MULTILINE)


def replaced_in(key: str, language: str) -> list[tuple[Article, str]]:
    """The texts, drafts too, that show the variant of `key` in `language` and would show another; none while there is no such variant."""
    own = set(Picture.objects.filter(key=key).values_list("language", flat=True))
    if language not in own:
        return []
    return [(article, code) for article, code in used_in(key) if code not in own - {language}]
