"""Fills a database of its own with 10,000 articles in each language, and tells what a search as one types costs there.

Run as a program by bench_scale.py, with DATA_DIR set: what it makes is thrown away. The texts are put together of the
site's own passages, so that words are as frequent as in real ones; what is most like a question is not judged here.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
QUERIES = Path(__file__).with_name("queries.json")
ARTICLES = 10_000
FIRST = 20_000  # number; those of the site are smaller
PASSAGES = 12  # of a text, about as many as one of ours has
A_BATCH = 500
TYPED = 6  # lengths of each query
SEED = 7


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=sys.stderr)
    fill(random.Random(SEED))
    print(json.dumps(costs(random.Random(SEED))))


def fill(chance: random.Random) -> None:
    from django.db import transaction

    from kb.base.languages import codes
    from kb.models import Article, Category, PublishedText
    from kb.search import index

    shelf = Category.objects.first()
    known = {code: [*PublishedText.objects.read(code)] for code in codes()}
    passages = {code: [each for text in texts for each in text.passages] for code, texts in known.items()}
    for first in range(FIRST, FIRST + ARTICLES, A_BATCH):
        with transaction.atomic():
            numbers = range(first, first + A_BATCH)
            Article.objects.bulk_create(Article(number=number, category=shelf) for number in numbers)
            for number in numbers:
                for code in codes():
                    text = chance.choice(known[code])
                    text.pk, text.article_id = None, number
                    text.title = " ".join([text.title, *chance.sample(text.summary.split(), 2)])[:160]
                    text.questions, text.html, text.body = "", "", ""
                    text.passages = chance.sample(passages[code], PASSAGES)
                    text.save(force_insert=True)
                    index.put(text)


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
    main()
