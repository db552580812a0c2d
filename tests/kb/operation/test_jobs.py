"""What became of each job is known to every process: that it ran, since when it fails, that nobody keeps house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.models import JobRun
from kb.operation import condition, housekeeping, jobs

pytestmark = pytest.mark.django_db


class Broken(Exception):
    pass


def broken():
    raise Broken("secret words")


def test_a_job_that_succeeded_says_when_and_what_it_found():
    housekeeping.attempt("backup", lambda: {"made": "2026-11-30T021500Z"})
    run = jobs.last("backup")
    assert run.succeeded_at == run.ran_at
    assert (run.failing_since, run.error, run.found) == (None, "", {"made": "2026-11-30T021500Z"})


def test_what_was_found_stays_until_something_else_is():
    jobs.done("backup", lambda: {"made": "one"})
    jobs.done("backup", lambda: None)
    assert jobs.last("backup").found == {"made": "one"}


def test_a_job_that_fails_says_since_when_and_not_what_the_error_said(caplog):
    housekeeping.attempt("purge", lambda: None)
    housekeeping.attempt("purge", broken)
    first = jobs.last("purge")
    housekeeping.attempt("purge", broken)
    again = jobs.last("purge")
    assert again.failing_since == first.failing_since == first.ran_at < again.ran_at
    assert again.succeeded_at < again.failing_since
    assert again.error == "Broken"
    assert [line for line in condition.warnings() if "purge fails since" in line and "Broken" in line]
    housekeeping.attempt("purge", lambda: None)
    assert jobs.failing() == []


def test_nobody_keeps_house_is_said_once_somebody_did(settings):
    assert not jobs.are_late(timezone.now())
    jobs.note(jobs.HOUSEKEEPING)
    assert not jobs.are_late(timezone.now())
    JobRun.objects.update(ran_at=timezone.now() - timedelta(minutes=11))
    assert jobs.are_late(timezone.now())
    assert any(line.startswith("jobs: none has run") for line in condition.warnings())


def test_a_round_is_noted_before_the_first_minute_is_over():
    class Over:
        def wait(self, seconds):
            return True

    housekeeping.keep_house(Over())
    assert jobs.last(jobs.HOUSEKEEPING)
