"""The list of articles at an article's end, which belongs to no language."""

from collections.abc import Sequence

from kb.models import Article, Reference


def listed(article: Article) -> tuple[int, ...]:
    """The numbers in the list at the end of `article`, in their order."""
    rows = [row for row in article.references.all() if row.position is not None]
    return tuple(row.target for row in sorted(rows, key=lambda row: row.position or 0))


def write_references(article: Article, numbers: Sequence[int]) -> None:
    """Make `numbers` the list at the end of `article`, in their order."""
    Reference.objects.filter(source=article, position__isnull=False).delete()
    Reference.objects.bulk_create(
        Reference(source=article, target=number, position=position) for position, number in enumerate(numbers)
    )
