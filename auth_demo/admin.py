"""The practice room, to look at: nothing here can be changed, and no secret is shown."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from auth_demo.models import Event, Sandbox


class ReadOnly(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Sandbox)
class SandboxAdmin(ReadOnly):
    list_display = ["id", "scenario", "platform", "language", "created_at", "expires_at"]
    list_filter = ["scenario", "language"]
    fields = [
        "id",
        "scenario",
        "platform",
        "language",
        "step",
        "user",
        "created_at",
        "expires_at",
        "clock_rate",
        "taken",
    ]


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["sandbox", "seq", "type", "at", "data"]
    list_filter = ["type"]
    search_fields = ["sandbox__id"]
    fields = ["sandbox", "seq", "type", "at", "recorded_at", "data"]
