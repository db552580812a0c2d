"""Terms and screen labels that languages have to agree on: where a translation does not, segment by segment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kb.markup import inline
from kb.markup.model import Problem
from kb.markup.segments import Segment, segments
from kb.text.stemming import Analyser

LABEL = re.compile(inline.LABEL)
GAP = " zzgap "  # a word that is part of no term, where something stood that is compared by itself
Forms = Mapping[str, Sequence[str]]  # language -> ways to say it, the preferred one first


class Rule(StrEnum):
    MUST = "must"  # be translated, by one of the target's forms
    KEEP = "keep"  # as it stands: names of products, what is printed on a device
    MAY = "may"  # be translated or not


@dataclass(frozen=True)
class Term:
    """`avoid` are words that a text of that language should not use for it."""

    rule: Rule
    forms: Forms
    avoid: Forms = field(default_factory=dict)


@dataclass(frozen=True)
class Glossary:
    """`labels` says what a screen shows in each language."""

    terms: Sequence[Term] = ()
    labels: Sequence[Forms] = ()


def disagreements(
    source: str, target: str, languages: tuple[str, str], glossary: Glossary, analysers: Mapping[str, Analyser]
) -> list[Problem]:
    """Where the body `target` says something else than `glossary` wants for what `source` says; on the lines of `target`.

    `languages` are those of `source` and `target`. A plural is no other term. All are warnings: a pronoun in place of a term is
    good language.
    """
    theirs = {segment.key: segment for segment in segments(source)}
    comparison = _Comparison(languages, glossary, analysers)
    found: list[Problem] = []
    for segment in segments(target):
        found += comparison.avoided(segment)
        if segment.key in theirs:
            found += comparison.terms(theirs[segment.key], segment)
            found += comparison.labels(theirs[segment.key], segment)
    return found


@dataclass(frozen=True)
class Offer:
    """A term that a paragraph of the source says. `said` is how it is said there, `is_there` whether the translation has it."""

    term: Term
    said: str
    is_there: bool


@dataclass(frozen=True)
class Avoided:
    """Words of a text, from `start` to `end`, in whose place `wanted` is asked for."""

    start: int
    end: int
    wanted: str


def offered(
    source: str, target: str, languages: tuple[str, str], glossary: Glossary, analysers: Mapping[str, Analyser]
) -> list[Offer]:
    """The terms of `source`, a paragraph, in its order; `target` is what is written of its translation so far."""
    return _Comparison(languages, glossary, analysers).offered(source, target)


def avoided(text: str, language: str, glossary: Glossary, analysers: Mapping[str, Analyser]) -> list[Avoided]:
    """The places of `text`, a paragraph, that say what the glossary would rather not; in order, none twice."""
    comparison = _Comparison((language, language), glossary, analysers)
    found = sorted(comparison.places_avoided(text), key=lambda each: (each.start, -each.end))
    return [each for i, each in enumerate(found) if not i or each.start >= found[i - 1].end]


@dataclass
class _Comparison:
    languages: tuple[str, str]
    glossary: Glossary
    analysers: Mapping[str, Analyser]
    _cut: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # the forms of terms, by language, in words

    def __post_init__(self) -> None:
        self._kept, self._others = self._longest_first(Rule.KEEP), self._longest_first(Rule.MUST, Rule.MAY)

    def terms(self, source: Segment, target: Segment) -> Iterator[Problem]:
        here, there = self.languages
        kept = source.text
        for term in self._kept:
            found = [form for form in term.forms[here] if form in kept]
            if found and not any(form in target.text for form in term.forms[there]):
                yield _differs(target, term, self.languages)
            for form in found:
                kept = kept.replace(form, GAP)
        taken: set[int] = set()  # places in the source that belong to a longer term
        said, answered = self._words(kept, here), self._words(target.text, there)
        for term in self._others:
            is_said = self._claim(term, said, taken)
            if is_said and term.rule is Rule.MUST and not self._has(answered, term.forms[there], there):
                yield _differs(target, term, self.languages)

    def labels(self, source: Segment, target: Segment) -> Iterator[Problem]:
        here, there = self.languages
        for label in LABEL.findall(source.text):
            wanted = {
                form for row in self.glossary.labels if label in row.get(here, ()) for form in row.get(there, ())
            }
            if wanted and not wanted & set(LABEL.findall(target.text)):
                yield Problem(
                    "label-differs", target.line, {"label": label, "wanted": " / ".join(sorted(wanted))}, blocks=False
                )

    def avoided(self, target: Segment) -> Iterator[Problem]:
        _here, there = self.languages
        said = self._words(target.text, there)
        for term in self.glossary.terms:
            for word in term.avoid.get(there, ()):
                if there in term.forms and self._has(said, [word], there):
                    yield Problem(
                        "term-avoided", target.line, {"found": word, "wanted": term.forms[there][0]}, blocks=False
                    )

    def places_avoided(self, text: str) -> Iterator[Avoided]:
        _here, there = self.languages
        said = self._tokens(text, there)
        words = [word for word, _start, _end in said]
        for term in self.glossary.terms:
            for form in term.avoid.get(there, ()):
                sought = self._form(form, there)
                for at in _places(sought, words) if there in term.forms else ():
                    yield Avoided(said[at][1], said[at + len(sought) - 1][2], term.forms[there][0])

    def offered(self, source: str, target: str) -> list[Offer]:
        here, there = self.languages
        found: list[tuple[int, Offer]] = []
        kept = source
        for term in self._kept:
            said_as = [(kept.find(form), form) for form in term.forms[here] if form in kept]
            if said_as:
                at, form = min(said_as)
                found.append((at, Offer(term, form, any(each in target for each in term.forms[there]))))
            for _at, form in said_as:
                kept = kept.replace(form, "z" * len(form))  # a word of no term, as long
        answered, said, taken = self._words(target, there), self._tokens(kept, here), set[int]()
        words = [word for word, _start, _end in said]
        for term in self._others:
            before = set(taken)
            if self._claim(term, words, taken):
                first, last = min(taken - before), self._run(taken - before)
                start, end = said[first][1], said[last][2]
                found.append((start, Offer(term, source[start:end], self._has(answered, term.forms[there], there))))
        return [offer for _at, offer in sorted(found, key=lambda each: each[0])]

    @staticmethod
    def _run(places: set[int]) -> int:
        """The last of those that follow the first one without a gap."""
        last = min(places)
        while last + 1 in places:
            last += 1
        return last

    def _claim(self, term: Term, said: list[str], taken: set[int]) -> bool:
        """Whether `said` has `term` somewhere that is no part of a longer one."""
        claimed = False
        for form in term.forms.get(self.languages[0], ()):
            words = self._form(form, self.languages[0])
            for start in _places(words, said):
                places = set(range(start, start + len(words)))
                if not places & taken:
                    taken |= places
                    claimed = True
        return claimed

    def _has(self, said: list[str], forms: Sequence[str], language: str) -> bool:
        return any(_places(self._form(form, language), said) for form in forms)

    def _form(self, form: str, language: str) -> list[str]:
        key = form, language
        if key not in self._cut:
            self._cut[key] = self._words(form, language)
        return self._cut[key]

    def _longest_first(self, *rules: Rule) -> list[Term]:
        here, there = self.languages
        named = [term for term in self.glossary.terms if term.rule in rules and {here, there} <= set(term.forms)]
        return sorted(named, key=lambda term: -max(len(form) for form in term.forms[here]))

    def _words(self, text: str, language: str) -> list[str]:
        """The words without the ending of a plural. A stem would be too coarse: it takes `opération` for `opérateur`."""
        return [word for word, _start, _end in self._tokens(text, language)]

    def _tokens(self, text: str, language: str) -> list[tuple[str, int, int]]:
        """The same with their places in `text`."""
        without = LABEL.sub(lambda label: GAP.center(len(label[0]))[: len(label[0])], text)
        return [
            (token.word.rstrip("sx"), token.start, token.end) for token in self.analysers[language].tokens(without)
        ]


def _places(sought: list[str], text: list[str]) -> list[int]:
    if not sought or sought[0] not in text:
        return []
    return [i for i, word in enumerate(text) if word == sought[0] and text[i : i + len(sought)] == sought]


def _differs(target: Segment, term: Term, languages: tuple[str, str]) -> Problem:
    here, there = languages
    return Problem(
        "term-differs", target.line, {"term": term.forms[here][0], "wanted": term.forms[there][0]}, blocks=False
    )
