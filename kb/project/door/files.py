"""Static files and uploaded pictures, sent without Django and without a thread.

WhiteNoise says which file an address is, in which coding, under which headers, and what a conditional or partial
request gets. Small files are kept in memory; large ones are sent by the server itself (ASGI's pathsend).
"""

from functools import cached_property
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, Response, SlicedFile, StaticFile

from kb.project.door.request import Request, Send
from kb.web import media

KEPT = 64 * 1024  # bytes; what is larger is read from the disk each time
CONDITIONS = {
    b"accept-encoding": "HTTP_ACCEPT_ENCODING",
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"range": "HTTP_RANGE",
}


class Files:
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    @cached_property
    def _static(self) -> WhiteNoiseMiddleware:
        """For its table of files alone; made when a process begins, and not where the door is only imported."""
        return WhiteNoiseMiddleware(lambda _request: None)

    def prepare(self) -> None:
        """Look at the static files now rather than at the first request."""
        self.find(settings.STATIC_URL)

    def is_static(self, path: str) -> bool:
        """Whether nothing but a static file can be at `path`."""
        return path.startswith(settings.STATIC_URL)

    def find(self, path: str) -> StaticFile | None:
        if self.is_static(path):
            found = self._static.find_file(path) if self._static.autorefresh else self._static.files.get(path)
            return found if isinstance(found, StaticFile) else None
        return self._picture(path)

    async def send(self, file: StaticFile, request: Request, send: Send) -> None:
        """Raises OSError if the file is not there anymore."""
        asked = {key: request.text(name) for name, key in CONDITIONS.items() if name in request.fields}
        answer: Response = file.get_response(request.method, asked)
        body, path = self._content(answer.file)
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
        if path:
            await send({"type": "http.response.pathsend", "path": path})
        else:
            await send({"type": "http.response.body", "body": body})

    def _content(self, file: IO[bytes] | SlicedFile | None) -> tuple[bytes, str]:
        """The bytes to send, or the path of the file that holds them."""
        if file is None:
            return b"", ""
        with file:
            if isinstance(file, SlicedFile):
                return file.read(), ""
            path = str(file.name)
            if path not in self._kept and Path(path).stat().st_size > KEPT:
                return b"", str(Path(path).resolve())
            if path not in self._kept:
                self._kept[path] = file.read()
            return self._kept[path], ""

    def _picture(self, path: str) -> StaticFile | None:
        """An uploaded picture, where pictures are files of this machine."""
        match = media.PATH.fullmatch(path)
        if match is None or not isinstance(default_storage, FileSystemStorage):
            return None
        try:
            return StaticFile(default_storage.path(match["name"]), list(media.HEADERS.items()))
        except NotARegularFileError:
            return None
