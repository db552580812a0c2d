"""An editor who publishes: run as `python -m tests.load.editing EVERY SECONDS`, with the site's DATA_DIR.

Each time the body of another article's text changes, and now and then its title; what happened is told to readers or not.
"""

import os
import random
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")


def main(every: float, seconds: float) -> None:
    import django

    django.setup()
    from kb.models import PublishedText

    chance, begun = random.Random(5), time.monotonic()
    keys = list(PublishedText.objects.read().values_list("pk", flat=True))
    print("ready", flush=True)
    while time.monotonic() < begun + seconds:
        time.sleep(every)
        print("edited", flush=True)
        edit(PublishedText.objects.select_related("article").get(pk=chance.choice(keys)), chance)


def edit(text, chance: random.Random, *, named: bool = True) -> None:
    """Publish `text` with a longer body; with `named`, each fifth time under another title too."""
    from kb.models.revision import WORDS
    from kb.publishing.publish import Release, publish_all

    words = {name: getattr(text, name) or "" for name in WORDS}
    words["body"] = f"{words['body']}\n\nChanged once more: {chance.randrange(10**6)}.\n"[-20_000:]
    if named and chance.random() < 0.2:
        words["title"] = f"{words['title'][:100]} {chance.randrange(100)}"
    publish_all([Release(text.article, text.language, words, change=chance.choice([None, "More words."]))])


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]))
