"""Who may do what in a class: the trainer holds its token, each participant one of their own.

As with a sandbox (auth.py), a token comes as a Bearer token or in a cookie of the site's own pages, which is HttpOnly and
SameSite=Strict. There is one cookie for each class that a browser is in.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from auth_demo.classroom import joining, opening
from auth_demo.classroom.joining import Participant
from auth_demo.classroom.opening import Classroom
from auth_demo.web.auth import SAFE, bearer_token, cookie_path, refuse_cross_site

COOKIE = "class_"
MOST_COOKIES = 20


def class_tokens(cookies: dict[str, str]) -> list[str]:
    names = [name for name in cookies if name.startswith(cookie_name())]
    return [cookies[name] for name in names[-MOST_COOKIES:]]


def cookie_name(its_id: str = "") -> str:
    return f"{settings.COOKIE_PREFIX}{COOKIE}{its_id}"


def tokens_of(request: HttpRequest) -> list[str]:
    """Those that a request carries. Raises Refused (cross-site) if they are cookies sent from another site."""
    bearer = bearer_token(request.headers.get("Authorization", ""))
    if bearer:
        return [bearer]
    tokens = class_tokens(request.COOKIES)
    if tokens and request.method not in SAFE:
        refuse_cross_site(request)
    return tokens


def keep_in_cookie(response: HttpResponse, its_id: str, token: str) -> None:
    """`its_id` is a participant's, or the class's for its trainer."""
    response.set_cookie(
        cookie_name(its_id),
        token,
        max_age=int((opening.LASTS + opening.AFTERWARDS).total_seconds()),
        path=cookie_path(),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def trainer(request: HttpRequest, classroom_id: str) -> Classroom:
    """The class, for its trainer alone. Raises Refused (unauthorized)."""
    return opening.of_trainer(classroom_id, tokens_of(request))


def trainer_name(request: HttpRequest, classroom_id: str) -> str:
    return opening.key_of(classroom_id, tokens_of(request)).name


def participant(request: HttpRequest, participant_id: str) -> Participant:
    """Raises Refused (unauthorized, gone)."""
    return joining.of_token(participant_id, tokens_of(request))
