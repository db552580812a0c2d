"""content/broker.yaml: where the broker shows an article that this site does not hold, if that is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kb.base import kept
from kb.base.kept import Kept
from kb.base.languages import codes
from kb.base.places import Problem, Reader, open_file, said

NAME = "broker.yaml"
ADDRESS = re.compile(r"https://[^\s<>\"']+")


@dataclass(frozen=True)
class Page:
    number: int
    address: str


def address(number: int) -> str | None:
    """The broker's own page of article `number`."""
    return ADDRESSES.now().get(number)


def read(file: Path, found: list[Problem]) -> Mapping[int, str] | None:
    problems: list[Problem] = []
    root = open_file(file, NAME, codes(), problems)
    pages = root.each(_page, unique="number") if root else ()
    found += problems
    return None if problems else {page.number: page.address for page in pages}


def _page(reader: Reader) -> Page:
    fields = reader.fields(("number", "address"))
    return Page(fields.get("number", Reader.number, 0), fields.get("address", _address, ""))


def _address(reader: Reader) -> str:
    return reader.matching(ADDRESS, said("an address that begins with https://"))


ADDRESSES = Kept[Mapping[int, str]](kept.CONTENT, NAME, lambda: Path(settings.CONTENT_DIR), read, {})
