"""Runs a command with a PostgreSQL and a Redis server for tests: `script/servers.py COMMAND...`.

Those that DATABASE_URL and REDIS_URL name, or else those that run on this machine and let one in, or else servers of its own
in a temporary folder that is deleted in the end, from Debian's packages, which root gets installed where they are missing.
DATABASE_URL gets a name of its own, and a migrated database beside it that tests copy: tests/databases.py.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[1]
USUAL = ("postgresql://postgres@127.0.0.1:5432/", "postgresql:///?host=/var/run/postgresql")
USUAL_REDIS = "redis://127.0.0.1:6379/0"
NEEDED = "install Debian's postgresql and redis-server, or name servers by DATABASE_URL and REDIS_URL"


def main(command: list[str]) -> int:
    """The command's exit code."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="servers-")))
        folder.chmod(0o755)
        url = postgresql_running() or stack.enter_context(own_postgresql(folder / "postgresql"))
        shared = redis_running() or stack.enter_context(own_redis(folder))
        place, _, tail = url.partition("?")
        name = f"kbtest{os.getpid()}"
        os.environ["DATABASE_URL"] = f"{place.rsplit('/', 1)[0]}/{name}{'?' + tail if tail else ''}"
        os.environ |= {"DATABASE_POOL": "0", "REDIS_URL": shared}
        databases = [sys.executable, "-m", "tests.databases"]
        stack.callback(subprocess.run, [*databases, "--drop"], cwd=ROOT)
        subprocess.run(databases, cwd=ROOT, check=True)
        print(
            f"Testing on PostgreSQL ({place.rpartition('@')[2] or place}) and Redis ({shared.rpartition('@')[2]}).",
            flush=True,
        )
        return subprocess.run(command, cwd=ROOT).returncode


def postgresql_running() -> str:
    """The address of a server in which databases may be made; a given one has to be there."""
    given = os.environ.get("DATABASE_URL", "")
    for url in (given,) if given else USUAL:
        try:
            place, _, tail = url.partition("?")
            maintenance = f"{place.rsplit('/', 1)[0]}/postgres{'?' + tail if tail else ''}"
            with psycopg.connect(maintenance, connect_timeout=3, autocommit=True) as server:
                found = server.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                if found.fetchone() == (True,):
                    return url
        except psycopg.Error as error:
            if given:
                sys.exit(f"test: the server that DATABASE_URL names cannot be used: {' '.join(str(error).split())}")
    return ""


def redis_running() -> str:
    given = os.environ.get("REDIS_URL", "")
    url = given or USUAL_REDIS
    try:
        redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        if given:
            sys.exit(f"test: the server that REDIS_URL names cannot be used: {error}")
        return ""
    return url


@contextmanager
def own_postgresql(folder: Path) -> Iterator[str]:
    """Without fsync: what tests write need not last."""
    found = initdb() or (install("postgresql") and initdb())
    if not found:
        sys.exit(f"test: there is no PostgreSQL here; {NEEDED}")
    tools, port = found[-1].parent, free_port()
    folder.mkdir()
    other_user: list[str] = []
    if os.getuid() == 0:  # which PostgreSQL refuses
        shutil.chown(folder, "postgres")
        other_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    data = folder / "data"
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
    make = [tools / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*other_user, *make], **run)
    subprocess.run(
        [*other_user, tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start"], **run
    )
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        subprocess.run([*other_user, tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)


def initdb() -> list[Path]:
    """Those of the versions that are here, the newest last."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))


@contextmanager
def own_redis(folder: Path) -> Iterator[str]:
    program = redis_server() or (install("redis-server") and redis_server())
    if not program:
        sys.exit(f"test: there is no Redis here; {NEEDED}")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        url = f"redis://127.0.0.1:{port}/0"
        patient = redis.Redis.from_url(url, retry=redis.retry.Retry(redis.backoff.ConstantBackoff(0.1), 100))
        patient.ping()
        yield url
    finally:
        server.terminate()
        server.wait(10)


def redis_server() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def install(package: str) -> bool:
    """Whether Debian's package could be installed; a server that it starts by itself does no harm."""
    apt = shutil.which("apt-get")
    if not apt or os.getuid() != 0:
        return False
    print(f"Installing {package} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        if subprocess.run([apt, *command], env=environment, stdout=sys.stderr).returncode:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
