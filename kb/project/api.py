"""One API, one OpenAPI document: joins both apps' routers, which are named here by string only.

Each named module has a `router`, and may have `exception_handlers` for the exceptions of its own. What belongs to no
app (a malformed request, an unknown address, a wrong method) is answered here, as problem details (RFC 9457) like
everything else.
"""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from importlib import import_module
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from kb.base import problems, signs, trouble
from kb.base.caching import public
from kb.base.waits import retry_after
from kb.project.errors import unavailable
from kb.web.allowance import TooMany

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
Handler = Callable[[HttpRequest, Any], HttpResponse]

PARTS = ("kb.web.api", "kb.web.api_articles", "auth_demo.web.api")
JSON = "application/json"
DOCUMENT = "openapi-json"  # as the framework names its address
MOST_FIELDS = 10  # that a refusal names
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def problem(status: int, reason: str, title: str, detail: str, **more: Any) -> JsonResponse:
    return problems.response(problems.body(status, reason, title, detail, **more))


class NotJson(Exception):
    """A body of another media type."""


class Unclean(Exception):
    """A body with characters that no text may have; `fields` are the names of those that have them."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != JSON:
            raise NotJson
        body = super().parse_body(request)
        if not signs.all_clean(body):
            raise Unclean(list(islice(signs.unclean(body), MOST_FIELDS)))
        return body


def malformed(_request: HttpRequest, error: ValidationError) -> JsonResponse:
    fields = [{"field": _place(each["loc"]), "message": each["msg"]} for each in error.errors]
    return problem(
        422,
        "malformed",
        _("That request is malformed"),
        _("Look at: %(fields)s.") % {"fields": ", ".join(each["field"] for each in fields)},
        errors=fields,
    )


def unknown(_request: HttpRequest, _error: Http404) -> JsonResponse:
    return problem(404, "not-found", _("Not found"), _("The API does not have that address."))


def other(_request: HttpRequest, error: HttpError) -> JsonResponse:
    if isinstance(error.__cause__, NotJson):
        return problem(
            415,
            "unsupported-media-type",
            _("That is not JSON"),
            _("Send the body as JSON, and “application/json” as its Content-Type."),
        )
    if isinstance(error.__cause__, Unclean):
        detail = _("Remove control characters, and anything else that cannot be part of a text.")
        fields = [{"field": name, "message": detail} for name in error.__cause__.fields]
        return problem(422, "malformed", _("That request is malformed"), detail, errors=fields)
    if error.status_code == 400:  # a body that says it is JSON and is not
        return problem(422, "malformed", _("That request is malformed"), _("The body must be JSON."))
    return problem(error.status_code, "refused", _("Refused"), error.message)


def too_many(_request: HttpRequest, error: TooMany) -> JsonResponse:
    response = problem(429, "too-soon", _("Too many searches"), str(error))
    response["Retry-After"] = retry_after(error.wait)
    return response


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    if trouble.report(error):
        return unavailable(request)
    if settings.DEBUG:
        raise error
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(
        500, "server-error", _("Something went wrong here"), _("We have recorded the error. Try again later.")
    )


def not_allowed(methods: Iterable[str]) -> HttpResponse:
    allowed = ", ".join(sorted(methods))
    response = problem(
        405,
        "method-not-allowed",
        _("That method is not possible here"),
        _("This address accepts: %(methods)s.") % {"methods": allowed},
    )
    response["Allow"] = allowed
    return response


def _place(location: Iterable[Any]) -> str:
    """("body", "body", "step") -> "step": where, without the framework's own words for it."""
    return ".".join(str(each) for each in location if each not in ("body", "query", "path")) or "body"


anything_else = Router()


@anything_else.api_operation(METHODS, "/{path:rest}", include_in_schema=False)
def nowhere(request: HttpRequest, rest: str) -> None:
    raise Http404


class Api(NinjaAPI):
    """What this API says is JSON, and how it refuses are problem details: its answers and its document alike."""

    _document: OpenAPISchema | None = None

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                is_document = pattern.name == DOCUMENT
                pattern.callback = _with_problem(public()(pattern.callback) if is_document else pattern.callback)
        return patterns, app, namespace

    def get_openapi_schema(self, **place: Any) -> OpenAPISchema:
        """Made once: it takes a third of a second of computing."""
        if self._document is None:
            self._document = self._described(**place)
        return self._document

    def _described(self, **place: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**place)
        schemes = document.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes["token"] = {"type": "http", "scheme": "bearer", "description": "made at the editors’ desk"}
        for methods in document["paths"].values():
            for operation in methods.values():
                _describe_refusals(operation)
        return document


def _describe_refusals(operation: dict[str, Any]) -> None:
    """Put the media type of problem details right; what takes a body refuses what is not JSON."""
    answers = operation["responses"]
    if "requestBody" in operation:
        answers[415] = answers[422] | {"description": "Unsupported Media Type"}
    for status, answer in answers.items():
        if status >= 400:
            answer["content"] = {problems.MEDIA_TYPE: answer["content"][JSON]}


def _with_problem(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        return not_allowed(response["Allow"].split(", ")) if response.status_code == 405 else response

    return answer


def build() -> NinjaAPI:
    api = Api(
        title="Secure login, practiced",
        version=settings.VERSION,
        description="The articles and a search in them, and the verifier of the practice room. Errors are problem details "
        "(RFC 9457) in the language of Accept-Language; their `reason` is stable.",
        urls_namespace="api",
        parser=JsonParser(),
        docs_url=None,  # its pages need scripts from elsewhere, which the security policy refuses
    )
    handlers: dict[type[Exception], Handler] = {
        ValidationError: malformed,
        Http404: unknown,
        HttpError: other,
        TooMany: too_many,
        Exception: broken,
    }
    for name in PARTS:
        api.add_router("", import_module(name).router)
        handlers |= getattr(import_module(name), "exception_handlers", {})
    for exception, handler in handlers.items():
        api.add_exception_handler(exception, handler)
    api.add_router("", anything_else)  # last: an address that no part has
    return api


api = build()
