"""Fills a database of its own with 10,000 articles in each language, and tells what pages, searches and editors' work cost there.

The desk's pages are measured among the first 1,000, which have revisions, states and facts too (tests/load/desk.py).

Run as a program by bench_scale.py, with DATA_DIR set: what it makes is thrown away. The texts are put together of the
site's own passages, so that words are as frequent as in real ones; what is most like a question is not judged here.
`python -m tests.load.many fill COUNT` only fills it.
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.load import desk

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
QUERIES = Path(__file__).with_name("queries.json")
ARTICLES = 10_000
AT_THE_DESK = 1_000  # of them, with what editors did
FIRST = 20_000  # number; those of the site are smaller
PASSAGES = 12  # of a text, about as many as one of ours has
A_BATCH = 500
TYPED = 6  # lengths of each query
POINTED_TO = 4  # articles that each refers to
SEED = 7
TIMES = 15
PAGES = {
    "article": "/en/kb/3422/digital-security-card-plus/",
    "home": "/en/",
    "category": "/en/category/{category}/",
    "feed": "/en/recent/atom.xml",
    "unknown number": "/en/kb/9998/",
    "sitemap": "/sitemap.xml",
}


def main(*arguments: str) -> None:
    os.environ["PAGE_CACHE_BYTES"] = "0"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from kb.operation import assets

    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=sys.stderr)
    if arguments[:1] == ("fill",):
        fill(random.Random(SEED), int(arguments[1]))
        return
    settings.STATIC_ROOT = assets.lay_out(settings.BUILD_DIR / "static", settings.STATIC_GENERATIONS, "many")
    few, chance = pages(), random.Random(SEED)
    fill(chance, AT_THE_DESK)
    at_the_desk = desk.costs(cost)
    fill(chance, ARTICLES - AT_THE_DESK, FIRST + AT_THE_DESK, is_edited=False)
    found = {
        "few": few,
        "many": pages(),
        "search": costs(random.Random(SEED)),
        "desk": at_the_desk,
        "publish": publish(),
    }
    print(json.dumps(found))


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that `work` takes once it has been done before."""
    found = []
    for _ in range(TIMES + 1):
        begun = time.process_time()
        work()
        found.append(1000 * (time.process_time() - begun))
    return statistics.median(found[1:])


def pages() -> dict[str, float]:
    """What each takes, without the page cache."""
    from django.test import Client

    from kb.models import Category

    category, client = Category.objects.order_by("pk")[0].key, Client(headers={"host": "127.0.0.1"})
    return {name: cost(partial(client.get, path.format(category=category))) for name, path in PAGES.items()}


def publish() -> float:
    """A text with another body."""
    from kb.models import PublishedText
    from tests.load.editing import edit

    text = PublishedText.objects.select_related("article").get(article__number=3422, language="en")
    return cost(lambda: edit(text, random.Random(SEED), named=False))


def fill(chance: random.Random, count: int, start: int = FIRST, *, is_edited: bool = True) -> None:
    """So many articles from number `start` on; `is_edited`: with their history, as the desk has it."""
    from django.db import transaction

    from kb.base.languages import codes
    from kb.models import Article, Category, PublishedText, Reference
    from kb.search import index

    shelf = Category.objects.order_by("pk")[0]
    known = {code: [*PublishedText.objects.read(code)] for code in codes()}
    passages = {code: [each for text in texts for each in text.passages] for code, texts in known.items()}
    for first in range(start, start + count, A_BATCH):
        with transaction.atomic():
            numbers = range(first, min(first + A_BATCH, start + count))
            made = Article.objects.bulk_create(Article(number=number, category=shelf) for number in numbers)
            Reference.objects.bulk_create(
                Reference(source=article, target=target, position=place)
                for article in made
                for place, target in enumerate(chance.sample(range(start, start + count), POINTED_TO))
            )
            for number in numbers:
                for code in codes():
                    text = chance.choice(known[code])
                    text.pk, text.article_id = None, number
                    text.title = " ".join([text.title, *chance.sample(text.summary.split(), 2)])[:160]
                    text.questions, text.html, text.body = "", "", ""
                    text.passages = chance.sample(passages[code], PASSAGES)
                    text.save(force_insert=True)
                    index.put(text)
        if is_edited:
            desk.history(chance, numbers)


def costs(chance: random.Random) -> list[float]:
    """Milliseconds of CPU of each search, the first of them left out: it fills what is kept in memory."""
    from kb.search.query import search

    found = []
    for typed, language in as_typed(chance):
        begun = time.process_time()
        search(typed, language, limit=8, prefix=True)
        found.append(1000 * (time.process_time() - begun))
    return found[TYPED:]


def as_typed(chance: random.Random) -> Iterator[tuple[str, str]]:
    for query in json.loads(QUERIES.read_text())["queries"]:
        text = query["q"]
        for length in sorted(chance.sample(range(2, len(text) + 1), min(TYPED, len(text) - 1))):
            yield text[:length], query["lang"]


if __name__ == "__main__":
    main(*sys.argv[1:])
