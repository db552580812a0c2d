"""Links to other sites: asked politely, never inside the own network, and told to editors until they answer again.

A server of the tests' own answers, over TLS with a certificate of its own where texts are concerned: they link to https alone.
"""

import ssl
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from requests_hardened import ip_filter

from kb.models import ExternalLink, LinkUse, Stamp
from kb.operation import housekeeping
from kb.publishing.problems import sentence
from kb.workflow import checks, releasing
from kb.workflow.board import broken, overview
from kb.workflow.links import asking, checking, findings
from kb.workflow.links.asking import Answer
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

State = ExternalLink.State


class Site(ThreadingHTTPServer):
    """`pages` has what each path answers, one status or one after the other; `asked` what was asked for, in order."""

    daemon_threads = True

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages, self.asked, self.agents = {}, [], set()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.base = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """A certificate that the other side does not believe is no news here."""


class Visit(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server
        site.asked.append((self.command, self.path))
        site.agents.add(self.headers["User-Agent"])
        answer = site.pages.get((self.command, self.path), site.pages.get(self.path, 404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        status, location, wait = answer if isinstance(answer, tuple) else (answer, "", "")
        self.send_response(status)
        for name, value in (("Location", location), ("Retry-After", wait), ("Content-Length", "0")):
            if value:
                self.send_header(name, value)
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def site():
    server = Site()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def slept():
    return []


@pytest.fixture
def asker(settings, slept):
    settings.LINK_CHECK_PRIVATE, settings.LINK_CHECK_PAUSE = True, 0
    return asking.asker(sleep=slept.append)


def test_a_page_that_is_there_is_asked_once_without_its_body(site, asker, settings):
    site.pages["/there"] = 200
    assert asker.ask(f"{site.base}/there") == Answer(State.OK, 200)
    assert site.asked == [("HEAD", "/there")] and site.agents == {settings.LINK_CHECK_AGENT}


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_what_head_says_is_bad_is_asked_for_once_more(site, asker, status):
    site.pages |= {("HEAD", "/odd"): status, ("GET", "/odd"): 200}
    assert asker.ask(f"{site.base}/odd") == Answer(State.OK, 200)
    assert site.asked == [("HEAD", "/odd"), ("GET", "/odd")]


@pytest.mark.parametrize("status", [404, 410, 400])
def test_a_page_that_is_gone_is_broken_and_not_tried_again(site, asker, slept, status):
    site.pages["/gone"] = status
    assert asker.ask(f"{site.base}/gone") == Answer(State.BROKEN, status, "status")
    assert len(site.asked) == 2 and not any(slept)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_what_only_this_program_may_not_see_could_not_be_told(site, asker, status):
    site.pages["/closed"] = status
    answer = asker.ask(f"{site.base}/closed")
    assert (answer.state, answer.status) == (State.UNSURE, status)


def test_a_server_that_has_trouble_is_tried_again_later_and_later(site, asker, slept):
    site.pages["/busy"] = [503, 503, 503, 503, 200]
    assert asker.ask(f"{site.base}/busy") == Answer(State.OK, 200)
    assert [wait for wait in slept if wait] == list(asking.WAITS)
    site.pages["/down"] = 500
    assert asker.ask(f"{site.base}/down") == Answer(State.TROUBLE, 500, "status")


def test_a_server_that_asks_for_more_time_gets_it_within_limits(site, asker, slept):
    site.pages["/slow"] = (429, "", "7")
    asker.ask(f"{site.base}/slow")
    site.pages["/slower"] = (429, "", "86400")
    asker.ask(f"{site.base}/slower")
    assert [wait for wait in slept if wait] == [7.0, 7.0, asking.LONGEST_WAIT, asking.LONGEST_WAIT]


def test_a_permanent_redirect_names_the_new_address_and_another_one_does_not(site, asker):
    site.pages |= {"/old": (301, "/older?a=1", ""), "/older?a=1": (308, "/new#part", ""), "/new": 200}
    assert asker.ask(f"{site.base}/old") == Answer(State.MOVED, 200, leads_to=f"{site.base}/new")
    site.pages |= {"/today": (302, "/new", ""), "/old-today": (301, "/today", "")}
    assert asker.ask(f"{site.base}/today") == Answer(State.OK, 200)
    assert asker.ask(f"{site.base}/old-today") == Answer(State.MOVED, 200, leads_to=f"{site.base}/today")


def test_redirects_that_end_nowhere_are_broken(site, asker):
    site.pages |= {
        "/round": (301, "/round", ""),
        "/lost": (301, "/nothing", ""),
        "/file": (302, "file:///etc/passwd", ""),
    }
    assert asker.ask(f"{site.base}/round").reason == "loop"
    assert asker.ask(f"{site.base}/lost") == Answer(State.BROKEN, 404, "status")
    assert asker.ask(f"{site.base}/file") == Answer(State.BROKEN, 302, "address")


def test_nobody_answers(asker, site):
    address = site.base
    site.shutdown()
    site.server_close()
    assert asker.ask(address) == Answer(State.TROUBLE, reason="connection")
    assert asker.ask("https://nobody.invalid/").reason in {"name", "connection"}


def test_a_host_is_asked_again_only_after_a_pause(site, settings):
    settings.LINK_CHECK_PRIVATE, settings.LINK_CHECK_PAUSE = True, 30
    slept = []
    asker = asking.asker(sleep=slept.append, clock=lambda: 100.0)
    site.pages |= {"/one": 200, "/two": 200}
    asker.ask(f"{site.base}/one")
    assert slept == []
    asker.ask(f"{site.base}/two")
    assert slept == [30.0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0", "100.64.0.1"])  # fmt: skip
def test_the_own_network_is_never_asked(host, site, settings):
    settings.LINK_CHECK_PAUSE = 0
    asker = asking.asker(sleep=lambda _seconds: None)
    assert asker.ask(f"http://{host}:{site.server_port}/").state == State.PRIVATE
    assert site.asked == []


def test_no_redirect_leads_into_it(site, monkeypatch):
    """The first step is allowed here, and the second is looked at by itself."""
    site.pages["/in"] = (302, "http://10.0.0.1/", "")
    plain, seen = ip_filter.get_ip_address, []

    def looked_up(hostname, port, allow_loopback):
        seen.append(hostname)
        return plain(hostname, port, allow_loopback=True)

    monkeypatch.setattr(ip_filter, "get_ip_address", looked_up)
    asker = asking.asker(sleep=lambda _seconds: None)
    assert asker.ask(f"{site.base}/in").state == State.PRIVATE
    assert seen == ["127.0.0.1", "10.0.0.1"]


def test_no_password_leaves(site, asker, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    told = []
    monkeypatch.setattr(Visit, "log_request", lambda self, *args: told.append(self.headers["Authorization"]))
    site.pages["/there"] = 200
    asker.ask(f"{site.base}/there")
    assert told == [None]


# What is kept of it, and who is told.


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def safe(certificate, monkeypatch, settings):
    """The same over TLS, believed; the pauses are left out."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setattr(asking, "WAITS", ())
    settings.LINK_CHECK_PRIVATE, settings.LINK_CHECK_PAUSE = True, 0
    server = Site(certificate)
    yield server
    server.shutdown()
    server.server_close()


BODY = "## One {#one}\n\nSee [this page](%s).\n"


@pytest.fixture
def linked(db, safe):
    """An article whose two texts have each a link, of which the English one is there."""
    article = make_article(3422, history=True)
    safe.pages |= {"/en?a=1&b=2": 200, "/fr": 404}
    publish(article, "en", body=BODY % f"{safe.base}/en?a=1&b=2#part")
    publish(article, "fr", body=BODY % f"{safe.base}/fr")
    return article


def run(*args):
    out = StringIO()
    call_command("check_links", *args, stdout=out)
    return out.getvalue()


def told(article, language):
    found = checks.check(article, language, article_words(article, language))
    return [each for each in found if each.problem.code.endswith("-link")]


def article_words(article, language):
    return {name: article.text(name, language) for name in ("title", "slug", "summary", "body")}


def on_board():
    look = overview.load(timezone.now().date())
    found = [each for each in broken.broken(look) if each.problem.code.endswith("-link")]
    assert broken.count(look, Stamp.current()) == len(broken.broken(look))
    return [(each.language, each.problem.code) for each in found]


def test_the_command_asks_what_readers_can_meet_and_says_what_it_found(linked, safe):
    said = run()
    assert f"broken {safe.base}/fr 404" in said and "2 links: 1 ok, 1 broken" in said
    assert Counter(path for _method, path in safe.asked) == {"/en?a=1&b=2": 1, "/fr": 2}
    assert set(LinkUse.objects.values_list("article__number", "language")) == {(3422, "en"), (3422, "fr")}


def test_a_broken_link_is_on_the_board_and_beside_its_text_until_it_answers(linked, safe, rita):
    run()
    assert on_board() == [("fr", "dead-link")]
    linked.refresh_from_db()
    (found,) = told(linked, "fr")
    assert found.problem.line == 3 and not found.blocks and "answered 404 on" in found.sentence
    assert told(linked, "en") == []
    client = Client()
    client.force_login(rita)
    page = client.get("/fr/admin/kb/article/board/broken/").content.decode()
    assert "a répondu 404" in page and f"{safe.base}/fr" in page
    since = ExternalLink.objects.get(state=State.BROKEN).failing_since
    run()
    link = ExternalLink.objects.get(state=State.BROKEN)
    assert (link.failing_since, link.failures) == (since, 2) and link.checked_at > since
    safe.pages["/fr"] = 200
    run()
    assert on_board() == [] and told(linked, "fr") == []
    assert ExternalLink.objects.get(address=f"{safe.base}/fr").failing_since is None


def test_a_link_in_a_snippet_is_told_in_each_text_that_has_it(linked, safe):
    run()
    (found,) = findings.in_text("::: snippet help\n:::\n", f'<p><a class="x" href="{safe.base}/fr#part">Help</a></p>')
    assert (found.code, found.line) == ("dead-link", 1)


def test_a_link_that_moved_names_its_new_address(linked, safe):
    safe.pages |= {"/fr": (301, "/neuf", ""), "/neuf": 200}
    run()
    assert on_board() == [("fr", "moved-link")]
    linked.refresh_from_db()
    assert f"{safe.base}/neuf" in told(linked, "fr")[0].sentence


def test_what_may_pass_is_told_once_it_has_failed_twice(linked, safe):
    safe.pages["/fr"] = 503
    run()
    assert on_board() == []
    link = ExternalLink.objects.get(address=f"{safe.base}/fr")
    assert link.due_at - link.checked_at == checking.AGAIN
    run()
    assert on_board() == [("fr", "dead-link")]


def test_what_could_not_be_told_is_no_fault_of_the_text(linked, safe):
    safe.pages["/fr"] = 403
    run()
    assert on_board() == [] and ExternalLink.objects.filter(state=State.UNSURE).count() == 1


def test_a_link_into_the_own_network_is_told_and_not_asked(linked, safe, settings):
    settings.LINK_CHECK_PRIVATE = False
    run()
    assert safe.asked == []
    assert on_board() == [("en", "private-link"), ("fr", "private-link")]


def test_a_draft_with_the_link_is_told_too_and_one_without_it_is_not(linked, safe):
    run()
    write(linked, "fr", body="## Un {#one}\n\nVoir la page.\n")
    linked.refresh_from_db()
    assert told(linked, "fr") == [] and on_board() == [("fr", "dead-link")]  # readers still meet it
    publish(linked, "fr")
    assert on_board() == []
    run()
    assert not ExternalLink.objects.filter(address=f"{safe.base}/fr").exists()


def test_the_links_of_a_draft_are_asked_and_told_before_readers_meet_them(linked, safe, rita):
    """In a text that nobody reads yet, and in one whose newest words add a link; a link that readers meet is told once."""
    write(linked, "en", body=BODY % f"{safe.base}/gone#part")
    new = make_article(9001, languages=["en"], published=False, history=True)
    write(new, "en", body=BODY % f"{safe.base}/lost")
    write(linked, "fr", summary="Autrement.")
    run()
    found = broken.broken(overview.load(timezone.now().date()))
    told_of = {
        (each.article.number, each.language, each.is_draft) for each in found if each.problem.code == "dead-link"
    }
    assert told_of == {(3422, "en", True), (3422, "fr", False), (9001, "en", True)}
    client = Client()
    client.force_login(rita)
    page = client.get("/fr/admin/kb/article/board/broken/").content.decode()
    assert page.count('is-draft">brouillon</span>') == 2
    write(new, "en", body="## One {#one}\n\nNo link.\n")
    assert on_board().count(("en", "dead-link")) == 1
    run()
    assert not ExternalLink.objects.filter(address=f"{safe.base}/lost").exists()
    releasing.archive(linked)
    run()
    assert not ExternalLink.objects.exists()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("See [it](https://a.example/x).", "https://a.example/x"),
        ("See <https://a.example/x>.", "https://a.example/x"),
        ("See [it](https://a.example/x_(y)#z), too.", "https://a.example/x_(y)"),
        ("It says https://a.example/x.", None),
        ("See [it](KB3422).", None),
    ],
)
def test_of_a_draft_only_what_will_be_a_link_is_asked(db, written, address):
    article = make_article(1, languages=["en"], published=False, history=True)
    write(article, "en", body=f"{written}\n")
    checking.collect()
    assert [*ExternalLink.objects.values_list("address", flat=True)] == ([address] if address else [])


def test_only_what_is_due_is_asked_and_no_longer_than_it_may_take(linked, safe, settings):
    settings.LINK_CHECK_HOURS = 24
    run("--due")
    asked = len(safe.asked)
    run("--due")
    assert len(safe.asked) == asked
    ExternalLink.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    run("--due", "--seconds", "0")
    assert len(safe.asked) == asked
    run("--due")
    assert len(safe.asked) == 2 * asked


def test_the_list_is_made_again_only_when_a_text_or_a_draft_has_changed(linked, django_assert_num_queries):
    run()
    with django_assert_num_queries(4):
        checking.collect()


@pytest.mark.parametrize("hours", [0, 24])
def test_the_server_looks_by_itself_only_where_it_is_set(hours, settings, monkeypatch, db):
    settings.LINK_CHECK_HOURS, settings.BACKUP_DIR = hours, ""
    ran = []
    monkeypatch.setattr(housekeeping, "run", lambda command, **options: ran.append((command, options)))
    stopped = threading.Event()
    monkeypatch.setattr(stopped, "wait", lambda _seconds: bool(ran))
    housekeeping.keep_house(stopped)
    looked = [options for command, options in ran if command == "check_links"]
    assert looked == ([{"due": True, "seconds": housekeeping.LINK_SECONDS}] if hours else [])


def test_every_reason_has_words():
    for reason in [*findings.REASONS, "status"]:
        link = ExternalLink(
            address="https://a.example/", state=State.BROKEN, reason=reason, checked_at=timezone.now()
        )
        assert "https://a.example/" in sentence(findings.problem(link))
