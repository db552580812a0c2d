import pytest

from kb import demos
from kb.demos import Demo
from kb.models import Elsewhere
from kb.publishing import fingerprint

pytestmark = pytest.mark.django_db


def test_it_has_moved_until_it_is_remembered():
    assert fingerprint.has_moved()
    fingerprint.remember()
    assert not fingerprint.has_moved()


def test_a_title_held_elsewhere_moves_it():
    fingerprint.remember()
    Elsewhere.objects.create(number=3234, title_en="Notifications")
    assert fingerprint.has_moved()


def test_a_demo_moves_it(monkeypatch):
    fingerprint.remember()
    monkeypatch.setattr(demos, "_demos", {"new": Demo(id="new", title={"en": "New"}, article=1)})
    assert fingerprint.has_moved()


@pytest.mark.parametrize("folder", fingerprint.SOURCES)
def test_the_code_that_renders_moves_it(folder, tmp_path, monkeypatch):
    for name in fingerprint.SOURCES:
        (tmp_path / name).mkdir()
    monkeypatch.setattr(fingerprint, "KB", tmp_path)
    fingerprint.remember()
    (tmp_path / folder / "render.py").write_text("pass\n")
    assert fingerprint.has_moved()


def test_it_fits_into_the_stamp():
    assert 0 <= fingerprint.fingerprint() < 2**63
