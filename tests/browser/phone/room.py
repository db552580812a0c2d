"""The page on which a phone is alone, and the little server that has it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TYPES = {".js": "text/javascript", ".css": "text/css", ".mp3": "audio/mpeg"}
STAGE = Path(__file__).with_name("stage.js")
SHEETS = ("tokens", "base", "practice/room", "practice/guide", "practice/tools", "practice/phone")

PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Phone</title>'
    '<meta name="viewport" content="width=device-width">'
    + "".join(f'<link rel="stylesheet" href="/css/{sheet}.css">' for sheet in SHEETS)
    + '<main class="practice"><h1>Phone</h1><h2>Devices</h2><div class="practice-app" id="room"></div></main>'
    '<script type="module" src="/stage.js"></script>'
)


class Room(BaseHTTPRequestHandler):
    """The page, the site's static files, and an API that is only there to be reached or not."""

    def do_GET(self) -> None:
        name = self.path[1:].split("?")[0]
        file = STAGE if name == "stage.js" else ROOT / "static" / name
        if name == "":
            self._answer("text/html", PAGE.encode())
        elif name.startswith("api/"):
            self._answer("application/json", b"{}")
        elif file.suffix in TYPES and file.is_file():
            self._answer(TYPES[file.suffix], file.read_bytes())
        else:
            self.send_error(404)

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Cache-Control", "max-age=600")  # one tab has many phones, one after another
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def room() -> Iterator[str]:
    """Serves the page, yields its address, stops."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Room) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
