"""What editors call things."""

from django.conf import settings
from django.urls import reverse

from kb.models import Article


def language_name(code: str) -> str:
    """In the language of the interface."""
    return str(dict(settings.LANGUAGES).get(code, code))


def text_address(article: Article, language: str) -> str:
    """The page about one language of an article: history, state, what can be done."""
    return reverse("admin:kb_text", args=[article.pk, language])
