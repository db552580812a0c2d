"""What an operator meets at the start: one clear line for each mistake, and data that nobody else can read."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def start(data: Path, **settings: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"DATA_DIR": str(data)} | settings
    return subprocess.run(
        [sys.executable, "script/start.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def complaint(data: Path, **settings: str) -> str:
    """The one line that a start which failed says, besides what it always says."""
    found = start(data, **settings)
    assert found.returncode == 1, found
    (line,) = found.stderr.strip().splitlines()
    assert line.startswith("server: ")
    return line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LOG_LEVEL", "loud", "debug"),
        ("PORT", "99999", "65535"),
        ("WEB_WORKERS", "two", "whole number"),
        ("WEB_THREADS", "0", "from 1"),
        ("DATABASE_URL", "mysql://db/site", "postgresql://"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/site", "cannot be used"),
        ("REDIS_URL", "http://cache", "redis://"),
        ("WEB_WORKER", "2", "WEB_WORKERS"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_in_one_line(tmp_path, name, value, said):
    line = complaint(tmp_path, **{name: value})
    assert name in line and said in line


def test_a_place_that_cannot_be_written_is_named_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in complaint(tmp_path / "file" / "data")


def test_a_database_that_is_none_is_named_in_one_line(tmp_path):
    (tmp_path / "site.sqlite3").write_bytes(b"not a database, whatever its name says" * 100)
    assert "site.sqlite3" in complaint(tmp_path)


@pytest.fixture
def taken_port():
    """A start that goes no further than this port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def test_what_the_site_keeps_is_for_its_owner_alone(tmp_path, taken_port):
    tmp_path.chmod(0o755)
    names = ("site.sqlite3", "site.sqlite3-wal")
    for name in names:
        (tmp_path / name).write_bytes(b"")
        (tmp_path / name).chmod(0o644)
    assert "is taken" in complaint(tmp_path, PORT=taken_port)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names} == {0o600}


def test_the_level_of_the_log_may_be_typed_in_any_case(tmp_path, taken_port):
    for level in ("INFO", "warning"):
        assert "is taken" in complaint(tmp_path, LOG_LEVEL=level, PORT=taken_port)


@pytest.mark.parametrize(("host", "address"), [("::", "http://[::]:8123"), ("::1", "http://[::1]:8123")])
def test_the_site_may_listen_on_ipv6(tmp_path, host, address):
    code = "from kb.project import settings as s; print(s.PUBLIC_URL, *s.ALLOWED_HOSTS)"
    environment = os.environ | {"DATA_DIR": str(tmp_path), "HOST": host, "PORT": "8123"}
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    public, *allowed = found.stdout.split()
    assert public == address
    assert f"[{host}]" in allowed
