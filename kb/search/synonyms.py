"""Words that mean alike and words that tell nothing, per language: synonyms.yaml and stopwords.yaml."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
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
RARE = 6  # times as many articles have the stem as the word itself: then it is the stem of another one


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


def passed_over(language: str) -> frozenset[str]:
    """The stems of those words."""
    return _stems_of(language, STOP_WORDS.now())


@lru_cache(maxsize=16)
def _stems_of(language: str, words: WordList[str]) -> frozenset[str]:
    return frozenset(map(analyser(language).stem, _folded(language, words)))


@lru_cache(maxsize=16)
def _grouped(
    language: str, groups: WordList[tuple[str, ...]], stops: WordList[str]
) -> Mapping[Stems, frozenset[Stems]]:
    telling_nothing = _folded(language, stops)
    found: dict[Stems, set[Stems]] = defaultdict(set)
    for group in groups.rows.get(language, ()):
        members = {tuple(analyser(language).stems(text)) for text in group} - {()}
        for member in members:
            found[member] |= members - {member}
        # "code sécurité" is as good as "code de sécurité"; what is left of "log on" is not.
        for text in group:
            telling = _telling_stems(text, language, telling_nothing)
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


class SynonymsKeeper(Kept[WordList[tuple[str, ...]]]):
    """The keeper of synonyms.yaml, which also looks at what its words come to once they are compared by their stems."""

    def problems(self, root: Path, articles: Collection[int] | None = None) -> list[Problem]:
        found = super().problems(root, articles)
        groups = self._read(root / self.name, []) if not found and (root / self.name).exists() else None
        if groups is None:
            return found
        stops = STOP_WORDS._read(root / STOP_WORDS.name, []) or WordList[str]({})
        lines = (root / self.name).read_text().splitlines()
        for language, rows in groups.rows.items():
            texts = [path.read_text() for path in sorted(root.glob(f"articles/*/{language}.md"))]
            counts = _counted(language, texts)
            for row in rows:
                for member in row:
                    if message := _what_is_wrong(member, row, language, _folded(language, stops), counts):
                        found.append(Problem(self.name, _line(lines, language, member), message))
        return found


@dataclass(frozen=True)
class _Counts:
    """In how many of `texts` each word is, and each stem."""

    texts: int
    words: Mapping[str, int]
    stems: Mapping[str, int]


def _counted(language: str, texts: Sequence[str]) -> _Counts:
    words, stems = Counter[str](), Counter[str]()
    for text in texts:
        tokens = list(analyser(language).tokens(text))
        words.update({token.word for token in tokens})
        stems.update({token.stem for token in tokens})
    return _Counts(len(texts), words, stems)


def _what_is_wrong(
    member: str, row: Sequence[str], language: str, stops: frozenset[str], counts: _Counts
) -> str | None:
    """Of a single word; a phrase keeps all of its words."""
    tokens = list(analyser(language).tokens(member))
    if len(tokens) != 1:
        return None if tokens else f"“{member}” has no word"
    word, stem = tokens[0].word, tokens[0].stem
    if word in stops:
        return f"“{member}” is one of the words that stopwords.yaml has search pass over"
    if any(other != member and analyser(language).stems(other) == [stem] for other in row):
        return None  # forms of one word: one of them is the word that the articles have
    having = counts.stems[stem]
    if having > counts.texts / 2 and counts.words[word] < having / RARE:
        return f"“{member}” is taken for another word, which {having} of {counts.texts} articles have: search cuts both to “{stem}”"
    return None


def _line(lines: Sequence[str], language: str, member: str) -> int:
    begin = next((at for at, line in enumerate(lines) if line.startswith(f"{language}:")), 0)
    return next((at + 1 for at in range(begin, len(lines)) if member in lines[at]), begin + 1)


def _file(name: str) -> tuple[str, str, Callable[[], Path]]:
    return kept.CONTENT, name, lambda: Path(settings.CONTENT_DIR)


SYNONYMS = SynonymsKeeper(
    *_file("synonyms.yaml"),
    _per_language("synonyms.yaml", lambda root: root.each(Reader.words)),
    WordList[tuple[str, ...]]({}),
)
STOP_WORDS = Kept(*_file("stopwords.yaml"), _per_language("stopwords.yaml", Reader.words), WordList[str]({}))
