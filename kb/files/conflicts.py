"""Articles' files that were changed both here and in the database, for a person to decide which counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kb.files import frontmatter, stored, tree
from kb.files.agreement import Agreements, Changed, who_changed
from kb.files.lists import history
from kb.files.lists.kinds import BY_NAME
from kb.files.load import choose, load
from kb.files.report import Report
from kb.files.tree import Place, TextFile
from kb.models import Article, ContentFile
from kb.workflow.people import Person

FILE, DATABASE = "file", "database"  # the two sides


@dataclass(frozen=True)
class Conflict:
    """`ours` is the newest text of the database, as its file would say it; `theirs` is the file."""

    article: Article
    language: str
    path: str
    ours: str
    theirs: str

    @property
    def state(self) -> str:
        """Of both sides: what a person decides about is what they saw."""
        return tree.digest(f"{self.ours}\0{self.theirs}")


@dataclass(frozen=True)
class ListConflict:
    """Of a list of words; both sides as in a Conflict."""

    path: str
    ours: str
    theirs: str

    @property
    def state(self) -> str:
        return tree.digest(f"{self.ours}\0{self.theirs}")


class MovedOn(Exception):
    """One of the sides is not any longer what the person saw, or somebody has decided."""


def find(root: Path) -> list[Conflict]:
    """All of them below `root`, in the order of the articles."""
    report = Report()
    walked = tree.walk(root)
    agreements = Agreements()
    groups = []
    for places in walked.groups().values():
        touched = any(tree.digest(place.file.read_bytes()) != agreements.get(place.path) for place in places)
        files = tree.read_all(places, set(walked.groups()))[0] if touched else []
        groups += [files] if files else []
    choose(groups, agreements, report)
    there = stored.articles([group[0].place.number for group in groups])
    found = {file.path: file for group in groups for file in group}
    return [_conflict(there[found[path].place.number], found[path]) for path in report.conflicts]


def find_lists(root: Path) -> list[ListConflict]:
    """The lists of words below `root` that were changed on both sides; one query for all, and one for each file that has changed."""
    known = dict(ContentFile.objects.filter(path__in=[*BY_NAME]).values_list("path", "digest"))
    found = []
    for name, kind in BY_NAME.items():
        file = root / name
        content = file.read_bytes() if file.exists() else None
        if content is None or tree.digest(content) == known.get(name):
            continue
        row = history.find(kind)
        if row is None or kind.judged(content.decode(errors="replace")):
            continue
        theirs = kind.canonical(content.decode())
        there = row.published.text
        state = who_changed(tree.digest(theirs), tree.digest(there), known.get(name))
        if state is Changed.BOTH or (state is Changed.FILE and row.is_pending):
            found.append(ListConflict(name, row.head.text, theirs))
    return found


def decide_list(root: Path, name: str, side: str, *, seen: str, by: Person = None) -> Report:
    """Let one `side` of the list `name` count. `seen` is the conflict's state as `by` saw it. Raises MovedOn."""
    conflict = next((each for each in find_lists(root) if each.path == name), None)
    if conflict is None or conflict.state != seen:
        raise MovedOn
    theirs, ours = ([name], []) if side == FILE else ([], [name])
    report = load(root, theirs=theirs, ours=ours, alone=True, by=by)
    if name not in report.settled:
        raise MovedOn
    return report


def _conflict(article: Article, file: TextFile) -> Conflict:
    language = file.place.language
    return Conflict(article, language, file.path, _newest(article, language), file.parsed.canonical)


def _newest(article: Article, language: str) -> str:
    """With the days of what readers see: a draft has none of its own."""
    shown = stored.shown(article, language)
    drafts = (edition.head for edition in article.editions.all() if edition.language == language)
    text = next(drafts, None) or shown
    if text is None:
        return ""
    head = stored.head(article, text)
    if shown:
        head = replace(head, published=stored.day(shown.published_at), updated=stored.day(shown.updated_at))
    return frontmatter.dump(head, text.body)


def decide(root: Path, place: Place, side: str, *, seen: str, by: Person = None) -> Report:
    """Let one `side` count, of this text alone. `seen` is the conflict's state as `by` saw it. Raises MovedOn."""
    conflict = next(iter(_of(find(root), place)), None)
    if conflict is None or conflict.state != seen:
        raise MovedOn
    theirs, ours = ([place.path], []) if side == FILE else ([], [place.path])
    report = load(root, theirs=theirs, ours=ours, alone=True, by=by)
    if place.path not in report.settled:
        raise MovedOn
    return report


def _of(found: list[Conflict], place: Place) -> Iterator[Conflict]:
    return (each for each in found if each.path == place.path)
