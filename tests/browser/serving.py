"""The site as script/server serves it, on a port and data of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300  # a machine may be busy with much else


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """Starts the site with its data below FOLDER, yields its address, stops it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "SANDBOXES_PER_HOUR": "100000",
        "DJANGO_SETTINGS_MODULE": "kb.project.settings",
    }
    log = folder / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "script/start.py"],
            cwd=ROOT,
            env=os.environ | settings | environment,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_ready(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait_until_ready(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")
