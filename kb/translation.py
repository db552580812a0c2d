"""What exists once per language (modeltranslation looks for a module of this name)."""

from modeltranslation.translator import TranslationOptions, register

from kb.models import Article, Category, Elsewhere, Tag
from kb.models.article import TRANSLATED


@register(Article)
class ArticleOptions(TranslationOptions):
    fields = TRANSLATED


@register(Category)
class CategoryOptions(TranslationOptions):
    fields = ("name", "summary")


@register(Tag)
class TagOptions(TranslationOptions):
    fields = ("name",)


@register(Elsewhere)
class ElsewhereOptions(TranslationOptions):
    fields = ("title",)
