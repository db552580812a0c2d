"""The revisions of a list of words: saved, published, restored, taken from a file. One that does not hold is not kept."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from kb.base.places import Problem
from kb.files import tree
from kb.files.lists import used
from kb.files.lists.kinds import Kind
from kb.models import Origin, Stamp, WordList, WordRevision
from kb.publishing import lists
from kb.workflow import pairs
from kb.workflow.people import WORDS_RIGHT, Person, name_of

TRIES = 5  # where others save at the same time
LONGEST = 1_000_000  # characters of a list


class Refused(ValueError):
    """The text does not hold; `problems` say where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


class MovedOn(Exception):
    """Somebody has saved the list since."""


def find(kind: Kind) -> WordList | None:
    return WordList.objects.select_related("head", "published").filter(name=kind.name).first()


def current(kind: Kind) -> WordList:
    """The list; on a site that has never loaded it, as its file or table says it."""
    found = find(kind)
    if found is None:
        _record(kind, _at_first(kind), origin=Origin.FILES, publish=True)
    return found or WordList.objects.select_related("head", "published").get(name=kind.name)


def save(
    kind: Kind,
    text: str,
    *,
    by: Person = None,
    comment: str = "",
    based_on: int | None = None,
    origin: Origin = Origin.DESK,
) -> WordRevision:
    """Keep `text` as the newest revision, and let readers have it unless the rule of two people asks for a second one.

    `based_on` is the number of the revision that `by` had before them. Raises Refused with what is wrong that was not wrong before,
    and MovedOn. The newest revision as it is, if that says the same.
    """
    row = current(kind)
    if based_on is not None and row.head.number != based_on:
        raise MovedOn
    text = text.replace("\r\n", "\n")
    if text == row.head.text:
        return row.head
    _refuse(kind, row.head.text, text)
    needs_another = pairs.refusal(by, [getattr(by, "pk", None)], right=WORDS_RIGHT) is not None
    return _record(
        kind, kind.canonical(text), row=row, by=by, comment=comment, origin=origin, publish=not needs_another
    )


def edit(
    kind: Kind, change: Callable[[str], str], *, by: Person = None, comment: str = "", origin: Origin = Origin.DESK
) -> WordRevision:
    """`save` what `change` makes of the newest text, again if somebody saves in between: who changes other rows is in nobody's way."""
    for _try in range(TRIES):
        row = current(kind)
        try:
            return save(kind, change(row.head.text), by=by, comment=comment, based_on=row.head.number, origin=origin)
        except MovedOn:
            continue
    raise MovedOn


def publish(kind: Kind, *, by: Person = None, head: int | None = None) -> WordRevision:
    """Let readers have the newest revision; `head` is its number as `by` saw it. Raises MovedOn, pairs.OwnEdit, Refused."""
    with transaction.atomic():
        row = current(kind)
        if head is not None and row.head.number != head:
            raise MovedOn
        pairs.check(by, [row.head.author_id], right=WORDS_RIGHT)
        _show(kind, row.head)
    lists.look()
    return row.head


def restore(kind: Kind, number: int, *, by: Person = None, comment: str = "") -> WordRevision:
    """Make an older revision the newest one. Raises WordRevision.DoesNotExist, and what `save` does."""
    old = WordRevision.objects.get(name=kind.name, number=number)
    return save(kind, old.text, by=by, comment=comment, origin=Origin.RESTORED)


def take(kind: Kind, text: str, *, by: Person = None) -> WordRevision:
    """What a file says is the newest and what readers have. It was judged before."""
    return _record(kind, text, row=find(kind), by=by, origin=Origin.FILES, publish=True)


def _at_first(kind: Kind) -> str:
    if kind.table and (entries := kind.table.stored()):
        return kind.table.dump(entries)
    file = settings.CONTENT_DIR / kind.name
    return kind.canonical(tree.decode(file.read_bytes())) if file.exists() else ""


def _refuse(kind: Kind, old: str, new: str) -> None:
    if len(new) > LONGEST:
        raise Refused([Problem(kind.name, 1, used.too_long(LONGEST))])
    before = {problem.message for problem in kind.wrong(old)}
    found = [problem for problem in kind.wrong(new) if problem.message not in before]
    if found := found or used.missed(kind, old, new):
        raise Refused(found)


def _record(kind: Kind, text: str, *, publish: bool, **more: Any) -> WordRevision:
    try:
        revision = _recorded(kind, text, publish=publish, **more)
    except IntegrityError:  # somebody else has made the revision of this number
        raise MovedOn from None
    if publish:
        lists.look()
    return revision


@transaction.atomic
def _recorded(
    kind: Kind,
    text: str,
    *,
    row: WordList | None = None,
    by: Person = None,
    comment: str = "",
    origin: Origin,
    publish: bool,
) -> WordRevision:
    """Raises MovedOn if `row` is no longer how the list stands."""
    last = WordRevision.objects.filter(name=kind.name).aggregate(last=Max("number"))["last"] or 0
    revision = WordRevision.objects.create(
        name=kind.name,
        number=last + 1,
        text=text,
        digest=tree.digest(text),
        comment=comment[:240],
        origin=origin,
        author_id=by.pk if by and by.is_authenticated else None,
        by_name=name_of(by),
    )
    if row is None:
        WordList.objects.create(name=kind.name, head=revision, published=revision)
    elif not WordList.objects.filter(name=kind.name, head=row.head).update(head=revision):
        raise MovedOn
    if publish:
        _show(kind, revision)
    return revision


def _show(kind: Kind, revision: WordRevision) -> None:
    WordList.objects.filter(name=kind.name).update(published=revision)
    if kind.table and revision.text:
        entries = kind.table.parse(revision.text)
        kind.table.store(entries)
        if revision.origin != Origin.FILES:
            kind.table.drop_all_but(entries)
    Stamp.bump()
