"""Content for tests, made the way the site makes it.

article = make_article(3422, title_en="The card", body_en="See KB2260.", references=[2260])
draft = make_article(1131, published=False)
edited = make_article(1131, history=True)
english = make_article(9001, languages=["en"])
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kb.models import Article, Category, PublishedText, Reference, Tag
from kb.publishing.facts import Facts
from kb.publishing.publish import Release, publish_all
from kb.workflow import facts
from kb.workflow.drafts import Draft
from kb.workflow.intake import Given, take_in

CHANGE = {"en": "First published.", "fr": "Première publication."}
PUBLISHED = datetime(2026, 11, 24, tzinfo=UTC)


def make_category(key: str = "security-card", **values: Any) -> Category:
    names = {"name_en": "Security card", "name_fr": "Carte de sécurité"}
    return Category.objects.get_or_create(key=key, defaults=names | values)[0]


def make_tag(key: str = "sls", **values: Any) -> Tag:
    names = {"name_en": "Secure Login System", "name_fr": "Système de connexion sécurisé"}
    return Tag.objects.get_or_create(key=key, defaults=names | values)[0]


def make_article(
    number: int = 3422,
    *,
    category: str = "security-card",
    languages: Sequence[str] = ("en", "fr"),
    published: bool = True,
    references: Sequence[int] = (),
    demo: str = "",
    tags: Sequence[str] = (),
    needed: int | None = None,
    source: str = "en",
    history: bool = False,
    **texts: Any,
) -> Article:
    """An article with a short text in each of `languages`; texts are columns such as title_fr or body_en.

    With `history` each text is a first revision too, as on the editors' desk; readers need none.
    """
    changes = {code: texts.pop(f"change_{code}", CHANGE[code]) for code in languages}
    article = Article(
        number=number, category=make_category(category), demo=demo, needed=needed, source_language=source
    )
    for language in languages:
        for name, value in default_texts(number, language).items():
            article.set_text(name, language, value)
    for column, value in texts.items():
        setattr(article, column, value)
    article.save()
    article.tags.set([make_tag(key) for key in tags])
    for position, target in enumerate(references):
        Reference.objects.create(source=article, target=target, position=position)
    facts.begin(article, Facts.shown(article))
    if published:
        publish_all([Release.newest(article, code, change=changes[code]) for code in languages], at=PUBLISHED)
        facts.settle(article)
    if history:
        take_in([Given(article, code, _draft(article, code, changes[code])) for code in languages])
    return article


def text_of(article: Article | int, language: str = "en") -> PublishedText:
    """What readers see by now. Raises PublishedText.DoesNotExist."""
    number = article if isinstance(article, int) else article.number
    return PublishedText.objects.get(article__number=number, language=language)


def readers_see(article: Article | int, language: str = "en", **values: Any) -> PublishedText:
    """Put `values` into what readers see, past everything that publishing does."""
    text = text_of(article, language)
    for name, value in values.items():
        setattr(text, name, value)
    text.save()
    return text


def _draft(article: Article, language: str, change: str) -> Draft:
    return Draft.with_words(Release.newest(article, language).words, change=change)


def default_texts(number: int, language: str) -> dict[str, str]:
    if language == "fr":
        return {
            "title": f"Connexion numéro {number}",
            "slug": f"connexion-{number}",
            "summary": f"Ce que dit l’article {number}.",
            "body": "## Se connecter {#log-in}\n\n::: steps\n1. Saisissez votre nom.\n2. Validez.\n:::\n",
        }
    return {
        "title": f"Login number {number}",
        "slug": f"login-{number}",
        "summary": f"What article {number} says.",
        "body": "## Log in {#log-in}\n\n::: steps\n1. Type your name.\n2. Confirm.\n:::\n",
    }
