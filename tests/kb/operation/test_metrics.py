"""Numbers for Prometheus: from all workers together, at an address of their own, and at no page of the site."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from prometheus_client.parser import text_string_to_metric_families

from kb.operation import condition, jobs, metrics
from kb.project import env
from tests import databases
from tests.browser.serving import free_port, started

ROOT = Path(__file__).resolve().parents[3]
COUNT = """
import os, django
django.setup()
from types import SimpleNamespace as A
from kb.operation import metrics
counted = metrics.Requests(A(running=2, waiting=5), A(count=3))
for seconds in (0.004, 0.2):
    counted.count(A(method="GET", door="page", status=200, size=10, seconds=seconds))
counted.count(A(method="GET", door="stream", status=200, size=10, seconds=600))
"""


def samples(families):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def count_in_a_process(folder):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kb.project.settings", metrics.FOLDER: str(folder)}
    subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, check=True, timeout=120)


def test_what_several_processes_count_is_added_up_and_what_is_gone_is_not_open(tmp_path):
    for _process in range(2):
        count_in_a_process(tmp_path)
    found = samples(metrics.Workers(tmp_path).collect())
    assert found["kb_requests_total", "200", "GET", "page"] == 4
    assert found["kb_sent_bytes_total", "page"] == 40
    assert found["kb_request_seconds_count", "page"] == 4
    assert ("kb_request_seconds_count", "stream") not in found
    assert not [key for key in found if key[0] in ("kb_streams_open", "kb_threads_busy")]


@pytest.mark.django_db
def test_the_state_of_jobs_disk_and_index_is_read_when_it_is_asked_for():
    jobs.note("purge")
    jobs.note("publish_due", error=OSError())
    found = samples(metrics.Condition().collect())
    assert found["kb_job_failing", "purge"] == 0
    assert found["kb_job_failing", "publish_due"] == 1
    assert found["kb_job_success_timestamp_seconds", "purge"] > 1_700_000_000
    assert found["kb_search_texts_missing", "fr"] == 0
    assert found[("kb_database_up",)] == 1
    assert found["kb_disk_free_bytes", "DATA_DIR"] > 0


@pytest.mark.django_db
def test_without_a_database_the_rest_is_told(monkeypatch):
    from django.db import OperationalError

    def broken():
        raise OperationalError("gone")

    monkeypatch.setattr(condition, "runs", broken)
    found = samples(metrics.Condition().collect())
    assert found[("kb_database_up",)] == 0
    assert found["kb_disk_free_bytes", "DATA_DIR"] > 0


@pytest.mark.parametrize("raw", ["9100", "localhost:", ":9100", "127.0.0.1:99999", "127.0.0.1:x"])
def test_an_address_that_is_none_is_refused(monkeypatch, raw):
    monkeypatch.setenv("METRICS_ADDRESS", raw)
    with pytest.raises(ImproperlyConfigured, match="METRICS_ADDRESS must look like"):
        env.listening("METRICS_ADDRESS")


def test_an_address_may_be_ipv6(monkeypatch):
    monkeypatch.setenv("METRICS_ADDRESS", "[::1]:9100")
    assert env.listening("METRICS_ADDRESS") == ("::1", 9100)


@pytest.mark.database
def test_a_site_counts_at_its_own_address_logs_json_and_keeps_both_from_readers(tmp_path):
    port = free_port()
    watched = {"METRICS_ADDRESS": f"127.0.0.1:{port}", "LOG_FORMAT": "json", "ACCESS_LOG": "yes", "WEB_WORKERS": "2"}
    with databases.for_a_site() as own, started(tmp_path, **watched, **own) as site:
        for _each in range(3):
            with urllib.request.urlopen(f"{site.address}/en/search/?q=s3cr3t", timeout=30) as answer:
                assert answer.headers["X-Request-ID"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{site.address}/metrics", timeout=30)
        assert refused.value.code == 404
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
            found = samples(text_string_to_metric_families(answer.read().decode()))
        log = site.log.read_text()
    asked = sum(found.get(("kb_requests_total", "200", "GET", door), 0) for door in ("cache", "page"))
    assert asked >= 3
    assert found["kb_job_failing", "housekeeping"] == 0
    assert '"route": "en/search/"' in log or '"route": "/en/search/"' in log
    assert "s3cr3t" not in log
