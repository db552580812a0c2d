"""A text is given to a person, with a day on which it is due. Each step has its line in the log."""

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from kb.base.languages import codes
from kb.models import Article, Assignment, PublicationEntry
from kb.workflow import editions
from kb.workflow.people import Person, edit_right, may_edit, may_publish, name_of

Action = PublicationEntry.Action


class NotTheirs(Exception):
    """The text would be given to somebody who may not write its language."""


def anybody() -> QuerySet[User]:
    """Who may write any language: by name."""
    able = User.objects.none()
    for code in codes():
        able |= writers(code)
    return able.distinct()


def writers(language: str) -> QuerySet[User]:
    """Who may write `language`, and so be given a text in it: by name."""
    able = User.objects.with_perm(f"kb.{edit_right(language)}")
    return able.filter(is_staff=True).order_by("username")


def may_assign(person: Person, language: str) -> bool:
    return may_edit(person, language) or may_publish(person, language)


def find(article: Article, language: str) -> Assignment | None:
    return Assignment.objects.filter(article=article, language=language).select_related("person").first()


@transaction.atomic
def assign(article: Article, language: str, person: User, due_on: date | None, *, by: Person = None) -> Assignment:
    """In place of an earlier assignment of the text. Raises NotTheirs."""
    if not person.is_active or not may_edit(person, language):
        raise NotTheirs
    before = find(article, language)
    if before and (before.person_id, before.due_on) == (person.pk, due_on):
        return before
    values = {"person": person, "due_on": due_on, "by_name": name_of(by)}
    made = Assignment.objects.update_or_create(article=article, language=language, defaults=values)[0]
    _log(article, language, Action.ASSIGNED, by, person.get_username(), due_on)
    return made


@transaction.atomic
def withdraw(article: Article, language: str, *, by: Person = None) -> bool:
    """Whether there was one to take back."""
    before = find(article, language)
    if before is None:
        return False
    before.delete()
    _log(article, language, Action.UNASSIGNED, by, before.person.get_username())
    return True


def _log(article: Article, language: str, action: Action, by: Person, whose: str, due_on: date | None = None) -> None:
    edition = editions.find(article, language)
    PublicationEntry.objects.create(
        article=article,
        language=language,
        revision=edition.head if edition else None,
        action=action,
        note=f"{whose}, {due_on.isoformat()}" if due_on else whose,
        by=by if isinstance(by, User) else None,
        by_name=name_of(by),
    )
