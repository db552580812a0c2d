"""README.md says what is true: every setting with its default, exactly two commands to begin with."""

import ast
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
ROOMS = ["kb", "auth_demo", "content", "static", "tests"]


def settings_read() -> set[str]:
    """Every environment variable that the code asks for by name."""
    names = set()
    for path in [*(ROOT / "kb").rglob("*.py"), *(ROOT / "auth_demo").rglob("*.py"), *(ROOT / "script").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                call = ast.unparse(node.func)
                if call.startswith("env.") or call in {"os.environ.get", "os.getenv"}:
                    names.add(node.args[0].value)
    return names - {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_is_in_the_readme():
    assert settings_read() == set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) - {"CHROMIUM_PATH"}


def test_every_setting_is_in_the_sample():
    sample = (ROOT / ".env.sample").read_text()
    assert settings_read() == set(re.findall(r"^#([A-Z_]+)=", sample, re.MULTILINE))


def test_the_readme_begins_with_two_commands():
    blocks = re.findall(r"```(?:sh|console)?\n(.*?)```", README, re.DOTALL)
    assert [line.split()[0] for line in blocks[0].strip().splitlines()] == ["script/server", "script/test"]


def test_every_picture_in_the_readme_is_there():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", README)
    assert pictures
    for pair in pictures:
        assert (ROOT / (pair[0] or pair[1])).is_file()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_readme(room):
    assert (ROOT / room / "README.md").stat().st_size > 300


def test_no_registry_is_named_anywhere():
    """A lock file names them unless it is told not to."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hosts = re.compile(rb"pypi\.(org|python)|pythonhosted|registry\.(npmjs|yarnpkg)|deb\.debian|\"resolved\": \"http")
    files = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    assert [str(path) for path in files if path != Path(__file__) and hosts.search(path.read_bytes())] == []


def test_there_is_one_version(client):
    changed = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    assert re.fullmatch(r"\d+\.\d+\.\d+", changed)
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == changed
    assert client.get("/api/v1/openapi.json").json()["info"]["version"] == changed


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "kb/DECISIONS.md"])
def test_every_file_that_a_guide_names_is_there(name):
    """In a guide of a room a path may begin there."""
    rooms = [ROOT, (ROOT / name).parent]
    named = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.\w+)`", (ROOT / name).read_text())
    paths = [path for path in named if not path.startswith("/") and "fr.md" not in path and "registry" not in path]
    assert paths
    assert [path for path in paths if not any((room / path).exists() for room in rooms)] == []


def test_a_commit_waits_for_the_same_check_that_a_person_types():
    hooks = [
        hook
        for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
        for hook in repo["hooks"]
    ]
    assert [hook["entry"] for hook in hooks] == ["script/lint"]
    assert os.access(ROOT / hooks[0]["entry"], os.X_OK)


def test_every_text_is_as_the_editor_s_settings_say():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kinds = {".py", ".js", ".mjs", ".css", ".html", ".md", ".yaml", ".toml", ".po", ".txt"}
    files = [ROOT / name for name in listed.split("\0") if name and "vendor" not in name]
    texts = {path: path.read_text() for path in files if path.suffix in kinds and path.is_file()}
    assert [str(path) for path, text in texts.items() if text and not text.endswith("\n")] == []
    assert [
        str(path) for path, text in texts.items() if "\r" in text or re.search(r"[ \t]$", text, re.MULTILINE)
    ] == []
