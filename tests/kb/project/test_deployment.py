"""A site with an https address has nothing that Django's own deployment check would change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from kb.project import env
from tests.kb.project import https

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("hsts", ["", "subdomains", "preload"])
def test_the_deployment_check_is_clean(tmp_path, hsts):
    environment = {"PUBLIC_URL": "https://help.example", "DATA_DIR": str(tmp_path), "HSTS": hsts}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout


@pytest.mark.parametrize(
    ("hsts", "below", "preload"), [("host", False, False), ("subdomains", True, False), ("preload", True, True)]
)
def test_names_below_are_bound_to_https_only_where_the_setting_says_so(monkeypatch, hsts, below, preload):
    made = https.settings_of(monkeypatch, HSTS=hsts)
    assert made["SECURE_HSTS_SECONDS"] == 31_536_000
    assert (made["SECURE_HSTS_INCLUDE_SUBDOMAINS"], made["SECURE_HSTS_PRELOAD"]) == (below, preload)
    silenced = set(made["SILENCED_SYSTEM_CHECKS"])
    assert ("security.W005" in silenced, "security.W021" in silenced) == (not below, not preload)


def test_a_word_that_is_no_choice_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("HSTS", "all")
    with pytest.raises(ImproperlyConfigured, match="HSTS must be one of host, subdomains, preload"):
        env.choice("HSTS", "host", "subdomains", "preload")
