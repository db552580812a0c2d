"""The practice room, to look at: nothing here can be changed, and no secret is shown."""

from django.contrib import admin

from auth_demo.models import Event, Sandbox
from kb.base.readonly import ReadOnlyAdmin


@admin.register(Sandbox)
class SandboxAdmin(ReadOnlyAdmin):
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
class EventAdmin(ReadOnlyAdmin):
    list_display = ["sandbox", "seq", "type", "at", "data"]
    list_filter = ["type"]
    search_fields = ["sandbox__id"]
    fields = ["sandbox", "seq", "type", "at", "recorded_at", "data"]
