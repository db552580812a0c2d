"""What editors call things."""

from django.urls import reverse

from kb.models import Article


def text_address(article: Article, language: str) -> str:
    """The page about one language of an article: history, state, what can be done."""
    return reverse("admin:kb_text", args=[article.pk, language])
