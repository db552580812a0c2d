"""Static files of several generations: what a version was built with, and what pages of the versions before still ask for.

A page may be kept by a cache for ten minutes after an upgrade, and it names files by their hash. Each version that is
served has a folder of its own, which nothing changes afterwards, so a server that runs on while the next one starts never
finds half of its files exchanged.
"""

import os
import shutil
import time
from pathlib import Path

CURRENT = "current"
KEPT = 3  # folders: servers may still be running on the ones before
DAYS = 30  # that a file goes on being served after the last version that had it


def lay_out(built: Path, root: Path, generation: str) -> Path:
    """Make the files `built` the current `generation` of `root`; the folder that has them, with those of the ones before.

    Raises OSError.
    """
    folder = root / generation
    root.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        scratch = root / f".{generation}-{os.getpid()}"
        try:
            shutil.copytree(built, scratch, copy_function=_link)
            if (root / CURRENT).exists():
                _carry_over((root / CURRENT).resolve(), scratch)
            scratch.rename(folder)
        except OSError:
            if not folder.exists():  # as it does if another server that starts at this moment was quicker
                raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    _point_to(folder, root)
    _prune(root, folder)
    return folder


def _link(source: str, target: str) -> None:
    """The same file under another name, or a copy where that is another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _carry_over(earlier: Path, later: Path) -> None:
    oldest = time.time() - DAYS * 86_400
    for path in earlier.rglob("*"):
        target = later / path.relative_to(earlier)
        if path.is_file() and not target.exists() and path.stat().st_mtime > oldest:
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(str(path), str(target))


def _point_to(folder: Path, root: Path) -> None:
    scratch = root / f".{CURRENT}-{os.getpid()}"
    scratch.unlink(missing_ok=True)
    scratch.symlink_to(folder.name)
    scratch.replace(root / CURRENT)
    os.utime(folder)


def _prune(root: Path, newest: Path) -> None:
    generations = [path for path in root.iterdir() if path.is_dir() and not path.is_symlink() and path != newest]
    for path in sorted(generations, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
