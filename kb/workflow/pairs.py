"""The rule of two people, if the team has it: what somebody saved last is published by somebody else."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from kb.models import Rules
from kb.workflow.people import Person, publish_right

MOST_NAMED = 8
BACKEND = "django.contrib.auth.backends.ModelBackend"


class OwnEdit(Exception):
    """The person who asks saved it last; `others` may publish it."""

    def __init__(self, others: list[str]) -> None:
        super().__init__(", ".join(others))
        self.others = others

    @property
    def sentence(self) -> str:
        if not self.others:
            return _("You saved this last, so somebody else has to publish it. Nobody else has the right yet.")
        return _("You saved this last, so somebody else has to publish it: %(names)s.") % {
            "names": ", ".join(self.others)
        }


def check(person: Person, authors: Iterable[int | None], language: str = "", *, right: str = "") -> None:
    """`authors` (primary keys) saved last what `person` is to publish in `language`, or by another `right`. Raises OwnEdit.

    What the site does by itself, or content files bring in, is nobody's.
    """
    own = person.pk if person and person.is_authenticated else None
    if own and own in set(authors) and Rules.objects.filter(two_people=True).exists():
        raise OwnEdit(others(own, right or publish_right(language)))


def refusal(person: Person, authors: Iterable[int | None], language: str = "", *, right: str = "") -> str | None:
    """Why `person` may not publish it, in a sentence; None if they may."""
    try:
        check(person, authors, language, right=right)
    except OwnEdit as own:
        return own.sentence
    return None


def others(own: int, right: str) -> list[str]:
    """Who has `right` beside `own`: some names, in their order."""
    found = User.objects.with_perm(f"kb.{right}", backend=BACKEND).filter(is_staff=True).exclude(pk=own)
    return list(found.order_by("username").values_list("username", flat=True)[:MOST_NAMED])
