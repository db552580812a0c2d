"""Pictures of the practice room are found by what they show, in the language of the page."""

import json
from dataclasses import replace

import pytest

from kb.base import screenshots
from kb.base.screenshots import Screenshot

PIN = Screenshot("dsc-plus", "pin", "tws", ("before ok",), "card", ("card.ok",))
VIEW = {"light": "dsc-plus/pin-0a1b2c3d", "dark": "dsc-plus/pin-4e5f6a7b", "width": 440, "height": 300, "system": ""}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(screenshots, "FOLDER", tmp_path)
    screenshots.manifest.cache_clear()
    yield tmp_path
    screenshots.manifest.cache_clear()


def kept(folder, **manifest):
    (folder / screenshots.MANIFEST).write_text(json.dumps({"screenshots": {}, "previews": {}} | manifest))


def test_a_picture_is_found_in_its_language_alone(folder):
    kept(folder, screenshots={PIN.key: {"en": {"made_from": "x", "views": [VIEW]}}})
    [view] = screenshots.find(PIN, "en")
    assert view.address("dark", large=True) == "/static/figures/dsc-plus/pin-4e5f6a7b@2x.webp"
    assert view.srcset("light").endswith("pin-0a1b2c3d@2x.webp 880w")
    assert screenshots.find(PIN, "fr") == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": "login"},
        {"place": ""},
        {"moments": ("end",)},
        {"moments": ("before ok", "end")},
        {"device": ""},
        {"pointers": ()},
    ],
)
def test_what_shows_something_else_is_another_picture(folder, change):
    kept(folder, screenshots={PIN.key: {"en": {"made_from": "x", "views": [VIEW]}}})
    assert screenshots.find(replace(PIN, **change), "en") == []


def test_a_link_has_its_practices_preview(folder):
    kept(folder, previews={"dsc-plus": {"en": "dsc-plus/preview-0a1b2c3d"}})
    assert screenshots.preview("dsc-plus", "en") == "/static/figures/dsc-plus/preview-0a1b2c3d.jpg"
    assert screenshots.preview("dsc-plus", "fr") is None


def test_where_none_were_taken_there_are_none(folder):
    assert screenshots.find(PIN, "en") == [] and screenshots.preview("dsc-plus", "en") is None
