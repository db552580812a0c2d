"""Two who save one text at the same moment: one is kept, the other is told; on a database file, as on a running site."""

import threading

from kb.models import Revision
from kb.workflow import drafts, editions
from kb.workflow.drafts import Conflict
from tests.factories import make_article
from tests.kb.workflow.desk import draft_of
from tests.parallel import in_parallel


def saved_from(article, head):
    """The revision, or the refusal, of somebody who writes on from `head`."""
    try:
        return drafts.save(article, "en", draft_of(head, title=f"By {threading.get_ident()}"), based_on=head)
    except Conflict as conflict:
        return conflict


def test_of_many_that_save_at_the_same_moment_one_is_kept(real_database):
    """Each has the same revision before them."""
    article = make_article(3422, history=True)
    head = editions.find(article, "en").head

    results = in_parallel(8, lambda: saved_from(article, head))
    (saved,) = (result for result in results if isinstance(result, Revision))
    assert {result.theirs for result in results if isinstance(result, Conflict)} == {saved}
    assert editions.find(article, "en").head == saved
    assert Revision.objects.filter(language="en").count() == 2


def test_even_if_all_find_their_revision_the_newest_one_row_decides(real_database, monkeypatch):
    """The worst of all timings, forced: the look at the head comes before anybody has written."""
    article = make_article(3422, history=True)
    head, find = editions.find(article, "en").head, editions.find
    looked, first = threading.Barrier(2), threading.local()

    def slow(*given):
        found = find(*given)
        if not getattr(first, "over", False):
            first.over = True
            looked.wait(timeout=30)
        return found

    monkeypatch.setattr(editions, "find", slow)

    results = in_parallel(2, lambda: saved_from(article, head))
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Revision"]
