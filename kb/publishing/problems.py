"""What the renderer found wrong in a text, in words for whoever writes it."""

from django.utils.translation import gettext, gettext_noop

from kb.markup.model import Problem

SENTENCES = {
    "unknown-article": gettext_noop("There is no article KB%(number)s."),
}


def sentence(problem: Problem) -> str:
    """PROBLEM in the active language."""
    return gettext(SENTENCES[problem.code]) % problem.values
