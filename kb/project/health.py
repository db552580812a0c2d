"""/healthz: the process is alive. /readyz: it can serve, or 503 with what is missing; broken content files beside it."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.base import kept
from kb.search import index

MOST_COMPLAINTS = 20


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    reason = what_is_missing()
    if reason:
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    # A broken word list takes nothing from readers but itself, and every process reads the same files: no 503 for it.
    complaints = kept.complaints()[:MOST_COMPLAINTS]
    return JsonResponse({"status": "ready"} | ({"complaints": complaints} if complaints else {}))


def what_is_missing() -> str | None:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations: not all are applied; run manage.py migrate"
        if not index.ready():
            return "search index: not built; run manage.py rebuild_search"
    except DatabaseError:
        return "database: does not answer"
    return None
