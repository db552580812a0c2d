import pytest

from kb.markup.compare import compare

SAME = """\
## Log in {#log-in}

::: steps
1. See KB2260.

   ::: figure 1
   demo: card
   state: pin
   caption: A screen.
   :::
2. Press.
:::
"""


def found(source, target):
    return [(problem.code, problem.line) for problem in compare(source, target)]


def test_texts_that_match_have_nothing_to_tell(article):
    other = article(SAME.replace("Press", "Appuyez").replace("Log in", "Se connecter"), "fr")
    assert found(article(SAME), other) == found(other, article(SAME)) == []


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (("{#log-in}", "{#connexion}"), [("anchor-here-alone", 1)]),
        (("\n2. Press.", ""), [("anchor-here-alone", 11)]),
        (("See KB2260.", "See."), [("mention-here-alone", 4)]),
        (("KB2260", "KB2260#step-1"), [("mention-here-alone", 4)]),
        (("state: pin", "state: login"), [("figure-differs", 6)]),
        (("state: pin", "state: pin\n   moment: end"), [("figure-differs", 6)]),
    ],
)
def test_what_one_language_has_alone_is_told_on_its_line(article, change, problems):
    source, target = article(SAME), article(SAME.replace(*change))
    assert [problem for problem in found(source, target) if problem[0] != "figure-here-alone"] == problems


def test_a_figure_in_one_language_alone_is_told(article):
    without = article(SAME.replace("   ::: figure 1", "   ::: note").replace("   demo: card\n   state: pin\n", ""))
    assert found(article(SAME), without) == [("figure-here-alone", 6)]
    assert found(without, article(SAME)) == []


def test_a_mention_in_one_language_alone_is_a_warning_and_told_once(article):
    problems = compare(article("KB2260, KB2260.\n\nKB2260"), article("None."))
    assert [(problem.code, problem.line, problem.blocks) for problem in problems] == [
        ("mention-here-alone", 1, False)
    ]
