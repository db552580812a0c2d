"""Admin pages to look at: rows that the site itself writes."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class NotByHandAdmin(admin.ModelAdmin[Any]):
    """Nobody adds or changes a row; who has the right may delete one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(NotByHandAdmin):
    """Nor does anybody delete one."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
