"""Prints what the site is made of, as a CycloneDX bill of materials in JSON: `.venv/bin/python script/sbom.py >sbom.json`.

Python packages with the hashes of script/locked.txt, and the front end's packages with those of static/package-lock.json.
The same sources give the same bytes.
"""

import json
import re
from base64 import b64decode
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "script/locked.txt"
NPM = ROOT / "static/package-lock.json"
PACKAGE = re.compile(
    r"^([a-z0-9._-]+)==([^\s;\\]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
SILENT = {"crawler-user-agents": "MIT"}  # whose package does not say
HASH = re.compile(r"sha256:([0-9a-f]{64})")


def bill() -> dict[str, Any]:
    version = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    parts = [*of_python(), *of_front_end()]
    site = {"type": "application", "bom-ref": "site", "name": "secure-login-kb", "version": version}
    content = {
        "metadata": {"component": site},
        "components": parts,
        "dependencies": [{"ref": "site", "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{number}", "version": 1}
    return head | content


def of_python() -> list[dict[str, Any]]:
    """Each with the hashes of all its files; one of them is installed."""
    found = []
    for name, version, marker, hashes in PACKAGE.findall(LOCKED.read_text()):
        part = component("pypi", name, version)
        part["externalReferences"] = [
            {
                "type": "distribution",
                "url": part["purl"],
                "hashes": [{"alg": "SHA-256", "content": each} for each in HASH.findall(hashes)],
            }
        ]
        if marker:
            part["properties"] = [{"name": "only", "value": marker}]
        found.append(part | licence(name))
    return found


def licence(name: str) -> dict[str, Any]:
    """As the package says it, where it is installed."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return {}
    expression = said.get("License-Expression")
    if expression:
        return {"licenses": [{"expression": expression}]}
    classified = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License :: ")
    ]
    names = (
        [SILENT[name]]
        if name in SILENT
        else classified or [each for each in [said.get("License", "")] if each and "\n" not in each]
    )
    return {"licenses": [{"license": {"name": each}} for each in names]} if names else {}


def of_front_end() -> list[dict[str, Any]]:
    """What is served or bundled; not what only checks it."""
    found = []
    for path, entry in json.loads(NPM.read_text())["packages"].items():
        if path and not entry.get("dev"):
            part = component("npm", path.rpartition("node_modules/")[2], entry["version"])
            algorithm, _dash, digest = entry.get("integrity", "").partition("-")
            if digest:
                content = b64decode(digest).hex()
                part["hashes"] = [{"alg": f"SHA-{algorithm.removeprefix('sha')}", "content": content}]
            if "license" in entry:
                part["licenses"] = [{"expression": entry["license"]}]
            found.append(part)
    return found


def component(kind: str, name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


if __name__ == "__main__":
    print(json.dumps(bill(), indent=1, ensure_ascii=False))
