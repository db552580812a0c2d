"""Who one client is."""

import ast
import logging
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.base import clients
from kb.base.clients import address_of, client_key, client_of

PEER = "10.0.0.1"
NAMES = {"remote_addr", "http_x_forwarded_for", "x-forwarded-for"}
unhurried = hypothesis_settings(
    deadline=None, suppress_health_check=list(HealthCheck)
)  # whatever else the machine does


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    monkeypatch.setattr(clients, "_said", set())


def request(peer=PEER, forwarded=None):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "client"),
    [
        (0, "", PEER),
        (0, "1.1.1.1", PEER),  # anybody can write that header
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6,,1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", PEER),
        (2, "  ", PEER),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(trusted, forwarded, client):
    assert address_of(PEER, forwarded, trusted) == client


@pytest.mark.parametrize("trusted", [2, 3, 99])
def test_too_few_entries_do_not_make_one_client_of_all(trusted):
    assert address_of(PEER, "1.1.1.1", trusted) == "1.1.1.1"
    assert address_of(PEER, "2.2.2.2", trusted) == "2.2.2.2"


@pytest.mark.parametrize(
    "garbage", ["unknown", "_hidden", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[", "[]", ":", "%", "a:b:c"]
)
def test_what_is_no_address_leaves_the_peer(garbage):
    assert address_of(PEER, f"6.6.6.6, {garbage}", 1) == PEER


@pytest.mark.parametrize(
    ("written", "client"),
    [
        ("1.2.3.4:5678", "1.2.3.4"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("::FFFF:102:304", "1.2.3.4"),
        ("[::ffff:1.2.3.4]:443", "1.2.3.4"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ('"[2001:db8:1:2::1]:8080"', "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("[fe80::1%25eth0]:80", "fe80::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
    ],
)
def test_one_client_however_its_address_is_written(written, client):
    assert address_of(PEER, written, 1) == client
    assert address_of(written, "", 0) == client


@pytest.mark.parametrize("peer", ["", "unix:", "testclient"])
def test_a_peer_without_an_address_is_one_client(peer):
    assert address_of(peer, "", 0) == peer
    assert address_of(peer, "1.1.1.1", 1) == "1.1.1.1"


@unhurried
@given(st.text(), st.text(), st.integers(0, 5))
def test_no_input_raises(peer, forwarded, trusted):
    assert isinstance(address_of(peer, forwarded, trusted), str)


@unhurried
@given(st.lists(st.ip_addresses(v=4), min_size=1, max_size=6), st.text("0123456789.:, [", max_size=40))
def test_what_a_client_writes_before_our_proxies_changes_nothing(added, forged):
    honest = ", ".join(map(str, added))
    assert address_of(PEER, f"{forged}, {honest}", len(added)) == str(added[0])


def test_every_part_of_the_site_sees_the_same_client(settings):
    settings.TRUSTED_PROXIES = 1
    assert client_of(request(forwarded="6.6.6.6, [2001:db8::1]:443")) == "2001:db8::/64"
    one, same, other = (client_key(request(peer=each, forwarded="")) for each in ("2001:db8::1", "2001:db8::2", PEER))
    assert one == same != other


@pytest.mark.parametrize("peer", ["192.0.2.44", "", "not an address", "\udcff"])
def test_the_key_of_a_client_does_not_show_the_address(peer, settings):
    key = client_key(request(peer=peer))
    assert len(key) == 32
    assert not peer or peer not in key
    settings.SECRET_KEY = "another site"
    assert client_key(request(peer=peer)) != key


@pytest.mark.parametrize(
    ("trusted", "forwarded", "said"),
    [
        (0, "1.1.1.1", "TRUSTED_PROXIES is 0"),
        (2, "1.1.1.1", "TRUSTED_PROXIES is 2"),
        (1, "", "TRUSTED_PROXIES is 1"),
        (0, "", None),
        (1, "1.1.1.1", None),
        (1, "6.6.6.6, 1.1.1.1", None),
    ],
)
def test_a_setting_that_contradicts_what_arrives_is_said_once(settings, caplog, trusted, forwarded, said):
    settings.TRUSTED_PROXIES = trusted
    with caplog.at_level(logging.WARNING):
        for _again in range(3):
            client_of(request(forwarded=forwarded or None))
    assert len(caplog.messages) == (1 if said else 0)
    for message in caplog.messages:
        assert said in message
        assert "1.1.1.1" not in message


def read(path: Path) -> list[int]:
    """The lines that name where a request comes from, but as the key of a dictionary, which is how the door writes it."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    keys = {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys}
    strings = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in keys]
    return [node.lineno for node in strings if str(node.value).lower() in NAMES]


def test_nobody_else_reads_where_a_request_comes_from():
    """The kind of fault: two answers to who one client is."""
    files = [path for app in ("kb", "auth_demo") for path in sorted((site.BASE_DIR / app).rglob("*.py"))]
    assert {path for path in files if read(path)} == {Path(clients.__file__)}
