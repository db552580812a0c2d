"""What the index holds of an article in one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.models import Article
from kb.search.analysers import analyser
from kb.text.folding import fold

FIELDS = ("title", "summary", "questions", "body")


@dataclass(frozen=True)
class Document:
    """An article's text, analysed: the stems of each of FIELDS, and every word folded, with how it is written."""

    number: int
    language: str
    stems: tuple[tuple[str, ...], ...]
    words: dict[str, str]  # folded -> as written


def document(article: Article, language: str) -> Document:
    texts = _texts(article, language)
    stems = tuple(tuple(analyser(language).stems(texts[name])) for name in FIELDS)
    return Document(article.number, language, stems, dict(_words(texts.values(), language)))


def _texts(article: Article, language: str) -> dict[str, str]:
    return {
        "title": article.text("title", language) or "",
        "summary": article.text("summary", language) or "",
        "questions": "",
        "body": "\n".join(passage["text"] for passage in article.text("passages", language) or []),
    }


def _words(texts: Iterable[str], language: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        for token in analyser(language).tokens(text):
            written = text[token.start : token.end].rstrip(">+").lower()
            if fold(written) == token.word:
                yield token.word, written
