"""What the database holds of an article, as its file would say it."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from kb.files import frontmatter
from kb.files.frontmatter import Head
from kb.files.tree import TextFile
from kb.models import Article, Edition, PublishedText, Revision
from kb.publishing.references import listed
from kb.text.questions import listed as listed_questions


def articles(numbers: list[int] | None = None) -> dict[int, Article]:
    """The articles of `numbers` (default: all), with everything their files say, in five queries."""
    texts = PublishedText.objects.defer("outline", "passages", "anchors", "html")
    found = Article.objects.select_related("category", "successor").prefetch_related(
        "tags",
        "references",
        Prefetch("published_texts", texts),
        Prefetch("editions", Edition.objects.select_related("head")),
    )
    if numbers is not None:
        found = found.filter(number__in=numbers)
    return {article.number: article for article in found}


def shown(article: Article, language: str) -> PublishedText | None:
    """What readers see, or would if the article was not retired."""
    return next((text for text in article.published_texts.all() if text.language == language), None)


def said(article: Article, language: str) -> PublishedText | Revision | None:
    """What the file says: what readers see, else the newest words."""
    heads = (edition.head for edition in article.editions.all() if edition.language == language)
    return shown(article, language) or next(heads, None)


def canonical(article: Article, language: str) -> str | None:
    """The file of `article` in `language`; None without a text, or while a required part of it is not written."""
    text = said(article, language)
    if text is None or lacking(text) or not text.body:
        return None
    return frontmatter.dump(head(article, text), text.body)


def lacking(text: PublishedText | Revision) -> list[str]:
    """The keys that a head needs and this text has nothing for."""
    return [name for name in ("title", "slug", "summary") if not getattr(text, name)]


def head(article: Article, text: PublishedText | Revision) -> Head:
    days = (text.published_at, text.updated_at) if isinstance(text, PublishedText) else (None, None)
    return Head(
        **facts(article),
        title=text.title,
        short=text.short or None,
        slug=text.slug,
        summary=text.summary,
        questions=listed_questions(text.questions),
        published=day(days[0]),
        updated=day(days[1]),
        change=text.change or None,
    )


def facts(article: Article) -> dict[str, Any]:
    """What readers see of it in every language, by the names of a head."""
    return {
        "number": article.number,
        "category": article.category.key,
        "source": article.source_language,
        "tags": tuple(sorted(tag.key for tag in article.tags.all())),
        "needed": article.needed,
        "demo": article.demo or None,
        "review": article.review_on,
        "references": listed(article),
        "retired": day(article.retired_at),
        "successor": article.successor.number if article.successor else None,
    }


def agrees(article: Article, file: TextFile) -> bool:
    """Whether `file` says the facts that readers see."""
    said = file.parsed.head.facts()
    return said | {"tags": tuple(sorted(said["tags"]))} == facts(article)


def day(moment: datetime | None) -> date | None:
    """A file's date is a day in UTC."""
    return moment.date() if moment else None
