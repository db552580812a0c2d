"""Articles and their states for programs; kb.project.api joins it into /api/v1/.

Without a token it tells what readers see. With one that a person made at the editors' desk, it also tells the newest drafts in
the languages that this person may edit.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view

from kb.addresses import article_path
from kb.base import limits, problems
from kb.base.clients import client_key
from kb.base.compression import compress
from kb.base.languages import codes
from kb.base.problems import Problem
from kb.base.waits import retry_after, spell
from kb.models import Article
from kb.text.numbers import LARGEST_NUMBER
from kb.workflow import tokens
from kb.workflow.standing import Name, Standing, Weight, standings

MOST = 100  # articles of a page
WRONG_TOKENS = 30  # of one client in ten minutes
SECURITY: dict[str, Any] = {"security": [{}, {"token": []}]}

router = Router(tags=["articles"])


class Draft(Schema):
    """The newest words, which readers may not see yet; only for a token whose owner may edit the language."""

    revision: int
    title: str
    slug: str
    summary: str
    saved_at: datetime
    by: str


class DraftText(Draft):
    short: str
    questions: list[str]
    markdown: str


class Published(Schema):
    title: str
    summary: str
    url: str
    published_at: datetime
    updated_at: datetime


class PublishedWords(Published):
    short: str
    questions: list[str]
    markdown: str
    html: str


class TextState(Schema):
    """A text in one language. `stale`: what it has not caught up with in its source."""

    language: str
    state: Name
    stale: Weight | None
    published: Published | None
    draft: Draft | None = None


class Text(TextState):
    published: PublishedWords | None
    draft: DraftText | None = None


class Facts(Schema):
    number: int
    category: str
    tags: list[str]
    source_language: str


class ArticleState(Facts):
    texts: list[TextState]


class ArticleText(Facts):
    texts: list[Text]


class Page(Schema):
    count: int
    page: int
    pages: int
    articles: list[ArticleState]


class BadToken(Exception):
    """The request has a token that opens nothing."""


class WrongTokens(Exception):
    """A client tried too many of these; `args` has how long it has to wait."""


def editable(request: HttpRequest) -> frozenset[str]:
    """The languages whose drafts this request may see. Raises BadToken, WrongTokens."""
    given = request.headers.get("Authorization")
    if given is None:
        return frozenset()
    scheme, _space, secret = given.partition(" ")
    client = client_key(request)
    if wait := limits.spend("tokens", client, most=WRONG_TOKENS, seconds=600):
        raise WrongTokens(wait)
    found = tokens.opened_by(secret.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise BadToken
    limits.give_back("tokens", client)
    return found


def tagged(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A 200 gets an ETag, and who has it already a 304. With a token it is nobody else's, and asked for again each time."""

    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        has_token = "Authorization" in request.headers
        etag = f'"{sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "private, no-cache" if has_token else "public, max-age=60"
        patch_vary_headers(response, ["Authorization"])
        answer = get_conditional_response(request, etag=etag, response=response) or response
        if answer is response and not has_token:
            compress(request, response)
        return answer

    return wrapped


@router.get(
    "/articles",
    response={200: Page, 401: Problem, 422: Problem, 429: Problem},
    url_name="articles",
    summary="List the articles, and where each of their texts is",
    openapi_extra=SECURITY,
)
@decorate_view(tagged)
def list_articles(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Page:
    """By number. A page behind the last one is empty."""
    languages = editable(request)
    paginator = Paginator(_articles(languages), limit)
    shown = list(paginator.page(page)) if page <= paginator.num_pages else []
    there = standings(shown, codes(), languages)
    articles = [
        ArticleState(**_facts(article), texts=[_state(each) for each in there[article.pk]]) for article in shown
    ]
    return Page(count=paginator.count, page=page, pages=paginator.num_pages, articles=articles)


@router.get(
    "/articles/{number}",
    response={200: ArticleText, 401: Problem, 404: Problem, 422: Problem, 429: Problem},
    url_name="article",
    summary="Read an article in all its languages",
    openapi_extra=SECURITY,
)
@decorate_view(tagged)
def read_article(request: HttpRequest, number: Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]) -> ArticleText:
    languages = editable(request)
    article = _articles(languages, long=True).filter(number=number).first()
    if article is None:
        raise Http404
    there = standings([article], codes(), languages)[article.pk]
    return ArticleText(**_facts(article), texts=[_text(each) for each in there])


def _articles(languages: frozenset[str], *, long: bool = False) -> QuerySet[Article]:
    """Those in circulation that readers have; with a token, those too that nobody reads yet."""
    found = Article.objects.filter(retired_at=None) if languages else Article.objects.readable()
    found = found.select_related("category").order_by("number")
    texts = found.prefetch_related("published_texts") if long else found.with_texts()
    return texts.prefetch_related("tags")


def _facts(article: Article) -> dict[str, Any]:
    return {
        "number": article.number,
        "category": article.category.key,
        "tags": sorted(tag.key for tag in article.tags.all()),
        "source_language": article.source_language,
    }


def _state(text: Standing) -> TextState:
    shown, head = text.published, text.edition.head if text.edition else None
    return TextState(
        language=text.language,
        state=text.state,
        stale=text.stale,
        published=Published(**_shown(text)) if shown else None,
        draft=Draft(**_draft(text)) if head else None,
    )


def _text(text: Standing) -> Text:
    shown, head = text.published, text.edition.head if text.edition else None
    return Text(
        language=text.language,
        state=text.state,
        stale=text.stale,
        published=PublishedWords(**_shown(text), **_words(shown), html=shown.html) if shown else None,
        draft=DraftText(**_draft(text), **_words(head)) if head else None,
    )


def _shown(text: Standing) -> dict[str, Any]:
    shown = text.published
    if shown is None:
        return {}
    path = article_path(shown.number, shown.slug, text.language)
    return {
        "title": shown.title,
        "summary": shown.summary,
        "url": settings.PUBLIC_URL + path,
        "published_at": shown.published_at,
        "updated_at": shown.updated_at,
    }


def _draft(text: Standing) -> dict[str, Any]:
    if text.edition is None:
        return {}
    head = text.edition.head
    return {
        "revision": head.number,
        "title": head.title,
        "slug": head.slug,
        "summary": head.summary,
        "saved_at": head.created_at,
        "by": head.by_name,
    }


def _words(text: Any) -> dict[str, Any]:
    """What both a published text and a revision have."""
    return {"short": text.short, "questions": text.questions.splitlines(), "markdown": text.body}


def bad_token(_request: HttpRequest, _error: BadToken) -> HttpResponse:
    detail = _("Make a new one at the editors’ desk, or ask without one for what is published.")
    said = problems.body(401, "bad-token", _("This token opens nothing"), detail)
    return problems.response(said, headers={"WWW-Authenticate": "Bearer"})


def wrong_tokens(_request: HttpRequest, error: WrongTokens) -> HttpResponse:
    (wait,) = error.args
    detail = _("Too many wrong tokens came from your network. Please try again in %(wait)s.") % {"wait": spell(wait)}
    said = problems.body(429, "too-soon", _("Too many wrong tokens"), detail)
    return problems.response(said, headers={"Retry-After": retry_after(wait)})


exception_handlers = {BadToken: bad_token, WrongTokens: wrong_tokens}
