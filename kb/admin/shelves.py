"""What articles are filed under, and what readers sought in vain."""

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from modeltranslation.admin import TabbedTranslationAdmin

from kb.models import Category, Elsewhere, FailedSearch, Stamp, Tag
from kb.publishing.publish import follow


class ShelfAdmin(TabbedTranslationAdmin):
    """Names stand on many pages, so a change of one renews them all."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Stamp.bump()


@admin.register(Category)
class CategoryAdmin(ShelfAdmin):
    list_display = ("key", "name", "position")


@admin.register(Tag)
class TagAdmin(ShelfAdmin):
    list_display = ("key", "name")


@admin.register(Elsewhere)
class ElsewhereAdmin(ShelfAdmin):
    list_display = ("number", "title")

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        follow([form.cleaned_data["number"]])


@admin.register(FailedSearch)
class FailedSearchAdmin(admin.ModelAdmin):
    list_display = ("terms", "language", "count", "elsewhere", "last_at")
    list_filter = ("language", "elsewhere")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: FailedSearch | None = None) -> bool:
        return False
