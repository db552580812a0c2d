"""A whole site on loopback, as compose.yaml has it: nginx, web processes, a process for the jobs, PostgreSQL, Redis.

nginx runs by the sample that operators get (script/deploy/nginx.conf), without TLS. Each part can be killed and started.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from script.servers import free_port, own_postgresql

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "script/deploy/nginx.conf"
PATIENCE = 240  # seconds for a process to be ready: the machine may have much else to do


class Part:
    """A process that can be killed without a word, and started again."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path, place: Path = ROOT) -> None:
        self.command, self.environment, self.log, self.place = command, environment, log, place

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.place, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """It and those it started, at once."""
        children = descendants(self.process.pid)
        for pid in (self.process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(each), *descendants(int(each))]
    return found


class Cluster:
    def __init__(self, folder: Path, database: str, web: int) -> None:
        ports = [free_port() for _each in range(web + 2)]
        self.folder, self.database, self.ports = folder, database, ports[:web]
        self.redis_port, self.port = ports[web:]
        self.address = f"http://127.0.0.1:{self.port}"
        self.addresses = [f"http://127.0.0.1:{port}" for port in self.ports]
        environment = os.environ | {
            "DATABASE_URL": database,
            "DATABASE_POOL": "4",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "SECRET_KEY": "s" * 50,
            "VAULT_KEY": "v" * 50,
            "PUBLIC_URL": self.address,
            "TRUSTED_PROXIES": "1",
            "DATA_DIR": str(folder / "data"),
            "UPGRADE_AT_START": "no",
            "HOUSEKEEPING": "no",
            "DJANGO_SETTINGS_MODULE": "kb.project.settings",
        }
        self.environment = environment
        python = sys.executable
        redis = [
            "redis-server",
            "--port",
            str(self.redis_port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(folder),
        ]
        self.redis = Part(redis, environment, folder / "redis.log")
        self.jobs = Part([python, "manage.py", "keep_house"], environment, folder / "jobs.log")
        self.web = [
            Part([python, "script/start.py"], environment | {"PORT": str(port)}, folder / f"web-{port}.log")
            for port in self.ports
        ]
        (folder / "nginx.conf").write_text(self._of_nginx())
        nginx = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        self.nginx = Part(nginx, environment, folder / "nginx.log")

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py says."""
        ran = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        return ran.stdout

    def run(self, code: str) -> str:
        """What Python `code` prints on this site's database."""
        return self.manage("shell", "-v", "0", "-c", code)

    def get(self, path: str, port: int | None = None) -> tuple[int, bytes]:
        """By nginx, or past it from the process at `port`."""
        address = f"http://127.0.0.1:{port or self.port}{path}"
        fields = {"Host": f"127.0.0.1:{self.port}", "X-Forwarded-For": "192.0.2.1"}
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=fields), timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def wait_for_web(self) -> None:
        for port in self.ports:
            until(lambda port=port: self.get("/readyz", port)[0] == 200, f"web {port} is not ready")

    def cut_connections(self) -> None:
        """End every connection to the database, as a network that was away does."""
        with psycopg.connect(self.database, autocommit=True) as own:
            own.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )

    def _of_nginx(self) -> str:
        """The sample, with this site's addresses in place of its own, and without TLS."""
        site = SAMPLE.read_text()
        servers = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;\n" for port in self.ports)
        site = re.sub(r"(?:    server 127\.0\.0\.1:\d+ .*;\n)+", servers, site)
        site = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
        site = re.sub(r"    listen \[::\]:443.*\n", "", site)
        site = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};", site)
        site = re.sub(r"    ssl_.*\n", "", site)
        site = site.replace("server_name help.example;", "server_name _;").replace("Host $host;", "Host $http_host;")
        places = "".join(
            f"    {kind}_temp_path {self.folder}/nginx-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        head = f"pid {self.folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n    access_log off;\n{places}"
        return f"{head}{site}\n}}\n"


def until(holds: Callable[[], Any], otherwise: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


class Postgresql:
    """A server of its own, which can be stopped as a crash would, and started again."""

    def __init__(self, folder: Path, url: str) -> None:
        self.data, self.url = folder / "data", url
        self.command = (self.data / "postmaster.opts").read_text().replace('"', "").split()
        self.server: subprocess.Popen | None = None

    def crash(self) -> None:
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)  # without a checkpoint: it recovers from its log
        until(lambda: not (self.data / "postmaster.pid").exists(), "PostgreSQL does not stop", 60)

    def start(self) -> None:
        other_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        with (self.data.parent / "log").open("a") as log:
            self.server = subprocess.Popen([*other_user, *self.command], cwd=self.data, stdout=log, stderr=log)
        until(self._answers, "PostgreSQL does not start", 60)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def missing() -> list[str]:
    """Programs that are not there: Debian's nginx, redis-server and postgresql."""
    there = {"nginx": shutil.which("nginx"), "redis-server": shutil.which("redis-server")}
    there["postgresql"] = any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or None
    return [name for name, found in there.items() if not found]


@contextmanager
def running(web: int = 3) -> Iterator[tuple[Cluster, Postgresql]]:
    """The whole site, ready."""
    with ExitStack() as stack:
        # Not one of pytest's: PostgreSQL refuses to run as root, and its user has to get there.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cluster-")))
        folder.chmod(0o755)
        place = stack.enter_context(own_postgresql(folder / "postgresql"))
        with psycopg.connect(f"{place}postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE site ENCODING 'UTF8' TEMPLATE template0")
        cluster = Cluster(folder, f"{place}site", web)
        database = Postgresql(folder / "postgresql", cluster.database)
        cluster.redis.start()
        stack.callback(cluster.redis.stop)
        cluster.manage("upgrade")
        for part in (*cluster.web, cluster.jobs, cluster.nginx):
            part.start()
            stack.callback(part.stop)
        cluster.wait_for_web()
        until(lambda: cluster.get("/healthz")[0] == 200, "nginx does not answer")
        yield cluster, database


def status_of(body: bytes) -> dict[str, Any]:
    return json.loads(body)
