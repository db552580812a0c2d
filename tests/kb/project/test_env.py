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
