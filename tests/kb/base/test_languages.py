"""The one place for the site's languages."""

import ast

import pytest
from django.conf import settings
from django.utils.translation import override

from kb.base import languages
from kb.models import Article

CODES = [code for code, _name in settings.LANGUAGES]
THEIR_OWN = {"kb/base/languages.py", "kb/project/settings.py"}


def test_codes_come_in_the_order_of_the_settings(settings):
    assert languages.codes() == CODES
    settings.LANGUAGES = [("de", "German"), *settings.LANGUAGES]
    assert languages.codes() == ["de", *CODES]


@pytest.mark.parametrize(("shown_in", "name"), [("en", "French"), ("fr", "Français")])
def test_a_language_is_named_in_the_language_of_the_page(shown_in, name):
    with override(shown_in):
        assert languages.language_name("fr").lower() == name.lower()
        assert dict(languages.named())["fr"].lower() == name.lower()


def test_a_language_that_the_site_no_longer_has_is_named_by_its_code():
    assert languages.language_name("de") == "de"


def test_columns_are_those_of_the_model():
    fields = {field.name for field in Article._meta.get_fields()}
    assert fields.issuperset(languages.columns(["title", "body"]))
    assert languages.columns(["title", "slug"])[: len(CODES)] == [languages.column("title", code) for code in CODES]


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("fr", "fr"),
        ("fr-CH, en;q=0.5", "fr"),
        ("de, en;q=0.3, fr;q=0.7", "fr"),
        ("de", None),
        ("", None),
        ("*", None),
        ("x" * 10_000, None),
    ],
)
def test_the_best_language_that_a_client_accepts(header, best):
    assert languages.accepted(header) == best


def uses(path):
    """Where a file reads the list of languages, or makes the name of a column, by itself."""
    for node in ast.walk(ast.parse(path.read_text())):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in {"LANGUAGES", "LANGUAGE_TRAITS", "build_localized_fieldname"}:
            yield f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}: {name}"


def test_no_other_module_asks_the_settings_for_languages_or_names_a_column():
    paths = [path for room in ("kb", "auth_demo") for path in sorted((settings.BASE_DIR / room).rglob("*.py"))]
    others = [path for path in paths if str(path.relative_to(settings.BASE_DIR)) not in THEIR_OWN]
    assert [use for path in others if "migrations" not in path.parts for use in uses(path)] == []
    assert all(list(uses(settings.BASE_DIR / path)) for path in THEIR_OWN)  # it sees them where they are
