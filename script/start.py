"""What script/server does once its packages are there: get the data ready, then serve."""

import errno
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")


# The first release of each Python that has the fixes of October 2025 to html.parser, tarfile, email and others.
FIXED_IN = {(3, 11): 14, (3, 12): 12, (3, 13): 9}


def stop(reason: str) -> None:
    sys.exit(f"server: {reason}")


def say_if_python_is_old() -> None:
    fixed = FIXED_IN.get(sys.version_info[:2])
    if fixed is not None and sys.version_info.micro < fixed:
        have = ".".join(map(str, sys.version_info[:3]))
        print(f"server: Python {have} lacks security fixes that are out since October 2025; install a newer one soon")


def keep_private(data: Path, database: Path) -> None:
    """Let nobody else on this machine read what the site keeps, also where an earlier version let them."""
    os.umask(0o077)
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    for path in database.parent.glob(f"{database.name}*"):
        path.chmod(0o600)


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(f"port {port} is taken; choose another, as in PORT={port + 1} script/server")
            stop(f"{host}:{port} cannot be served: {error.strerror}")


def check_servers() -> None:
    """Ask the servers that the settings name whether they take a connection, before anything is made for them."""
    from django.conf import settings
    from django.db import connection

    from kb.base import shared

    if connection.vendor == "postgresql":
        refusal = connection.refusal()
        if refusal:
            stop(f"the server that DATABASE_URL names cannot be used: {refusal}")
    if settings.REDIS_URL and not shared.answers():
        print("server: the server that REDIS_URL names does not answer; until it does, the site goes on without it")


def leave_no_pool() -> None:
    """Workers are forked from this process, and make connections of their own."""
    from django.db import connection

    if connection.vendor == "postgresql":
        from kb.project.postgresql.base import close_pools

        close_pools()


def build() -> None:
    """Make what has changed since the last time; serve the newest static files, and those that pages in caches ask for."""
    import make
    from django.conf import settings

    from kb.operation import assets

    generation = make.all_of_it()
    folder = assets.lay_out(settings.BUILD_DIR / "static", settings.STATIC_GENERATIONS, generation[:16])
    settings.STATIC_ROOT = folder  # workers are forked from this process


def prepare() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    say_if_python_is_old()
    keep_private(settings.DATA_DIR, settings.DATA_DIR / "site.sqlite3")
    check_port(settings.HOST, settings.PORT)
    check_servers()
    build()
    django.setup()
    if settings.UPGRADE_AT_START:
        call_command("upgrade")
    leave_no_pool()
    call_command("serve")


def end() -> None:
    """End at once: everything is written, and the interpreter's own tidying up can take as long as all of the stop."""
    from django.db import connections

    leave_no_pool()
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def setting_of(path: str) -> str:
    """The setting that says where the file at `path` is; the settings themselves may not have got that far."""
    build = Path(os.environ.get("BUILD_DIR") or ROOT / "build").resolve()
    return "BUILD_DIR" if Path(path).is_relative_to(build) else "DATA_DIR"


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        prepare()
        end()
    except ImproperlyConfigured as error:
        stop(str(error))
    except DatabaseError as error:
        from django.db import connection

        said = " ".join(str(error).split())
        stop(f"{connection.settings_dict['NAME']}: {said}; see that there is room and that it may be written")
    except OSError as error:
        if error.filename is None:
            raise
        stop(f"{error.filename}: {error.strerror}; choose a folder of your own with {setting_of(error.filename)}")
    except KeyboardInterrupt:
        sys.exit(130)  # as after any command that Ctrl+C ends


if __name__ == "__main__":
    main()
