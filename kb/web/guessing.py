"""What somebody meant by an address that is none: another spelling of a language, of an article's number or of a page."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.conf.locale import LANG_INFO
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from kb.base.languages import codes
from kb.text.folding import seen
from kb.text.numbers import parse_number

BETWEEN = re.compile(r"/+")
AROUND = " \t\u00a0.,;:!?)]}>»”\"'"  # what is copied along with an address
ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
SHELVES = frozenset(("kb", "ibkb", "article", "articles", "node", "faq"))  # what addresses of articles begin with
HOMES = frozenset(("", "home", "index", "kb", "article", "articles", "category", "tag"))
FEEDS = frozenset(("feed", "feeds", "rss", "atom", "feed.xml", "rss.xml", "atom.xml", "index.xml"))
FEED = "recent/atom.xml"
AT_THE_TOP = {"sitemap": "sitemap.xml"} | {name: name for name in ("sitemap.xml", "robots.txt", "favicon.ico")}
SECRETS = frozenset(("preview", "admin"))  # what is below them is spelled in one way alone
PROGRAMS = frozenset(("api", "static", "media", ".well-known"))


@dataclass(frozen=True)
class Guess:
    """`language` is None where the address names none that the site has. Either a number, or a page below the language, or
    one at the top of the site.
    """

    language: str | None
    number: int | None = None
    page: str = ""
    top: str = ""


def guess(path: str) -> Guess | None:
    """None if nothing here is like `path`, which no address of the site fits."""
    parts = [part for part in (_tidy(part) for part in BETWEEN.split(seen(path))) if part]
    if not parts or parts[0].lower() in PROGRAMS:
        return None
    if len(parts) == 1 and parts[0].lower() in AT_THE_TOP:
        return Guess(None, top=AT_THE_TOP[parts[0].lower()])
    language, rest = None, parts
    if _is_language(parts[0]):
        language, rest = own_language(parts[0]), parts[1:]
    number = _number(rest)
    if number is not None:
        return Guess(language, number)
    if "/".join(rest).lower() in HOMES:
        return Guess(language)
    if "/".join(rest).lower() in FEEDS:
        return Guess(language, page=FEED)
    first = rest[0].lower()
    page = "/".join([first, *(part if first in SECRETS else part.lower() for part in rest[1:])])
    return next((Guess(language, page=quote(each)) for each in (f"{page}/", page) if _is_page(each)), None)


def own_language(named: str) -> str | None:
    """The site's language that `named`, such as fr_CA or EN, is a kind of."""
    base = re.split("[-_]", named.lower())[0]
    return base if base in codes() else None


def _is_language(part: str) -> bool:
    """One that anybody has: a page in a language that is not here is shown in the reader's."""
    base, *rest = re.split("[-_]", part.lower())
    return base in LANG_INFO and all(re.fullmatch("[a-z]{2,4}|[0-9]{3}", each) for each in rest)


def _tidy(part: str) -> str:
    return ENDING.sub("", part.strip(AROUND))


def _number(parts: list[str]) -> int | None:
    """The number that the first of `parts` spells, alone or behind the name of a shelf."""
    if not parts:
        return None
    if parts[0].lower() in SHELVES:
        return parse_number("".join(parts[1:2]))
    return parse_number(parts[0])


def _is_page(page: str) -> bool:
    """Whether `page` is below each language: those of readers and of the practice, and the way into the desk."""
    try:
        resolve(f"/{get_language()}/{page}")  # the only prefix that Django's patterns know
    except Resolver404:
        return False
    return True
