"""From what a reader typed to what is searched for: groups of alternatives, of which a text should have as many as it can."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.search.analysers import analyser
from kb.search.synonyms import Stems, stop_words, synonyms
from kb.text.folding import composed, seen
from kb.text.stemming import Token

LONGEST_QUERY = 300  # characters; more is a pasted page, not a search
MOST_WORDS = 24
LONGEST_PHRASE = 5  # words of a synonym that is a phrase
TYPED, SYNONYM = 1.0, 0.6  # what one occurrence is worth


@dataclass(frozen=True)
class Alternative:
    """A word or a phrase, in stems, and what finding it is worth."""

    stems: Stems
    worth: float


@dataclass(frozen=True)
class Group:
    """One thing searched for: the word as typed (folded) and what is taken for the same, the typed one first.

    `weight` says how telling it is: the rarer in the texts, the more.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0

    def with_words(self, stems: Iterable[str], worth: float) -> "Group":
        """This group with further words, each of them worth as much."""
        there = {each.stems for each in self.alternatives}
        more = (Alternative((stem,), worth) for stem in dict.fromkeys(stems) if (stem,) not in there)
        return replace(self, alternatives=(*self.alternatives, *more))


@dataclass(frozen=True)
class Plan:
    language: str
    groups: tuple[Group, ...]
    typed: Stems = ()  # every word, but one that is still being typed
    prefix: str = ""  # the beginning of the last word, while it is being typed; it is the last group


def clean(text: str) -> str:
    """`text` as a search: composed, without control characters and what nobody sees, no longer than anybody types."""
    text = composed(seen(text[:LONGEST_QUERY]))
    kept = "".join(char if char.isprintable() or char.isspace() else " " for char in text)
    return " ".join(kept.split())


def plan(text: str, language: str, *, prefix: bool = False) -> Plan:
    """The plan for a cleaned text. With `prefix` its last word may be unfinished."""
    found = words(text, language)
    last = found[-1] if prefix and found and found[-1].end == len(text) else None
    groups = _groups(found, language)
    if not groups:  # what tells nothing counts if it is all there is; unfinished, it may become "notification"
        groups = [_alone(token, language) for token in ([last] if last else found)]
    groups = list(dict.fromkeys(groups))[:MOST_WORDS]
    is_open = last is not None and bool(groups) and groups[-1].word == last.word
    typed = tuple(token.stem for token in found if token is not last)
    return Plan(language, tuple(groups), typed, last.word if last and is_open else "")


def words(text: str, language: str) -> list[Token]:
    """The words of `text`; of a prompt, which is two at one place, the one with its sign."""
    found = list(analyser(language).tokens(text))
    starts = {token.start: token for token in found}
    return list(starts.values())


def _groups(tokens: list[Token], language: str) -> list[Group]:
    """The longest phrases that have synonyms, and each telling word beside these."""
    known, stop, groups, at = synonyms(language), stop_words(language), list[Group](), 0
    while at < len(tokens):
        length = _phrase(tokens[at : at + LONGEST_PHRASE], known)
        if length > 1:
            groups.append(_group(tokens[at : at + length], known))
        elif tokens[at].word not in stop:
            groups.append(_group(tokens[at : at + 1], known))
        at += length
    return groups


def _phrase(tokens: list[Token], known: Mapping[Stems, frozenset[Stems]]) -> int:
    """How many of the first words are a phrase that has synonyms, or 1."""
    stems = tuple(token.stem for token in tokens)
    return next((length for length in range(len(stems), 1, -1) if stems[:length] in known), 1)


def _alone(token: Token, language: str) -> Group:
    return _group([token], synonyms(language))


def _group(tokens: list[Token], known: Mapping[Stems, frozenset[Stems]]) -> Group:
    stems = tuple(token.stem for token in tokens)
    others = (Alternative(other, SYNONYM) for other in sorted(known.get(stems, ())))
    return Group(" ".join(token.word for token in tokens), (Alternative(stems, TYPED), *others))
