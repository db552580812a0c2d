"""A remark put into the HTML of an article at the places that links can point to."""

import re
from collections.abc import Collection

PLACE = r'<(?P<tag>h[2-6]|li|section|div)\b[^>]*\bid="{anchor}"[^>]*>'
STEP_BODY = '<div class="step-body">'


def mark(html: str, anchors: Collection[str], remark: str) -> str:
    """HTML with REMARK, HTML too, under each heading and at the beginning of each step or tab in ANCHORS."""
    for anchor in anchors:
        if found := re.search(PLACE.format(anchor=re.escape(anchor)), html):
            at = _place(html, found)
            html = html[:at] + remark + html[at:]
    return html


def _place(html: str, found: re.Match[str]) -> int:
    if found["tag"].startswith("h"):
        closing = f"</{found['tag']}>"
        return html.index(closing, found.end()) + len(closing)
    body = html.find(STEP_BODY, found.end())
    return body + len(STEP_BODY) if found["tag"] == "li" and body >= 0 else found.end()
