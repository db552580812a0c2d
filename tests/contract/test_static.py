"""Of static/ only what browsers load is served: not the packages that build it, nor their settings."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

STATIC = Path(__file__).resolve().parents[2] / "static"
SERVED = {"audio", "css", "figures", "img", "js", "vendor"}


@pytest.mark.parametrize("path", [path for path in STATIC.iterdir() if path.name not in SERVED], ids=lambda p: p.name)
def test_what_builds_the_front_end_is_not_served(path):
    assert finders.find(path.name) is None


def test_what_browsers_load_is_served():
    assert finders.find("js/kb/site.js") == str(STATIC / "js/kb/site.js")
    assert {path.name for path in STATIC.iterdir() if path.is_dir()} - {"node_modules"} == SERVED
