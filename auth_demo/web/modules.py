"""Which scripts a practice runs. A browser that is told of them all at once need not find them one behind another."""

import re
from collections.abc import Iterable
from functools import cache
from posixpath import dirname, join, normpath

from django.conf import settings

PAGE = "js/demo/page.js"
DEVICES = "js/demo/devices/index.js"
# `import … from "./x.js"`, and what only some kinds of device need: `"portal": () => import("./portal.js")`
IMPORT = re.compile(r'^(?:import|export)\s(?:[^;"]*?\sfrom\s)?"(\.[^"]+)"', re.MULTILINE)
DEVICE = re.compile(r'^\s*"?([\w-]+)"?: \(\) => import\("(\.[^"]+)"\)', re.MULTILINE)


def needed(kinds: Iterable[str]) -> list[str]:
    """Every script of a practice with these kinds of device, below static/, the page's own first.

    Raises KeyError for a kind that no script draws.
    """
    files = [PAGE, *(_devices()[kind] for kind in kinds)]
    for file in files:  # grows meanwhile
        files += [each for each in _imports(file) if each not in files]
    return list(dict.fromkeys(files))


@cache
def _imports(file: str) -> list[str]:
    return [_beside(file, found) for found in IMPORT.findall(_text(file))]


@cache
def _devices() -> dict[str, str]:
    return {kind: _beside(DEVICES, found) for kind, found in DEVICE.findall(_text(DEVICES))}


def _beside(file: str, address: str) -> str:
    return normpath(join(dirname(file), address))


def _text(file: str) -> str:
    return (settings.BASE_DIR / "static" / file).read_text(encoding="utf-8")
