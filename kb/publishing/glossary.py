"""content/glossary.yaml, read and checked: the terms and labels that translations are held to."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from kb.markup.model import Problem
from kb.markup.terms import Glossary, Rule, Term, disagreements
from kb.search.analysers import analyser

NAME = "glossary.yaml"


class BadGlossary(ValueError):
    """The file does not hold together; `line` (from 1) says where."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"{NAME}:{line}: {what}")
        self.line, self.what = line, what


def problems(
    source: str, target: str, languages: tuple[str, str], *, wanted: Glossary | None = None
) -> list[Problem]:
    """Where the body TARGET does not say what the glossary (WANTED, or this site's) has for SOURCE: kb.markup.terms."""
    return disagreements(
        source, target, languages, wanted or glossary(), {code: analyser(code) for code in languages}
    )


@lru_cache
def glossary(path: Path | None = None) -> Glossary:
    return parse((path or settings.CONTENT_DIR / NAME).read_text(encoding="utf-8"))


def parse(text: str) -> Glossary:
    """The glossary that TEXT holds. Raises BadGlossary."""
    try:
        root = yaml.compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadGlossary(mark.line + 1 if mark else 1, error.problem or "this is not YAML") from None
    except yaml.YAMLError:
        raise BadGlossary(1, "this is not YAML") from None
    parts = _mapping(root)
    if set(parts) - {"terms", "labels"}:
        raise BadGlossary(1, "only terms and labels are known here")
    return Glossary(
        tuple(_term(node) for node in _items(parts.get("terms"))),
        tuple(_forms(_mapping(node), node) for node in _items(parts.get("labels"))),
    )


def _term(node: yaml.Node) -> Term:
    fields = _mapping(node)
    rule, avoid = fields.pop("rule", None), fields.pop("avoid", None)
    if rule is None or rule.value not in set(Rule):
        raise BadGlossary(_line(rule or node), f"rule is one of: {', '.join(Rule)}")
    avoided = _forms(_mapping(avoid), avoid, every=False) if avoid else {}
    return Term(Rule(rule.value), _forms(fields, node), avoided)


def _forms(fields: dict[str, Any], node: yaml.Node, *, every: bool = True) -> dict[str, tuple[str, ...]]:
    codes = [code for code, _name in settings.LANGUAGES]
    if unknown := set(fields) - set(codes):
        raise BadGlossary(_line(node), f"not known here: {', '.join(sorted(unknown))}")
    if every and (missing := set(codes) - set(fields)):
        raise BadGlossary(_line(node), f"missing in: {', '.join(sorted(missing))}")
    return {code: tuple(_words(value)) for code, value in fields.items()}


def _words(node: yaml.Node) -> Collection[str]:
    words = [item.value for item in _items(node)]
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise BadGlossary(_line(node), "a list of words was expected")
    return words


def _mapping(node: yaml.Node | None) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise BadGlossary(_line(node), "a mapping was expected")
    return {key.value: value for key, value in node.value}


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    if node is not None and not isinstance(node, yaml.SequenceNode):
        raise BadGlossary(_line(node), "a list was expected")
    return node.value if node else []


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node else 1
