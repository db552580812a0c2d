"""What editors do, in a line each."""

from dataclasses import replace

from kb.models import Revision, Significance
from kb.workflow import drafts, editions, releasing
from kb.workflow.drafts import Draft


def draft_of(revision: Revision, **changes) -> Draft:
    return replace(Draft.of(revision), **changes)


def write(article, language, by=None, **changes) -> Revision:
    """Save a next draft of `article` in `language`: the newest words but for `changes`."""
    head = editions.find(article, language).head
    return drafts.save(article, language, draft_of(head, **changes), based_on=head, by=by)


def publish(article, language, by=None, **changes) -> Revision:
    """Save such a draft and publish it."""
    if changes:
        write(article, language, by, **changes)
    edition = editions.find(article, language)
    releasing.publish(edition, by=by)
    return edition.head


def step(article, language, old, new, significance=Significance.MAJOR, **more) -> Revision:
    """Publish a text in which `old` reads `new`."""
    body = editions.find(article, language).head.body
    assert old in body
    return publish(article, language, body=body.replace(old, new), significance=significance, **more)
