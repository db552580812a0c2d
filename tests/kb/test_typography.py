"""Every text under content/ is set as its language is set; what is wrong is told by file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from kb.text import typography

CODES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Line:
    path: str
    number: int
    text: str


def faults(line: Line, language: str) -> list[str]:
    style = settings.LANGUAGE_TRAITS[language]["typography"]
    return [f"{line.path}:{line.number}: {fault.code}: {fault.text}" for fault in typography.faults(line.text, style)]


def texts(root: Path, language: str) -> Iterator[Line]:
    for path in sorted(root.glob(f"articles/*/{language}.md")):
        yield from article_lines(path)
    for path in sorted(root.rglob("*.yaml")):
        for node in scalars(yaml.compose(path.read_text()), language):
            yield Line(str(path), node.start_mark.line + 1, node.value)


def article_lines(path: Path) -> Iterator[Line]:
    """Values of the head as YAML reads them, then the lines of the body."""
    head, _fence, body = path.read_text().removeprefix("---\n").partition("\n---\n")
    for key, value in yaml.compose(head).value:
        if key.value in ("title", "summary", "change"):
            yield Line(str(path), value.start_mark.line + 2, value.value)
    for number, text in enumerate(body.split("\n"), start=head.count("\n") + 4):
        yield Line(str(path), number, text)


def scalars(node: yaml.Node | None, language: str, *, wanted: bool = False) -> Iterator[yaml.ScalarNode]:
    """Every text below a key that is `language`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = key.value == language if key.value in CODES else wanted
            yield from scalars(value, language, wanted=inside)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item, language, wanted=wanted)
    elif isinstance(node, yaml.ScalarNode) and wanted:
        yield node


def test_every_language_is_set_in_a_known_style():
    assert all(typography.rules(settings.LANGUAGE_TRAITS[code]["typography"]) for code in CODES)


GERMAN = {"quotes": "„“", "spaced": False}
SPACED = {"quotes": "«»", "spaced": True}


@pytest.mark.parametrize(
    ("style", "text", "codes"),
    [
        (GERMAN, "Drücken Sie „OK“: fertig!", []),
        (GERMAN, 'Drücken Sie "OK".', ["other-quotes"]),
        (GERMAN, "Drücken Sie «OK».", ["other-quotes"]),
        (GERMAN, "Fertig !", ["no-space-before-sign"]),
        (GERMAN, "Geht's?", ["apostrophe"]),
        (GERMAN, 'Die Anzeige `"x" ?` bleibt.', []),
        (SPACED, "Fertig\u00a0!", []),
        (SPACED, "Fertig!", ["space-before-sign"]),
    ],
)
def test_another_language_describes_its_style_in_the_settings(style, text, codes):
    assert [fault.code for fault in typography.faults(text, style)] == codes


def test_a_description_that_is_mistyped_is_refused():
    with pytest.raises(TypeError):
        typography.rules({"quote": "„“"})


@pytest.mark.parametrize("language", CODES)
def test_content_is_set_as_its_language_is_set(language):
    lines = list(texts(settings.CONTENT_DIR, language))
    found = [fault for line in lines for fault in faults(line, language)]
    assert lines
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "Attention :",
        "Quoi\u00a0?",
        "«\u00a0PIN\u00a0»",
        "l'appareil",
        '"PIN"',
        "Attention: oui",
        "Fini!",
        "« PIN\u00a0»",
        "vu ;",
    ],
)
def test_the_rules_for_french_tell_right_from_wrong(text):
    right = text in ("Quoi\u00a0?", "«\u00a0PIN\u00a0»")
    assert bool(faults(Line("f", 1, text), "fr")) is not right


@pytest.mark.parametrize(
    "text",
    [
        'Affiche `CHALLNG>: "x"` à l’écran.',
        "::: figure 1",
        "   caption: L’écran\u00a0: rien.",
        "   image: login-window",
        "## Se connecter {#log-in}",
        "| a | b |",
        "|---|:--|",
        "Voir https://example.com/a?b:c",
        "::: note À savoir\u00a0!",
        "de 10:30 à 11:00",
    ],
)
def test_what_is_not_prose_is_left_alone(text):
    assert not faults(Line("f", 1, text), "fr")


def test_an_address_or_an_id_that_is_never_closed_ends_where_the_next_one_begins():
    """Or two thousand of them in one line would be searched for through to its end two thousand times."""
    text = "[a](b [c](/d) {#e {#f}"
    assert [match[0] for match in typography.NO_PROSE.finditer(text)] == ["](/d)", "{#f}"]
