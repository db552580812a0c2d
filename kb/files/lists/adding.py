"""A synonym more, from wherever at the desk somebody meets one that is missing."""

from collections.abc import Sequence

from kb.files.lists import history, slices
from kb.files.lists.kinds import BY_KEY
from kb.models import WordRevision
from kb.text.folding import fold
from kb.workflow.people import Person


def add_synonym(language: str, words: Sequence[str], by: Person = None) -> WordRevision:
    """Have the search treat `words` (words or phrases, two at least) alike in `language`, and tell who said so.

    They join the first group that has one of them, or are a group of their own. It is one revision of the list of synonyms:
    readers have it at once, or once a colleague has published it, where the rule of two people holds (`WordList.is_pending`).
    The newest revision as it is, if the group has them all. Anyone who calls asks `may_edit_words(by)` first.
    Raises ValueError for fewer than two words, history.Refused (its `problems` can be told) and history.MovedOn.
    """
    wanted = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if len(wanted) < 2:
        raise ValueError("a synonym needs two words")
    comment = f"{language}: {', '.join(wanted)}"

    def change(text: str) -> str:
        folded = {fold(word) for word in wanted}
        for row in slices.rows(text, (language,)):
            there = [str(word) for word in row.value]
            known = {fold(word) for word in there}
            if folded & known:
                more = [word for word in wanted if fold(word) not in known]
                return slices.replaced(text, row, there + more) if more else text
        return slices.added(text, (language,), wanted)

    return history.edit(BY_KEY["synonyms"], change, by=by, comment=comment)
