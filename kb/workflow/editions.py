"""Where each text of an article stands."""

from kb.base.languages import column
from kb.models import Article, Edition, Revision

MIRRORED = ("title", "slug", "summary", "body", "change")


def of(article: Article) -> dict[str, Edition]:
    """The editions of ARTICLE by language, in one query; a language in which nothing was ever written has none."""
    found = Edition.objects.filter(article=article).select_related(
        "head", "published", "published__source", "head__source"
    )
    editions = {edition.language: edition for edition in found}
    for edition in editions.values():
        edition.article = article
    return editions


def find(article: Article, language: str) -> Edition | None:
    return of(article).get(language)


def current(edition: Edition | None) -> Revision | None:
    """What a translation is made from: the published revision, else the newest."""
    return (edition.published or edition.head) if edition else None


def source_now(article: Article) -> Revision | None:
    """The revision of the source language that a translator works from."""
    return current(find(article, article.source_language))


def with_newest_words(article: Article, editions: dict[str, Edition]) -> Article:
    """ARTICLE, as an object, with the words of its newest revisions where readers' words stand: to be shown, not saved."""
    for language, edition in editions.items():
        for name, value in {**edition.head.words, "change": edition.head.change}.items():
            article.set_text(name, language, value or None)
    return article


def mirror(article: Article, language: str) -> None:
    """While a text has no readers its newest words stand in the article's columns, where content files come from."""
    edition = find(article, language)
    if edition is None or edition.published:
        return
    there = Article.objects.get(pk=article.pk)
    for name in MIRRORED:
        there.set_text(name, language, getattr(edition.head, name))
    there.save(update_fields=[column(name, language) for name in MIRRORED])
