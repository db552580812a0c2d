"""Which scripts a practice runs, as they are written. A browser that is told of them all at once need not find them one behind another."""

import re
from collections.abc import Iterable
from functools import cache
from posixpath import dirname, join, normpath

from django.conf import settings

PAGE = "js/demo/page.js"
EMBEDDED = "js/demo/embed.js"
OWN_PHONE = "js/demo/pairing/page.js"
DEVICES = "js/demo/devices/index.js"
# `import … from "./x.js"`, and what only some kinds of device need: `"portal": () => import("./portal.js")`
IMPORT = re.compile(r'^(?:import|export)\s(?:[^;"]*?\sfrom\s)?"(\.[^"]+)"', re.MULTILINE)
LATER = re.compile(r'\(\) => import\("(\.[^"]+)"\)')  # what is fetched when it is needed
DEVICE = re.compile(r'^\s*"?([\w-]+)"?: \(\) => import\("(\.[^"]+)"\)', re.MULTILINE)


def needed(entry: str, kinds: Iterable[str] = ()) -> list[str]:
    """Every script of `entry` and of these kinds of device, below static/, the entry first.

    Raises KeyError for a kind that no script draws.
    """
    files = [entry, *(devices()[kind] for kind in kinds)]
    for file in files:  # grows meanwhile
        files += [each for each in _imports(file) if each not in files]
    return list(dict.fromkeys(files))


def later(entry: str) -> list[str]:
    """The scripts that those of `entry` fetch when they are needed, below static/; what these import is not among them."""
    files = [file for file in needed(entry) if file != DEVICES]
    return list(dict.fromkeys(_beside(file, found) for file in files for found in LATER.findall(_text(file))))


@cache
def devices() -> dict[str, str]:
    """The script of each kind of device, below static/."""
    return {kind: _beside(DEVICES, found) for kind, found in DEVICE.findall(_text(DEVICES))}


@cache
def _imports(file: str) -> list[str]:
    return [_beside(file, found) for found in IMPORT.findall(_text(file))]


def _beside(file: str, address: str) -> str:
    return normpath(join(dirname(file), address))


def _text(file: str) -> str:
    return (settings.BASE_DIR / "static" / file).read_text(encoding="utf-8")
