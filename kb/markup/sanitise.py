"""The last step: only what the renderer itself writes gets through."""

import re

import nh3

from kb.markup.destinations import Leads, leads

PRACTICE = {"data-demo", "data-step-demo"}
HEADING = {"id"}
ALLOWED: dict[str, set[str]] = {
    "a": {"class", "href", "rel", "title", "aria-label", "data-number", "data-system", *PRACTICE},
    "aside": {"class", "role", "aria-label"},
    "b": {"class"},
    "blockquote": set(),
    "br": set(),
    "div": {"class", "role", "tabindex", "aria-label", "data-tabs", "data-title", *PRACTICE},
    "em": set(),
    "figcaption": set(),
    "figure": {"class", "id"},
    "h2": HEADING,
    "h3": HEADING,
    "h4": HEADING,
    "h5": HEADING,
    "h6": HEADING,
    "hr": set(),
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "lang"},
    "kbd": {"class"},
    "li": {"class", "id", "data-step"},
    "ol": {"class", "role", "start", "data-list"},
    "p": {"class"},
    "picture": set(),
    "samp": {"class"},
    "section": {"class", "id", "data-tab", "aria-labelledby"},
    "source": {"srcset", "sizes", "media"},
    "span": {"class", "lang", "title", "aria-hidden", "data-number"},
    "strong": set(),
    "table": set(),
    "tbody": set(),
    "td": {"class"},
    "th": {"class", "scope"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
ADDRESSES = {("a", "href"), ("img", "src")}
SRCSET = re.compile(r"(?:/static/figures/[\w./@-]+ [0-9]+w(?:, |$))+")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """`value`, unless it is an address by which a text may not lead, whatever wrote it."""
    if name == "srcset" and not SRCSET.fullmatch(value):
        return None
    return None if (tag, name) in ADDRESSES and leads(value) is Leads.NOWHERE else value


CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={tag: names for tag, names in ALLOWED.items() if names},
    attribute_filter=_attribute,
    generic_attribute_prefixes=set(),
    url_schemes={"https"},
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    # A no-break space is written as itself: French is full of them, and `&nbsp;` is six bytes for two.
    return CLEANER.clean(html).replace("&nbsp;", "\u00a0")
