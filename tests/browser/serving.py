"""The site as script/server serves it, on a port and data of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300  # a machine may be busy with much else


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Served:
    """A running site: where it answers, its process, its DATA_DIR and what it has said."""

    address: str
    process: subprocess.Popen
    data: Path
    log: Path


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """Starts the site with its data below `folder`, yields its address, stops it."""
    with started(folder, SANDBOXES_PER_HOUR="100000", **environment) as served:
        yield served.address


@contextmanager
def started(folder: Path, **environment: str) -> Iterator[Served]:
    """Starts the site with its data below `folder` and stops it, if it has not been stopped."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    folder.mkdir(exist_ok=True)
    data, log = folder / "data", folder / "server.log"
    settings = {"DATA_DIR": str(data), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "kb.project.settings"}
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
            yield Served(address, process, data, log)
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
