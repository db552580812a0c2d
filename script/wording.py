"""Our own words: fails on phrases that a native reader stumbles over, in every text that a reader may see.

    python script/wording.py

`PATTERNS` says what is not written and what is written instead; the words that content/glossary.yaml avoids are looked for
as well. To forbid a phrase, add a line here and a case in tests/contract/test_wording.py; to allow one, narrow its pattern.
Looked through are content/ and the message catalogues, which hold what templates and code say. What a screen of the
broker's shows ([[…]], `labels`) is not ours and is left out. `COMMENTS` says what comments and docstrings do without.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "content" / "glossary.yaml"
LANGUAGES = ("en", "fr")
NOT_OURS = {"labels", "labels_by"}
COMMENT = "comment"  # takes the place of a language
ROOMS = ("kb", "auth_demo", "script", "static", "tests")
SCRIPTS = {".js", ".mjs", ".ts", ".css"}
MADE = {"migrations", "vendor", "node_modules", "figures", "__pycache__"}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
OWN = Path("script/wording.py")  # which names what it forbids
REMARK = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
LISTS = {"glossary.yaml", "synonyms.yaml", "stopwords.yaml"}  # words for machines
MARKS = re.compile(r"\[\[.*?\]\]|`[^`]*`|\{#[^}]*\}|\]\([^)]*\)|^::: (?:demo|steps|tab) \S+|^\s*demo: .*")

WARNING = "the one wording of this warning, as in KB3422"
Patterns = dict[str, str]  # what is not written, as a regular expression -> what is written instead

PATTERNS: dict[str, Patterns] = {
    "en": {
        r"\bstands?\b(?! (?:for|out|by|up)\b)": "is, appears, is shown",
        r"\bwhoever\b": "anyone who",
        r"\bshops?\b": "app store; App Store or Google Play",
        r"\bgood (?:until|everywhere)\b|\b(?:is|are|stays?) good for (?:\w+ )?(?:seconds?|minutes?|hours?|days?|phone|login)\b": "valid",
        r"\bhave (?:it|them|(?:a|the|your)(?: new)? \w+) (?:sent|made|restored|computed|verified|shown)\b": "ask for it; reset it",
        r"\b(?:tap|hide|close|open) the notices?\b|\bnew notices?\b|\blist of notices\b": "notification",
        r"\b(?:anew|afresh)\b": "again",
        r"\b(?:nothing|message|code|card) (?:has|have) come\b|\bnothing comes\b|\b(?:message|notification|code) (?:does not come|comes)\b": "arrive",
        r"(?:[>”]|\b(?:card|phone|window|portal|login|app|glossary)) wants\b": "needs, asks for",
        r"\b(?:two|three|last|first|second) signs?\b": "icon",
        r"\bcan be had\b": "you can get, you can ask for",
        r"\b[Tt]ype\b[^.“]*, then (?:“|OK\b)": "then press",
        r"\bminutes at most\b": "wait … minutes before",
        r"\bin life\b": "in real life",
        r"\bGive it to nobody\b": "Do not give it to anyone",
        r"\bfor real\b": "with your real account",
        r"\bour sources\b": "we do not know; this article does not cover",
        r"\bcarry (?:\S+ )?across\b": "copy",
        r"\bturns? up again\b": "if you find it",
        r"\btake none\b": "do not reuse",
        r"\bwhat is the matter\b": "what is the problem",
        r"\bin vain\b|\bsought\b": "without a result; searched for",
        r"\bis (?:here )?(?:no (?:address|article’s|item|moment|image|PO file)|none of (?:them|these))\b": "is not a, is not one of",
        r"\bis on (?:no|none)\b": "no … has, no … shows",
        r"\blies? (?:before|after)\b": "is earlier than, is later than",
        r"\b(?:is|are) (?:the same and )?alike\b|\balike in\b": "the same",
        r"(?<!in the )\bmeanwhile\b": "in the meantime, until then",
        r"\blately\b": "recently",
        r"\btake (?:a|the|your|its|their) (?:\w+ ){1,2}away\b": "remove",
        r"\bwrong form\b": "malformed",
        r"\bonly who\b": "only people who",
        r"\bfor who\b(?! it\b)": "for people who",
        r"\bsays? something else\b": "differs from, does not match",
        r"\bonce more\b|\ba second time\b": "again, twice",
        r"\bbeforehand\b": "first",
        r"\bnot any more\b|\bany more\.": "no longer, anymore",
        r"\bgo(?:es)? on (?:by itself|with|from|and)\b|\b(?:login|screen|page|practice)s? (?:then )?goes on\b": "continue",
        r"\bbehind(?::| [“:])": "after",
        r"\b(?:enrol|enrols|enrolment|practis\w+|colours?|behaviours?|favou?rs?|recognis\w+|organis\w+|cancelled|centre)\b": "American spelling",
        r"\b(?:travell(?:ed|ing|ers?)|labell\w+|modell(?:ed|ing)|grey|licences?|dialogues?|programmes?|analys(?:e|es|ed|ing)|whilst|fulfil"
        r"|learnt|spelt|judgements?|cheques?|(?:author|custom|initial|minim|maxim|emphas|synchron)is(?:e|es|ed|ing|ation))\b": "American spelling",
        r"\btake (?:it|them) into use\b": "activate",
        r"\bnot my problem\b": "does not answer my question",
        r"\bstill good\b(?! enough)": "still valid",
        r"\b(?:stop these|send the|language of the|no|get a) letters?\b(?! (?:or|and))|\bletter (?:is on its way|with a link)\b": "e-mail",
        r"\bnever give (?:a|an|the|it)\b(?![^.]* to anyone over the phone, not even to someone who claims to be from Client Services\.)": WARNING,
    },
    "fr": {
        r"\btouchez l’avis\b|\bliste des avis\b|\b(?:nouvel|nouveaux) avis\b|\b(?:masquer|fermer) (?:l’|les )avis\b": "notification",
        r"\b(?:deux|trois|premier|deuxième|dernier) signes?\b": "icône",
        r"\ballez chez votre courtier\b|\bpar votre propre favori\b": "accédez au site du courtier … depuis vos favoris",
        r"\bminutes au plus\b": "attendez … minutes avant",
        r"\bpour de vrai\b|\ben vrai\b|\bdans la vie\b": "en conditions réelles ; dans la réalité",
        r"\bce qui peut mal tourner\b": "simuler un problème",
        r"\bne parle (?:pas|que)\b|\bil parle :": "langues proposées",
        r"\bne vaut plus que\b|\bvaut (?:partout|pour un|\w+ minutes)\b": "est valable",
        r"\bse refuse(?:nt)?\b(?! à)": "refusez",
        r"\b(?:à la carte|au téléphone) maintenant\b": "passez maintenant à",
        r"\bc’était tout\b": "toutes les étapes sont terminées",
        r"\bcommencer à neuf\b": "repartir de zéro",
        r"(?:^|(?<=[.:] )|(?<=>))Qui [^.?!]*\.": "toute personne qui",
        r"\bà qui (?:trouve|n’a|vous|que ce soit)\b|\bs’adresse à qui\b": "à toute personne qui",
        r"\bqui qu’il prétende\b|\bcorrespondant insistant\b|\bquel que soit votre interlocuteur\b": "même à quelqu’un qui se dit du Service clientèle",
        r"\brestez prudents?\b": "conseils de sécurité",
        r"\bpour qui (?:ne|n’\w+|a|est|veut|peut)\b": "pour les personnes qui",
        r"\b(?:saisissez|choisissez)\b[^.«]*, puis (?:«|OK\b)": "puis appuyez sur, puis cliquez sur",
        r"(?<!application )\bIB Key (?:est|était|sera)(?: \w+)? (?:active|activée|récupérée|transférée)\b": "IB Key est masculin",
        r"\bnos sources\b": "nous ne savons pas ; cet article n’indique pas",
        r"\bcherchée?s? en vain\b|\brecherches vaines\b": "sans résultat",
        r"\bla bonne forme\b": "mal formé",
        r"\ben circulation\b": "rétabli",
        r"\b(?:choisissez|sélectionnez) « ?(?:Se connecter|OK|Poursuivre)\b": "cliquez sur, touchez",
        r"\bdont vous vous servez ailleurs\b": "déjà employé ailleurs",
        r"\best à même d|\ben mesure d": "peut",
        r"\bproc[eé]de[rz]? (?:à|au|aux)\b|\beffectuer? une (?:connexion|recherche)\b": "le verbe seul",
        r"\badresse[rz]? (?:un|le|ce|des|les) problèmes?\b": "résoudre",
        r"\bfai(?:t|re) sens\b|\bau final\b|\bbasée?s? sur\b|\bdû au fait\b": "a un sens, enfin, fondé sur, parce que",
        r"\bcourriels?\b": "e-mail",
        r"\btéléverse\w*\b": "importer",
        r"\bQR codes?\b": "code QR",
        r"\bn’a pas (?:d’|la )?Internet\b": "n’est pas connecté à Internet",
        r"\bne (?:le |la |les )?communiquez jamais\b"
        r"(?![^.]* par téléphone, même à quelqu’un qui se dit du Service clientèle\.)": WARNING,
    },
}

# What is not written in a comment or docstring either. Its reader knows the project's own terms, so these are fewer.
COMMENTS: Patterns = {
    r"\bwhoever\b": "anyone who",
    r"\b(?:anew|afresh)\b": "again",
    r"\b(?:can|could|may|to) be had\b": "you can get, one can ask for",
    r"\bsought\b|\bin vain\b": "searched for; without a result, for nothing",
    r"\b(?:what|whatever|all that|that|there) stands?\b(?! (?:for|out|by|up|still)\b)"
    r"|\bstands? (?:there|behind|above|below|beside|under|around|nowhere)\b": "is, are",
    r"\bfor who\b(?! it\b)": "for people who",
    r"\bin life\b": "in real life",
    r"\bany more(?=[.;,:)]|$)": "anymore",
    r"(?<![-.\w])(?:enrol|enrols|enrolment|practis\w+|colours?|behaviours?|favou?rs?|recognis(?:e|ed|es|ing)|organis(?:e|ed|es|ing|ation)"
    r"|cancelled|centre)(?![-.]?\w)": "American spelling",
}


class Text(NamedTuple):
    place: str  # file and line
    language: str
    text: str


class Fault(NamedTuple):
    said: str
    better: str


def faults(text: str, language: str, patterns: dict[str, Patterns] = PATTERNS) -> Iterator[Fault]:
    """What `text` says that `patterns` of `language` do not allow."""
    plain = MARKS.sub(" ", text).replace("\u00a0", " ").replace("\u202f", " ")
    for pattern, better in patterns.get(language, {}).items():
        for match in re.finditer(pattern, plain, re.IGNORECASE):
            yield Fault(match[0], better)


def with_glossary(patterns: dict[str, Patterns], glossary: str) -> dict[str, Patterns]:
    """`patterns` and, with the form that it prefers, every word that the YAML of `glossary` avoids."""
    found = {language: dict(each) for language, each in patterns.items()}
    for term in yaml.safe_load(glossary)["terms"]:
        for language, words in term.get("avoid", {}).items():
            for word in words:
                found.setdefault(language, {})[rf"\b{re.escape(word)}s?\b"] = term[language][0]
    return found


def of_yaml(path: Path, name: str) -> Iterator[Text]:
    """Every text of a language in a YAML file, wherever it is."""
    waiting = [yaml.compose(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in LANGUAGES and isinstance(value, yaml.ScalarNode):
                    yield Text(f"{name}:{value.start_mark.line + 1}", key.value, value.value)
                elif key.value not in NOT_OURS:
                    waiting.append(value)


def of_article(path: Path, name: str) -> Iterator[Text]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        yield Text(f"{name}:{number}", path.stem, line)


def of_catalogue(path: Path, name: str) -> Iterator[Text]:
    """Both sides of a catalogue: the messages are English."""
    target = path.parts[-3]
    with path.open("rb") as file:
        for message in read_po(file, locale=target):
            if not message.id:
                continue  # the catalogue's own head
            for language, said in (("en", message.id), (target, message.string)):
                for text in [said] if isinstance(said, str) else said:
                    yield Text(f"{name}:{message.lineno or 0}", language, text)


def of_python(path: Path, name: str) -> Iterator[Text]:
    """Comments and docstrings."""
    source = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Text(f"{name}:{token.start[0]}", COMMENT, token.string)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and (docstring := ast.get_docstring(node)):
            for number, line in enumerate(docstring.split("\n"), node.body[0].lineno):
                yield Text(f"{name}:{number}", COMMENT, line)


def of_script(path: Path, name: str) -> Iterator[Text]:
    """The comments of a script or style sheet."""
    source = path.read_text(encoding="utf-8")
    for comment in REMARK.finditer(source):
        first = source.count("\n", 0, comment.start()) + 1
        for number, line in enumerate(comment[0].split("\n"), first):
            yield Text(f"{name}:{number}", COMMENT, line)


def remarks(root: Path) -> Iterator[Text]:
    """What the code says to its readers, below `root`; neither migrations nor what is another's."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            name = str(path.relative_to(root))
            if path == root / OWN or not MADE.isdisjoint(path.relative_to(root).parts):
                continue
            if path.suffix == ".py":
                yield from of_python(path, name)
            elif path.suffix in SCRIPTS:
                yield from of_script(path, name)


def texts(root: Path) -> Iterator[Text]:
    """Every text below `root` that a reader may see."""
    for path in sorted(root.glob("content/**/*.yaml")):
        if path.name not in LISTS:
            yield from of_yaml(path, str(path.relative_to(root)))
    for path in sorted(root.glob("content/articles/*/*.md")):
        yield from of_article(path, str(path.relative_to(root)))
    for room in ("kb", "auth_demo"):
        for path in sorted((root / room).rglob("*.po")):
            yield from of_catalogue(path, str(path.relative_to(root)))


def main() -> int:
    patterns = with_glossary(PATTERNS, GLOSSARY.read_text(encoding="utf-8")) | {COMMENT: COMMENTS}
    found = [
        f"{text.place}: “{fault.said}”: {fault.better}"
        for text in (*texts(ROOT), *remarks(ROOT))
        for fault in faults(text.text, text.language, patterns)
    ]
    print("\n".join(found) or "No phrase of the list is left.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
