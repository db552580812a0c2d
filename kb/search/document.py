"""What the index holds of an article in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.models import PublishedText
from kb.search.analysers import analyser
from kb.text.folding import fold
from kb.text.questions import APART, listed
from kb.text.stemming import Token

FIELDS = ("title", "summary", "questions", "body")


@dataclass(frozen=True)
class Document:
    """An article's text, analysed: the stems of each of FIELDS, and every word folded, with how it is written."""

    number: int
    language: str
    stems: tuple[tuple[str, ...], ...]
    words: dict[str, str]  # folded -> as written


Read = Sequence[tuple[str, list[Token]]]  # parts of a field with their words


def document(text: PublishedText) -> Document:
    cut = analyser(text.language).tokens
    fields = [[(part, list(cut(part))) for part in parts] for parts in _parts(text)]
    words = dict(each for parts in fields for each in _words(parts))
    return Document(text.number, text.language, tuple(tuple(_stems(parts)) for parts in fields), words)


def _parts(text: PublishedText) -> Iterator[Sequence[str]]:
    """Of each of FIELDS: each question is a part."""
    yield [text.title]
    yield [text.summary]
    yield listed(text.questions)
    yield ["\n".join(passage["text"] for passage in text.passages)]


def _stems(parts: Read) -> Iterator[str]:
    """With a mark between two parts."""
    for at, (_part, tokens) in enumerate(parts):
        if at:
            yield APART
        yield from (token.stem for token in tokens)


def _words(parts: Read) -> Iterator[tuple[str, str]]:
    for part, tokens in parts:
        for token in tokens:
            written = part[token.start : token.end].rstrip(">+").lower()
            if fold(written) == token.word:
                yield token.word, written
