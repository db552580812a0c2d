"""What the editor offers while somebody writes: articles by number or title, practice scenarios, pictures."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from kb import demos
from kb.base.languages import codes, column
from kb.models import Article, Elsewhere, Picture, PublishedText
from kb.publishing.context import wording
from kb.text.folding import fold

MOST = 12
MOST_PICTURES = 24


def articles(query: str, language: str) -> list[dict[str, Any]]:
    """Up to MOST articles whose number begins with `query` or whose title has all its words, whichever language they are in.

    Each has `number`, `title` (in `language` if there is one), its `language`, `places` (ids a link may point to) and `state`:
    published, draft (a link to it is plain text until it has readers) or elsewhere (the broker's, not held here).
    """
    words = fold(query).removeprefix("kb").split()
    found = [row for row in _articles(language) if _fits(row, words)]
    exact = [row for row in found if words == [str(row["number"])]]
    rest = [row for row in found if row not in exact]
    return [{key: row[key] for key in row if key != "titles"} for row in (exact + rest)[:MOST]]


def _articles(language: str) -> Iterator[dict[str, Any]]:
    texts = PublishedText.objects.only("article", "language", "anchors")
    articles = Article.objects.filter(retired_at=None).order_by("number").defer("body")
    for article in articles.prefetch_related(Prefetch("published_texts", texts)):
        there = article.texts()
        titles = {code: article.text("title", code) for code in codes()}
        order = sorted(codes(), key=lambda code: (code != language, code != article.source_language))
        shown = next((code for code in order if titles[code]), language)
        places = next((there[code].anchors for code in (language, shown) if code in there), None) or []
        yield _row(article.number, titles, shown, "published" if there else "draft", places)
    for away in Elsewhere.objects.order_by("number"):
        titles = {code: getattr(away, column("title", code)) for code in codes()}
        shown = language if titles[language] else next((code for code in titles if titles[code]), language)
        yield _row(away.number, titles, shown, "elsewhere", [])


def _row(number: int, titles: dict[str, str | None], shown: str, state: str, places: list[str]) -> dict[str, Any]:
    words = fold(" ".join(title for title in titles.values() if title))
    return {
        "number": number,
        "title": titles[shown] or "",
        "language": shown,
        "state": state,
        "places": places,
        "titles": words,
    }


def _fits(row: dict[str, Any], words: list[str]) -> bool:
    by_number = len(words) == 1 and str(row["number"]).startswith(words[0])
    return by_number or all(word in row["titles"] for word in words)


def scenarios(language: str) -> list[dict[str, Any]]:
    """Every practice scenario with its steps and places, in `language`, by title. `ready`: not only announced."""
    found = [
        {
            "id": demo.id,
            "title": wording(demo.title, language),
            "ready": demo.ready,
            "steps": [{"id": step.id, "title": wording(step.title, language)} for step in demo.steps],
            "places": [*demo.platforms, *demo.variants],
        }
        for demo in demos.all_demos()
    ]
    return sorted(found, key=lambda demo: fold(str(demo["title"])))


def pictures(query: str, language: str) -> list[dict[str, Any]]:
    """Up to MOST_PICTURES pictures whose name or alternative text has `query`, the latest first, each in its newest variant.

    `language` says which language it is in: the one asked for if it was uploaded in that.
    """
    rows = Picture.objects.filter(Q(key__icontains=query) | Q(alt__icontains=query)).order_by("-uploaded_at", "-id")
    newest: dict[str, Picture] = {}
    for picture in rows:
        kept = newest.setdefault(picture.key, picture)
        if kept.language != language and picture.language == language:
            newest[picture.key] = picture
    return [
        {"key": each.key, "alt": each.alt, "language": each.language, "url": each.file.url}
        for each in list(newest.values())[:MOST_PICTURES]
    ]
