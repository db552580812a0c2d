"""What the index holds of an article in one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.models import Article
from kb.search.analysers import analyser
from kb.text.folding import fold


@dataclass(frozen=True)
class Document:
    """An article's text, analysed: stems per field, and every word folded, with how it is written."""

    number: int
    language: str
    title: str
    summary: str
    body: str
    words: dict[str, str]  # folded -> as written


def document(article: Article, language: str) -> Document:
    texts = {name: article.text(name, language) or "" for name in ("title", "summary")}
    body = "\n".join(passage["text"] for passage in article.text("passages", language) or [])
    stems = {name: " ".join(analyser(language).stems(text)) for name, text in (texts | {"body": body}).items()}
    words = dict(_words([*texts.values(), body], language))
    return Document(article.number, language, stems["title"], stems["summary"], stems["body"], words)


def _words(texts: Iterable[str], language: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        for token in analyser(language).tokens(text):
            written = text[token.start : token.end].rstrip(">+").lower()
            if fold(written) == token.word:
                yield token.word, written
