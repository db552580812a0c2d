"""Which pictures articles and practices need, and when one of them is old. Nothing here takes one."""

import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.conf import settings
from PIL import Image

from auth_demo.scenarios import load
from kb.base import screenshots
from kb.base.screenshots import Screenshot
from script.studio import freshness, wanted
from script.studio.wanted import Place, Wanted


@pytest.fixture(autouse=True)
def real_scenarios():
    load.configure(settings.CONTENT_DIR / load.FOLDER, [code for code, _name in settings.LANGUAGES])


def of(demo, state, *moments, **fields) -> Wanted:
    shown = Screenshot(demo, state, moments=moments or ("start",), **fields)
    return Wanted(shown, frozenset(), frozenset())


@pytest.fixture
def static(tmp_path, monkeypatch):
    """A copy of the devices' scripts and sheets, to be changed."""
    for name in ("js/demo", "css"):
        shutil.copytree(settings.BASE_DIR / "static" / name, tmp_path / name)
    monkeypatch.setattr(freshness, "STATIC", tmp_path)
    freshness._device.cache_clear()
    yield tmp_path
    freshness._device.cache_clear()


CARD, WINDOW = of("dsc-plus", "pin"), of("dsc-plus", "login")
PHONE = of("second-phone", "authenticate", "before services", device="phone")


def hashes(*pictures, language="en"):
    freshness._device.cache_clear()
    return [freshness.made_from(each, language) for each in pictures]


def changed(before, after):
    return [one != other for one, other in zip(before, after, strict=True)]


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("js/demo/devices/card.js", [True, False, False]),
        ("css/practice/card.css", [True, False, False]),
        ("js/demo/devices/window/challenge.js", [False, True, False]),
        ("js/demo/devices/phone/authenticate.js", [False, False, True]),
        ("css/tokens.css", [True, True, True]),
        ("js/demo/guide.js", [False, False, False]),
        ("css/article.css", [False, False, False]),
    ],
)
def test_a_change_makes_the_pictures_of_its_device_old_and_no_others(static, file, old):
    before = hashes(CARD, WINDOW, PHONE)
    path = static / file
    path.write_text(path.read_text() + "\n/* Another look. */\n")
    assert changed(before, hashes(CARD, WINDOW, PHONE)) == old


def test_another_word_on_a_device_makes_its_pictures_old_and_another_in_the_guide_none(monkeypatch):
    before = hashes(CARD, WINDOW)
    said = freshness.strings.interface()
    device, guide = "window.security-code", "guide.show"
    device = (
        device
        if device in said
        else next(key for key in said if key.startswith("window.") and '"' + key + '"' in source())
    )
    guide = guide if guide in said else next(key for key in said if key.startswith("guide."))
    monkeypatch.setattr(freshness.strings, "interface", lambda: said | {guide: "Otherwise"})
    assert changed(before, hashes(CARD, WINDOW)) == [False, False]
    monkeypatch.setattr(freshness.strings, "interface", lambda: said | {device: "Otherwise"})
    assert changed(before, hashes(CARD, WINDOW)) == [False, True]


def source() -> str:
    folder = settings.BASE_DIR / "static/js/demo/devices"
    return "".join(file.read_text() for file in [folder / "window.js", *(folder / "window").glob("*.js")])


def test_other_moves_on_the_way_make_a_picture_old_and_other_words_of_the_guide_do_not(monkeypatch):
    scenario = load.get("dsc-plus")
    [before] = hashes(CARD)
    step = scenario.step("pin")
    reworded = replace(scenario, steps=tuple(replace(each, hints=(), task={}) for each in scenario.steps))
    shorter = replace(
        scenario,
        steps=tuple(replace(each, solve=each.solve[:1]) if each is step else each for each in scenario.steps),
    )
    monkeypatch.setattr(wanted, "load", SimpleNamespace(get=lambda _id: reworded))
    assert hashes(CARD) == [before]
    monkeypatch.setattr(wanted, "load", SimpleNamespace(get=lambda _id: shorter))
    assert hashes(CARD) != [before]


def test_a_moment_says_how_much_is_done_and_whose_screen_is_shown():
    pin = of("dsc-plus", "pin", "start", "after press", "before ok", "end")
    assert [pin.done_at(moment) for moment in pin.screenshot.moments] == [0, 1, 2, 3]
    assert set(pin.devices) == {"card"}
    assert of("dsc-plus", "challenge", "end").devices == ["card"]
    assert of("dsc-plus", "response", device="card").devices == ["card"]


def test_a_phone_is_shown_on_each_system_unless_one_is_named():
    both = of("no-notification", "authenticate", "before services").places()
    assert [place.system for place in both] == ["ios", "android"]
    assert of("no-notification", "authenticate", "before services", place="android").places()[0].variant == "android"
    assert of("dsc-plus", "login").places() == [Place("client-portal", "")]


def test_each_figure_and_each_practice_wants_its_picture_once():
    every = wanted.every(settings.CONTENT_DIR)
    assert len({each.screenshot.key for each in every}) == len(every)
    assert {demo for each in every for demo in each.covers} == {scenario.id for scenario in load.every()}
    assert {3422, 3279, 9003} <= {number for each in every for number in each.articles}
    for each in every:
        assert [each.done_at(moment) for moment in each.screenshot.moments]
        assert {*each.devices} <= {device.id for device in each.scenario.devices}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_figure_and_each_practice_has_its_pictures(language):
    """In both themes and both sizes, as large as the page is told; whether they are fresh is for script/lint to say."""
    every = wanted.every(settings.CONTENT_DIR)
    assert [each.screenshot.key for each in every if not screenshots.find(each.screenshot, language)] == []
    for each in every:
        views = screenshots.find(each.screenshot, language)
        assert [view.system for view in views] == [place.system for place in each.places()]
        for view in views:
            for theme in ("light", "dark"):
                for large in (False, True):
                    with Image.open(file_at(view.address(theme, large=large))) as image:
                        assert image.size == ((1 + large) * view.width, (1 + large) * view.height)


def test_each_practice_has_a_preview_for_links_and_all_pictures_are_small_enough():
    for scenario in load.every():
        for language in scenario.languages:
            with Image.open(file_at(screenshots.preview(scenario.id, language))) as image:
                assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert sum(path.stat().st_size for path in screenshots.FOLDER.rglob("*") if path.is_file()) < 12_000_000


def file_at(address: str):
    return screenshots.FOLDER / address.removeprefix(screenshots.ADDRESS)
