"""Whether a text is set as its language is set (kb.text.typography), told like the renderer's problems."""

from kb.base.languages import traits
from kb.markup.model import Problem
from kb.text.typography import faults


def problems(text: str, language: str) -> list[Problem]:
    """Warnings, on the lines of `text`."""
    style = traits(language)["typography"]
    return [Problem(fault.code, fault.line, {"text": fault.text}, blocks=False) for fault in faults(text, style)]
