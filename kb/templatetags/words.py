"""What the pages of the lists of words say of languages."""

from django import template

from kb.base.languages import language_name

register = template.Library()


@register.filter
def spoken(code: str) -> str:
    """The language's name."""
    return language_name(code)
