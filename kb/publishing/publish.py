"""What changes for readers when an editor publishes, withdraws or retires a text: all of it, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from kb.addresses import article_path
from kb.base.languages import codes, column
from kb.base.patience import Pauses
from kb.markup.marks import mark
from kb.markup.model import Rendered, Target
from kb.models import Article, OldSlug, Reference, Stamp
from kb.publishing.rendering import Source, numbers_in, render_together
from kb.publishing.shelf import Shelf
from kb.publishing.words import words
from kb.search import index

Pair = tuple[Article, str]  # an article and the language of one of its texts
MADE = ("html", "outline", "passages", "anchors", "digest")


@dataclass(frozen=True)
class Published:
    """One text that readers can see now, with what the renderer had to say about it."""

    article: Article
    language: str
    rendered: Rendered
    path: str


class NotASuccessor(ValueError):
    """An article cannot be succeeded by itself, by one that leads back to it or, anew, by one that is retired."""


def publish(article: Article, language: str, *, at: datetime | None = None, change: str | None = None) -> Published:
    """Show the text of ARTICLE in LANGUAGE, as it stands in the object, to readers; saves the object.

    CHANGE says in one sentence what a meaningful change was: it moves the date that feeds follow. Without
    it only the text changes. What points here follows: references, old addresses, the search index, and
    other articles whose link to this one reads differently now.
    """
    return publish_all([(article, language)], at=at, change=change)[0]


@transaction.atomic
def publish_all(pairs: Sequence[Pair], *, at: datetime | None = None, change: str | None = None) -> list[Published]:
    """Publish many texts, so that each can link to any other of them; an article is one object throughout.

    A retired article comes back in every language that it had. The objects are saved here and not before: the
    database still has to know the address that readers had.
    """
    if not pairs:
        return []
    pairs = [*pairs, *_coming_back(pairs)]
    articles = {article.number: article for article, _language in pairs}
    before = Shelf.from_database(articles)
    for article, language in pairs:
        _date(article, language, at or timezone.now(), change)
    for article in articles.values():
        article.save()
    for article, language in pairs:
        _keep_address(article, language, before)
    published = _render_all(pairs)
    follow(articles)
    Stamp.bump()
    return published


@transaction.atomic
def unpublish(article: Article, language: str) -> None:
    """Take the text in LANGUAGE away from readers; its words stay, and its address shows another language."""
    gone = (*MADE, "stale", "published_at")
    for name in gone:
        article.set_text(name, language, None)
    article.save(update_fields=[column(name, language) for name in gone])
    Reference.objects.filter(source=article, language=language).delete()
    index.drop(article, language)
    follow([article.number])
    Stamp.bump()


@transaction.atomic
def archive(
    article: Article, successor: Article | None = None, *, at: datetime | None = None, still: bool = False
) -> None:
    """Take an article out of circulation for good: its address leads to SUCCESSOR, or says that it is gone.

    STILL says that it led there before: SUCCESSOR may be retired itself by now. Raises NotASuccessor.
    """
    if successor and (_leads_to(successor, article) or (successor.retired_at and not still)):
        raise NotASuccessor(f"KB{successor.number} cannot succeed KB{article.number}")
    article.retired_at = at or timezone.now()
    article.successor = successor
    article.save(update_fields=["retired_at", "successor"])
    Reference.objects.filter(source=article).exclude(language="").delete()
    for language in codes():
        index.drop(article, language)
    follow([article.number])
    Stamp.bump()


def _leads_to(start: Article, end: Article) -> bool:
    """Whether readers of START come to END, or would if it had none itself."""
    passed: set[int] = set()
    current: Article | None = start
    while current and current.pk not in passed and current.pk != end.pk:
        passed.add(current.pk)
        current = current.successor
    return current is not None


def rerender(*, leave: Iterable[tuple[int, str]] = ()) -> int:
    """Make every published text anew, from unchanged words, but for the (primary key, language) in LEAVE.

    Others can write between two articles.
    """
    skip, count, pauses = set(leave), 0, Pauses()
    for pk in Article.objects.readable().values_list("pk", flat=True):
        languages = [language for language in codes() if (pk, language) not in skip]
        count += len(render_stored(pk, languages))
        pauses.take()
    return count


@transaction.atomic
def render_stored(pk: int, languages: Iterable[str]) -> list[Published]:
    """`render_again` for the article that the database has under PK by now, if it does and readers see it."""
    article = Article.objects.readable().filter(pk=pk).first()
    return render_again(article, languages) if article else []


@transaction.atomic
def render_again(article: Article, languages: Iterable[str]) -> list[Published]:
    """Make the published texts of ARTICLE in LANGUAGES anew, from unchanged words: what is told beside them changed."""
    pairs = [(article, language) for language in languages if article.is_published(language)]
    if not pairs:
        return []
    published = _render_all(pairs)
    Stamp.bump()
    return published


def _coming_back(pairs: Sequence[Pair]) -> list[Pair]:
    retired = {article.number: article for article, _language in pairs if article.retired_at}
    named = {(article.number, language) for article, language in pairs}
    return [
        (article, language)
        for article in retired.values()
        for language in codes()
        if article.text("published_at", language) and (article.number, language) not in named
    ]


def _date(article: Article, language: str, at: datetime, change: str | None) -> None:
    article.retired_at = article.successor = None
    if not article.text("published_at", language):
        article.set_text("published_at", language, at)
    if change or not article.text("updated_at", language):
        article.set_text("updated_at", language, at)
    if change:
        article.set_text("change", language, change)


def _keep_address(article: Article, language: str, before: Shelf) -> None:
    held = before.held.get(article.number)
    text = held.texts.get(language) if held else None
    slug = article.text("slug", language)
    if text and text.slug and text.slug != slug:
        OldSlug.objects.get_or_create(article=article, language=language, slug=text.slug)
    OldSlug.objects.filter(article=article, language=language, slug=slug).delete()


def _render_all(pairs: Sequence[Pair]) -> list[Published]:
    sources = [Source(article.number, language, article.text("body", language) or "") for article, language in pairs]
    rendered = render_together(sources, Shelf.from_database(numbers_in(sources)))
    published = [_write(article, language, made) for (article, language), made in zip(pairs, rendered, strict=True)]
    _write_mentions(published)
    return published


def _write(article: Article, language: str, rendered: Rendered) -> Published:
    stale = article.text("stale", language) or {}
    made = {
        "html": mark(rendered.html, stale.get("anchors", ()), remark(language)),
        "outline": [asdict(heading) for heading in rendered.outline],
        "passages": [asdict(passage) for passage in rendered.passages],
        "anchors": list(rendered.anchors),
        "digest": reader_digest(article.text("title", language), article.text("summary", language), rendered),
    }
    for name, value in made.items():
        article.set_text(name, language, value)
    article.save(update_fields=[column(name, language) for name in made])
    index.put(article, language)
    path = article_path(article.number, article.text("slug", language), language)
    return Published(article, language, rendered, path)


def remark(language: str) -> str:
    """What stands on a step that a translation has not followed yet."""
    return f'<p class="stale-mark" role="note">{escape(words(language)["stale"])}</p>'


def reader_digest(title: str | None, summary: str | None, rendered: Rendered) -> str:
    """SHA-256 of the words that readers see: votes count for those, whatever the markup around them."""
    return sha256("\0".join((title or "", summary or "", rendered.plain)).encode()).hexdigest()


def _write_mentions(published: Sequence[Published]) -> None:
    shelf = Shelf.from_database({mention.number for text in published for mention in text.rendered.mentions})
    rows = []
    for text in published:
        Reference.objects.filter(source=text.article, language=text.language).delete()
        for number, step in dict.fromkeys((mention.number, mention.step or "") for mention in text.rendered.mentions):
            shown = _shown(shelf.target(number, text.language), step)
            place = {"source": text.article, "language": text.language}
            rows.append(Reference(target=number, step=step, shown=shown, **place))
    Reference.objects.bulk_create(rows)


def _shown(target: Target | None, step: str) -> str:
    """What a link to TARGET looks like, as a digest: when it changes, the text around it has to be rendered anew."""
    if target is None:
        return ""
    leads = not step or target.steps is None or step in target.steps
    return sha256(repr((target.title, target.url, target.language, leads)).encode()).hexdigest()


_later: ContextVar[set[int] | None] = ContextVar("later", default=None)


@contextmanager
def following_later() -> Iterator[set[int]]:
    """Inside, `follow` renders nothing: the numbers of what changed are gathered in what this gives, for `outdated`.

    For many changes in short transactions: an article that all others mention would take a long one.
    """
    numbers: set[int] = set()
    token = _later.set(numbers)
    try:
        yield numbers
    finally:
        _later.reset(token)


@transaction.atomic
def follow(numbers: Iterable[int]) -> None:
    """Render the texts in which a link to one of NUMBERS reads or leads otherwise than it should by now."""
    later = _later.get()
    if later is not None:
        later.update(numbers)
        return
    languages = outdated(numbers)
    articles = Article.objects.in_bulk(languages)
    pairs = [(articles[pk], language) for pk in languages for language in languages[pk]]
    pairs = [(article, language) for article, language in pairs if article.is_published(language)]
    if pairs:
        _render_all(pairs)


def outdated(numbers: Iterable[int]) -> dict[int, list[str]]:
    """The texts in which a link to one of NUMBERS is not as it should be by now: articles by primary key, and languages."""
    numbers = list(numbers)
    shelf = Shelf.from_database(numbers)
    mentions = Reference.objects.filter(target__in=numbers).exclude(language="")
    found = {
        (source, language)
        for source, number, language, step, shown in mentions.values_list(
            "source", "target", "language", "step", "shown"
        )
        if shown != _shown(shelf.target(number, language), step)
    }
    languages: dict[int, list[str]] = {}
    for pk, language in sorted(found):
        languages.setdefault(pk, []).append(language)
    return languages
