"""What articles are filed under, and what readers searched for without a result."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from modeltranslation.admin import TranslationAdmin

from kb.admin.asking import add_question, add_synonym
from kb.admin.board import dealing
from kb.admin.languages import LanguageFilter, language
from kb.base.languages import language_name, named
from kb.base.readonly import NotByHandAdmin, ReadOnlyAdmin
from kb.models import AskedSearch, Category, Elsewhere, FailedSearch, PinnedAnswer, Stamp, Tag
from kb.publishing.publish import follow
from kb.search import pins
from kb.workflow.board.searches import How
from kb.workflow.people import may_publish, may_publish_everywhere


class ShelfAdmin(TranslationAdmin[Any]):
    """Names are on many pages, so a change of one renews them all.

    Readers see it at once: a name is changed by who may publish in its language, the rest by who may in every one.
    """

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = getattr(db_field, "language", None)
        if field is None:
            return None
        if code:
            field.label = f"{capfirst(db_field.translated_field.verbose_name)} ({language_name(code)})"
            field.widget.attrs |= {"lang": code}
        field.disabled = not (may_publish(request.user, code) if code else may_publish_everywhere(request.user))
        return field

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_publish_everywhere(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_publish_everywhere(request.user)

    def save_model(self, request: HttpRequest, obj: Model, form: "ModelForm[Any]", change: bool) -> None:
        super().save_model(request, obj, form, change)
        Stamp.bump()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        Stamp.bump()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        Stamp.bump()


class ListedAdmin(ReadOnlyAdmin):
    """Rows of a list of words: that is where they are changed."""

    list = ""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:kb_word_list", args=[self.list]))


@admin.register(Category)
class CategoryAdmin(ListedAdmin):
    list = "categories"


@admin.register(Tag)
class TagAdmin(ListedAdmin):
    list = "tags"


@admin.register(Elsewhere)
class ElsewhereAdmin(ShelfAdmin):
    list_display = ("number", "title")

    def save_model(self, request: HttpRequest, obj: Model, form: "ModelForm[Any]", change: bool) -> None:
        super().save_model(request, obj, form, change)
        follow([form.cleaned_data["number"]])

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        follow([obj.number])  # type: ignore[attr-defined]  # an Elsewhere

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        numbers = list(queryset.values_list("number", flat=True))
        super().delete_queryset(request, queryset)
        follow(numbers)


@admin.register(FailedSearch)
class FailedSearchAdmin(NotByHandAdmin):
    list_display = ("terms", language, "count", "elsewhere", "last_at")
    list_filter = (LanguageFilter, "elsewhere")


@admin.register(AskedSearch)
class AskedSearchAdmin(NotByHandAdmin):
    list_display = ("terms", language, "day", "number", "count")
    list_filter = (LanguageFilter,)
    search_fields = ("terms",)

    def get_urls(self) -> list[URLPattern]:
        pages = {"question": add_question, "synonym": add_synonym}
        own = [
            path(f"{at}/", self.admin_site.admin_view(view), name=f"kb_askedsearch_{at}")
            for at, view in pages.items()
        ]
        return [*own, *super().get_urls()]


@admin.register(PinnedAnswer)
class PinnedAnswerAdmin(admin.ModelAdmin[Any]):
    """Readers see a pin at once, so it is made by who may publish in its language."""

    list_display = ("terms", language, "article")
    list_filter = (LanguageFilter,)
    raw_id_fields = ("article",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "language":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        choices = [(code, name) for code, name in named() if may_publish(request.user, code)]
        return ChoiceField(choices=choices, label=capfirst(db_field.verbose_name))

    def save_model(self, request: HttpRequest, obj: Model, form: "ModelForm[Any]", change: bool) -> None:
        pin = form.instance
        pin.key = pins.key(pin.terms, pin.language)
        super().save_model(request, pin, form, change)
        dealing.done(request, How.PIN, pin.article.number)

    def has_add_permission(self, request: HttpRequest) -> bool:
        may = any(may_publish(request.user, code) for code, _name in named())
        return super().has_add_permission(request) and may

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may(request, obj)

    def _may(self, request: HttpRequest, obj: Model | None) -> bool:
        if isinstance(obj, PinnedAnswer):
            return may_publish(request.user, obj.language)
        return may_publish_everywhere(request.user)
