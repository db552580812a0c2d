"""How the API refuses: problem details (RFC 9457), in one language, with a reason that stays the same."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import JsonResponse
from django.utils import translation
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/problems/"


class FieldError(Schema):
    field: str = Field(..., examples=["forward_seconds"])
    message: str


class Problem(Schema):
    """A problem detail (RFC 9457)."""

    type: str = Field(..., examples=["/api/v1/problems/wrong-response"])
    title: str
    detail: str
    status: int = Field(..., examples=[422])
    reason: str = Field(..., description="Stable; see `/problems/{reason}`.", examples=["wrong-response"])
    errors: list[FieldError] | None = Field(None, description="The fields of the wrong form.")


def body(status: int, reason: str, title: str, detail: str, **more: Any) -> dict[str, Any]:
    """What a `Problem` says; `more` are members of its own, which come after those that all have."""
    return {"type": TYPES + reason, "title": title, "detail": detail, "status": status, "reason": reason} | more


def response(
    said: Mapping[str, Any], *, language: str | None = None, headers: Mapping[str, str] | None = None
) -> JsonResponse:
    """The answer with a `body`, which is in `language` (default: the active one). No cache may keep it."""
    answer = JsonResponse(said, status=said["status"], content_type=MEDIA_TYPE, headers=headers)
    answer["Content-Language"] = language or translation.get_language() or settings.LANGUAGE_CODE
    answer["Cache-Control"] = "no-store"
    return answer
