"""The pictures that figures name: drafts show the newest, readers those that were the newest when the text was published."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kb.markup.model import Image
from kb.models import Picture, PublishedText, ShownPicture
from kb.publishing.rendering import Source

NAMED = re.compile(r"^\s*image:[ \t]*([a-z0-9-]+)[ \t]*$", re.MULTILINE)
Place = tuple[int, str]  # an article's number, a language
Text = tuple[int, str]  # an article's primary key, a language
ANY = ""


def newest(language: str, key: str) -> Picture | None:
    """The newest variant in `language`, else in any; None if there is no picture `key`."""
    variants = Picture.objects.filter(key=key).order_by("-uploaded_at", "-id")
    return variants.filter(language=language).first() or variants.first()


def image(picture: Picture | None) -> Image | None:
    if picture is None:
        return None
    return Image(picture.file.url, picture.width, picture.height, picture.alt, picture.language)


def find(source: Source, key: str) -> Image | None:
    """For drafts."""
    return image(newest(source.language, key))


class Shown:
    """What published texts show. Those of `fresh` are being published: they show the newest versions (with `keys`, of these alone).

    `render_together` asks for each picture; `keep` then writes down what it was given.
    """

    def __init__(
        self, texts: Collection[PublishedText], fresh: Collection[Place], keys: Collection[str] | None = None
    ) -> None:
        self._fresh, self._keys = set(fresh), keys
        self._before: dict[Place, dict[str, Picture]] = {(text.number, text.language): {} for text in texts}
        rows = ShownPicture.objects.filter(text__in=texts).select_related("picture", "text")
        for row in rows:
            self._before[row.text.number, row.text.language][row.picture.key] = row.picture
        self._now: dict[Place, dict[str, Picture]] = {place: {} for place in self._before}

    def __call__(self, source: Source, key: str) -> Image | None:
        place = (source.number, source.language)
        is_fresh = place in self._fresh and (self._keys is None or key in self._keys)
        before = None if is_fresh else self._before[place].get(key)
        picture = before or newest(source.language, key)
        if picture:
            self._now[place][key] = picture
        return image(picture)

    def keep(self, texts: Iterable[PublishedText]) -> None:
        for text in texts:
            place = (text.number, text.language)
            if self._now[place] != self._before[place]:
                ShownPicture.objects.filter(text=text).delete()
                ShownPicture.objects.bulk_create(
                    ShownPicture(text=text, picture=picture) for picture in self._now[place].values()
                )


def outdated() -> set[Text]:
    """The texts that show another version of a picture than publishing them again would: two queries for all of them."""
    latest: dict[tuple[str, str], int] = {}
    for pk, key, language in Picture.objects.order_by("uploaded_at", "id").values_list("pk", "key", "language"):
        latest[key, language] = latest[key, ANY] = pk
    shown = ShownPicture.objects.values_list("text__article__pk", "text__language", "picture__key", "picture")
    return {
        (article, language)
        for article, language, key, pk in shown
        if pk != latest.get((key, language), latest[key, ANY])
    }


@dataclass(frozen=True)
class Change:
    """A figure that would show `new`, where readers see `old` by now; None: no picture of that name."""

    key: str
    old: Picture | None
    new: Picture


def changes(text: PublishedText | None, language: str, body: str) -> list[Change]:
    """What publishing `body` in `language` would show otherwise than `text`, which readers see; None: they see nothing."""
    rows = ShownPicture.objects.filter(text=text).select_related("picture") if text else ()
    seen: Mapping[str, Picture] = {row.picture.key: row.picture for row in rows}
    found = []
    for key in dict.fromkeys(NAMED.findall(body)):
        new = newest(language, key)
        if new and new != seen.get(key):
            found.append(Change(key, seen.get(key), new))
    return found
