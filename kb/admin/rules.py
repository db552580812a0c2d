"""How the team works, set by people who may change it: superusers, and those they let."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kb.models import Rules


@admin.register(Rules)
class RulesAdmin(admin.ModelAdmin[Rules]):
    """There is one row: the list leads to it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Rules | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        rules, _made = Rules.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:kb_rules_change", args=[rules.pk]))
