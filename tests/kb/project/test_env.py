import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from kb.project import env


@pytest.mark.parametrize("raw", ["-1", "eighty", "80.5", "٨٠", "0", "99999", "1" * 5000])
def test_a_port_that_is_no_number_in_range_is_refused_by_name(monkeypatch, raw):
    monkeypatch.setenv("PORT", raw)
    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number from 1 to 65535"):
        env.number("PORT", 8000, least=1, most=65_535)


@pytest.mark.parametrize("raw", ["example.org", "ftp://example.org", "https://example.org/help", "https://"])
def test_a_public_address_must_be_an_address_without_a_path(monkeypatch, raw):
    monkeypatch.setenv("PUBLIC_URL", raw)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL must look like"):
        env.address("PUBLIC_URL", "http://localhost")


def test_an_empty_setting_is_no_setting(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert env.number("PORT", 8000) == 8000


def test_a_flag_is_yes_or_no(monkeypatch):
    monkeypatch.setenv("DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="yes or no"):
        env.flag("DEBUG", False)


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    place = tmp_path / "data" / "secret-key"
    made = env.secret("SECRET_KEY", place)
    assert len(made) >= 60
    assert env.secret("SECRET_KEY", place) == made
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_secret_that_is_given_is_not_written_down(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret("SECRET_KEY", tmp_path / "secret-key") == "given"
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize("raw", ["me", "security@help.example", "mailto:", "mailto:me", "ftp://help.example"])
def test_a_contact_that_no_browser_follows_is_refused(monkeypatch, raw):
    monkeypatch.setenv("CONTACT", raw)
    with pytest.raises(ImproperlyConfigured, match="CONTACT must look like mailto:"):
        env.contact("CONTACT")


@pytest.mark.parametrize(
    "raw", ["nobody", "Help <help>", "a@b.example <help@example.org", "two@a.example three@b.example"]
)
def test_a_sender_that_is_no_address_is_refused(monkeypatch, raw):
    monkeypatch.setenv("EMAIL_FROM", raw)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_FROM must look like"):
        env.sender("EMAIL_FROM", "noreply@help.example")


@pytest.mark.parametrize("raw", ["help@example.org", "Help desk <help@example.org>", "<help@example.org>"])
def test_a_sender_may_have_a_name(monkeypatch, raw):
    monkeypatch.setenv("EMAIL_FROM", raw)
    assert env.sender("EMAIL_FROM", "noreply@help.example") == raw


READERS = [
    env.address,
    env.contact,
    env.endpoint,
    env.file,
    env.host,
    env.hosts,
    env.listening,
    env.number,
    env.redis,
    env.sender,
    lambda name, _default: env.choice(name, "one", "two"),
    lambda name, _default: env.flag(name, False),
]
UGLY = [
    "::1x",
    "http://[",
    "https://[::1",
    "http://x:y",
    "http://a:99999",
    "redis://h:x/0",
    "//",
    "../..",
    "a b",
    "²",
    "%",
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("raw", [*UGLY, "x" * 5000])
def test_what_no_setting_can_be_is_refused_by_name_in_one_line(monkeypatch, read, raw):
    monkeypatch.setenv("ODD_SETTING", raw)
    asks_for_a_default = read in {env.address, env.host, env.number, env.sender} or read.__name__ == "<lambda>"
    try:
        read("ODD_SETTING", 1 if read is env.number else "") if asks_for_a_default else read("ODD_SETTING")
    except ImproperlyConfigured as refusal:
        assert "ODD_SETTING must" in str(refusal)
        assert len(str(refusal)) < 250
        assert "\n" not in str(refusal)


@pytest.mark.parametrize("read", [env.endpoint, env.redis])
def test_a_password_in_an_address_is_not_repeated(monkeypatch, read):
    monkeypatch.setenv("ODD_SETTING", "ftp://me:sesame@host.example/")
    with pytest.raises(ImproperlyConfigured) as refused:
        read("ODD_SETTING")
    assert "sesame" not in str(refused.value)


@pytest.mark.parametrize("raw", ["127.0.0.1", "::1", "[::1]", "0.0.0.0", "::", "localhost", "help.example", "web_1"])
def test_a_host_is_a_name_or_an_address(monkeypatch, raw):
    monkeypatch.setenv("HOST", raw)
    assert env.host("HOST", "127.0.0.1") == raw.strip("[]")


@pytest.mark.parametrize("raw", ["http://help.example", "help.example:80", "a b", "::1x", "-", "/tmp"])
def test_a_host_that_is_neither_is_refused(monkeypatch, raw):
    monkeypatch.setenv("HOST", raw)
    with pytest.raises(ImproperlyConfigured, match="HOST must look like 127"):
        env.host("HOST", "127.0.0.1")
