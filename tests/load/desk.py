"""The editors' side of 1,000 articles, and what the pages of the desk cost there: run by tests/load/many.py.

A third of the sources were edited since they were published, so translations are behind; some texts wait for review, some are
drafts, some translations are missing, some are given to somebody.
"""

import io
import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

LATER, MISSING, GIVEN = 3, 16, 16  # each so many-th article
PAGES = {
    "board": "/en/admin/",
    "board, fifth page": "/en/admin/?page=5",
    "board, a word": "/en/admin/?q=card",
    "board, two words": "/en/admin/?q=security+card",
    "board, one state": "/en/admin/?standing=stale-major",
    "My work": "/en/admin/kb/article/board/mine/",
    "bulk page": "/en/admin/kb/article/board/bulk/",
    "list, a word": "/en/admin/kb/article/?q=card",
    "form": "/en/admin/kb/article/{pk}/change/",
    "page of a text": "/en/admin/kb/article/{pk}/text/en/",
    "new article": "/en/admin/kb/article/add/",
}


def costs(cost: Callable[[Callable[[], object]], float]) -> dict[str, float]:
    """Of each page to a reviewer, both steps of whose sign-in are behind, as `cost` measures them."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY

    from kb.models import AppDevice, Article

    client, user = Client(headers={"host": "127.0.0.1"}), User.objects.get(username="reviewer")
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = AppDevice.make(user).persistent_id
    session.save()
    article = Article.objects.filter(editions__language="fr").order_by("-number")[0]
    chosen = list(Article.objects.order_by("-number").values_list("pk", flat=True)[:50])

    def look(path: str) -> None:
        if "bulk" in path:
            found = client.post(path, {"chosen": chosen, "deed": "publish", "languages": ["en", "fr"]})
        else:
            found = client.get(path)
        assert found.status_code == 200, (path, found.status_code)

    return {name: cost(partial(look, path.format(pk=article.pk))) for name, path in PAGES.items()}


def history(chance: random.Random, numbers: range) -> None:
    """Revisions, states and facts of the articles of `numbers`, whose published texts are there."""
    from django.core.management import call_command
    from django.db import transaction

    from kb.models import Article

    if not _people():
        call_command("load_example_team", stdout=io.StringIO())
    with transaction.atomic():
        articles = list(Article.objects.filter(number__in=numbers))
        _facts(articles)
        _texts(chance, articles)


def _people():
    from django.contrib.auth.models import User

    return list(User.objects.filter(username__in=["editor-en", "editor-fr", "reviewer"]))


def _facts(articles) -> None:
    from kb.models import FactsEdition, FactsRevision

    rows = FactsRevision.objects.bulk_create(
        FactsRevision(article=article, number=1, category=article.category, source_language=article.source_language)
        for article in articles
    )
    FactsEdition.objects.bulk_create(FactsEdition(article=row.article, head=row, published=row) for row in rows)


def _texts(chance: random.Random, articles) -> None:
    from django.utils import timezone

    from kb.models import Article, Assignment, Edition, PublishedText, Significance

    now, people = timezone.now(), _people()
    titles = {(each.article_id, each.language): each for each in PublishedText.objects.light()}
    pairs = _pairs()
    sources, translations, later = [], [], []
    for place, article in enumerate(articles):
        bodies = chance.choice(pairs)
        told = {"author": chance.choice(people), "by_name": "somebody"}
        sources.append(_revision(titles[article.number, "en"], article, 1, bodies["en"], **told))
        translations.append(_revision(titles[article.number, "fr"], article, 1, bodies["fr"], **told))
        if place % LATER == 0:
            weight = chance.choice(Significance.values)
            body = f"{bodies['en']}\n\nOne more thing.\n"
            later.append(_revision(titles[article.number, "en"], article, 2, body, significance=weight, **told))
    first = _kept(sources)
    for revision in translations:
        revision.source = first[revision.article_id]
    translated, newer = _kept(translations), _kept(later)
    editions, missing = [], []
    for place, article in enumerate(articles):
        head, source = newer.get(article.pk, first[article.pk]), first[article.pk]
        is_open = place % (2 * LATER) == 0
        editions.append(
            Edition(
                article=article,
                language="en",
                head=head,
                published=source if is_open else head,
                submitted_at=now - timedelta(hours=place) if is_open and place % (4 * LATER) == 0 else None,
            )
        )
        if place % MISSING == 1:
            missing.append(article.number)
        else:
            text = translated[article.pk]
            editions.append(Edition(article=article, language="fr", head=text, published=text))
        for edition in editions[-2:]:
            if edition.article == article:
                for name in ("title", "slug", "summary", "body"):
                    article.set_text(name, edition.language, getattr(edition.head, name))
    Edition.objects.bulk_create(editions)
    columns = [f"{name}_{code}" for name in ("title", "slug", "summary", "body") for code in ("en", "fr")]
    Article.objects.bulk_update(articles, columns, batch_size=100)
    PublishedText.objects.filter(language="fr", article__number__in=missing).delete()
    Assignment.objects.bulk_create(
        Assignment(article=article, language="fr", person=chance.choice(people), due_on=now.date())
        for article in articles[::GIVEN]
    )


def _pairs() -> list[dict[str, str]]:
    """The site's own bodies, an article's in both languages together."""
    from kb.models import Edition

    found: dict[int, dict[str, str]] = {}
    for edition in Edition.objects.exclude(published=None).select_related("published"):
        found.setdefault(edition.article_id, {})[edition.language] = edition.published.body
    return [each for each in found.values() if len(each) == 2]


def _revision(text, article, number: int, body: str, **told):
    from kb.models import Revision

    words = {name: getattr(text, name) for name in ("title", "summary")}
    slug = text.slug or f"article-{article.number}"
    return Revision(article=article, language=text.language, number=number, body=body, slug=slug, **words, **told)


def _kept(rows) -> dict:
    from kb.models import Revision

    return {row.article_id: row for row in Revision.objects.bulk_create(rows)}
