"""Settings that look wrong: each makes sense by itself, but not beside the others, or not with what arrives.

Said at the start, in the log and on the System page; nothing is refused for it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.base import shared
from kb.operation import sightings

SHORT = 32  # characters of a secret that somebody chose


@dataclass(frozen=True)
class Suspicion:
    setting: str
    text: str | Promise

    @property
    def english(self) -> str:
        """For the log, which is in the site’s own language."""
        with translation.override(settings.LANGUAGE_CODE):
            return f"{self.setting}: {self.text}"


def of_settings() -> list[Suspicion]:
    """What the settings alone tell: no server is asked."""
    return [*_of_the_address(), *_of_secrets(), *_of_backups(), *_of_the_machine()]


def found() -> list[Suspicion]:
    """All of them, with what requests and servers tell. Raises django.db.Error."""
    return [*of_settings(), *_of_what_arrives(), *_of_redis()]


def _of_the_address() -> Iterator[Suspicion]:
    if settings.SECURE and not settings.TRUSTED_PROXIES:
        yield Suspicion(
            "TRUSTED_PROXIES",
            _(
                "PUBLIC_URL is https, which a proxy in front has to speak, but no proxy is trusted. Every page redirects to"
                " itself. Set it to the number of your proxies, and have the last one send X-Forwarded-Proto."
            ),
        )
    elif not settings.SECURE and not is_nearby(urlsplit(settings.PUBLIC_URL).hostname or ""):
        yield Suspicion("PUBLIC_URL", _("It is not https: passwords and codes of editors can be read on their way."))
    if (urlsplit(settings.PUBLIC_URL).hostname or "") in {"0.0.0.0", "::"}:  # noqa: S104  (compared, not listened on)
        yield Suspicion("PUBLIC_URL", _("Nobody can open this address. Set it to what readers type."))
    if settings.DEBUG:
        yield Suspicion("DEBUG", _("It shows settings and code to anyone. Switch it off on a public site."))


def _of_secrets() -> Iterator[Suspicion]:
    for name in ("SECRET_KEY", "VAULT_KEY"):
        if any(len(each.strip()) < SHORT for each in str(getattr(settings, name)).split(",")):
            text = _("It is shorter than {least} characters and can be guessed.")
            yield Suspicion(name, format_lazy(text, least=SHORT))


def _of_backups() -> Iterator[Suspicion]:
    if not settings.BACKUP_DIR:
        if not is_nearby(urlsplit(settings.PUBLIC_URL).hostname or ""):  # a trial needs none
            yield Suspicion("BACKUP_DIR", _("It is not set, so the site makes no backups by itself."))
    elif Path(settings.BACKUP_DIR).resolve().is_relative_to(settings.DATA_DIR):
        yield Suspicion("BACKUP_DIR", _("It is in DATA_DIR: if that disk is lost, so are the backups."))
    elif not _may_be_written(Path(settings.BACKUP_DIR)):
        yield Suspicion("BACKUP_DIR", _("The server may not write there, so no backup can be made."))


def _may_be_written(folder: Path) -> bool:
    """Whether files can be put into `folder`, which the first of them makes."""
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _of_the_machine() -> Iterator[Suspicion]:
    if settings.TRANSLATION_URL:
        try:
            import_string(settings.TRANSLATION_CLASS)
        except ImportError:
            yield Suspicion("TRANSLATION_CLASS", _("This class does not exist, so machine translation is off."))


def _of_what_arrives() -> Iterator[Suspicion]:
    seen = sightings.recent()
    if sightings.NOBODY_TRUSTED in seen and not settings.TRUSTED_PROXIES:
        yield Suspicion(
            "TRUSTED_PROXIES",
            _(
                "Requests come through a proxy, but none is trusted. All readers behind it share one visitor’s limits. Set it to"
                " the number of your proxies. If there is none in front, somebody made the header up, and all is well."
            ),
        )
    if sightings.TOO_FEW in seen and settings.TRUSTED_PROXIES:
        yield Suspicion(
            "TRUSTED_PROXIES",
            _(
                "Some requests came through fewer proxies than it says. Visitors may be taken for one another. Set it to the"
                " number of your proxies that add to X-Forwarded-For."
            ),
        )


def _of_redis() -> Iterator[Suspicion]:
    if settings.REDIS_URL and not shared.answers():
        yield Suspicion("REDIS_URL", _("The server it names does not answer. The site goes on without it."))


def is_nearby(host: str) -> bool:
    """Whether `host` is this machine, or a place in the same private network."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host
    return address.is_private or address.is_loopback
