"""Many who save facts or pictures at the same moment; on a database file, as on a running site."""

import itertools
from dataclasses import replace
from io import BytesIO

from PIL import Image

from kb.images import store
from kb.models import FactsRevision, Picture, ShownPicture
from kb.publishing.facts import Facts
from kb.workflow import editions, facts, releasing
from tests.factories import make_article, text_of
from tests.parallel import in_parallel

BODY = "## Log in {#log-in}\n\n::: figure 1\nimage: login-screen\ncaption: The window.\n:::\n"


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def keep(alt: str) -> Picture:
    return store.keep(content=picture(), name="a.png", key="login-screen", language="en", alt=alt)


def test_of_many_that_save_facts_at_the_same_moment_one_is_kept(real_database):
    article = make_article(3422, history=True)
    head, ranks = facts.of(article).head, itertools.count(1)

    def save():
        try:
            return facts.save(article, replace(Facts.of(head), needed=next(ranks)), based_on=head)
        except facts.Conflict as conflict:
            return conflict

    results = in_parallel(8, save)
    (saved,) = (result for result in results if isinstance(result, FactsRevision))
    assert {result.theirs for result in results if isinstance(result, facts.Conflict)} == {saved}
    assert facts.of(article).head == saved
    assert FactsRevision.objects.count() == 2


def test_every_picture_of_many_that_replace_it_is_kept_and_readers_have_one_of_them(
    real_database, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    keep("first")
    article = make_article(3422, body_en=BODY, history=True)
    numbers = itertools.count(1)

    def replace_or_publish():
        number = next(numbers)
        if number % 2:
            return keep(f"number {number}")
        return releasing.publish(editions.find(article, "en"))

    in_parallel(8, replace_or_publish)
    assert Picture.objects.count() == 5
    (shown,) = ShownPicture.objects.all()
    assert shown.picture.file.url in text_of(article).html
    assert f'alt="{shown.picture.alt}"' in text_of(article).html
