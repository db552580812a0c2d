"""Database -> content/: what changed in the database since both last agreed, in canonical form."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kb.base.languages import codes
from kb.files import frontmatter, pictures, shared, stored, tree
from kb.files.agreement import Agreements, Changed, who_changed
from kb.files.lists.kinds import BY_NAME
from kb.files.problems import FileProblem, Misread
from kb.files.report import Report
from kb.files.tree import Place
from kb.models import WordList


@transaction.atomic
def save(root: Path, *, write: bool = True, agree: bool = True) -> Report:
    """Write what the database holds below `root`, or with `write` false only tell which files that would change.

    With `agree` false this is an export to somewhere else: the site's own files count as they did before.
    """
    report, agreements = Report(), Agreements()
    for path, wanted in stored_files(report):
        there = root / path
        content = there.read_bytes() if there.exists() else None
        if content == wanted.encode():
            agreements.record(path, tree.digest(content))
        else:
            _save(there, path, wanted, content, agreements, report, write=write)
    pictures.save(root, agreements, report, write=write)
    if write and agree:
        agreements.save()
    return report


def _save(
    file: Path, path: str, wanted: str, content: bytes | None, agreements: Agreements, report: Report, *, write: bool
) -> None:
    there = tree.digest(wanted if content is None else canonical(path, content))
    match who_changed(there, tree.digest(wanted), agreements.get(path)):
        case Changed.BOTH:
            report.conflicts.append(path)
        case Changed.FILE:
            report.newer.append(path)
        case Changed.DATABASE | Changed.NEITHER:  # neither: no file, or one in another form
            report.done.append(path)
            if write:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(wanted.encode())
                agreements.record(path, tree.digest(wanted))


def stored_files(report: Report) -> Iterator[tuple[str, str]]:
    """The path and canonical text of every file that the database has something for."""
    for kind in shared.SHARED:
        entries = kind.stored()
        if entries:
            yield kind.path, kind.dump(entries)
    for row in WordList.objects.select_related("published"):
        words = BY_NAME.get(row.name)
        if words and words.table is None:
            yield words.name, row.published.text
    for article in stored.articles().values():
        for code in codes():
            path = Place(Path(), article.number, code).path
            text = stored.canonical(article, code)
            if text:
                yield path, text
            elif (there := stored.said(article, code)) and there.body:
                told = _("Not written: the text in the database lacks %(keys)s.")
                report.problems.append(FileProblem(path, 1, told % {"keys": ", ".join(stored.lacking(there))}))


def canonical(path: str, content: bytes) -> str:
    """`content` in canonical form; as it is where it cannot be read, so that it counts as changed."""
    lists = {kind.path: kind for kind in shared.SHARED}
    try:
        text = tree.decode(content)
        if path in BY_NAME and path not in lists:
            return text
        return lists[path].dump(lists[path].parse(text)) if path in lists else frontmatter.parse(text).canonical
    except Misread:
        return content.decode(errors="replace")
