"""Searches that found nothing, counted for editors, with nothing in them that could be somebody's own."""

import re

from django.db.models import F
from django.utils import timezone

from kb.models import FailedSearch
from kb.search.plan import clean

MOST_TERMS = 5000  # rows; whoever sends nonsense by machine must not fill the disk
LONGEST = 120  # characters
PRIVATE = re.compile(r"\S*[\d@]\S*|\S*://\S*|\S*\w\.\w\S*")  # numbers, e-mail and web addresses


def scrub(text: str) -> str:
    """TEXT in lower case without any word that holds a digit or is an address."""
    return " ".join(PRIVATE.sub(" ", clean(text).lower()).split())[:LONGEST].strip()


def record(text: str, language: str, *, elsewhere: bool = False) -> None:
    """Count a search that found nothing in LANGUAGE; ELSEWHERE: another language had something."""
    terms = scrub(text)
    if not terms:
        return
    known = FailedSearch.objects.filter(language=language, terms=terms)
    if known.update(count=F("count") + 1, elsewhere=elsewhere, last_at=timezone.now()):
        return
    if FailedSearch.objects.count() < MOST_TERMS:
        FailedSearch.objects.get_or_create(language=language, terms=terms, defaults={"elsewhere": elsewhere})
