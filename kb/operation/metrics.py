"""Numbers for Prometheus, at METRICS_ADDRESS and nowhere else: what is asked of all workers, and how the site is.

Workers count in files of one folder (prometheus_client's way for several processes), which is new at each start; the parent
adds them up when it is asked. What is in the database is read when it is asked for.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from kb.base import forks, patience, trouble
from kb.operation import condition, jobs

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # which prometheus_client reads when it is imported
BUCKETS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
PATIENCE = 1.5  # seconds that a look at the database may take

logger = logging.getLogger(__name__)


class Answered(Protocol):
    """As kb.project.door.access tells it."""

    @property
    def method(self) -> str: ...
    @property
    def door(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def seconds(self) -> float: ...


class Threads(Protocol):
    @property
    def running(self) -> int: ...
    @property
    def waiting(self) -> int: ...


class Streams(Protocol):
    @property
    def count(self) -> int: ...


class Requests:
    """What a worker counts of its requests. To be made after the fork, once."""

    def __init__(self, threads: Threads, streams: Streams) -> None:
        from prometheus_client import Counter, Gauge, Histogram

        self.threads, self.streams = threads, streams
        self._requests = Counter("kb_requests", "Requests answered", ["door", "method", "status"])
        self._bytes = Counter("kb_sent_bytes", "Bytes of bodies sent", ["door"])
        self._seconds = Histogram("kb_request_seconds", "Time to the end of an answer", ["door"], buckets=BUCKETS)
        self._running = Gauge("kb_threads_busy", "Threads that answer a request", multiprocess_mode="livesum")
        self._waiting = Gauge("kb_requests_waiting", "Requests that wait for one", multiprocess_mode="livesum")
        self._streams = Gauge("kb_streams_open", "Live event streams", multiprocess_mode="livesum")

    def count(self, answered: Answered) -> None:
        self._requests.labels(answered.door, answered.method, str(answered.status)).inc()
        self._bytes.labels(answered.door).inc(answered.size)
        if answered.door != "stream":
            self._seconds.labels(answered.door).observe(answered.seconds)
        self._running.set(self.threads.running)
        self._waiting.set(self.threads.waiting)
        self._streams.set(self.streams.count)


class Workers:
    """What all workers have counted in `folder`; of those that are gone, what adds up and no longer what was open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

        for path in self.folder.glob("gauge_live*_*.db"):
            pid = int(path.stem.rpartition("_")[2])
            if not Path(f"/proc/{pid}").exists():
                mark_process_dead(pid, str(self.folder))  # type: ignore[no-untyped-call]
        yield from MultiProcessCollector(None, str(self.folder)).collect()  # type: ignore[no-untyped-call]


class Condition:
    """How the site is, read at the moment that somebody asks."""

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily as Gauge

        yield _info()
        free = Gauge("kb_disk_free_bytes", "Room on the disk of a folder", labels=["place"])
        for disk in condition.disks():
            free.add_metric([disk.place], disk.free)
        yield free
        try:
            with forks.held_back(), patience.within(PATIENCE):
                found = list(_of_database())
        except DatabaseError as error:
            trouble.report(error)
            found = []
        yield Gauge("kb_database_up", "Whether the database answers", value=float(bool(found)))
        yield from found


def _info() -> "Metric":
    from prometheus_client.core import GaugeMetricFamily

    info = GaugeMetricFamily("kb_info", "What runs here", labels=["version", "database"])
    info.add_metric([settings.VERSION, connection.vendor], 1)
    return info


def _of_database() -> "Iterator[Metric]":
    from prometheus_client.core import GaugeMetricFamily as Gauge

    succeeded = Gauge("kb_job_success_timestamp_seconds", "When a job last succeeded", labels=["job"])
    failing = Gauge("kb_job_failing", "Whether its last run failed", labels=["job"])
    for run in [*condition.runs(), *filter(None, [jobs.last(jobs.HOUSEKEEPING)])]:
        if run.succeeded_at:
            succeeded.add_metric([run.name], run.succeeded_at.timestamp())
        failing.add_metric([run.name], float(run.failing_since is not None))
    yield from (succeeded, failing)
    made = condition.last_backup()
    if made:
        yield Gauge("kb_backup_timestamp_seconds", "When the newest backup was made", value=made[1].timestamp())
    size = condition.database()["size"]
    yield Gauge("kb_database_bytes", "How large the database is", value=size)
    texts = Gauge("kb_search_texts_missing", "Published texts that search does not find", labels=["language"])
    for each in condition.index():
        texts.add_metric([each.language], each.published - each.texts)
    yield texts
    content = condition.content()
    yield Gauge("kb_content_conflicts", "Content files changed on both sides", value=len(content.conflicts))
    yield Gauge(
        "kb_content_problems",
        "Mistakes in content files",
        value=len(content.problems) + len(content.complaints),
    )


def registry() -> "CollectorRegistry":
    from prometheus_client import CollectorRegistry

    found = CollectorRegistry()
    found.register(Workers(Path(os.environ[FOLDER])))
    found.register(Condition())
    return found


@contextmanager
def served() -> Iterator[None]:
    """While it lasts the numbers are at METRICS_ADDRESS, if that is set. Raises ImproperlyConfigured."""
    if not settings.METRICS_ADDRESS:
        yield
        return
    host, port = settings.METRICS_ADDRESS
    folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="metrics-")
    from prometheus_client import start_http_server

    try:
        server, thread = start_http_server(port, host, registry())
    except OSError as error:
        raise ImproperlyConfigured(f"METRICS_ADDRESS cannot be served: {error.strerror}") from error
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        shutil.rmtree(folder, ignore_errors=True)
