"""Where each text of an article stands."""

from kb.models import Article, Edition, Revision


def of(article: Article) -> dict[str, Edition]:
    """The editions of `article` by language, in one query; a language in which nothing was ever written has none."""
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
