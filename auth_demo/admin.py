"""The practice room, to look at, and the learning platforms that lead to it, to register. No secret is shown."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from auth_demo.models import Attempt, Event, LearningPlatform, Sandbox
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


@admin.register(LearningPlatform)
class LearningPlatformAdmin(admin.ModelAdmin[LearningPlatform]):
    list_display = ["title", "issuer", "client_id", "is_active"]
    search_fields = ["title", "issuer"]
    fields = [
        "title",
        "issuer",
        "client_id",
        "deployments",
        "login_url",
        "token_url",
        "keys_url",
        "frames",
        "is_active",
    ]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    """Whether scores arrive, and why not. The person is not named."""

    list_display = ["learner", "channel", "course", "finished", "told_at", "due_at", "tries", "refusal"]
    list_filter = ["channel"]
    list_select_related = ["platform"]
    fields = ["channel", "course", "finished", "told_at", "due_at", "tries", "refusal"]

    @admin.display(description=_("participant"), ordering="participant")
    def learner(self, attempt: Attempt) -> str:
        return attempt.participant_id[:8]

    @admin.display(description=_("learning platform"), ordering="platform")
    def course(self, attempt: Attempt) -> str:
        return str(attempt.platform or "")
