import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from kb import markup
from kb.markup.model import Problem
from kb.publishing.problems import SENTENCES, sentence
from kb.text.typography import STYLES, described
from kb.workflow import checks
from kb.workflow.board import broken, wording
from kb.workflow.links import findings

CODES = [code for code, _name in settings.LANGUAGES]


def raised():
    """Every code that kb.markup and the desk complain with, and the names of the values that they give."""
    found = {}
    for path in [
        *sorted(Path(markup.__file__).parent.glob("*.py")),
        *(Path(each.__file__) for each in (checks, broken, wording, findings)),
    ]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "complain":
                    values = {word.arg for word in node.keywords} - {"blocks"}
                elif name == "Problem":
                    values = {key.value for key in node.args[2].keys}
                else:
                    continue
                found.setdefault(node.args[0].value, set()).update(values)
    return found


RAISED = raised() | {code: {"text"} for style in (*STYLES.values(), described("„“", spaced=False)) for code in style}


def test_every_problem_has_its_sentence_and_every_sentence_its_problem():
    assert set(SENTENCES) == set(RAISED)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_names_every_value_that_it_is_given(code):
    assert set(re.findall(r"%\((\w+)\)", SENTENCES[code])) == RAISED[code]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("code", SENTENCES)
def test_it_can_be_said_in_every_language(code, language):
    with override(language):
        said = sentence(Problem(code, 1, dict.fromkeys(RAISED[code], "value")))
    assert "%" not in said
    assert said.count("value") >= len(RAISED[code])


@pytest.mark.parametrize("code", SENTENCES)
def test_french_is_not_english(code):
    values = dict.fromkeys(RAISED[code], "value")
    with override("fr"):
        french = sentence(Problem(code, 1, values))
    assert french != SENTENCES[code] % values
