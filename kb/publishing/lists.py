"""The lists of words that readers have, from the database to this process, and to the texts that show a part of them."""

import re
from collections.abc import Collection, Iterator

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.patience import Pauses
from kb.models import PublishedText, Stamp, WordList
from kb.publishing import snippets
from kb.publishing.publish import follow, render_stored

SHOWN = re.compile(r"^:{3,} *snippet +([a-z0-9-]+)", re.MULTILINE)

_digests: dict[str, str] = {}  # of what the keepers have, by list
_stamps: list[int] = []  # the last one that was looked at


def look() -> None:
    """Give each keeper what readers are to have, if that has changed: one query, and one more if anything has."""
    now = dict(WordList.objects.values_list("name", "published__digest"))
    moved = {name for name in {*now, *_digests} if now.get(name) != _digests.get(name)}
    texts = dict(WordList.objects.filter(name__in=moved).values_list("name", "published__text")) if moved else {}
    for keeper in kept.keepers(kept.CONTENT):
        if isinstance(keeper, KeptList) and keeper.name in moved:
            keeper.take(texts.get(keeper.name))
    for name in moved:
        _digests.pop(name, None)
    _digests.update({name: now[name] for name in moved & {*now}})


def forget() -> None:
    """The files count again, as in a process that has not looked yet."""
    _digests.clear()
    _stamps.clear()
    for keeper in kept.keepers(kept.CONTENT):
        if isinstance(keeper, KeptList):
            keeper.take(None)


def stamp() -> int:
    """That of what readers see; if it has moved, the lists are looked at first. So no page is kept with older words."""
    current = Stamp.current()
    if _stamps != [current]:
        look()
        _stamps[:] = [current]
    return current


def follow_snippets() -> int:
    """Render the texts again that show a snippet which has changed since; how many. Others can write in between."""
    row = WordList.objects.select_related("published", "followed").filter(name=snippets.NAME).first()
    if row is None or row.followed_id == row.published_id:
        return 0
    look()
    count, numbers, pauses = 0, set[int](), Pauses()
    changed = _unlike(row.followed.text if row.followed else "", row.published.text)
    for pk, number, languages in showing(changed):
        count += len(render_stored(pk, languages))
        numbers.add(number)
        pauses.take()
    follow(numbers)  # links may lead to a heading in a snippet
    WordList.objects.filter(name=row.name).update(followed=row.published)
    return count


def showing(names: Collection[str]) -> Iterator[tuple[int, int, list[str]]]:
    """The articles that show readers one of these snippets: primary key, number, languages."""
    found: dict[tuple[int, int], list[str]] = {}
    texts = PublishedText.objects.read().filter(body__contains="snippet").order_by("article__number", "language")
    for pk, number, language, body in texts.values_list("article__pk", "article__number", "language", "body"):
        if {match[1] for match in SHOWN.finditer(body)} & set(names):
            found.setdefault((pk, number), []).append(language)
    yield from ((pk, number, languages) for (pk, number), languages in found.items())


def _unlike(old: str, new: str) -> set[str]:
    """The snippets that two texts of the list have otherwise, or only one of them has."""
    made = [snippets.SNIPPETS.made(text) if text else None for text in (old, new)]
    before, after = ({each.id: dict(each.text) for each in one.all} if one else {} for one in made)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}
