"""Every message reaches the catalogues."""

import ast
import importlib.util

from babel.messages.catalog import Catalog
from django.conf import settings

ROOT = settings.BASE_DIR
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
spec = importlib.util.spec_from_file_location("messages", ROOT / "script" / "messages.py")
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


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


def catalogue(**messages):
    made = Catalog(locale="fr")
    for english, french in messages.items():
        made.add(english, french)
    return made


def test_one_message_has_one_translation():
    named = {"kb": catalogue(expired="échu", All="Tous"), "auth_demo": catalogue(expired="expiré", All="Tous")}
    assert [complaint.split(":")[0] for complaint in messages.clashes(named)] == ["auth_demo"]


def test_a_context_tells_two_meanings_apart():
    other = Catalog(locale="fr")
    other.add("expired", "expiré", context="response")
    assert list(messages.clashes({"kb": catalogue(expired="échu"), "auth_demo": other})) == []
