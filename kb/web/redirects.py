"""Addresses that editors lead to a page of this site: content/redirects.yaml. They count only where nothing else answers."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language, override

from kb import demos
from kb.addresses import article_path
from kb.base import kept
from kb.base.kept import KeptList
from kb.base.languages import codes
from kb.base.patience import impatient
from kb.base.places import Problem, Readable, Reader, Said, open_file, said
from kb.files.problems import Misread
from kb.files.shared import CATEGORIES, ELSEWHERE, TAGS, SharedFile
from kb.models import Article, Category, Elsewhere, Tag
from kb.text.numbers import LARGEST_NUMBER, MENTION, parse_number
from kb.web import guessing
from kb.web.finding import LONGEST_SUCCESSION, Gone, find
from kb.web.machines import is_machine
from kb.web.onward import never_shared, with_query

NAME = "redirects.yaml"
LONGEST = 200  # characters of an address
PART = re.compile(r"[\w.~+-]+")  # one between two slashes
COUNT = """
INSERT INTO kb_redirectuse (address, count, last_on) VALUES (%s, 1, %s)
ON CONFLICT (address) DO UPDATE SET count = kb_redirectuse.count + 1, last_on = excluded.last_on
"""


@dataclass(frozen=True)
class Key:
    """What addresses that mean the same have in common. `language` is '' where each language is meant."""

    language: str
    page: str  # without slashes around; that of an article is KB and its number

    @property
    def number(self) -> int | None:
        return int(self.page[2:]) if self.page.startswith("KB") else None

    def __str__(self) -> str:
        return f"{self.language}/{self.page}" if self.language else self.page


@dataclass(frozen=True)
class Redirect:
    """`origin` and `to` as they are written: KB4242, or a path with or without a language. `since` is when it was made."""

    origin: str
    to: str
    since: date | None = None
    line: int = 0

    @cached_property
    def key(self) -> Key | None:
        """None where `origin` is not an address that may lead elsewhere."""
        return key_of(self.origin)

    @cached_property
    def target(self) -> Key | None:
        return key_of(self.to.partition("?")[0].partition("#")[0])

    def aim(self, language: str) -> Key | None:
        """The address to which it leads readers of `language`."""
        return self.target and Key(self.target.language or language, self.target.page)


@dataclass(frozen=True)
class Redirects:
    all: tuple[Redirect, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[Key, Redirect]:
        return {each.key: each for each in self.all if each.key}

    def find(self, key: Key | None) -> Redirect | None:
        """What leads on from an address: one of its own language goes before one of all."""
        if key is None:
            return None
        return self.by_key.get(key) or self.by_key.get(Key("", key.page))


@dataclass(frozen=True)
class Site:
    """What there is to lead to: the numbers that are taken, those that readers come to, shelves and practices by their keys."""

    numbers: Collection[int]
    readable: Collection[int]
    shelves: Mapping[str, Collection[str]] = field(default_factory=dict)  # name of the view -> keys

    @classmethod
    def from_database(cls) -> Self:
        readable = {*Article.objects.readable().values_list("number", flat=True)}
        archived = Article.objects.exclude(successor=None).values_list("number", "successor__number")
        for _step in range(LONGEST_SUCCESSION):
            readable |= {number for number, successor in archived if successor in readable}
        numbers = {
            *Article.objects.values_list("number", flat=True),
            *Elsewhere.objects.values_list("number", flat=True),
        }
        keys = {name: {*model.objects.values_list("key", flat=True)} for name, model in SHELVES.items()}
        return cls(numbers, readable, keys | _practices())

    @classmethod
    def from_files(cls, root: Path, numbers: Collection[int]) -> Self:
        keys = {name: _keys(root, file) for name, file in FILES.items()}
        away = _keys(root, ELSEWHERE)
        return cls(numbers, {number for number in numbers if str(number) not in away}, keys | _practices())

    def has(self, key: Key) -> bool:
        """Whether readers come to a page at `key`."""
        if key.number is not None:
            return key.number in self.readable
        with override(key.language or codes()[0]):
            try:
                found = resolve(f"/{get_language()}/{key.page}{'/' if key.page else ''}")
            except Resolver404:
                return False
        if found.view_name not in self.shelves:
            return True
        return found.kwargs.get("key", found.kwargs.get("id")) in self.shelves[found.view_name]


SHELVES: dict[str, Any] = {"kb:category": Category, "kb:tag": Tag}
FILES: dict[str, SharedFile] = {"kb:category": CATEGORIES, "kb:tag": TAGS}


def _practices() -> dict[str, set[str]]:
    """Those that there are, by the view that shows one."""
    known = {demo.id: demo.address(codes()[0]) for demo in demos.all_demos() if demo.ready}
    with override(codes()[0]):
        views = {resolve(address).view_name for address in known.values()}
    return {view: {*known} for view in views}


def _keys(root: Path, file: SharedFile) -> set[str]:
    try:
        return {str(entry.key) for entry in file.parse(file.file(root).read_text())}
    except (OSError, UnicodeDecodeError, Misread):  # who reads that file tells what is wrong with it
        return set()


def key_of(address: str) -> Key | None:
    """None for what is not an address of a page: the desk, programs' addresses, previews, and what has signs that none has."""
    if not address.startswith("/"):
        number = parse_number(address) if re.match("[A-Za-z#]", address) else None
        return Key("", f"KB{number}") if number else None
    if len(address) > LONGEST:
        return None
    language, parts = guessing.parts(unquote(address))
    if number := guessing.number_in(parts):
        return Key(language, f"KB{number}") if number <= LARGEST_NUMBER else None
    lower = [part.lower() for part in parts]
    if {*lower[:1]} & (guessing.SECRETS | guessing.PROGRAMS) or not all(map(PART.fullmatch, lower)):
        return None
    return Key(language, "/".join(lower))


def redirects() -> Redirects:
    """This site's; none while the file is broken and never was read."""
    return REDIRECTS.now()


def redirected(request: HttpRequest) -> HttpResponse | None:
    """One step to where editors lead who asks for an address that nothing else answers; None if they lead nowhere."""
    if request.method not in {"GET", "HEAD"} or not (there := redirects()).all:
        return None
    key = key_of(request.path_info)
    found = there.find(key)
    language = (key.language if key else "") or get_language() or ""
    path = path_of(found, language) if found else None
    if found is None or path is None or path == request.path:
        return None
    _count(found, request)
    path = path if "?" in path or "#" in path else with_query(request, path)
    lasting = bool(key and key.language)  # else the next reader may be led to another language
    return never_shared(HttpResponsePermanentRedirect(path) if lasting else HttpResponseRedirect(path))


def path_of(redirect: Redirect, language: str) -> str | None:
    """Where a reader of `language` is led, in one step; None where there is nothing to read."""
    target = redirect.target
    if target is None:
        return None
    language = target.language or language
    tail = redirect.to[len(urlsplit(redirect.to).path) :]
    if target.number is None:
        return f"/{language}/{target.page}{'/' if target.page else ''}{tail}"
    try:
        article = find(target.number)
    except Gone:
        return None
    text = article.reading(language) if article else None
    return article_path(article.number, text.slug, language) + tail if article and text else None


def _count(found: Redirect, request: HttpRequest) -> None:
    """For editors; no reader waits for it."""
    if request.method != "GET" or is_machine(request.headers.get("User-Agent", "")):
        return
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    try:
        with impatient(), connection.cursor() as cursor:
            cursor.execute(COUNT, [str(found.key), today])
    except Error:
        return


def read(file: Readable, found: list[Problem]) -> Redirects | None:
    """What `file` holds; what is wrong with it by itself is added to `found`."""
    before = len(found)
    root = open_file(file, NAME, codes(), found)
    made = Redirects(root.each(_redirect) if root else ())
    found += [Problem(NAME, line, message) for line, message in _at_odds(made)] if len(found) == before else []
    return made if len(found) == before else None


def _redirect(reader: Reader) -> Redirect:
    fields = reader.fields(("from", "to"), ("since",))
    since: date | None = None
    return Redirect(
        fields.get("from", Reader.text, ""),
        fields.get("to", Reader.text, ""),
        fields.get("since", _day, since),
        reader.line,
    )


def _day(reader: Reader) -> date | None:
    text = reader.text()
    try:
        return date.fromisoformat(text)
    except ValueError:
        reader.problem(said("{text} is not a date such as 2026-12-01", text=repr(text)))
        return None


def _at_odds(made: Redirects) -> Iterator[tuple[int, Said]]:
    """Addresses that cannot be redirected, duplicates, circles, and redirects that lead to another redirect."""
    seen: set[Key] = set()
    for each in made.all:
        if each.key is None or each.target is None:
            wrong = each.origin if each.key is None else each.to
            yield (
                each.line,
                said(
                    "“{address}” is not an address of this site: write a path such as /help/ or a number such as KB1131",
                    address=wrong,
                ),
            )
            continue
        if each.key in seen:
            yield each.line, said("“{address}” is listed twice", address=each.origin)
        seen.add(each.key)
        told = (
            _told_of_way(made, each, language) for language in ([each.key.language] if each.key.language else codes())
        )
        if message := next(filter(None, told), None):
            yield each.line, message


def _told_of_way(made: Redirects, first: Redirect, language: str) -> Said | None:
    """What is wrong with the way of a reader of `language`, if it has more than one step."""
    passed, last = [first], first
    while (further := made.find(last.aim(language))) is not None:
        if further in passed:
            return said("“{address}” leads in a circle", address=first.origin)
        passed.append(further)
        last = further
    if last is first:
        return None
    return said(
        "“{address}” leads to “{middle}”, which leads on: write “{to}” instead",
        address=first.origin,
        middle=first.to,
        to=last.to,
    )


def trouble(redirect: Redirect, site: Site) -> Said | None:
    """What readers or editors would find wrong with it on `site` as it is; None if it does what it should."""
    key, target = redirect.key, redirect.target
    if key is None or target is None:
        return None  # `read` says so
    if key.number in site.numbers:
        return said("KB{number} is an article, and readers see it there", number=key.number)
    if key.number is None and site.has(key):
        return said("“{address}” is a page of this site, and readers see it there", address=redirect.origin)
    if not site.has(target):
        return said(
            "“{address}” leads to “{to}”, where readers find nothing", address=redirect.origin, to=redirect.to
        )
    return None


class RedirectsKeeper(KeptList[Redirects]):
    """The keeper of redirects.yaml, which also looks at what there is at both ends."""

    def problems(self, root: Path, articles: Collection[int] | None = None) -> list[Problem]:
        found = super().problems(root, articles)
        if found or articles is None or not (root / self.name).exists():
            return found
        return self._beside((root / self.name).read_text(), Site.from_files(root, articles))

    def wrong(self, text: str, articles: Collection[int] | None = None) -> list[Problem]:
        return super().wrong(text, articles) or self._beside(text, Site.from_database())

    def _beside(self, text: str, site: Site) -> list[Problem]:
        made = self.made(text)
        told = ((each.line, trouble(each, site)) for each in (made.all if made else ()))
        return [Problem(self.name, line, message) for line, message in told if message]


def mentioned(made: Redirects) -> Iterator[tuple[int, int]]:
    for each in made.all:
        yield from ((int(match[1]), each.line) for match in MENTION.finditer(each.to))


REDIRECTS = RedirectsKeeper(
    kept.CONTENT, NAME, lambda: Path(settings.CONTENT_DIR), read, Redirects(), mentions=mentioned
)
