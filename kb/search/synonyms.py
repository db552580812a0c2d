"""Words that mean alike and words that tell nothing, per language: synonyms.yaml and stopwords.yaml."""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from kb.search.analysers import analyser

Stems = tuple[str, ...]  # one word or several


@lru_cache
def synonyms(language: str) -> dict[Stems, frozenset[Stems]]:
    """For each word or phrase of a group, in stems, the others of its group."""
    groups: dict[Stems, set[Stems]] = defaultdict(set)
    for group in _read("synonyms.yaml").get(language, []):
        members = {telling_stems(text, language) for text in group} - {()}
        for member in members:
            groups[member] |= members - {member}
    return {member: frozenset(others) for member, others in groups.items()}


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """Folded words that a question is full of and an answer does not turn on."""
    words = _read("stopwords.yaml").get(language, [])
    return frozenset(token.word for word in words for token in analyser(language).tokens(word))


def telling_stems(text: str, language: str) -> Stems:
    tokens = analyser(language).tokens(text)
    return tuple(token.stem for token in tokens if token.word not in stop_words(language))


def _read(name: str) -> dict[str, list]:
    path = Path(settings.CONTENT_DIR) / name
    if not path.exists():
        return {}
    # BaseLoader makes nothing but strings: here `on` and `no` are words.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}  # noqa: S506
