"""What an import graph cannot see: purity by allow-list, empty packages, strings that name the other app."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STANDARD = frozenset(sys.stdlib_module_names)
ALLOWED = {  # pure package -> what it may import besides the standard library
    "auth_demo/protocols": {"auth_demo.protocols"},
    "auth_demo/scenarios": {"auth_demo.scenarios", "kb.base", "yaml"},
    "kb/base/signs.py": set(),
    "kb/base/places.py": {"kb.base.signs", "yaml"},
    "kb/base/kept.py": {"kb.base.places"},
    "kb/base/screenshots.py": set(),
    "kb/demos.py": {"kb.base.screenshots"},
    "kb/addresses.py": set(),
    "kb/text": {"kb.text", "Stemmer"},
    "kb/markup": {"kb.markup", "kb.text", "kb.base.screenshots", "kb.base.signs", "markdown", "nh3"},
}
RE_EXPORTING = {"kb/models/__init__.py", "kb/admin/__init__.py", "auth_demo/models/__init__.py"}
TOP = {
    "manage.py", "script", "kb", "auth_demo", "content", "static", "tests", "requirements.txt", "README.md",
    "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "pyproject.toml", "compose.yaml", "Dockerfile", "var",
}  # fmt: skip


def modules(place: str) -> list[Path]:
    path = ROOT / place
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return names


def belongs(name: str, allowed: set[str]) -> bool:
    return name.split(".")[0] in STANDARD or any(name == a or name.startswith(f"{a}.") for a in allowed)


@pytest.mark.parametrize("place", ALLOWED)
def test_a_pure_part_imports_only_what_it_may(place):
    strangers = {
        f"{path.name}: {n}" for path in modules(place) for n in imported(path) if not belongs(n, ALLOWED[place])
    }
    assert not strangers


@pytest.mark.parametrize("app", ["kb", "auth_demo"])
def test_packages_do_nothing_when_imported(app):
    full = [p for p in (ROOT / app).rglob("__init__.py") if p.read_text(encoding="utf-8").strip()]
    assert {str(path.relative_to(ROOT)) for path in full} <= RE_EXPORTING


def test_the_knowledge_base_does_not_name_the_practice_app():
    """A string can import as well as a statement; only the assembly in kb/project may hold one."""
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("kb")
        if "project" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("auth_demo.")
    ]
    assert not named


@pytest.mark.parametrize("app", ["kb", "auth_demo"])
def test_the_product_imports_nothing_made_for_tests(app):
    guilty = [
        str(p)
        for p in modules(app)
        if any(n == "tests" or n.startswith(("tests.", "django.test")) for n in imported(p))
    ]
    assert not guilty


def test_nothing_else_stands_at_the_top():
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    tops = {name.split("/")[0] for name in tracked if name}
    assert {top for top in tops if not top.startswith(".")} <= TOP
