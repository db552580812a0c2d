"""Work that is killed in its middle leaves everything whole: a handful of what `script/kill` does a hundred times."""

import pytest

from tests import databases
from tests.load import killing

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with databases.for_a_site() as settings:
        yield killing.Place(tmp_path_factory.mktemp("killing"), settings)


@pytest.mark.parametrize(
    ("deed", "after"), [("publish", 0.05), ("publish", 0.9), ("verify", 0.3), ("load", 6.0), ("upgrade", 8.0)]
)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(place, deed, after):
    assert killing.DEEDS[deed](place, after) == []


def test_the_looking_finds_what_is_half_published(place):
    """The checks would see it."""
    spoil = (
        "from kb.models import PublishedText; PublishedText.objects.filter(article__number=1131).update(title='half')"
    )
    assert place.look()["faults"] == []
    place.manage("shell", "-v", "0", "-c", spoil)
    assert any("half published: 1131" in fault for fault in place.look()["faults"])


def test_the_looking_finds_a_lost_login(place):
    place.logins.append("0" * 32)
    assert place.look()["lost"] == 1
