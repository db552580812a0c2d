"""A change takes out of the page cache what may show it, and nothing else: after each, every page that is left is as new."""

import random
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from kb.addresses import article_path
from kb.models import Article, Change, Stamp
from kb.models.stamp import KEPT
from kb.project.middleware import cache
from kb.project.pagecache import Watch
from kb.publishing import facts, publish
from tests.factories import make_article, text_of

pytestmark = pytest.mark.django_db
CODES = ("en", "fr")
NUMBERS = range(3400, 3407)
LISTS = ("", "recent/", "recent/atom.xml", "category/security-card/", "tag/sls/")
BODIES = ("## Log in {#log-in}\n\nSee KB%s, step 2.\n", "## Another {#other}\n\nWords, and KB%s.\n", "Alone.\n")
TURNS = 15


@pytest.fixture(autouse=True)
def watch() -> Iterator[Watch]:
    """The cache as a process has it, and the look at the stamp that it takes each second."""
    cache.renew(-1)
    yield Watch(cache, Stamp.current, Change.between, lambda: 0.0, 0.0)
    cache.renew(-2)
    cache.stamp = None


@pytest.fixture
def articles() -> list[Article]:
    """A chain of seven, each pointing to the next one and mentioning the one after that; the last is in French alone."""
    made = []
    for number in NUMBERS:
        languages = CODES if number != NUMBERS[-1] else ["fr"]
        bodies = {f"body_{code}": f"## Log in {{#log-in}}\n\nSee KB{number + 2}.\n" for code in languages}
        made.append(make_article(number, references=[number + 1], languages=languages, tags=["sls"], **bodies))
    return made


def paths() -> list[str]:
    return [*(f"/{code}/{path}" for code in CODES for path in LISTS), *article_paths()]


def article_paths(numbers=NUMBERS) -> list[str]:
    articles = Article.objects.readable().filter(number__in=numbers)
    return [
        article_path(each.number, text.slug, code)
        for each in articles
        for code in CODES
        if (text := each.reading(code))
    ]


def read_all(watch: Watch) -> None:
    watch.look()
    for path in {*paths()} - kept(paths()):
        Client().get(path)


def kept(asked: list[str]) -> set[str]:
    return {path for path in asked if cache.get(path)}


# What editors do, at random.
def rewrite(article: Article, code: str, chance: random.Random) -> None:
    words = publish.Release.newest(article, code).words
    words["body"] = chance.choice(BODIES).replace("%s", str(chance.choice(NUMBERS)))
    publish.publish_all([publish.Release(article, code, words, change=chance.choice([None, "New words."]))])


def rename(article: Article, code: str, chance: random.Random) -> None:
    name = f"Named {chance.randrange(1000)}"
    words = publish.Release.newest(article, code).words | {"title": name, "slug": name.lower().replace(" ", "-")}
    publish.publish_all([publish.Release(article, code, words)])


def withdraw(article: Article, code: str, chance: random.Random) -> None:
    publish.unpublish(article, code)


def retire(article: Article, code: str, chance: random.Random) -> None:
    others = [each for each in Article.objects.filter(retired_at=None).exclude(pk=article.pk)]
    publish.archive(article, chance.choice([None, *others[:1]]))


def bring_back(article: Article, code: str, chance: random.Random) -> None:
    publish.revive(article)


def refer_elsewhere(article: Article, code: str, chance: random.Random) -> None:
    shown = facts.Facts.shown(article)
    changed = {"references": tuple(chance.sample(NUMBERS, 2)), "tags": shown.tags[: chance.randrange(2)]}
    facts.show(article, facts.Facts(**(vars(shown) | changed)))


DEEDS: list[Callable[[Article, str, random.Random], None]] = [
    rewrite,
    rename,
    withdraw,
    retire,
    bring_back,
    refer_elsewhere,
]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_editors_do_no_page_that_is_left_is_old(watch, articles, seed):
    chance, left = random.Random(seed), 0
    deeds = chance.sample(DEEDS * 3, TURNS)
    for turn, deed in enumerate(deeds):
        read_all(watch)
        asked = paths()
        article = Article.objects.get(number=chance.choice(NUMBERS))
        try:
            deed(article, chance.choice(CODES), chance)
        except publish.NotASuccessor:
            continue
        watch.look()
        for path in kept(asked):
            there = cache.get(path)
            assert Client().get(path).content == there.body, (turn, deed.__name__, article.number, path)
            left += 1
    assert left > 30, "most pages are left, or nothing was shown by this"


def test_an_edit_renews_the_article_and_what_is_around_it_and_no_other(watch, articles):
    read_all(watch)
    asked = article_paths()
    assert kept(asked) == {*asked}
    words = publish.Release.newest(articles[0], "en").words
    words["body"] = f"Some words more.\n\n{words['body']}"
    publish.publish_all([publish.Release(articles[0], "en", words)])
    watch.look()
    gone = {path.split("/")[3] for path in {*asked} - kept(asked)}
    assert gone == {"3400", "3401", "3402"}, "what shows it: that it refers to, and that it mentions"
    assert kept(paths()) == kept(asked), "every list may show a change"


def test_an_article_that_is_newly_mentioned_shows_by_whom(watch, articles):
    read_all(watch)
    path = next(each for each in article_paths([3405]) if each.startswith("/en/"))
    assert text_of(3400).title not in cache.get(path).body.decode()
    words = publish.Release.newest(articles[0], "en").words | {"body": "See KB3405.\n"}
    publish.publish_all([publish.Release(articles[0], "en", words)])
    watch.look()
    assert cache.get(path) is None
    assert text_of(3400).title in Client().get(path).content.decode()


def test_what_is_not_told_to_be_about_an_article_renews_everything(watch, articles):
    for bump in ([None], [[3400], None], [None, [3400]]):
        read_all(watch)
        for about in bump:
            Stamp.bump(about=about)
        watch.look()
        assert len(cache) == 0


def test_several_changes_between_two_looks_are_all_heeded(watch, articles):
    read_all(watch)
    Stamp.bump(about=[3402])
    Stamp.bump(about=[3405])
    watch.look()
    gone = {path.split("/")[3] for path in {*article_paths()} - kept(article_paths())}
    assert {"3402", "3405"} <= gone and "3400" in {path.split("/")[3] for path in kept(article_paths())}


def test_a_stamp_that_went_back_or_far_on_renews_everything():
    for number in range(5):
        Stamp.bump(about=[number])
    now = Stamp.current()
    assert Change.between(now - 5, now) == {0, 1, 2, 3, 4}
    assert Change.between(now, now - 1) is None
    assert Change.between(now, now + 1) is None
    Change.note(now + KEPT, [7])
    assert list(Change.objects.values_list("stamp", flat=True)) == [now + KEPT]
