"""What readers see has one writer: kb.publishing. Everybody else reads it."""

import ast
from pathlib import Path

import kb
from kb.publishing import publish

ROOT = Path(kb.__file__).parent
WRITERS = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete"}


def writes(path: Path) -> list[int]:
    """The lines that make, change or delete rows of PublishedText."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _is_write(node)
    ]


def _is_write(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == "PublishedText"
    names = ast.unparse(call.func).replace("\n", "")
    is_about = "PublishedText.objects" in names or "published_texts" in names
    return is_about and isinstance(call.func, ast.Attribute) and call.func.attr in WRITERS


def test_only_publication_writes_what_readers_see():
    own = Path(publish.__file__)
    others = [path for path in ROOT.rglob("*.py") if path != own and "migrations" not in path.parts]
    assert {str(path.relative_to(ROOT)): lines for path in others if (lines := writes(path))} == {}
    assert len(writes(own)) == 2  # a row is made in one place, and deleted in one
