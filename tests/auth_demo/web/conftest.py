"""What tests of the web layer share."""

import pytest
from django.conf import settings

from auth_demo.scenarios import load


@pytest.fixture
def real_scenarios():
    """Those of content/demos, in place of the tests' own."""
    before = load._current
    load.configure(settings.CONTENT_DIR / "demos", [code for code, _name in settings.LANGUAGES])
    yield
    load._current = before
