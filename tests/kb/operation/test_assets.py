"""Static files: made once, and what pages in caches name goes on being served after an upgrade."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from kb.operation import assets

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def version(tmp_path):
    """Lays out a version that has these files; the folder that is served."""

    def make(name, **files):
        built = tmp_path / "built" / name
        (built / "css").mkdir(parents=True, exist_ok=True)
        for stem, content in files.items():
            (built / "css" / f"{stem}.css").write_text(content)
        return assets.lay_out(built, tmp_path / "root", name)

    return make


def test_files_of_the_version_before_go_on_being_served(version, tmp_path):
    version("one", base="old", base_1="old")
    version("two", base="new", base_2="new")
    served = (tmp_path / "root/current").resolve()
    assert {path.stem: path.read_text() for path in (served / "css").iterdir()} == {
        "base": "new",
        "base_1": "old",
        "base_2": "new",
    }


def test_a_running_server_finds_its_files_unchanged(version):
    running = version("one", base="old")
    version("two", base="new")
    assert (running / "css/base.css").read_text() == "old"


def test_what_no_page_can_still_name_goes(version, tmp_path):
    first = version("one", base_1="old")
    long_ago = time.time() - (assets.DAYS + 1) * 86_400
    os.utime(first / "css/base_1.css", (long_ago, long_ago))
    second = version("two", base_2="new")
    assert [path.stem for path in (second / "css").iterdir()] == ["base_2"]
    for name in ("three", "four", "five"):
        version(name, base=name)
    folders = {path.name for path in (tmp_path / "root").iterdir() if path.is_dir() and not path.is_symlink()}
    assert folders == {"three", "four", "five"}


def test_the_same_version_again_changes_nothing(version):
    folder = version("one", base="old")
    before = {path: path.stat().st_ino for path in folder.rglob("*")}
    assert version("one", base="old") == folder
    assert {path: path.stat().st_ino for path in folder.rglob("*")} == before


def test_a_version_before_comes_back(version, tmp_path):
    first = version("one", base="old")
    version("two", base="new")
    assert version("one", base="old") == first == (tmp_path / "root/current").resolve()


def test_servers_that_start_at_once_agree(tmp_path):
    built = tmp_path / "built"
    built.mkdir()
    for number in range(50):
        (built / f"{number}.css").write_text("x")
    found, together = [], threading.Barrier(4)

    def start():
        together.wait()
        found.append(assets.lay_out(built, tmp_path / "root", "one"))

    # Threads of one process have one name for their scratch folder, so each plays a process here.
    threads = [threading.Thread(target=start) for _ in range(4)]
    names = iter(range(4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets.os, "getpid", lambda: f"{threading.get_ident()}-{next(names, 'more')}")
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [tmp_path / "root/one"] * 4
    assert {path.name for path in (tmp_path / "root").iterdir()} == {"one", "current"}
    assert len(list((tmp_path / "root/one").iterdir())) == 50


@pytest.fixture
def make(settings, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "script")
    import make

    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "base.css").write_text("a {}")
    settings.BUILD_DIR, settings.BUNDLE = tmp_path / "build", False
    settings.STATICFILES_DIRS = [("css", tmp_path / "css")]
    yield make
    for name in ("make", "messages", "bundle"):
        sys.modules.pop(name, None)


def state(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_what_is_made_is_made_once_whenever_it_was_checked_out(make, tmp_path):
    first = make.all_of_it()
    made = state(tmp_path / "build")
    assert {path.name for path in made} >= {"django.mo", "staticfiles.json"}
    os.utime(tmp_path / "css/base.css", (1, 1))
    assert make.all_of_it() == first and state(tmp_path / "build") == made
    (tmp_path / "css/base.css").write_text("b {}")
    assert make.all_of_it() != first


def test_each_catalogue_is_looked_for_where_it_is_made(make, settings):
    import messages

    made = {messages.mo_path(root, language).parents[2] for root, language, _path in messages.every()}
    assert made == {settings.BUILD_DIR / path.relative_to(path.parents[1]) for path in settings.LOCALE_PATHS}
