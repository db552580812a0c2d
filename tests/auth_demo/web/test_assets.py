"""Which scripts and style sheets a practice names: built ones if they are made from the files that are there."""

import json

import pytest

from auth_demo.scenarios import load
from auth_demo.web import assets, bundle, modules

SCRIPTS = {
    "js/demo/page.js": ["build/js/demo/page.js", "build/js/demo/app.js"],
    "js/demo/embed.js": ["build/js/demo/embed.js", "build/js/demo/app.js"],
    "js/demo/pairing/page.js": ["build/js/demo/pairing/page.js"],
    "js/demo/devices/window.js": ["build/js/demo/window.js", "build/js/demo/app.js"],
    "js/demo/devices/card.js": ["build/js/demo/card.js"],
}
DSC_PLUS = ("room", "guide", "tools", "window", "card", "narrow")


@pytest.fixture
def found(real_scenarios):
    return load.get("dsc-plus")


@pytest.fixture
def build(settings, tmp_path):
    """A function that leaves a bundle made from sources with this fingerprint."""
    settings.BUNDLE, settings.BUILD_DIR = True, tmp_path

    def write(made_from: str) -> None:
        styles = {" ".join(f"css/practice/{name}.css" for name in DSC_PLUS): "build/css/dsc-plus.css"}
        manifest = {"made_from": made_from, "scripts": SCRIPTS, "styles": styles}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))

    bundle.current.cache_clear()
    yield write
    bundle.current.cache_clear()


def test_a_bundle_of_the_present_files_is_named(found, build):
    build(bundle.fingerprint())
    assert assets.page(found).entry == "/static/build/js/demo/page.js"
    assert assets.page(found).modules == [
        f"/static/build/js/demo/{name}.js" for name in ("page", "app", "window", "card")
    ]
    assert assets.embedded(found).entry == "/static/build/js/demo/embed.js"
    assert assets.own_phone().modules == ["/static/build/js/demo/pairing/page.js"]
    assert assets.styles(found) == ["/static/build/css/dsc-plus.css"]


def test_sheets_that_were_not_built_together_are_named_one_by_one(build, real_scenarios):
    build(bundle.fingerprint())
    assert assets.styles(load.get("lost-card")) == [
        f"/static/css/practice/{name}.css" for name in (*DSC_PLUS[:-1], "paper", "narrow")
    ]


def as_written(found) -> None:
    scripts = assets.page(found)
    assert scripts.entry == "/static/js/demo/page.js"
    assert scripts.modules == [f"/static/{file}" for file in modules.needed(modules.PAGE, assets.kinds(found))]
    assert assets.styles(found) == [f"/static/css/practice/{name}.css" for name in DSC_PLUS]


def test_a_bundle_of_other_files_is_not_named(found, build):
    build("0" * 64)
    as_written(found)


def test_without_a_bundle_the_files_are_named_as_they_are_written(found, build):
    as_written(found)


def test_a_bundle_that_is_not_wanted_is_not_named(found, build, settings):
    settings.BUNDLE = False
    build(bundle.fingerprint())
    as_written(found)


def test_the_data_for_an_article_names_all_that_is_to_be_fetched(client, found):
    data = client.get("/en/practice/dsc-plus/data.json").json()
    assert data["scripts"]["entry"] == "/static/js/demo/embed.js"
    assert "/static/js/demo/devices/card.js" in data["scripts"]["modules"]
    assert data["styles"] == [f"/static/css/practice/{name}.css" for name in DSC_PLUS]
