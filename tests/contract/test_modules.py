"""JavaScript modules as the static storage sees them: it hashes a file after those that it imports."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
IMPORT = re.compile(
    r"""(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']"""
)  # in comments too, as the storage reads them


def imports() -> dict[Path, set[Path]]:
    files = [
        path
        for room in ("js", "vendor/noble-hashes", "vendor/noble-curves")
        for path in (STATIC / room).rglob("*.js")
    ]
    return {file: {(file.parent / name).resolve() for name in IMPORT.findall(file.read_text())} for file in files}


def test_every_imported_module_exists():
    missing = {
        f"{file.name} -> {target.name}"
        for file, targets in imports().items()
        for target in targets
        if not target.is_file()
    }
    assert not missing


def test_modules_import_each_other_in_no_circle():
    left = imports()
    while free := [file for file, targets in left.items() if not targets & left.keys()]:
        for file in free:
            del left[file]
    assert not {file.name for file in left}
