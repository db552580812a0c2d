"""A remark put into the HTML of an article at the places that links can point to."""

import re
from collections.abc import Collection

PLACE = re.compile(r'<(?P<tag>h[2-6]|li|section|div)\b[^>]*\bid="(?P<id>[^"]*)"[^>]*>')
STEP_BODY = '<div class="step-body">'


def mark(html: str, anchors: Collection[str], remark: str) -> str:
    """HTML with `remark`, HTML too, under each heading and at the beginning of each step or tab in `anchors`."""
    wanted, pieces, done = set(anchors), [], 0
    for found in PLACE.finditer(html):
        if found["id"] in wanted:
            at = _place(html, found)
            pieces += [html[done:at], remark]
            done = at
    return "".join([*pieces, html[done:]])


def _place(html: str, found: re.Match[str]) -> int:
    if found["tag"].startswith("h"):
        closing = f"</{found['tag']}>"
        return html.index(closing, found.end()) + len(closing)
    body = html.find(STEP_BODY, found.end())
    return body + len(STEP_BODY) if found["tag"] == "li" and body >= 0 else found.end()
