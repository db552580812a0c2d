"""/healthz: the process is alive. /readyz: it can serve, or 503 with what is missing; broken content files and warnings beside it."""

import logging

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.base import kept, limits, patience, trouble
from kb.operation import condition
from kb.search import index

MOST_COMPLAINTS = 20
PATIENCE = 1.5  # seconds that a probe waits for a locked database

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    reason = what_is_missing()
    if reason:
        if trouble.is_news(reason):
            logger.error("not ready: %s", reason)
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    # A broken word list takes nothing from readers but itself, and every process reads the same files: no 503 for it.
    told = {"complaints": kept.complaints()[:MOST_COMPLAINTS], "warnings": warnings()}
    return JsonResponse({"status": "ready"} | {name: lines for name, lines in told.items() if lines})


def warnings() -> list[str]:
    """Room that runs out, jobs that fail or do not run: nothing that another process would be better at."""
    try:
        with patience.within(PATIENCE):
            return condition.warnings()
    except DatabaseError as error:
        return [f"database: {trouble.behind(error) or trouble.Kind.SILENT}"]


def what_is_missing() -> str | None:
    if not connection.in_atomic_block:  # a test's
        connection.close()  # what matters is what a restart would open, and whether it may write there
    try:
        with patience.within(PATIENCE):
            return _what_is_missing()
    except DatabaseError as error:
        return f"database: {trouble.behind(error) or trouble.Kind.SILENT}"


def _what_is_missing() -> str | None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations: not all are applied; run manage.py migrate"
    there = set(connection.introspection.table_names())
    gone = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - there)
    if gone:
        return f"database: {trouble.Kind.INCOMPLETE}: {', '.join(gone)}"
    if not index.ready():
        return "search index: not built; run manage.py rebuild_search"
    limits.try_out()
    return None
