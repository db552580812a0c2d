"""The content files as a translator's work: a text taken out of its file as PO, and put back in."""

from dataclasses import dataclass, replace
from pathlib import Path

from kb.exchange.po import Job, Taken, Words, read, write
from kb.files import frontmatter, tree
from kb.files.facts import leading
from kb.files.tree import Place, TextFile
from kb.text.slugs import slug_of


@dataclass(frozen=True)
class Assignment:
    """One article from its source language into another; `target` is None if it was never translated."""

    source: TextFile
    target: TextFile | None
    place: Place

    @property
    def job(self) -> Job:
        return Job(self.place.number, self.source.place.language, self.place.language)


class NoSuchJob(LookupError):
    """The article has no file, or the language is the one that it is written in."""


def assignment(root: Path, number: int, language: str) -> Assignment:
    """What there is to translate of article `number` into `language`. Raises NoSuchJob, Misread."""
    places = tree.walk(root).groups().get(number, [])
    files = [tree.read(place, {number}) for place in places]
    if not files or leading(files).place.language == language:
        raise NoSuchJob(f"KB{number}: {language}")
    target = next((file for file in files if file.place.language == language), None)
    return Assignment(leading(files), target, Place(root, number, language))


def export(wanted: Assignment) -> str:
    target = words(wanted.target) if wanted.target else None
    return write(wanted.job, source=words(wanted.source), target=target, then=None)


def take(wanted: Assignment, content: bytes) -> Taken:
    """Write what `content`, a PO file, says into the article's file. Raises NotForHere; then nothing is written."""
    target = words(wanted.target) if wanted.target else None
    taken = read(content, wanted.job, source=words(wanted.source), target=target)
    head = wanted.target.parsed.head if wanted.target else _new_head(wanted.source, taken.words.title)
    told = replace(head, title=taken.words.title, summary=taken.words.summary)
    wanted.place.file.write_text(frontmatter.dump(told, taken.words.body), encoding="utf-8")
    return taken


def words(file: TextFile) -> Words:
    head = file.parsed.head
    return Words(head.title, head.summary, file.parsed.body)


def _new_head(source: TextFile, title: str) -> frontmatter.Head:
    """A translation begins as a draft: it has no readers before somebody dates it."""
    head = source.parsed.head
    return replace(
        head, slug=slug_of(title) or head.slug, short=None, questions=(), published=None, updated=None, change=None
    )
