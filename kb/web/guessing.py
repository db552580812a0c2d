"""What somebody meant by an address that is none: another spelling of a language, of an article's number or of a page."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.conf.locale import LANG_INFO
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from kb.base.languages import codes
from kb.text.folding import fold, seen
from kb.text.numbers import parse_number

BETWEEN = re.compile(r"/+")
AROUND = " \t\u00a0.,;:!?)]}>»”\"'"  # what is copied along with an address
ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
KNOWN_CODES = frozenset(code.split("-")[0] for code in LANG_INFO)
SHELVES = frozenset(("kb", "ibkb", "article", "articles", "node", "faq"))  # what addresses of articles begin with
HOMES = frozenset(("", "home", "accueil", "index", "kb", "article", "articles", "category", "tag"))
FEEDS = frozenset(("feed", "feeds", "rss", "atom", "feed.xml", "rss.xml", "atom.xml", "index.xml"))
FEED = "recent/atom.xml"
# Other words that people use for a page, in either language.
PAGES = {
    "recherche": "search",
    "entrainement": "practice",
    "practise": "practice",
    "choisir": "choose",
    "a-propos": "about",
}
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
AT_THE_TOP = {"sitemap": "sitemap.xml"} | {name: name for name in ("sitemap.xml", "robots.txt", "favicon.ico")}
SECRETS = frozenset(("preview", "admin"))  # what is below them is spelled in one way alone
PROGRAMS = frozenset(("api", "static", "media", ".well-known"))


@dataclass(frozen=True)
class Guess:
    """`language` is None where the address names none that the site has. Either a number, or a page below the language, or
    one at the top of the site, or what may be an article's `slug` without its number.
    """

    language: str | None
    number: int | None = None
    page: str = ""
    top: str = ""
    slug: str = ""


def guess(path: str) -> Guess | None:
    """None if nothing here is like `path`, which no address of the site fits."""
    whole = _parts(path)
    if not whole or whole[0].lower() in PROGRAMS:
        return None
    own, rest = parts(path)
    language = own or None
    if "/".join(rest).lower() in AT_THE_TOP:
        return Guess(None, top=AT_THE_TOP[rest[0].lower()])
    number = number_in(rest)
    if number is not None:
        return Guess(rest[-1].lower() if rest[-1].lower() in codes() else language, number)
    if "/".join(rest).lower() in HOMES:
        return Guess(language)
    if "/".join(rest).lower() in FEEDS:
        return Guess(language, page=FEED)
    first = PAGES.get(fold(rest[0]), rest[0].lower())
    page = "/".join([first, *(part if first in SECRETS else part.lower() for part in rest[1:])])
    found = next((Guess(language, page=quote(each)) for each in (f"{page}/", page) if _is_page(each)), None)
    return found or _by_slug(language, rest)


def parts(path: str) -> tuple[str, list[str]]:
    """The site's language that `path` names, '' if it names none of them, and what is below it, tidied."""
    language, found = "", _parts(path)
    if found and _is_language(found[0]):
        language, found = own_language(found[0]) or "", found[1:]
    while found and found[0].lower() in codes():  # /en/fr/…: the last one was added by hand
        language, found = found[0].lower(), found[1:]
    return language, found


def _parts(path: str) -> list[str]:
    return [part for part in (_tidy(part) for part in BETWEEN.split(seen(path))) if part]


def own_language(named: str) -> str | None:
    """The site's language that `named`, such as fr_CA or EN, is a kind of."""
    base = re.split("[-_]", named.lower())[0]
    return base if base in codes() else None


def _by_slug(language: str | None, parts: list[str]) -> Guess | None:
    """What may be an article's name in its address, below a shelf or not: /fr/code-temporaire."""
    named = [part for part in parts if part.lower() not in SHELVES]
    slug = fold(named[0]) if len(named) == 1 else ""
    return Guess(language, slug=slug) if SLUG.fullmatch(slug) else None


def _is_language(part: str) -> bool:
    """One that anybody has: a page in a language that is not here is shown in the reader's."""
    base, *rest = re.split("[-_]", part.lower())
    return base in KNOWN_CODES and all(re.fullmatch("[a-z]{2,4}|[0-9]{3}", each) for each in rest)


def _tidy(part: str) -> str:
    return ENDING.sub("", part.strip(AROUND))


def number_in(parts: list[str]) -> int | None:
    """The number that the first of `parts` spells, alone or after the names of shelves."""
    spelled = next((part for part in parts if part.lower() not in SHELVES), "")
    return parse_number(spelled)


def _is_page(page: str) -> bool:
    """Whether `page` is below each language: those of readers and of the practice, and the way into the desk."""
    try:
        resolve(f"/{get_language()}/{page}")  # the only prefix that Django's patterns know
    except Resolver404:
        return False
    return True
