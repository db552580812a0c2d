"""The picture that a figure of an article names."""

from kb.markup.model import Image
from kb.models import Picture


def find(language: str, key: str) -> Image | None:
    """The newest variant in `language`, else in any; None if there is no picture `key`. Asked when a text is published."""
    variants = Picture.objects.filter(key=key).order_by("-uploaded_at", "-id")
    picture = variants.filter(language=language).first() or variants.first()
    if picture is None:
        return None
    return Image(picture.file.url, picture.width, picture.height, picture.alt, picture.language)
