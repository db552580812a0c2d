"""Words that mean alike and words that tell nothing, per language: synonyms.yaml and stopwords.yaml."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.languages import codes
from kb.base.places import Problem, Readable, Reader, open_file, said
from kb.models import PublishedText
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
) -> Callable[[Readable, list[Problem]], WordList[Row] | None]:
    """How a file is read that has rows for each language, or for some."""

    def of_file(file: Readable, problems: list[Problem]) -> WordList[Row] | None:
        before = len(problems)
        root = open_file(file, name, codes(), problems)
        if root is None:
            return None
        made = WordList({code: read(root.at(node)) for code, node in root.only(*root.languages).items()})
        return made if len(problems) == before else None

    return of_file


class SynonymsKeeper(KeptList[WordList[tuple[str, ...]]]):
    """The keeper of synonyms.yaml, which also looks at what its words come to once they are compared by their stems."""

    def problems(self, root: Path, articles: Collection[int] | None = None) -> list[Problem]:
        found = super().problems(root, articles)
        if found or not (root / self.name).exists():
            return found
        stops = STOP_WORDS.read(root / STOP_WORDS.name, [])
        texts = {code: [path.read_text() for path in sorted(root.glob(f"articles/*/{code}.md"))] for code in codes()}
        return _of_members((root / self.name).read_text(), stops or WordList[str]({}), texts)

    def wrong(self, text: str, articles: Collection[int] | None = None) -> list[Problem]:
        """Beside the stop words and the texts that readers have."""
        return super().wrong(text, articles) or _of_members(text, STOP_WORDS.now(), _bodies())


class StopWordsKeeper(KeptList[WordList[str]]):
    """The keeper of stopwords.yaml. At the desk, a word that search finds synonyms for is not passed over."""

    def wrong(self, text: str, articles: Collection[int] | None = None) -> list[Problem]:
        found = super().wrong(text, articles)
        made = None if found else self.made(text)
        if made is None:
            return found
        lines = text.splitlines()
        for language, words in made.rows.items():
            members = {member for row in SYNONYMS.now().rows.get(language, ()) for member in row}
            alone = {tokens[0] for member in members if len(tokens := _tokens(member, language)) == 1}
            for word in words:
                if alone & set(_tokens(word, language)):
                    message = said("“{word}” has synonyms, so search cannot ignore it", word=word)
                    found.append(Problem(self.name, _line(lines, language, word), message))
        return found


def _tokens(text: str, language: str) -> list[str]:
    return [token.word for token in analyser(language).tokens(text)]


def _bodies() -> dict[str, list[str]]:
    """What readers see, in Markdown, by language."""
    found: dict[str, list[str]] = {code: [] for code in codes()}
    for language, body in PublishedText.objects.read().values_list("language", "body"):
        found.setdefault(language, []).append(body)
    return found


def _of_members(text: str, stops: WordList[str], texts: Mapping[str, Sequence[str]]) -> list[Problem]:
    """What is wrong with the words of `text`, a synonyms.yaml that can be read; `texts` are those of articles, by language."""
    groups, lines, found = SYNONYMS.made(text), text.splitlines(), list[Problem]()
    for language, rows in groups.rows.items() if groups else ():
        counts = _counted(language, texts.get(language, ()))
        for row in rows:
            for member in row:
                if message := _what_is_wrong(member, row, language, _folded(language, stops), counts):
                    found.append(Problem(SYNONYMS.name, _line(lines, language, member), message))
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
        return None if tokens else said("“{word}” contains no word", word=member)
    word, stem = tokens[0].word, tokens[0].stem
    if word in stops:
        return said("“{word}” is one of the words that search ignores (stopwords.yaml)", word=member)
    if any(other != member and analyser(language).stems(other) == [stem] for other in row):
        return None  # forms of one word: one of them is the word that the articles have
    having = counts.stems[stem]
    if having > counts.texts / 2 and counts.words[word] < having / RARE:
        return said(
            "“{word}” is taken for another word, which {having} of {all} articles have: search cuts both to “{stem}”",
            word=member,
            having=having,
            all=counts.texts,
            stem=stem,
        )
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
STOP_WORDS = StopWordsKeeper(
    *_file("stopwords.yaml"), _per_language("stopwords.yaml", Reader.words), WordList[str]({})
)
