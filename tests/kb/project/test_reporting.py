"""Errors go to a Sentry server only where one is named, and tell nothing of the reader."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured

from kb.project import reporting

ROOT = Path(__file__).resolve().parents[3]
DECODED = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
FAIL = """
import django, logging
django.setup()
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from kb.project import urls
def broken(request, token):
    secret = "local-s3cr3t"
    raise ValueError("it broke")
urls.handler500 = lambda request: HttpResponse(status=500)  # the page needs built static files
urls.urlpatterns.insert(0, path("broken/<str:token>/", broken))
client = Client(raise_request_exception=False, headers={"user-agent": "Odd Browser", "cookie": "sessionid=abc123"})
client.post("/broken/s3cr3t-token/?q=U123", {"code": "48120399"}, REMOTE_ADDR="203.0.113.77", HTTP_HOST="localhost")
logging.getLogger("kb").error("%s failed", "/en/preview/s3cr3t-token/")
import sentry_sdk
sentry_sdk.flush(10)
"""


@pytest.fixture
def server():
    """A Sentry server; what it is sent is in `received`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent = DECODED[self.headers.get("Content-Encoding", "")](body)
            found.received += [json.loads(line) for line in sent.splitlines() if line.startswith(b'{"')]
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            pass

    found = HTTPServer(("127.0.0.1", 0), Handler)
    found.received = []
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()


def test_an_error_is_told_with_its_place_and_without_the_reader(server, tmp_path):
    settings = {"SENTRY_DSN": f"http://key@127.0.0.1:{server.server_port}/1", "DATA_DIR": str(tmp_path)}
    settings["DJANGO_SETTINGS_MODULE"] = "kb.project.settings"
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    ran = subprocess.run(
        [sys.executable, "-c", FAIL],
        cwd=ROOT,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    events = [each for each in server.received if "exception" in each or "logentry" in each]
    assert len(events) == 2, ran.stderr
    (fault,) = [each for each in events if "exception" in each]
    assert fault["exception"]["values"][-1]["type"] == "ValueError"
    assert "broken" in json.dumps(fault["exception"])
    assert "Internal Server Error: broken/<str:token>/" in ran.stderr
    told = json.dumps(server.received)
    for personal in ("s3cr3t-token", "U123", "48120399", "203.0.113.77", "Odd Browser", "abc123", "local-s3cr3t"):
        assert personal not in told, personal


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN must look like"):
        reporting.begin("https://sentry.example", "1")
