"""Words that mean alike and words that tell nothing, per language: synonyms.yaml and stopwords.yaml."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings

from kb.base import kept
from kb.base.kept import Kept
from kb.base.languages import codes
from kb.base.places import Problem, Reader, open_file
from kb.search.analysers import analyser

Stems = tuple[str, ...]  # one word or several
Row = TypeVar("Row")


@dataclass(frozen=True, eq=False)
class WordList(Generic[Row]):
    """What one version of a file says in each language. It is equal to nothing but itself, so it can be a key of a cache."""

    rows: Mapping[str, tuple[Row, ...]]


def synonyms(language: str) -> Mapping[Stems, frozenset[Stems]]:
    """For each word or phrase of a group, in stems, the others of its group."""
    return _grouped(language, SYNONYMS.now(), STOP_WORDS.now())


def stop_words(language: str) -> frozenset[str]:
    """Folded words that a question is full of and an answer does not turn on."""
    return _folded(language, STOP_WORDS.now())


@lru_cache(maxsize=16)
def _grouped(
    language: str, groups: WordList[tuple[str, ...]], stops: WordList[str]
) -> Mapping[Stems, frozenset[Stems]]:
    passed_over = _folded(language, stops)
    found: dict[Stems, set[Stems]] = defaultdict(set)
    for group in groups.rows.get(language, ()):
        members = {tuple(analyser(language).stems(text)) for text in group} - {()}
        for member in members:
            found[member] |= members - {member}
        # "code sécurité" is as good as "code de sécurité"; what is left of "log on" is not.
        for text in group:
            telling = _telling_stems(text, language, passed_over)
            if len(telling) > 1 and telling not in members:
                found[telling] |= members
    return {member: frozenset(others) for member, others in found.items()}


@lru_cache(maxsize=16)
def _folded(language: str, words: WordList[str]) -> frozenset[str]:
    return frozenset(token.word for word in words.rows.get(language, ()) for token in analyser(language).tokens(word))


def _telling_stems(text: str, language: str, passed_over: frozenset[str]) -> Stems:
    return tuple(token.stem for token in analyser(language).tokens(text) if token.word not in passed_over)


def _per_language(
    name: str, read: Callable[[Reader], tuple[Row, ...]]
) -> Callable[[Path, list[Problem]], WordList[Row] | None]:
    """How a file is read that has rows for each language, or for some."""

    def of_file(file: Path, problems: list[Problem]) -> WordList[Row] | None:
        root = open_file(file, name, codes(), problems)
        if root is None:
            return None
        return WordList({code: read(root.at(node)) for code, node in root.only(*root.languages).items()})

    return of_file


def _kept(name: str, read: Callable[[Reader], tuple[Row, ...]]) -> Kept[WordList[Row]]:
    return Kept(kept.CONTENT, name, lambda: Path(settings.CONTENT_DIR), _per_language(name, read), WordList[Row]({}))


SYNONYMS = _kept("synonyms.yaml", lambda root: root.each(Reader.words))
STOP_WORDS = _kept("stopwords.yaml", Reader.words)
