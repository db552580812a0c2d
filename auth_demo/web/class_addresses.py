"""The addresses of a class, as they are printed, shown on a wall and put into a QR code: below PUBLIC_URL."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from auth_demo.classroom import export
from auth_demo.classroom.opening import Classroom
from kb.base.languages import here


def join(code: str) -> str:
    """For everybody: no language, since each browser has its own."""
    return _site() + reverse("join") + "?" + urlencode({"code": code})


def short_join() -> str:
    """The one to type from a wall, without a scheme."""
    return (_site() + reverse("join")).partition("://")[2]


def board(classroom_id: str, language: str, token: str) -> str:
    """The trainer's. The token comes after the #, so that no server and no log sees it; the page keeps it in a cookie."""
    with translation.override(here(language)):
        return _site() + reverse("classes:board", args=[classroom_id]) + f"#{token}"


def results(participant_id: str, language: str) -> str:
    """A participant's own results. Who has the link sees them: it is signed, so none can be made up."""
    with translation.override(here(language)):
        return _site() + reverse("classes:results", args=[_signer().sign(participant_id)])


def participant_of(key: str) -> str | None:
    """Whose results a link leads to; None for one that this site did not make."""
    try:
        return _signer().unsign(key)
    except BadSignature:
        return None


def practice(scenario_id: str, language: str) -> str:
    with translation.override(language):
        return _site() + reverse("practice:scenario", args=[scenario_id])


def seat(participant_id: str, language: str, token: str) -> str:
    """A participant's place, for somebody who comes from a course. The token comes after the #, as a trainer's does."""
    with translation.override(language):
        return _site() + reverse("classes:seat", args=[participant_id]) + f"#{token}"


def launch() -> str:
    """Where a learning platform sends people (LTI)."""
    return _site() + reverse("lti-launch")


def cmi5(scenario_id: str, language: str) -> str:
    with translation.override(language):
        return _site() + reverse("lms:cmi5", args=[scenario_id])


def for_platforms() -> dict[str, str]:
    """What an administrator of a learning platform types: the addresses of this tool, by name."""
    names = {"login": "lti-login", "launch": "lti-launch", "keys": "lti-keys"}
    return {what: _site() + reverse(name) for what, name in names.items()}


def home() -> str:
    """This site, without the final slash."""
    return _site()


def statements_of(classroom: Classroom) -> list[dict[str, Any]]:
    """The xAPI statements of a class, with this site's addresses in them."""
    return export.statements(classroom, home=_site(), address=lambda each: practice(each, settings.LANGUAGE_CODE))


def _signer() -> Signer:
    return Signer(sep=".", salt="class-results")


def _site() -> str:
    return settings.PUBLIC_URL.rstrip("/")
