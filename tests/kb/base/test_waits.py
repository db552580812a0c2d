"""How long to wait, told to people and to programs."""

from datetime import timedelta

import pytest
from django.utils import translation

from kb.base.waits import retry_after, spell


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (0, "1 second", "1 seconde"),
        (0.3, "1 second", "1 seconde"),
        (1.1, "2 seconds", "2 secondes"),
        (44.2, "45 seconds", "45 secondes"),
        (119, "119 seconds", "119 secondes"),
        (120, "2 minutes", "2 minutes"),
        (3600, "60 minutes", "60 minutes"),
        (86_400, "24 hours", "24 heures"),
    ],
)
def test_a_length_of_time_is_never_said_shorter_than_it_is(seconds, english, french):
    span = timedelta(seconds=seconds)
    with translation.override("en"):
        assert spell(span) == english
    with translation.override("fr"):
        assert spell(span) == french


@pytest.mark.parametrize(("seconds", "told"), [(0, "1"), (0.2, "1"), (44.2, "45"), (120, "120"), (3600, "3600")])
def test_programs_are_told_whole_seconds_and_never_too_few(seconds, told):
    assert retry_after(timedelta(seconds=seconds)) == told
