"""POST /<lang>/kb/<number>/vote/: "Was this helpful?", with no cookie, no free text, and nobody named."""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kb.base import limits
from kb.base.clients import client_key
from kb.base.waits import retry_after, spell
from kb.models import PublishedText, Vote

LONGEST_BODY = 1000  # bytes
MOST_VOTES = 5000  # on one text; the oldest go
VOTES_AN_HOUR = 60  # from one address; a help desk behind one address stays far below


class Refused(ValueError):
    """The vote makes no sense; the message, translated, says why."""


@csrf_exempt  # there is no cookie to ride on: the vote's own origin is checked instead
@require_POST
def vote(request: HttpRequest, number: int) -> HttpResponse:
    if not is_same_origin(request):
        return problem(403, _("Votes are accepted only from this site’s own pages."))
    wait = limits.spend("votes", client_key(request), most=VOTES_AN_HOUR, seconds=3600)
    if wait:
        sentence = _("Too many votes from your network. Please try again in %(wait)s.")
        refusal = problem(429, sentence % {"wait": spell(wait)})
        refusal["Retry-After"] = retry_after(wait)
        return refusal
    language = get_language() or ""
    text = PublishedText.objects.read(language).filter(article__number=number).light().first()
    if text is None:
        return problem(404, _("There is no such article in this language."))
    try:
        cast(text, parse(request.body))
    except Refused as refused:
        return problem(422, str(refused))
    return HttpResponse(status=204)


def is_same_origin(request: HttpRequest) -> bool:
    """Browsers of the last years say where a request comes from; older ones at least name the origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.get_host()


def parse(body: bytes) -> dict[str, Any]:
    """The fields of a vote: reader (a UUID), digest, helpful, reason. Raises Refused."""
    if len(body) > LONGEST_BODY:
        raise Refused(_("The vote is too long."))
    try:
        fields = json.loads(body)
        reader = str(UUID(fields["reader"]))
        helpful, digest, reason = fields["helpful"], fields["digest"], fields.get("reason") or ""
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(_("The vote must be JSON with “reader”, “digest” and “helpful”.")) from None
    if not isinstance(helpful, bool) or not isinstance(digest, str):
        raise Refused(_("“helpful” must be true or false."))
    if reason and (helpful or reason not in Vote.Reason.values):
        raise Refused(_("The reason must be one of those on the page, and go with “No”."))
    return {"reader": reader, "digest": digest, "helpful": helpful, "reason": reason}


def cast(text: PublishedText, fields: dict[str, Any]) -> None:
    """Count one vote a reader for each published text; a second one replaces the first, and the newest MOST_VOTES stay."""
    if fields["digest"] != text.digest:
        raise Refused(_("The article has changed since you opened it. Please reload the page and vote again."))
    place: dict[str, Any] = {"article": text.article, "language": text.language}
    Vote.objects.update_or_create(
        **place,
        digest=fields["digest"],
        reader=fields["reader"],
        defaults={"helpful": fields["helpful"], "reason": fields["reason"]},
    )
    known = Vote.objects.filter(**place)
    known.filter(pk__in=known.order_by("-cast_at", "-pk").values("pk")[MOST_VOTES:]).delete()


def problem(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status, headers={"Cache-Control": "no-store"})
