"""What crawlers and finders of faults look for at fixed addresses."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.base.caching import public
from kb.base.languages import codes
from kb.web.page import absolute, reverse_in


@require_safe
@public()
def robots(request: HttpRequest) -> HttpResponseBase:
    """Pages with `noindex` stay open to crawlers: who may not read a page never sees its noindex."""
    lines = ["User-agent: *", "Disallow: /api/"]
    lines += [f"Disallow: /{code}/admin/" for code in codes()]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@public()
def security_txt(request: HttpRequest) -> HttpResponseBase:
    """RFC 9116: Contact and Expires are required; Expires should be less than a year ahead."""
    report = reverse_in(settings.LANGUAGE_CODE, "kb:about") + "#report"
    lines = [
        f"Contact: {settings.CONTACT or absolute(report)}",
        f"Expires: {half_a_year_after(datetime.now(UTC)).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(codes())}",
        f"Canonical: {absolute(reverse('security_txt'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def half_a_year_after(moment: datetime) -> datetime:
    """The first of the month six months on: the same for a whole month, so that the text stays the same."""
    years, month = divmod(moment.month - 1 + 6, 12)
    return datetime(moment.year + years, month + 1, 1, tzinfo=UTC)
