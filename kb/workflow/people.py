"""Who may do what with a text, and what they are called in the log."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from kb.base.languages import codes

Person = User | AbstractBaseUser | AnonymousUser | None


def name_of(person: Person) -> str:
    """What the log keeps of `person`; '' for the site itself."""
    return person.get_username() if person and person.is_authenticated else ""


def signed(person: Person) -> dict[str, Any]:
    """Who did it, as a line of the log keeps it."""
    return {"by": person if person and person.is_authenticated else None, "by_name": name_of(person)}


WORDS_RIGHT = (
    "edit_words"  # the permission to change the lists of words, which readers of every language have at once
)


def may_edit_words(person: Person) -> bool:
    return _has(person, WORDS_RIGHT)


def edit_right(language: str) -> str:
    """The permission to write drafts in `language`."""
    return f"edit_{language}"


def publish_right(language: str) -> str:
    """The permission to decide what readers of `language` see."""
    return f"publish_{language}"


def may_edit(person: Person, language: str) -> bool:
    return _has(person, edit_right(language))


def may_publish(person: Person, language: str) -> bool:
    return _has(person, publish_right(language))


def may_publish_everywhere(person: Person) -> bool:
    """For what readers of every language see at once."""
    return all(may_publish(person, code) for code in codes())


def may_archive(person: Person) -> bool:
    """An article goes in every language at once."""
    return may_publish_everywhere(person)


def languages(person: Person, may: Callable[[Person, str], bool]) -> list[str]:
    """Those in which `person` `may` do something."""
    return [code for code in codes() if may(person, code)]


def _has(person: Person, right: str) -> bool:
    return bool(person) and person.has_perm(f"kb.{right}")  # type: ignore[union-attr]
