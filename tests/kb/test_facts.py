"""What each article must say in both languages: one file of facts per article in tests/kb/facts/.

number: 3422
references: [1131, 2636]        the list at the end, in order
steps: [step-1, ios-step-4a]    every step's id, in order
figures: 0                      or how many stand in each section that has any, in order: [11, 11]
links: [2260]                   the articles that the text mentions
en: […]  fr: […]                what a reader must find, word for word
never: {en: […], fr: […]}       what must not be there
"""

from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from kb.files import check

FACTS = Path(__file__).parent / "facts"
KEYS = {"number", "references", "steps", "figures", "links", "never"}
CODES = [code for code, _name in settings.LANGUAGES]
SHEETS = {path.stem: yaml.safe_load(path.read_text()) for path in sorted(FACTS.glob("KB*.yaml"))}
TEXTS = [(name, language) for name in SHEETS for language in CODES]

each_sheet = pytest.mark.parametrize("name", SHEETS)
each_text = pytest.mark.parametrize(("name", "language"), TEXTS)


@cache
def library():
    """Every text of content/ as (head, rendered), without a database."""
    read = check.read(settings.CONTENT_DIR)
    rendered = check.render(read)
    return {
        (f"KB{file.place.number}", file.place.language): (file.parsed.head, rendered[file.path])
        for file in read.files
    }


def normal(text: str) -> str:
    """`text` as facts are compared: one kind of space, one kind of apostrophe."""
    return " ".join(text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").split())


def readers_text(name: str, language: str) -> str:
    head, rendered = library()[name, language]
    return normal(f"{head.title}\n{head.summary}\n{rendered.plain}")


def test_every_article_has_its_facts_and_every_sheet_of_facts_its_article():
    folders = {path.name for path in (settings.CONTENT_DIR / "articles").iterdir()}
    assert set(SHEETS) == folders


@each_sheet
def test_a_sheet_says_everything_and_nothing_else(name):
    sheet = SHEETS[name]
    assert set(sheet) == KEYS | set(CODES)
    assert f"KB{sheet['number']}" == name
    assert all(sheet[code] for code in CODES)


@each_text
def test_the_text_says_what_it_must(name, language):
    text = readers_text(name, language)
    missing = [fact for fact in SHEETS[name][language] if normal(str(fact)) not in text]
    assert not missing


@each_text
def test_the_text_says_nothing_that_it_must_not(name, language):
    text = readers_text(name, language)
    forbidden = (SHEETS[name]["never"] or {}).get(language) or []
    assert not [fact for fact in forbidden if normal(str(fact)) in text]


@each_text
def test_references_stand_in_order(name, language):
    head, _rendered = library()[name, language]
    assert list(head.references) == SHEETS[name]["references"]


@each_text
def test_steps_have_the_same_ids_in_every_language(name, language):
    _head, rendered = library()[name, language]
    assert list(rendered.steps) == SHEETS[name]["steps"]


@each_text
def test_the_text_links_to_the_articles_that_it_must(name, language):
    _head, rendered = library()[name, language]
    assert {mention.number for mention in rendered.mentions} == set(SHEETS[name]["links"])


@each_text
def test_figures_are_counted_per_section(name, language):
    _head, rendered = library()[name, language]
    counts = [len(list(figures)) for _section, figures in groupby(rendered.figures, lambda figure: figure.section)]
    assert counts == (SHEETS[name]["figures"] or [])
