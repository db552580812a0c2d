"""Every message reaches the catalogues."""

import ast

from django.conf import settings

ROOT = settings.BASE_DIR
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


def hidden(tree: ast.AST) -> list[int]:
    """The lines of messages inside f-strings, which are not looked into when catalogues are made."""
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    calls = [inner for string in strings for inner in ast.walk(string) if isinstance(inner, ast.Call)]
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in MARKS]


def test_one_inside_an_f_string_is_found():
    assert hidden(ast.parse('x = f"{_(1) % 1}, {len(2)}"')) == [1]


def test_no_message_is_hidden_in_an_f_string():
    sources = [path for room in ("kb", "auth_demo") for path in sorted((ROOT / room).rglob("*.py"))]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in sources for line in hidden(ast.parse(path.read_text()))]
    assert found == []
