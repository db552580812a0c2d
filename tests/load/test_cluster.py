"""A company's site: whatever part of it dies, readers go on reading what is kept, nothing acknowledged is lost, and it mends itself.

Readers, logins of every method, publications and a class go on while it dies.
"""

import http.client
import json
import threading
import time
from contextlib import contextmanager, suppress
from itertools import cycle

import psycopg
import pytest

from auth_demo.verifier.methods import registry
from tests.load import cluster as clusters
from tests.load.cluster import until
from tests.load.lesson import Lesson, names
from tests.load.reader import Reader
from tests.load.visitor import PRACTICES, log_in

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
ACCEPTED = "SELECT count(*) FROM auth_demo_login WHERE id = ANY(%s) AND accepted_at IS NOT NULL"
OPEN_CLASS = ("open_class", "--scenario", "dsc-plus")


@pytest.fixture(scope="module")
def site():
    with clusters.running() as (cluster, database):
        cluster.postgresql = database
        cluster.lesson = Lesson(json.loads(cluster.manage(*OPEN_CLASS)), cluster.address, cluster.address)
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


@contextmanager
def gone(part):
    """Killed, and started again in the end."""
    part.kill()
    try:
        yield
    finally:
        part.start()


def reading(site):
    return lambda: site.get(ARTICLE)[0]


def searching(site):
    return lambda: site.get("/fr/search/?q=carte")[0]


NEXT = cycle(sorted(PRACTICES))


def logged_in(site):
    """The id of a login that the site has acknowledged, each time of another method.

    What a process was asked when it was killed is answered 502 by the proxy, and begun again by the learner.
    """
    method, ids = next(NEXT), []

    def is_in():
        with suppress(AssertionError, OSError, http.client.HTTPException):
            ids.append(log_in(method, site.address))
        return ids

    until(is_in, f"nobody can log in: {method}", 60)
    return ids[0]


def publish(site, title):
    """Returns once the command has acknowledged it."""
    site.run(PUBLISH.format(title=title))


def is_seen_everywhere(site, title):
    for port in site.ports:
        until(lambda port=port: title.encode() in site.get(ARTICLE, port)[1], "an old page is served", 30)


def nothing_is_lost(site, ids):
    """Of the logins; and of the class, which goes on: what the trainer did is in its log, and was heard once and in order."""
    with psycopg.connect(site.database) as own:
        assert own.execute(ACCEPTED, [ids]).fetchone() == (len(ids),)
    lesson = site.lesson
    for each in lesson.people:
        before = len(each.given)
        until(
            lambda each=each, before=before: lesson.act() and len(each.given) > before,
            "the trainer can do nothing",
            60,
        )
    log = lesson.names_in_log()
    for each in lesson.people:
        until(lambda each=each: each.given[-1] in names(each.heard), "a participant does not hear it", 60)
        heard = names(each.heard)
        assert [name for name in heard if name in each.given] == each.given
        assert [name for name in log if name in heard] == heard
        assert [event["seq"] for event in each.heard] == sorted({event["seq"] for event in each.heard})
    assert lesson.names_on_board() == [each.given[-1] for each in lesson.people]


@pytest.mark.parametrize("method", sorted(registry.METHODS))
def test_a_login_of_each_method_goes_from_process_to_process(site, method):
    """Each of its requests comes to another one than the request before."""
    nothing_is_lost(site, [log_in(method, *site.addresses)])


def test_what_happens_in_a_class_is_heard_at_every_process(site):
    lesson = Lesson(json.loads(site.manage(*OPEN_CLASS)), *site.addresses)
    assert [lesson.act() for _each in range(9)] == [200] * 9
    for each in lesson.people:
        until(lambda each=each: names(each.heard) == each.given, "a process is deaf", 30)


def test_a_publication_is_seen_by_the_readers_of_all_processes(site):
    for port in site.ports:
        site.get(ARTICLE, port)
    publish(site, "Digital Security Card Plus, renewed")
    is_seen_everywhere(site, "renewed")


def test_a_killed_web_process_costs_readers_nothing_and_comes_back(site):
    with at_work(reading(site), searching(site), site.lesson.act) as people:
        ids = [logged_in(site)]
        for part in site.web:
            with gone(part):
                ids += [logged_in(site) for _each in range(2)]
            site.wait_for_web()
    reader, searcher, _trainer = people
    assert reader.failures() + searcher.failures() <= CUT_OFF
    assert min(len(each.got) for each in people) > 10
    nothing_is_lost(site, ids)


def test_without_redis_everything_goes_on_and_starts(site):
    with gone(site.redis):
        with at_work(reading(site), searching(site), site.lesson.act) as people:
            ids = [logged_in(site) for _each in PRACTICES]
            publish(site, "Digital Security Card Plus, without Redis")
            is_seen_everywhere(site, "without Redis")
        assert [each.failures() for each in people] == [0, 0, 0]
        nothing_is_lost(site, ids)
        with gone(site.web[0]):
            pass
        site.wait_for_web()
    nothing_is_lost(site, ids)


def test_connections_that_are_cut_are_made_again(site):
    ids = [logged_in(site)]
    with at_work(site.lesson.act):
        for _each in range(3):
            site.cut_connections()
            time.sleep(0.5)
        site.wait_for_web()
    until(lambda: site.get("/fr/search/?q=carte")[0] == 200, "no search after the cut", 60)
    ids.append(logged_in(site))
    nothing_is_lost(site, ids)


def test_a_crash_of_the_database_stops_no_reader_of_kept_pages_and_loses_nothing(site):
    ids = [logged_in(site) for _each in range(3)]
    publish(site, "Digital Security Card Plus, before the crash")
    is_seen_everywhere(site, "before the crash")
    with at_work(site.lesson.act):
        before = site.lesson.number
        until(lambda: site.lesson.number > before, "the trainer does nothing", 30)
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
    nothing_is_lost(site, [logged_in(site)])
    before = site.run("from kb.operation import jobs; print(jobs.last(jobs.HOUSEKEEPING).ran_at.timestamp())")
    site.jobs.start()
    round_at = "from kb.operation import jobs; print(jobs.last(jobs.HOUSEKEEPING).ran_at.timestamp())"
    until(lambda: float(site.run(round_at)) > float(before), "nobody keeps house", 120)
    until(lambda: site.get(ARTICLE)[0] == 200, "the proxy does not answer", 30)
