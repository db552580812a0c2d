"""The settings of a site whose PUBLIC_URL is https, as the settings file makes them."""

import runpy
from pathlib import Path
from typing import Any

NAME = "help.example"
FILE = Path(__file__).resolve().parents[3] / "kb/project/settings.py"
CHANGED = (
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_SSL_HOST",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "COOKIE_PREFIX",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)


def settings_of(monkeypatch: Any, **environment: str) -> dict[str, Any]:
    for name, value in {"PUBLIC_URL": f"https://{NAME}", **environment}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(FILE))


def use(settings: Any, monkeypatch: Any, **environment: str) -> None:
    """Make `settings`, pytest-django's fixture, those of a site with https; also what is decided at each request."""
    made = settings_of(monkeypatch, **environment)
    for name in CHANGED:
        setattr(settings, name, made[name])
