"""What search engines are told about an article, in their own vocabulary (schema.org)."""

import json
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kb.base import signs
from kb.models import Article, PublishedText
from kb.web.page import absolute

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # as django.utils.html.json_script


def article(found: Article, text: PublishedText, url: str) -> SafeString:
    """What is read of an article at `url`, and the way to it, for a script element of data."""
    site = {"@type": "WebSite", "name": _("Secure Login Knowledge Base"), "url": absolute(reverse("kb:home"))}
    shown = {
        "@type": "TechArticle",
        "headline": text.title,
        "description": text.summary,
        "identifier": f"KB{found.number}",
        "inLanguage": text.language,
        "url": url,
        "isAccessibleForFree": True,
        "isPartOf": site,
        "datePublished": text.published_at.date().isoformat(),
        "dateModified": text.updated_at.date().isoformat(),
    }
    trail = [
        (_("Home"), absolute(reverse("kb:home"))),
        (str(found.category), absolute(reverse("kb:category", args=[found.category.key]))),
        (text.title, url),
    ]
    return data({"@context": "https://schema.org", "@graph": [shown, breadcrumbs(trail)]})


def breadcrumbs(trail: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(trail, 1)
        ],
    }


def data(value: Any) -> SafeString:
    """`value` as JSON in which nothing can end the element around it."""
    return mark_safe(json.dumps(signs.cleaned(value), ensure_ascii=False).translate(ESCAPES))  # noqa: S308
