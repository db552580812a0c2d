"""Everything that can be told of the content files without a database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kb.base import kept
from kb.base.places import Problem
from kb.files import facts, pictures, practice, succession, tree
from kb.files.facts import Known
from kb.files.pictures import Variant
from kb.files.problems import FileProblem, Misread
from kb.files.shared import CATEGORIES, ELSEWHERE, SHARED, TAGS, Entry
from kb.files.tree import TextFile
from kb.markup import untranslated
from kb.markup.model import Rendered
from kb.markup.terms import Glossary
from kb.publishing import glossary, setting, snippets
from kb.publishing.problems import sentence
from kb.publishing.rendering import Source, render_together
from kb.publishing.shelf import Held, Shelf, Text
from kb.publishing.snippets import Snippets

README = "README.md"


@dataclass
class Library:
    """A content folder, read: what can be used, and what is wrong."""

    files: list[TextFile] = field(default_factory=list)
    lists: dict[str, list[Entry]] = field(default_factory=dict)
    pictures: list[Variant] = field(default_factory=list)
    snippets: Snippets = field(default_factory=Snippets)
    problems: list[FileProblem] = field(default_factory=list)

    def keys(self, path: str) -> set[str | int]:
        return {entry.key for entry in self.lists.get(path, [])}

    @property
    def known(self) -> Known:
        return Known(
            categories={str(key) for key in self.keys(CATEGORIES.path)},
            tags={str(key) for key in self.keys(TAGS.path)},
            numbers={file.place.number for file in self.files} | {int(key) for key in self.keys(ELSEWHERE.path)},
        )

    @property
    def groups(self) -> dict[int, list[TextFile]]:
        found: dict[int, list[TextFile]] = {}
        for file in self.files:
            found.setdefault(file.place.number, []).append(file)
        return found


def problems(root: Path, audio: Path | None = None) -> list[FileProblem]:
    """What is wrong below `root`, and in the folder of sounds (`audio`, if not the site's), in the order of files and lines."""
    library = read(root)
    found = [*library.problems, *not_canonical(root, library)]
    found += kept_files(root, library.known.numbers)
    found += sounds(audio or settings.BASE_DIR / kept.AUDIO)
    found += succession.problems([facts.leading(group) for group in library.groups.values()])
    rendered = render(library)
    for number, group in library.groups.items():
        found += facts.differing(group)
        found += facts.disagreeing([(file, rendered[file.path]) for file in group])
        if number in library.keys(ELSEWHERE.path):
            found.append(group[0].problem("number", _("elsewhere.yaml lists this article as not held here.")))
    found += wording(root, library)
    for file in library.files:
        found += facts.unknown(file, library.known)
        found += facts.in_text(file, rendered[file.path])
        found += practice.disagreeing(file, rendered[file.path])
    return sorted(set(found))


def kept_files(root: Path, articles: Collection[int]) -> Iterator[FileProblem]:
    """What the keepers of word lists and practices say of their files, and the files that nobody reads."""
    yield from _kept(kept.CONTENT, root, articles, own=(README, *(shared.path for shared in SHARED)))


def sounds(root: Path) -> Iterator[FileProblem]:
    """The same of the folder of sounds."""
    for problem in _kept(kept.AUDIO, root):
        yield problem.below(kept.AUDIO)


def _kept(
    folder: str, root: Path, articles: Collection[int] | None = None, *, own: Sequence[str] = (README,)
) -> Iterator[FileProblem]:
    patterns = [*own]
    for keeper in kept.keepers(folder):
        patterns += keeper.patterns
        for problem in keeper.problems(root, articles):
            yield FileProblem(problem.file, problem.line, problem.message)
    for path in tree.others(root, patterns):
        yield FileProblem(path, 1, _("Nothing reads a file of this name."))


def wording(root: Path, library: Library) -> list[FileProblem]:
    """Warnings: how each text is set, and what a translation says otherwise than the glossary asks for, or not in its own language."""
    found = [problem for file in library.files for problem in _set(file)]
    told: list[Problem] = []
    there = root / glossary.NAME
    wanted = glossary.read(there, told) if there.exists() else None
    if wanted is None or told:  # `kept_files` says what is wrong
        return found
    return found + [problem for group in library.groups.values() for problem in _against(wanted, group)]


def _set(file: TextFile) -> Iterator[FileProblem]:
    language, head = file.place.language, file.parsed.head
    for problem in setting.problems(file.parsed.body, language):
        yield file.in_body(problem.line, sentence(problem), blocks=False)
    for key in ("title", "short", "summary", "questions"):
        words = getattr(head, key) or ""
        for problem in setting.problems(words if isinstance(words, str) else "\n".join(words), language):
            line = problem.line if key == "questions" else 0
            yield FileProblem(file.path, file.parsed.lines.get(key, 1) + line, sentence(problem), blocks=False)


def _against(wanted: Glossary, group: Sequence[TextFile]) -> Iterator[FileProblem]:
    source = facts.leading(group)
    for file in group:
        languages = (source.place.language, file.place.language)
        bodies = (source.parsed.body, file.parsed.body)
        if file is source:
            continue
        for problem in (*glossary.problems(*bodies, languages, wanted=wanted), *untranslated.as_in_source(*bodies)):
            yield file.in_body(problem.line, sentence(problem), blocks=False)


def read(root: Path) -> Library:
    walked = tree.walk(root)
    files, unusable = tree.read_all(walked.places, set(walked.groups()))
    shown, misplaced = pictures.walk(root)
    unusable += [*misplaced, *(problem for variant in shown for problem in pictures.wrong(variant))]
    library = Library(files, {}, shown, _snippets(root), [*walked.problems, *unusable])
    for shared in SHARED:
        try:
            entries = shared.parse(tree.decode(shared.file(root).read_bytes()))
            library.lists[shared.path] = entries
            library.problems += [FileProblem(shared.path, line, told) for line, told in shared.lacking(entries)]
        except FileNotFoundError:
            library.problems.append(FileProblem(shared.path, 1, _("This file is missing.")))
        except Misread as misread:
            library.problems += misread.in_file(shared.path)
    return library


def _snippets(root: Path) -> Snippets:
    """Those of `root`; `kept_files` says what is wrong with them."""
    there = root / snippets.NAME
    return (snippets.read(there, []) if there.exists() else None) or Snippets()


def canonical_forms(library: Library) -> dict[str, str]:
    """What each usable file ought to look like, by path."""
    forms = {file.path: file.parsed.canonical for file in library.files}
    lists = {shared.path: shared for shared in SHARED}
    return forms | {path: lists[path].dump(entries) for path, entries in library.lists.items()}


def not_canonical(root: Path, library: Library) -> list[FileProblem]:
    """The files that save_content would write differently, with the first line that differs."""
    found = []
    for path, wanted in canonical_forms(library).items():
        there = (root / path).read_bytes().decode()
        if there != wanted:
            line, text = first_difference(there, wanted)
            message = _("Not in canonical form (check_content --fix writes it); expected here: %(text)s")
            found.append(FileProblem(path, line, message % {"text": text}))
    return found


def fix(root: Path) -> list[str]:
    """Write every usable file in canonical form; the paths that changed."""
    library = read(root)
    changed = []
    for path, wanted in canonical_forms(library).items():
        if (root / path).read_bytes() != wanted.encode():
            (root / path).write_bytes(wanted.encode())
            changed.append(path)
    return changed


def first_difference(there: str, wanted: str) -> tuple[int, str]:
    ours, theirs = there.split("\n"), wanted.split("\n")
    same = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    return same + 1, theirs[same] if same < len(theirs) else _("the end of the file")


def render(library: Library) -> dict[str, Rendered]:
    """Every text of the library rendered as on a site that holds nothing else, by path."""
    sources = [Source(file.place.number, file.place.language, file.parsed.body) for file in library.files]
    around = shelf(library.groups, library.lists.get(ELSEWHERE.path, []))
    rendered = render_together(sources, around, pictures.Shown(library.pictures), library.snippets)
    return {file.path: made for file, made in zip(library.files, rendered, strict=True)}


def shelf(groups: Mapping[int, Sequence[TextFile]], elsewhere: Collection[Entry]) -> Shelf:
    return Shelf(
        {number: _held(number, group) for number, group in groups.items()},
        {int(entry.key): entry.texts["title"] for entry in elsewhere},
    )


def _held(number: int, group: Sequence[TextFile]) -> Held:
    head = facts.leading(group).parsed.head
    gone = head.retired is not None and head.successor is None
    readable = [file for file in group if file.parsed.head.published and not gone]
    texts = {f.place.language: Text(f.parsed.head.short or f.parsed.head.title, f.parsed.head.slug) for f in readable}
    return Held(number, head.source, texts)
