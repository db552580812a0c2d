"""Languages in lists, by their names: what rows are in, and a filter to choose one."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.base.languages import language_name, named


@admin.display(description=_("language"), ordering="language")
def language(row: Any) -> str | bool:
    """A column for rows with a `language`; some are in none."""
    return language_name(row.language) if row.language else "–"


class LanguageFilter(admin.SimpleListFilter):
    """Those whose field named `parameter_name` is one language of the site."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return named()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class SourceLanguageFilter(LanguageFilter):
    title = _("source language")
    parameter_name = "source_language"
