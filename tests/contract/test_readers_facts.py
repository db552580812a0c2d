"""What readers see of an article in every language has one writer: kb/publishing/facts.py. Its end and its successor have publication."""

import ast
from pathlib import Path

import kb
from kb.publishing import facts, publish, references

ROOT = Path(kb.__file__).parent
READS = ROOT / "web/finding.py"  # makes the objects of one query's rows, and saves none
OWN = {READS, *(Path(module.__file__) for module in (facts, publish, references))}
COLUMNS = {"category", "category_id", "needed", "demo", "review_on", "source_language", "retired_at", "successor"}


def writes(path: Path) -> list[int]:
    """The lines that set such a column of an object called `article`, its tags, or its list of references."""
    return [node.lineno for node in ast.walk(ast.parse(path.read_text())) if _is_write(node)]


def _is_write(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        targets = [each for each in node.targets if isinstance(each, ast.Attribute)]
        return any(each.attr in COLUMNS and ast.unparse(each.value).endswith("article") for each in targets)
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name.endswith(("tags.set", "tags.add", "tags.remove", "tags.clear", "write_references"))


def test_only_publication_writes_the_facts_that_readers_see():
    others = [path for path in ROOT.rglob("*.py") if path not in OWN and "migrations" not in path.parts]
    assert {str(path.relative_to(ROOT)): lines for path in others if (lines := writes(path))} == {}
    assert len(writes(Path(facts.__file__))) == 2
    assert writes(Path(publish.__file__))
