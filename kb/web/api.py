"""The reader's search for programs; kb.project.api joins it into /api/v1/."""

from contextlib import suppress
from typing import Annotated, Literal

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError
from ninja.responses import Status
from pydantic import Field

from kb.base.clients import client_key
from kb.base.compression import compressed
from kb.base.languages import codes
from kb.base.patience import impatient
from kb.base.problems import Problem
from kb.search import log
from kb.search.query import search
from kb.search.results import Result
from kb.text.numbers import LARGEST_NUMBER
from kb.web.allowance import spend_search

MOST_RESULTS = 50
MOST_LETTERS = 300  # of a search

Device = Literal["ios", "android", "card"]

router = Router(tags=["search"])


class FoundPlace(Schema):
    """A part of an article that answers: a step, a section, or what comes before the first heading (`article`)."""

    kind: str
    label: str
    step: int | None
    url: str
    excerpt: str


class FoundPractice(Schema):
    title: str
    url: str
    language: str


class Found(Schema):
    number: int
    title: str
    summary: str
    url: str
    excerpt: str
    language: str
    kind: str
    places: list[FoundPlace]
    practice: FoundPractice | None


class SearchAnswer(Schema):
    query: str
    language: str
    results: list[Found]
    suggestion: str | None
    other_language: list[Found]
    other_is_better: bool


@router.get(
    "/search",
    response={200: SearchAnswer, 422: Problem, 429: Problem},
    url_name="search",
    summary="Search the articles",
)
@decorate_view(compressed)
def search_articles(
    request: HttpRequest,
    response: HttpResponse,
    lang: Annotated[str, Query(description="a language of the site")] = settings.LANGUAGE_CODE,
    q: Annotated[str, Query(description="what is searched for: words, a number, a text on a screen")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_RESULTS)] = 10,
    prefix: Annotated[bool, Query(description="the last word may be unfinished")] = False,
    device: Annotated[Device | None, Query(description="leave out what is about other devices only")] = None,
) -> SearchAnswer:
    """Articles in one language, best first; where it has little, also those of the other languages."""
    if lang not in codes():
        raise HttpError(422, _("“lang” must be one of: %(codes)s.") % {"codes": ", ".join(codes())})
    if q:
        spend_search(request)
    answer = search(q, lang, limit=limit, prefix=prefix, device=device)
    patch_cache_control(response, private=True, max_age=60)
    return SearchAnswer(
        query=q,
        language=lang,
        results=[found(result) for result in answer.results],
        suggestion=answer.suggestion,
        other_language=[found(result) for result in answer.other_language],
        other_is_better=answer.other_is_better,
    )


class Opened(Schema):
    """What a reader opened of the results: the article with this number."""

    lang: str
    q: Annotated[str, Field(max_length=MOST_LETTERS)]
    number: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


@router.post(
    "/search/opened",
    response={204: None, 422: Problem},
    url_name="search-opened",
    summary="Say which result was opened",
)
def result_opened(request: HttpRequest, opened: Opened) -> Status[None]:
    """Counted for editors, without anything that says who it was."""
    if opened.lang not in codes():
        raise HttpError(422, _("“lang” must be one of: %(codes)s.") % {"codes": ", ".join(codes())})
    with suppress(Error), impatient():
        log.opened(opened.q, opened.lang, opened.number, whose=client_key(request))
    return Status(204, None)


def found(result: Result) -> Found:
    return Found.model_validate(result, from_attributes=True)
