"""Limits hold for all threads and processes together, and give way where they must."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction

from kb.base import limits, patience
from kb.base.models import Counter
from tests.parallel import another_writing, in_parallel

NOW = 1_800_000_000.0


pytestmark = pytest.mark.usefixtures("counted_in_database")  # tests/kb/base/test_shared.py asks Redis the same


def spend(whose="anna", what="tries", most=3, seconds=60, now=NOW):
    return limits.spend(what, whose, most=most, seconds=seconds, now=now)


@pytest.mark.django_db
def test_the_one_too_many_is_told_how_long_to_wait_and_waits_no_longer():
    assert [spend(now=NOW + second) for second in (0, 10, 20)] == [None] * 3
    assert spend(now=NOW + 30) == timedelta(seconds=30)
    assert spend(now=NOW + 59) == timedelta(seconds=1)
    assert [spend(now=NOW + 60 + second) for second in (0, 1, 2)] == [None] * 3
    assert spend(now=NOW + 63) == timedelta(seconds=57)


@pytest.mark.django_db
def test_each_client_and_each_thing_is_counted_on_its_own():
    assert [spend(most=1), spend("bruno", most=1), spend(what="votes", most=1)] == [None] * 3
    assert spend(most=1) == timedelta(seconds=60)


@pytest.mark.django_db
def test_a_refused_try_writes_nothing_and_costs_one_question(django_assert_num_queries):
    for _each in range(3):
        spend()
    row = Counter.objects.values().get()
    with django_assert_num_queries(1) as asked:
        assert spend(now=NOW + 1)
    assert asked.captured_queries[0]["sql"].startswith("SELECT")
    assert Counter.objects.values().get() == row


@pytest.mark.django_db
def test_looking_counts_nothing():
    assert [limits.to_wait("tries", "anna", most=1, now=NOW) for _each in range(3)] == [None] * 3
    spend()
    assert limits.to_wait("tries", "anna", most=1, now=NOW + 1) == timedelta(seconds=59)


@pytest.mark.django_db
def test_what_is_given_back_or_forgotten_may_be_spent_again():
    assert [spend(most=1), bool(spend(most=1))] == [None, True]
    limits.give_back("tries", "anna")
    assert [spend(most=1), bool(spend(most=1))] == [None, True]
    limits.forget("tries", "anna")
    limits.give_back("tries", "anna")  # nothing is there: nothing becomes less than nothing
    assert [spend(most=1), bool(spend(most=1))] == [None, True]


@pytest.mark.django_db
def test_counters_that_are_over_are_deleted_by_the_desks_purge(monkeypatch):
    monkeypatch.setattr(limits, "BATCH", 2)
    now = time.time()
    for number in range(5):
        spend(f"over-{number}", now=now - 61)
    spend("running", now=now - 1)
    call_command("purge_desk", verbosity=0)
    assert list(Counter.objects.values_list("name", flat=True)) == ["tries:running"]


def test_a_burst_of_threads_gets_no_more_than_the_limit(real_database):
    got = in_parallel(24, lambda: limits.spend("tries", "anna", most=5, seconds=600))
    assert got.count(None) == 5
    assert all(timedelta(seconds=500) < wait < timedelta(seconds=601) for wait in got if wait)


COUNT_IN_A_PROCESS = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["kb.base"], DATABASES={"default": %r}, REDIS_URL="")
django.setup()
from kb.base import limits
print(sum(limits.spend("votes", "anna", most=60, seconds=600) is None for _ in range(50)))
"""


def test_processes_share_a_limit(real_database):
    known = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    engine = {"ENGINE": f"django.db.backends.{connection.vendor.replace('sqlite', 'sqlite3')}"}
    patience = {"OPTIONS": {"timeout": 60}} if connection.vendor == "sqlite" else {}
    code = COUNT_IN_A_PROCESS % (known | engine | patience)
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _each in range(3)
    ]
    assert sum(int(each.communicate()[0]) for each in running) == 60


@pytest.fixture
def locked(real_database):
    """Another process is writing, and does not come to an end."""
    limits.to_wait("tries", "anna", most=1)  # the connection is there
    with another_writing("kb_base_counter"):
        yield


def gently(most=1):
    return limits.spend_if_possible("searches", "anna", most=most, seconds=60)


def test_what_must_go_on_is_not_counted_while_the_database_is_locked(locked):
    assert [gently() for _each in range(3)] == [None] * 3


def test_a_reader_does_not_wait_for_the_lock(locked, monkeypatch):
    """How long it took means nothing on a busy machine; what the database was told to wait does: what is left of a tenth of a second."""
    told = []
    monkeypatch.setattr(limits, "_count", lambda *_args: told.append(lock_timeout()))
    before = lock_timeout()
    gently()
    assert len(told) == 1 and told[0] <= 100
    assert lock_timeout() == before > 100


def lock_timeout() -> int:
    """Milliseconds."""
    if connection.vendor == "sqlite":
        question = "PRAGMA busy_timeout"
    else:
        question = "SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout'"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_who_could_guess_does_not_go_on_uncounted(locked, monkeypatch):
    with patience.impatient(), pytest.raises(Error):
        limits.spend("guesses", "anna", most=1, seconds=60)


def test_once_the_lock_is_gone_it_is_counted_again(real_database):
    assert gently() is None
    assert gently()


READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET default_transaction_read_only = on"}


@pytest.mark.parametrize("broken", [READ_ONLY, "DROP TABLE kb_base_counter"], ids=["read only", "no table"])
def test_what_must_go_on_does_so_on_a_database_that_cannot_count(real_database, broken):
    with connection.cursor() as cursor:
        cursor.execute(broken if isinstance(broken, str) else broken[connection.vendor])
    assert [gently() for _each in range(3)] == [None] * 3


@pytest.mark.django_db
def test_a_failure_leaves_a_transaction_around_it_usable(monkeypatch):
    monkeypatch.setattr(limits, "COUNT", "INSERT INTO nowhere VALUES (%(name)s)")
    with transaction.atomic():
        assert gently() is None
        Counter.objects.create(name="tries:anna", spent=1, ends=NOW)
    assert Counter.objects.count() == 1
