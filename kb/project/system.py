"""The page "System" of the desk: how the site is, for those who run it."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.operation import condition, jobs, suspicions
from kb.project.health import what_is_missing


def page(request: HttpRequest) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("System"),
        "log_language": settings.LANGUAGE_CODE,
        "is_nav_sidebar_enabled": False,
        "missing": what_is_missing(),
        "suspicions": suspicions.found(),
        "versions": condition.versions(),
        "database": condition.database(),
        "indexes": condition.index(),
        "disks": condition.disks(),
        "backup": condition.last_backup(),
        "backup_dir": settings.BACKUP_DIR,
        "runs": condition.runs(),
        "kept": jobs.last(jobs.HOUSEKEEPING),
        "late": jobs.are_late(timezone.now()),
        "content": condition.content(),
        "redis": bool(settings.REDIS_URL),
    }
    return TemplateResponse(request, "admin/system.html", context)


system = admin.site.admin_view(page)
