"""DATABASE_URL says where the data is kept, or is refused in one line that repeats no password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kb.project import databases, env


def test_everything_that_an_address_says_reaches_the_server():
    found = databases.on_postgresql("postgres://kb:s%40cret@db.example:6432/site?sslmode=require", 4)
    assert [found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "site", "kb", "s@cret", "db.example", "6432",
    ]  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 4


def test_a_socket_may_be_named():
    assert databases.on_postgresql("postgresql:///site?host=/var/run/postgresql", 4)["HOST"] == "/var/run/postgresql"


def test_what_the_address_asks_of_a_session_is_added_to_what_the_site_asks():
    options = databases.on_postgresql("postgresql://db/site?options=-c%20search_path%3Dkb", 4)["OPTIONS"]["options"]
    assert "search_path=kb" in options and "lock_timeout" in options


def test_a_pool_checks_what_it_hands_out_and_without_one_each_thread_keeps_its_own():
    shared, own = (
        databases.on_postgresql("postgresql://db/site", 4),
        databases.on_postgresql("postgresql://db/site", 0),
    )
    assert (shared["CONN_HEALTH_CHECKS"], shared["CONN_MAX_AGE"]) == (True, 0)
    assert (own["CONN_HEALTH_CHECKS"], own["CONN_MAX_AGE"], "pool" in own["OPTIONS"]) == (True, None, False)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://kb:secret@db/site",
        "sqlite:///site.sqlite3",
        "secret",
        "postgresql://kb:secret@db/",
        "postgresql://kb:secret@db:port/site",
        "postgresql://kb:secret@db:99999/site",
        "postgresql://kb:secret@[db/site",
        "postgresql://kb:secret@db/site?colour=secret",
        "postgresql+psycopg2://kb:secret@db/site",
    ],
)
def test_what_is_no_address_of_postgresql_is_refused_without_a_word_of_it(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refusal:
        databases.on_postgresql(url, 4)
    assert "secret" not in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("url", ["redis://cache", "rediss://:secret@cache:6380/1", "unix:///run/redis.sock"])
def test_an_address_of_redis_is_taken(monkeypatch, url):
    monkeypatch.setenv("REDIS_URL", url)
    assert env.redis("REDIS_URL") == url


@pytest.mark.parametrize("url", ["http://:secret@cache", "cache:6379", "redis://", "redis://:secret@cache:port"])
def test_what_is_none_is_refused_without_a_word_of_it(monkeypatch, url):
    monkeypatch.setenv("REDIS_URL", url)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL") as refusal:
        env.redis("REDIS_URL")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "slip", ["DATABASE_URI", "REDIS_URI", "WEB_WORKER", "DATABSE_URL", "PUBLIC_URLS", "TRUSTED_PROXY"]
)
def test_a_name_that_is_nearly_a_settings_is_refused(monkeypatch, slip):
    monkeypatch.setenv(slip, "1")
    with pytest.raises(ImproperlyConfigured, match=f"{slip} is no setting"):
        env.refuse_slips()


@pytest.mark.parametrize(
    "name",
    ["HOSTNAME", "XDG_DATA_DIRS", "REDIS_PORT", "DATABASE_PORT", "KUBERNETES_PORT", "PGDATA", "WEB_CONCURRENCY"],
)
def test_a_name_of_another_programs_is_not(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    env.refuse_slips()
