"""Makes once what the site runs on, into build/: catalogues, the practice room's scripts in few files, static files with
hashed names. script/build and script/server run it. What is there and made from the present files is left alone, whenever
and wherever they were checked out; nothing else in the code's folder is written.
"""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")

import bundle
import messages

MARK = "made-from"


def all_of_it() -> str:
    """Bring everything up to date; the fingerprint of the static files. Raises OSError, CalledProcessError."""
    from django.conf import settings

    settings.BUILD_DIR.mkdir(parents=True, exist_ok=True)
    messages.compile_all()
    if settings.BUNDLE and not bundle.bring_up_to_date():
        print("server: no bundler here, so the practice room's scripts are served one by one: slower on a slow line")
    return static_files()


def static_files() -> str:
    from django.conf import settings

    made_from, folder = fingerprint(), settings.BUILD_DIR / "static"
    if not _is(folder, made_from):
        with bundle.one_at_a_time(settings.BUILD_DIR):
            if not _is(folder, made_from):
                (folder / MARK).unlink(missing_ok=True)
                collect(folder)
                (folder / MARK).write_text(made_from)
    return made_from


def _is(folder: Path, made_from: str) -> bool:
    return (folder / MARK).exists() and (folder / MARK).read_text() == made_from


def fingerprint() -> str:
    """Of the static files and of the packages that bring some, by what is in them."""
    from django.conf import settings

    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for prefix, folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{prefix}/{path.relative_to(folder)} {content}\n".encode())
    return digest.hexdigest()


def collect(folder: Path) -> None:
    import django
    from django.conf import settings
    from django.contrib.staticfiles.management.commands.collectstatic import Command
    from django.core.management import call_command

    from kb.project.static import Storage

    django.setup()
    command = Command()
    command.storage = Storage(location=folder, base_url=settings.STATIC_URL)
    call_command(command, interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    all_of_it()
