"""A password of the staff is not made of what everybody who guesses tries first."""

import hashlib

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from kb.project import env
from kb.staff import password_rules

FINE = "another battery of horses"


def codes(password, user=None):
    """Why it is refused."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


@pytest.fixture
def leaked(tmp_path, settings):
    """A list of a thousand leaked passwords, of which `leaked` gives some."""
    known = [f"leaked horse {number}" for number in range(1000)]
    hashes = sorted((hashlib.sha1(each.encode()).hexdigest().upper(), number) for number, each in enumerate(known))
    file = tmp_path / "leaked.txt"
    file.write_bytes("".join(f"{digest}:{number + 1}\r\n" for digest, number in hashes).encode())
    settings.LEAKED_PASSWORDS = str(file)
    return known


@pytest.mark.parametrize(
    "password",
    ["SecureLogin2026!", "knowledge-base-2026", "securelogin-editor", "motdepasse-Sécurité", "secure login 123456"],
)
def test_what_is_made_of_the_site_s_own_words_is_refused(password):
    assert "own-words" in codes(password)


@pytest.mark.parametrize("password", [FINE, "secure the old brown horse", "base jump over marigold"])
def test_such_a_word_among_others_is_none_the_worse(password):
    assert codes(password) == set()


def test_the_host_s_name_is_one_of_these_words(settings):
    settings.PASSWORD_WORDS = {"acmebroker"}
    assert codes("AcmeBroker-2026") == {"own-words"}


def test_likeness_to_one_s_own_name_is_refused():
    assert "password_too_similar" in codes("margaret.hamilton", User(username="margaret-hamilton"))


def test_every_leaked_password_is_found_and_no_other(leaked):
    assert {code for each in leaked for code in codes(each)} == {"leaked"}
    assert [each for each in leaked if codes(f"{each}!")] == []


def test_the_whole_list_is_not_read(leaked, settings, monkeypatch):
    read = []
    found = password_rules._hash_from
    monkeypatch.setattr(password_rules, "_hash_from", lambda *place: read.append(place) or found(*place))
    codes(FINE)
    assert len(read) < 20


@pytest.mark.parametrize("content", [b"", b"\n", b"no hash at all\n", b"\xff" * 100, b"0" * 40])
def test_a_list_of_nothing_refuses_nothing(tmp_path, settings, content):
    file = tmp_path / "leaked.txt"
    file.write_bytes(content)
    settings.LEAKED_PASSWORDS = str(file)
    assert codes(FINE) == set()


def test_a_list_that_is_not_there_is_told_at_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("LEAKED_PASSWORDS", str(tmp_path / "none.txt"))
    with pytest.raises(ImproperlyConfigured, match="LEAKED_PASSWORDS must be a file that can be read"):
        env.file("LEAKED_PASSWORDS")
