from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.base.caching import public
from kb.web.page import head_for


@require_safe
@public()
def about(request: HttpRequest) -> HttpResponseBase:
    description = _("What this site is, what it keeps about you (nothing that names you), and how to report a fault.")
    context = {
        "page": head_for(request, description),
        "contact": settings.CONTACT,
        "contact_shown": settings.CONTACT.removeprefix("mailto:"),
    }
    return render(request, "kb/about.html", context)
