"""The last step: only what the renderer itself writes gets through."""

import nh3

TAGS = frozenset(
    [
        "a",
        "aside",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "samp",
        "section",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
EVERYWHERE = {"class", "id", "lang", "role", "title"}
ATTRIBUTES = {tag: EVERYWHERE for tag in TAGS} | {
    "a": EVERYWHERE | {"href", "rel"},
    "div": EVERYWHERE | {"tabindex"},
    "ol": EVERYWHERE | {"start"},
    "th": EVERYWHERE | {"scope"},
}
CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    generic_attribute_prefixes={"aria-", "data-"},
    url_schemes={"https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    return CLEANER.clean(html)
