"""What the board finds wrong with a text."""

from dataclasses import dataclass

from kb.markup.model import Problem
from kb.models import Article
from kb.publishing.problems import sentence


@dataclass(frozen=True)
class Finding:
    """A problem of `article`'s text in `language`; '' where it is in the list at its end, in every language.

    `is_draft`: readers do not meet it yet.
    """

    article: Article
    language: str
    problem: Problem
    is_draft: bool = False

    @property
    def sentence(self) -> str:
        return sentence(self.problem)
