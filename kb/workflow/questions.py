"""A question that readers ask is added to the article that answers it."""

from django.utils.translation import gettext as _

from kb.models import Article, Revision, Significance
from kb.models.revision import LONGEST_QUESTIONS
from kb.text.questions import joined, listed
from kb.workflow import drafts, editions
from kb.workflow.people import Person


class NoRoom(ValueError):
    """The questions of the text would be longer than they may be."""


class NoText(LookupError):
    """The article has no text in that language."""


def add(article: Article, language: str, question: str, *, by: Person = None) -> Revision:
    """Keep `question`, one line, in the newest draft; readers find by it once that is published. Translations stay up to date.

    The newest draft as it is, if it has the question. Raises NoText, NoRoom, or drafts.Conflict if somebody saves meanwhile.
    """
    edition = editions.find(article, language)
    if edition is None:
        raise NoText(language)
    draft = drafts.Draft.of(edition.head)
    questions = joined(listed(f"{draft.questions}\n{question}"))
    if len(questions) > LONGEST_QUESTIONS:
        raise NoRoom(question)
    draft = drafts.Draft.with_words(
        {**draft.words, "questions": questions},
        change=draft.change,
        comment=_("A question from the searches."),
        significance=Significance.TYPO,
    )
    return drafts.save(article, language, draft, based_on=edition.head, by=by)
