"""Who published what, and what the webhook was told of it, to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kb.admin.languages import LanguageFilter, language
from kb.base.readonly import ReadOnlyAdmin
from kb.models import Delivery, PublicationEntry


@admin.register(PublicationEntry)
class PublicationEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "number", "in_language", "action", "by_name", "note")
    list_filter = ("action", LanguageFilter)
    date_hierarchy = "at"
    search_fields = ("article__number", "by_name", "note")
    list_select_related = ("article",)
    fields = ("at", "article", "in_language", "action", "revision", "facts", "by_name", "note")
    readonly_fields = ("in_language",)

    @admin.display(description=_("article"), ordering="article__number")
    def number(self, entry: PublicationEntry) -> str:
        """Without the title, which would push who did it out of sight."""
        return f"KB{entry.article.number}"

    @admin.display(description=_("language"), ordering="language")
    def in_language(self, entry: PublicationEntry) -> str | bool:
        return language(entry)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("made_at", "event", "delivered_at", "tries", "answer", "next_at")
    list_filter = ("event",)
    fields = ("made_at", "event", "body", "delivered_at", "tries", "answer", "next_at")
