"""What a worker does before it says that it is ready.

The first request to Django imports every view, builds the API and compiles templates: a second or two of a busy machine,
in which everybody else in the process waits too. So the worker asks itself first. It does so in a thread of its own: /healthz
and all else that needs no Django is answered meanwhile, and /readyz says 503.
"""

import logging
import threading
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from kb.base.languages import codes
from kb.project.door.bridge import Wsgi, collect, environ
from kb.project.door.request import Request

PATHS = ("/robots.txt", "/api/v1/search", "/api/v1/openapi.json")
IN_EACH_LANGUAGE = ("", "search/", "practice/")

logger = logging.getLogger(__name__)


class Warming:
    """Asks `wsgi`, an application, what readers are about to ask."""

    def __init__(self, wsgi: Wsgi) -> None:
        self.wsgi = wsgi
        self.is_under_way = False

    def begin(self) -> threading.Thread:
        self.is_under_way = True
        thread = threading.Thread(target=self._run, name="warming", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        try:
            for path in paths():
                collect(self.wsgi, environ(request(path), b""))
        except Exception:
            logger.exception("The worker could not warm up; its first requests take longer")
        finally:
            connections.close_all()
            self.is_under_way = False


def paths() -> Iterable[str]:
    yield from PATHS
    for code in codes():
        yield from (f"/{code}/{path}" for path in IN_EACH_LANGUAGE)


def request(path: str) -> Request:
    """As a reader's browser would send it, but under a name that no reader has."""
    public = urlsplit(settings.PUBLIC_URL)
    headers = [(b"host", public.netloc.encode()), (b"user-agent", b"warming-bot")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": public.scheme,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
    }
    return Request(scope, 0)
