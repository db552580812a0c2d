"""What the database holds of an article, as its file would say it."""

from datetime import date, datetime

from kb.files import frontmatter
from kb.files.frontmatter import Head
from kb.models import Article
from kb.publishing.references import listed


def articles(numbers: list[int] | None = None) -> dict[int, Article]:
    """The articles of NUMBERS (default: all), with everything their files say, in three queries."""
    found = Article.objects.select_related("category", "successor").prefetch_related("tags", "references")
    if numbers is not None:
        found = found.filter(number__in=numbers)
    return {article.number: article for article in found}


def canonical(article: Article, language: str) -> str | None:
    """The file of ARTICLE in LANGUAGE; None without a text, or while a required part of it is not written."""
    if not all(article.text(name, language) for name in ("title", "slug", "summary", "body")):
        return None
    return frontmatter.dump(head(article, language), article.text("body", language))


def head(article: Article, language: str) -> Head:
    return Head(
        number=article.number,
        category=article.category.key,
        source=article.source_language,
        title=article.text("title", language),
        slug=article.text("slug", language),
        summary=article.text("summary", language),
        tags=tuple(sorted(tag.key for tag in article.tags.all())),
        needed=article.needed,
        demo=article.demo or None,
        review=article.review_on,
        references=listed(article),
        retired=day(article.retired_at),
        successor=article.successor.number if article.successor else None,
        published=day(article.text("published_at", language)),
        updated=day(article.text("updated_at", language)),
        change=article.text("change", language),
    )


def day(moment: datetime | None) -> date | None:
    """A file's date is a day in UTC."""
    return moment.date() if moment else None
