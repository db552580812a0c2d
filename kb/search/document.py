"""What the index holds of an article in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.models import PublishedText
from kb.search.analysers import analyser
from kb.text.folding import fold
from kb.text.questions import APART, listed

FIELDS = ("title", "summary", "questions", "body")


@dataclass(frozen=True)
class Document:
    """An article's text, analysed: the stems of each of FIELDS, and every word folded, with how it is written."""

    number: int
    language: str
    stems: tuple[tuple[str, ...], ...]
    words: dict[str, str]  # folded -> as written


def document(text: PublishedText) -> Document:
    texts = _texts(text)
    stems = {name: analyser(text.language).stems(texts[name]) for name in FIELDS}
    stems["questions"] = list(_apart(texts["questions"], text.language))
    fields = tuple(tuple(stems[name]) for name in FIELDS)
    return Document(text.number, text.language, fields, dict(_words(texts.values(), text.language)))


def _apart(questions: str, language: str) -> Iterator[str]:
    """The stems of `questions`, one of which is a line, with a mark between two of them."""
    for at, line in enumerate(listed(questions)):
        if at:
            yield APART
        yield from analyser(language).stems(line)


def _texts(text: PublishedText) -> dict[str, str]:
    return {
        "title": text.title,
        "summary": text.summary,
        "questions": text.questions,
        "body": "\n".join(passage["text"] for passage in text.passages),
    }


def _words(texts: Iterable[str], language: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        for token in analyser(language).tokens(text):
            written = text[token.start : token.end].rstrip(">+").lower()
            if fold(written) == token.word:
                yield token.word, written
