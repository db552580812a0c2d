"""Threads on a text: opened at a passage, answered, resolved; who is named in one finds it in their work."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from kb.base.languages import codes
from kb.models import Article, Comment, Edition, Revision, Thread
from kb.text.folding import fold
from kb.workflow.people import Person, may_edit, may_publish, name_of

NAMED = re.compile(r"(?<![\w@.])@([\w.+-]+)")
WORD = re.compile(r"\w+")
# What is written in a body and not seen by readers: where a link leads, an id, the name of a container, the number of a step.
UNSEEN = re.compile(r"\]\([^)\n]*\)|\{#[^}\n]*\}|^ *:{3,} *(?:tab +\S+|\S+)?|^ *\d+\. ", re.MULTILINE)


class NotThere(Exception):
    """The passage that is spoken of is not in the text."""


@dataclass(frozen=True)
class Talk:
    """A thread as it is shown. `is_there`: the newest text still has its passage."""

    thread: Thread
    comments: Sequence[Comment]
    is_there: bool
    may_resolve: bool


@dataclass(frozen=True)
class Turn:
    """An open thread in which somebody else spoke last."""

    thread: Thread
    last: Comment


def may_discuss(person: Person) -> bool:
    """Anyone who writes or publishes in one language may ask about a text in another: translators do."""
    return any(may_edit(person, code) or may_publish(person, code) for code in codes())


def may_resolve(person: Person, thread: Thread, comments: Sequence[Comment]) -> bool:
    """Who answers for the text, and who asked."""
    asked = bool(comments) and person is not None and comments[0].author_id == person.pk
    return asked or may_edit(person, thread.language) or may_publish(person, thread.language)


def of_text(edition: Edition, person: Person) -> list[Talk]:
    """The open ones first, each group the oldest first: three queries."""
    found = Thread.objects.filter(article=edition.article, language=edition.language).select_related("revision")
    talks = []
    for thread in found.prefetch_related("comments"):
        comments = list(thread.comments.all())
        is_there = not thread.quote or _has(edition.head, thread.quote)
        talks.append(Talk(thread, comments, is_there, may_resolve(person, thread, comments)))
    return sorted(talks, key=lambda talk: talk.thread.resolved_at is not None)


def count_open(article: Article, language: str) -> int:
    return Thread.objects.filter(article=article, language=language, resolved_at=None).count()


def open_by_text(articles: Collection[int]) -> dict[tuple[int, str], int]:
    """How many are open, by article and language: one query."""
    rows = Thread.objects.filter(article__in=articles, resolved_at=None).values_list("article", "language")
    return {(pk, language): count for pk, language, count in rows.annotate(count=Count("pk"))}


@transaction.atomic
def begin(edition: Edition, text: str, quote: str = "", *, by: Person) -> Thread:
    """A thread on the newest draft. Raises NotThere."""
    if quote and not _has(edition.head, quote):
        raise NotThere
    thread = Thread.objects.create(
        article=edition.article, language=edition.language, revision=edition.head, quote=quote
    )
    _say(thread, text, by)
    return thread


@transaction.atomic
def reply(thread: Thread, text: str, *, by: Person) -> Comment:
    """What is said in a resolved thread opens it again."""
    Thread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by_name="")
    return _say(thread, text, by)


def resolve(thread: Thread, *, by: Person) -> bool:
    """Whether it was open."""
    still = Thread.objects.filter(pk=thread.pk, resolved_at=None)
    return bool(still.update(resolved_at=timezone.now(), resolved_by_name=name_of(by)))


def _say(thread: Thread, text: str, by: Person) -> Comment:
    author = by if isinstance(by, User) else None
    comment = Comment.objects.create(thread=thread, text=text, author=author, by_name=name_of(by))
    comment.mentioned.set(named_in(text))
    return comment


def named_in(text: str) -> list[User]:
    """The colleagues whom `text` names by @name; a dot that ends the sentence is none of the name."""
    names = {name for match in NAMED.findall(text) for name in (match, match.rstrip(".-+"))}
    return list(User.objects.filter(username__in=names, is_active=True, is_staff=True)) if names else []


def for_person(person: Person) -> list[Turn]:
    """The open threads in which somebody else spoke last and that name `person`, or in which they spoke: two queries."""
    if person is None or person.pk is None:
        return []
    theirs = Q(comments__mentioned=person.pk) | Q(comments__author=person.pk)
    found = Thread.objects.filter(theirs, resolved_at=None, article__retired_at=None).distinct()
    threads = found.select_related("article").prefetch_related("comments")
    turns = (Turn(thread, list(thread.comments.all())[-1]) for thread in threads)
    return [turn for turn in turns if turn.last.author_id != person.pk]


def _has(revision: Revision, quote: str) -> bool:
    """Whether its words follow each other in one of the fields, whatever signs of markup are between them."""
    wanted = _words(quote)
    return any(wanted in _words(text) for text in revision.words.values())


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(UNSEEN.sub(' ', text))))} "
