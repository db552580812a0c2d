"""A company's site: whatever part of it dies, readers go on reading what is kept, nothing acknowledged is lost, and it mends itself."""

import http.client
import threading
import time
from contextlib import contextmanager

import pytest

from tests.load import cluster as clusters
from tests.load.bench_logins import Learner
from tests.load.cluster import until
from tests.load.reader import Reader

pytestmark = pytest.mark.skipif(bool(clusters.missing()), reason=f"install {', '.join(clusters.missing())}")

ARTICLE = "/en/kb/3422/digital-security-card-plus/"
CUT_OFF = 4  # requests that a process may have had when it was killed
PUBLISH = """
from kb.models import Edition, Article
from kb.workflow import drafts, releasing
edition = Edition.objects.get(article__number=3422, language="en")
head = edition.head
draft = drafts.Draft(**head.words | {{"title": {title!r}}})
drafts.save(edition.article, "en", draft, based_on=head)
releasing.publish(Edition.objects.get(pk=edition.pk))
"""
ACCEPTED = """
from auth_demo.models import Login
print(Login.objects.filter(pk__in={ids!r}, accepted_at__isnull=False).count())
"""


@pytest.fixture(scope="module")
def site():
    with clusters.running() as (cluster, database):
        cluster.postgresql = database
        yield cluster


class People(threading.Thread):
    """Do the same thing over and over; what they got, by kind."""

    def __init__(self, deed):
        super().__init__(daemon=True)
        self.deed, self.got, self.is_over = deed, [], False

    def run(self):
        while not self.is_over:
            try:
                self.got.append(self.deed())
            except (OSError, http.client.HTTPException, AssertionError):
                self.got.append(None)
            time.sleep(0.02)

    def failures(self):
        return sum(each is None or each == 0 or each >= 500 for each in self.got)


@contextmanager
def at_work(*deeds):
    people = [People(deed) for deed in deeds]
    for each in people:
        each.start()
    try:
        yield people
    finally:
        for each in people:
            each.is_over = True
        for each in people:
            each.join(60)


def reading(site):
    return lambda: site.get(ARTICLE)[0]


def searching(site):
    return lambda: site.get("/fr/search/?q=carte")[0]


def logged_in(site):
    """The id of a login that the site has acknowledged."""
    learner = Learner(site.address)
    learner.open()
    learner.log_in()
    return learner.login["id"]


def nothing_is_lost(site, ids):
    assert ids
    assert int(site.run(ACCEPTED.format(ids=ids))) == len(ids)


def test_a_login_goes_through_whatever_process_it_comes_to(site):
    learner = Learner(site.address)
    learner.open()
    for port in site.ports:
        begun, answered = (Reader(f"http://127.0.0.1:{port}") for port in (port, site.ports[port == site.ports[0]]))
        learner.reader = begun
        learner.begin()
        learner.reader = answered
        learner.answer_right()
    nothing_is_lost(site, [learner.login["id"]])


def test_a_publication_is_seen_by_the_readers_of_all_processes(site):
    for port in site.ports:
        site.get(ARTICLE, port)
    site.run(PUBLISH.format(title="Digital Security Card Plus, renewed"))
    for port in site.ports:
        until(lambda port=port: b"renewed" in site.get(ARTICLE, port)[1], "an old page is served", 30)


def test_a_killed_web_process_costs_readers_nothing_and_comes_back(site):
    with at_work(reading(site), searching(site)) as people:
        ids = [logged_in(site)]
        for part in site.web:
            part.kill()
            ids += [logged_in(site) for _each in range(2)]
            part.start()
            site.wait_for_web()
    assert sum(each.failures() for each in people) <= CUT_OFF
    assert min(len(each.got) for each in people) > 10
    nothing_is_lost(site, ids)


def test_without_redis_everything_goes_on(site):
    site.redis.kill()
    with at_work(reading(site), searching(site)) as people:
        ids = [logged_in(site) for _each in range(3)]
    site.redis.start()
    assert sum(each.failures() for each in people) == 0
    nothing_is_lost(site, ids)


def test_connections_that_are_cut_are_made_again(site):
    ids = [logged_in(site)]
    site.cut_connections()
    site.wait_for_web()
    until(lambda: site.get("/fr/search/?q=carte")[0] == 200, "no search after the cut", 60)
    ids.append(logged_in(site))
    nothing_is_lost(site, ids)


def test_a_crash_of_the_database_stops_no_reader_of_kept_pages_and_loses_nothing(site):
    ids = [logged_in(site) for _each in range(3)]
    site.run(PUBLISH.format(title="Digital Security Card Plus, before the crash"))
    for port in site.ports:
        until(lambda port=port: b"before the crash" in site.get(ARTICLE, port)[1], "an old page is served", 30)
    site.postgresql.crash()
    for port in site.ports:
        status, body = site.get(ARTICLE, port)
        assert (status, b"before the crash" in body) == (200, True)
        assert site.get("/healthz", port)[0] == 200
        assert site.get("/readyz", port)[0] == 503
    assert Reader(site.address).ask("/api/v1/sandboxes", {"scenario": "dsc-plus", "language": "en"})[0] == 503
    site.postgresql.start()
    site.wait_for_web()
    nothing_is_lost(site, ids)
    assert b"before the crash" in site.get(ARTICLE)[1]
    assert logged_in(site)


def test_killed_jobs_and_a_killed_proxy_come_back(site):
    site.jobs.kill()
    site.nginx.kill()
    assert site.get(ARTICLE)[0] == 0
    assert site.get(ARTICLE, site.ports[0])[0] == 200
    site.nginx.start()
    before = site.run("from kb.operation import jobs; print(jobs.last(jobs.HOUSEKEEPING).ran_at.timestamp())")
    site.jobs.start()
    round_at = "from kb.operation import jobs; print(jobs.last(jobs.HOUSEKEEPING).ran_at.timestamp())"
    until(lambda: float(site.run(round_at)) > float(before), "nobody keeps house", 120)
    until(lambda: site.get(ARTICLE)[0] == 200, "the proxy does not answer", 30)
