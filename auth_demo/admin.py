"""The practice room, to look at: nothing here can be changed, and no secret is shown."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

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
    list_display = ["practice", "place", "type", "at", "data"]
    list_filter = ["type"]
    search_fields = ["sandbox__id"]
    fields = ["practice", "place", "type", "at", "recorded_at", "data"]

    @admin.display(description=_("sandbox"), ordering="sandbox")
    def practice(self, event: Event) -> str:
        return str(event.sandbox)

    @admin.display(description=_("number"), ordering="seq")
    def place(self, event: Event) -> int:
        return event.seq
