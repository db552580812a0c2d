"""What a request says of itself is believed no further than it can be."""

import pytest

from tests.kb.project.door.asking import request


def test_a_header_with_an_underscore_is_dropped():
    asked = request(headers=[(b"x_forwarded_for", b"203.0.113.5"), (b"x-forwarded-for", b"198.51.100.9")], trusted=1)
    assert asked.client == "198.51.100.9"
    assert all(b"_" not in name for name, _value in asked.headers)


@pytest.mark.parametrize(("trusted", "believed"), [(0, []), (1, ["https"])])
def test_the_scheme_is_believed_from_a_proxy_of_ours_alone(trusted, believed):
    assert request(headers=[(b"x-forwarded-proto", b"https")], trusted=trusted).all(b"x-forwarded-proto") == believed


def test_a_client_is_the_peer_unless_a_proxy_of_ours_says_otherwise():
    forwarded = [(b"x-forwarded-for", b"198.51.100.9")]
    assert request(peer="192.0.2.7", headers=forwarded).client == "192.0.2.7"
    assert request(peer="192.0.2.7", headers=forwarded, trusted=1).client == "198.51.100.9"


def test_a_page_is_known_by_its_path_as_it_was_sent():
    assert request("/en/kb/%C3%A9/", query="page=2").raw_path == "/en/kb/%C3%A9/"
