"""Articles in the admin: both languages in tabs; saving a text that readers see publishes it anew."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from kb.models import Article
from kb.publishing.problems import sentence
from kb.publishing.publish import Published, publish_all


@admin.register(Article)
class ArticleAdmin(TabbedTranslationAdmin):
    list_display = ("number", "title", "category", "languages")
    list_filter = ("category", "tags", "source_language")
    search_fields = ("number", "title", "summary")
    filter_horizontal = ("tags",)
    raw_id_fields = ("successor",)
    readonly_fields = ("retired_at",)
    exclude = ("published_at", "updated_at", "change")
    actions = ("publish_texts",)

    @admin.display(description=_("published in"))
    def languages(self, article: Article) -> str:
        return ", ".join(article.published_languages())

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # a number is for ever: an article is retired, not deleted

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        pairs = [(obj, language) for language in obj.published_languages()]
        if pairs:
            self._publish(request, pairs)  # saves too, and needs to see in the database what readers had
        else:
            super().save_model(request, obj, form, change)

    @admin.action(description=_("Publish in every language that has a text"))
    def publish_texts(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        pairs = [(article, code) for article in queryset for code in _written(article)]
        self._publish(request, pairs)
        self.message_user(request, _("Published %(count)d texts.") % {"count": len(pairs)})

    def _publish(self, request: HttpRequest, pairs: list[tuple[Article, str]]) -> None:
        for text in publish_all(pairs) if pairs else []:
            for problem in text.rendered.problems:
                self.message_user(request, _told(text, problem), messages.WARNING)


def _written(article: Article) -> list[str]:
    from django.conf import settings

    return [code for code, _name in settings.LANGUAGES if article.text("title", code) and article.text("body", code)]


def _told(text: Published, problem: Any) -> str:
    return f"KB{text.article.number} ({text.language}), {problem.line}: {sentence(problem)}"
