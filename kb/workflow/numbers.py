"""Which number an article has: it is for ever once readers have seen it, and a slip of the keyboard until then."""

from django.db import transaction

from kb.models import Article, Edition, Elsewhere, FactsEdition, FactsRevision, PublicationEntry, ReadCount, Revision
from kb.text.numbers import LOCAL_NUMBERS


def next_free() -> int | None:
    """The number of this site's own that follows the last one; None if there is none left."""
    taken = {
        number
        for kind in (Article, Elsewhere)
        for number in kind.objects.filter(number__in=LOCAL_NUMBERS).values_list("number", flat=True)
    }
    last = max(taken, default=LOCAL_NUMBERS.start - 1)
    return next(
        (number for number in (last + 1, *LOCAL_NUMBERS) if number in LOCAL_NUMBERS and number not in taken), None
    )


def had_readers(article: Article) -> bool:
    """Whether anybody may have noted its number: it was published once."""
    return bool(
        article.published_languages()
        or article.retired_at
        or Edition.objects.filter(article=article, published__isnull=False).exists()
        or PublicationEntry.objects.filter(article=article, action=PublicationEntry.Action.PUBLISHED).exists()
        or ReadCount.objects.filter(number=article.number).exists()
    )


class HadReaders(Exception):
    """An article that was published is archived, not deleted: its number stays its own."""


@transaction.atomic
def discard(article: Article) -> None:
    """Delete a draft that no reader ever saw, with its history. Raises HadReaders."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if had_readers(article):
        raise HadReaders
    PublicationEntry.objects.filter(article=article).delete()
    Edition.objects.filter(article=article).delete()
    FactsEdition.objects.filter(article=article).delete()
    for history in (Revision.objects.filter(article=article), FactsRevision.objects.filter(article=article)):
        history._raw_delete(history.db)  # they are based on each other, which protects each from being deleted alone
    article.delete()
