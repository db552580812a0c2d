"""From what a reader typed to what a backend is asked: groups of alternatives, all of which should match."""

from dataclasses import dataclass
from functools import cached_property

from kb.search.analysers import analyser
from kb.search.synonyms import Stems, stop_words, synonyms
from kb.text.folding import composed

LONGEST_QUERY = 300  # characters; more is a pasted page, not a search
MOST_WORDS = 12
LONGEST_PHRASE = 5  # words of a synonym that is a phrase


@dataclass(frozen=True)
class Group:
    """One thing sought: the word as typed (folded), its stems, and what is taken for the same."""

    word: str
    alternatives: tuple[Stems, ...]  # the typed one first

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for phrase in self.alternatives for stem in phrase)

    def in_(self, stems: frozenset[str]) -> bool:
        """Whether a text with these stems has what is sought (a phrase: all of its words)."""
        return any(stems.issuperset(phrase) for phrase in self.alternatives)


@dataclass(frozen=True)
class Plan:
    language: str
    groups: tuple[Group, ...]
    phrase: Stems  # all the words in their order
    prefix: str = ""  # the beginning of the last word, while it is being typed


def clean(text: str) -> str:
    """TEXT as a search: composed, without control characters, no longer than anybody types."""
    kept = "".join(char if char.isprintable() or char.isspace() else " " for char in composed(text[:LONGEST_QUERY]))
    return " ".join(kept.split())


def plan(text: str, language: str, *, prefix: bool = False) -> Plan:
    """The plan for a cleaned text. With PREFIX its last word may be unfinished."""
    found = [token for token in analyser(language).tokens(text)]
    found = [
        t for t in found if not any(o is not t and o.start == t.start and len(o.word) > len(t.word) for o in found)
    ]
    unfinished = found[-1].word if prefix and found and found[-1].end == len(text) else ""
    telling = [token for token in found if token.word not in stop_words(language)][:MOST_WORDS]
    stems = tuple(token.stem for token in telling)
    return Plan(language, _groups([token.word for token in telling], stems, language), stems, unfinished)


def _groups(words: list[str], stems: Stems, language: str) -> tuple[Group, ...]:
    known, groups, at = synonyms(language), [], 0
    while at < len(stems):
        for length in range(min(LONGEST_PHRASE, len(stems) - at), 0, -1):
            phrase = stems[at : at + length]
            if length == 1 or phrase in known:
                others = tuple(sorted(known.get(phrase, ())))
                groups.append(Group(" ".join(words[at : at + length]), (phrase, *others)))
                at += length
                break
    return tuple(groups)
