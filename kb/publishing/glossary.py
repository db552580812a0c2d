"""content/glossary.yaml, read and checked: the terms and labels that translations are held to."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.languages import codes
from kb.base.places import Problem as FileProblem
from kb.base.places import Readable, Reader, open_file, said
from kb.markup.model import Problem
from kb.markup.terms import Forms, Glossary, Rule, Term, disagreements
from kb.search.analysers import analyser

NAME = "glossary.yaml"


def problems(
    source: str, target: str, languages: tuple[str, str], *, wanted: Glossary | None = None
) -> list[Problem]:
    """Where the body `target` does not say what the glossary (`wanted`, or this site's) has for `source`: kb.markup.terms."""
    return disagreements(
        source, target, languages, wanted or glossary(), {code: analyser(code) for code in languages}
    )


def glossary() -> Glossary:
    """This site's; empty while the file is broken and never was read."""
    return GLOSSARY.now()


def digest() -> str:
    """Of what it wants by now: another one after each change, the same in every process."""
    return sha256(repr(glossary()).encode()).hexdigest()[:16]


def read(file: Readable, found: list[FileProblem]) -> Glossary | None:
    """What `file` wants; what is wrong with it is added to `found`."""
    root = open_file(file, NAME, codes(), found)
    if root is None:
        return None
    fields = root.fields((), ("terms", "labels"))
    return Glossary(terms=fields.many("terms", _term), labels=fields.many("labels", _forms))


def _term(reader: Reader) -> Term:
    fields = reader.fields(("rule",), (*reader.languages, "avoid"))
    rule = fields.get("rule", lambda r: r.one_of(list(Rule)), "")
    forms = {code: _words(given) for code in reader.languages for given in fields.of(code)}
    for code in reader.languages:
        if code not in forms:
            reader.lacks(code)
    return Term(Rule(rule) if rule in set(Rule) else Rule.MAY, forms, fields.get("avoid", _avoided, {}))


def _forms(reader: Reader) -> Forms:
    return reader.per_language(_words)


def _avoided(reader: Reader) -> Forms:
    return {code: _words(reader.at(node)) for code, node in reader.only(*reader.languages).items()}


def _words(reader: Reader) -> tuple[str, ...]:
    before = len(reader.problems)
    words = reader.words()
    if not words and len(reader.problems) == before:
        reader.problem(said("at least one word"))
    return words


GLOSSARY = KeptList(kept.CONTENT, NAME, lambda: Path(settings.CONTENT_DIR), read, Glossary())
