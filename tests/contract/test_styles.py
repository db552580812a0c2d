"""What the style sheets rely on is there: a browser drops a whole declaration for one property that it does not know."""

import re
from pathlib import Path

import django
import pytest
from django.conf import settings

OURS = sorted((settings.BASE_DIR / "static/css").rglob("*.css"))
ADMINS = sorted((Path(django.__file__).parent / "contrib/admin/static/admin/css").glob("*.css"))
SCRIPTS = sorted((settings.BASE_DIR / "static/js").rglob("*.js"))


def defined() -> set[str]:
    """By a sheet, or by a script that sets it on an element."""
    sheets = "".join(sheet.read_text() for sheet in (*OURS, *ADMINS))
    scripts = "".join(script.read_text() for script in SCRIPTS)
    return set(re.findall(r"(--[\w-]+)\s*:", sheets + scripts)) | set(re.findall(r'"(--[\w-]+)"', scripts))


@pytest.mark.parametrize("sheet", OURS, ids=lambda sheet: sheet.name)
def test_every_property_that_a_sheet_uses_is_defined(sheet):
    used = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text()))
    assert used <= defined()
