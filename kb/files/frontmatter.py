"""An article's file: its head and its text, taken apart and put together in canonical form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kb.base import signs
from kb.base.languages import codes
from kb.files import yamltext
from kb.files.problems import Misread
from kb.files.yamltext import Located
from kb.markup.limits import too_long
from kb.models import Revision
from kb.models.revision import LONGEST_QUESTIONS
from kb.publishing.problems import sentence
from kb.text.folding import composed
from kb.text.numbers import LARGEST_NUMBER
from kb.text.questions import joined
from kb.text.tidying import tidy

FENCE = "---\n"
LONGEST_HEAD = 10_000  # characters; the longest of ours has 700
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Head:
    """What is above the text, in the order of the canonical form (content/README.md)."""

    number: int
    category: str
    source: str
    title: str
    slug: str
    summary: str
    tags: tuple[str, ...] = ()
    needed: int | None = None
    demo: str | None = None
    references: tuple[int, ...] = ()
    review: date | None = None
    retired: date | None = None
    successor: int | None = None
    published: date | None = None
    updated: date | None = None
    change: str | None = None
    short: str | None = None
    questions: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What is true of the article in every language."""
        return {key: getattr(self, key) for key in FACTS}


MOST_TOLD = 10  # control characters of one file
FACTS = ("number", "category", "tags", "source", "needed", "demo", "references", "review", "retired", "successor")
ORDER = (*FACTS, "title", "short", "slug", "summary", "questions", "published", "updated", "change")
REQUIRED = ("number", "category", "source", "title", "slug", "summary")


@dataclass(frozen=True)
class Parsed:
    """A file taken apart. `lines` says where each key of the head stands; the body begins at `body_line`."""

    head: Head
    body: str
    lines: Mapping[str, int]
    body_line: int

    @cached_property
    def canonical(self) -> str:
        return dump(self.head, self.body)


def parse(text: str) -> Parsed:
    """Take the file `text` apart. Raises Misread: for more than an article may hold, or with all that is wrong in the head."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    _refuse_unclean(text)
    head, body, body_line = split(text)
    _refuse_long(head, body, body_line)
    found = yamltext.read(composed(head), first_line=2)
    if not isinstance(found.value, dict):
        raise Misread((2, _("The head has to be a list of keys and values.")))
    return Parsed(read_head(found.value), tidy(body), {k: v.line for k, v in found.value.items()}, body_line)


def _refuse_unclean(text: str) -> None:
    message = _("This line has the control character %(code)s after “%(before)s”. Delete it.")
    found = islice(signs.places(text), MOST_TOLD)
    if problems := [(each.line, message % {"code": each.code, "before": each.before}) for each in found]:
        raise Misread(*problems)


def _refuse_long(head: str, body: str, body_line: int) -> None:
    if len(head) > LONGEST_HEAD:
        message = _("The head is %(length)d characters long; %(longest)d fit.")
        raise Misread((2, message % {"length": len(head), "longest": LONGEST_HEAD}))
    if problem := too_long(body):
        raise Misread((body_line + problem.line - 1, sentence(problem)))


def split(text: str) -> tuple[str, str, int]:
    """Head, body and the line at which the body begins."""
    head, fence, rest = text.removeprefix(FENCE).partition("\n" + FENCE)
    if not text.startswith(FENCE) or not fence:
        raise Misread((1, _("The file has to begin with a head between two lines of “---”.")))
    body = rest.lstrip("\n")
    return head + "\n", body, head.count("\n") + 4 + len(rest) - len(body)


def dump(head: Head, body: str) -> str:
    if not head.published:
        head = replace(head, updated=None)  # only what readers see has a day on which it changed
    lines = [f"{key}:{_dumped(key, value)}\n" for key in ORDER if (value := getattr(head, key)) not in (None, (), "")]
    return f"{FENCE}{''.join(lines)}{FENCE}\n{tidy(body)}"


def _dumped(key: str, value: Any) -> str:
    """What is behind the colon. Questions are sentences, and have a line each."""
    if key == "questions":
        return "".join(f"\n- {yamltext.scalar(item)}" for item in value)
    return " " + (yamltext.flow(value) if isinstance(value, tuple) else yamltext.scalar(value))


def read_head(found: Mapping[str, Located]) -> Head:
    problems = [
        (item.line, _("“%(key)s” is not a key of an article’s head.") % {"key": key})
        for key, item in found.items()
        if key not in READERS
    ]
    values = {}
    for key, item in found.items():
        try:
            if key in READERS:
                values[key] = READERS[key](item.plain)
        except ValueError as error:
            problems.append((item.line, f"{key}: {error}"))
    missing = [key for key in REQUIRED if key not in found]
    if missing:
        problems.append((1, _("The head lacks: %(keys)s.") % {"keys": ", ".join(missing)}))
    if problems:
        raise Misread(*sorted(problems))
    head = Head(**values)
    _agree(head, found)
    return head


def _agree(head: Head, found: Mapping[str, Located]) -> None:
    """What no key can tell alone."""
    if head.published and not head.updated:
        raise Misread((found["published"].line, _("A published text needs “updated” too.")))
    if head.published and head.updated and head.updated < head.published:
        raise Misread((found["updated"].line, _("“updated” is earlier than “published”.")))
    if head.successor and not head.retired:
        raise Misread((found["successor"].line, _("Only a retired article has a successor.")))
    if head.successor == head.number:
        raise Misread((found["successor"].line, _("An article cannot be its own successor.")))


def read_number(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= LARGEST_NUMBER:
        raise ValueError(_("it has to be a whole number, not “%(value)s”.") % {"value": value})
    return value


def read_slug(value: Any) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise ValueError(_("it has to be small letters, digits and hyphens, not “%(value)s”.") % {"value": value})
    return value


def _short_slug(value: Any) -> str:
    return read_slug(_text("slug")(value))


def longest_text(model: type[Model], field: str) -> int:
    """How many characters a field of the database holds."""
    found = model._meta.get_field(field)
    return getattr(found, "max_length", None) or 0


def _text(field: str) -> Callable[[Any], str]:
    longest: int = longest_text(Revision, field)

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(_("it has to be text; put it in quotes if YAML reads it as something else."))
        if "\n" in value:
            raise ValueError(_("it has to fit on one line."))
        if len(value) > longest:
            message = _("it is %(length)d characters long; %(longest)d fit.")
            raise ValueError(message % {"length": len(value), "longest": longest})
        return value.strip()

    return read


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(_("it has to be a date such as 2026-11-24, not “%(value)s”.") % {"value": value})
    return value


def _language(value: Any) -> str:
    if value not in codes():
        message = _("it has to be one of %(codes)s, not “%(value)s”.")
        raise ValueError(message % {"codes": ", ".join(codes()), "value": value})
    return str(value)


def _list_of(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(_("it has to be a list such as [a, b]."))
        items = tuple(map(read, value))
        if len(set(items)) < len(items):
            raise ValueError(_("something is in the list twice."))
        return items

    return read_all


def _tags(value: Any) -> tuple[str, ...]:
    """Sorted: tags are a set, and a file has one canonical form."""
    return tuple(sorted(_list_of(read_slug)(value)))


def _questions(value: Any) -> tuple[str, ...]:
    questions = _list_of(_text("questions"))(value)
    if len(joined(questions)) > LONGEST_QUESTIONS:
        raise ValueError(_("together they are longer than %(longest)d characters.") % {"longest": LONGEST_QUESTIONS})
    return questions


READERS: dict[str, Callable[[Any], Any]] = {
    "number": read_number,
    "category": read_slug,
    "tags": _tags,
    "source": _language,
    "needed": read_number,
    "demo": read_slug,
    "references": _list_of(read_number),
    "review": _day,
    "retired": _day,
    "successor": read_number,
    "title": _text("title"),
    "slug": _short_slug,
    "summary": _text("summary"),
    "short": _text("short"),
    "questions": _questions,
    "published": _day,
    "updated": _day,
    "change": _text("change"),
}
