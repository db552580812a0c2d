"""What is installed by hashes is what requirements.txt pins, and the bill of materials names all of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.contract.test_requirements import named, normal

ROOT = Path(__file__).resolve().parents[2]
LOCKED = (ROOT / "script/locked.txt").read_text()
EVERYWHERE = re.compile(r"^([a-z0-9._-]+)==(\S+) \\$", re.MULTILINE)  # without a condition


def pins(text):
    return {
        (normal(name), version)
        for name, version in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", text, re.MULTILINE)
    }


def bill():
    ran = subprocess.run([sys.executable, "script/sbom.py"], cwd=ROOT, capture_output=True, check=True, timeout=60)
    return ran.stdout


def test_the_locked_packages_are_those_that_are_pinned():
    """If this fails, run script/lock."""
    locked = {(normal(name), version) for name, version in EVERYWHERE.findall(LOCKED)}
    assert locked == pins((ROOT / "requirements.txt").read_text())
    assert {name for name, _version in locked} == named(["requirements.txt"])


def test_each_has_hashes_and_nothing_else():
    lines = LOCKED.splitlines()
    assert lines
    for line, following in zip(lines, [*lines[1:], "x=="], strict=True):
        is_hash = re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        assert is_hash or re.fullmatch(r"[a-z0-9._-]+==\S+( ; [^\\]+)? \\", line), line
        assert line.endswith(" \\") == following.startswith("    --hash"), line


def test_the_image_is_built_from_the_locked_packages():
    assert "RUN LOCKED=yes script/build" in (ROOT / "Dockerfile").read_text()
    said = subprocess.run(
        ["bash", "-c", ". script/bootstrap; .venv/bin/python() { :; }; type install"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "script/locked.txt" in said


def test_the_bill_of_materials_names_all_packages_with_licence_and_hash():
    found = json.loads(bill())
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    python = [part for part in found["components"] if part["purl"].startswith("pkg:pypi/")]
    assert {(normal(part["name"]), part["version"]) for part in python} >= pins(
        (ROOT / "requirements.txt").read_text()
    )
    assert all(part["externalReferences"][0]["hashes"] for part in python)
    unlicensed = [part["name"] for part in python if "licenses" not in part and "properties" not in part]
    assert unlicensed == []
    served = [part for part in found["components"] if part["purl"].startswith("pkg:npm/")]
    assert served and all(part["hashes"] for part in served)
    references = [part["bom-ref"] for part in found["components"]]
    assert len(set(references)) == len(references)


def test_the_same_sources_give_the_same_bill():
    assert bill() == bill()


def test_the_table_tells_of_each_package_that_the_code_imports():
    imported = (ROOT / "requirements.txt").read_text().partition("# What those need")[0]
    rows = re.findall(
        r"^\| ([\w-]+) \| [^|]+ \| [^|]+ \| \d{4}-\d\d \|$", (ROOT / "kb/DEPENDENCIES.md").read_text(), re.MULTILINE
    )
    assert {normal(row) for row in rows} == {name for name, _version in pins(imported)}
