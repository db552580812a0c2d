"""A site of its own for strangers to be rude to."""

from collections.abc import Iterator

import pytest

from tests.browser.serving import Served, started


@pytest.fixture(scope="session")
def rude_site(tmp_path_factory) -> Iterator[Served]:
    """The site as script/server starts it, with default settings."""
    with started(tmp_path_factory.mktemp("rude")) as served:
        yield served
