"""What changes for readers when an editor publishes, withdraws or retires a text: all of it, or nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from kb.addresses import article_path
from kb.base.patience import Pauses
from kb.markup.marks import mark
from kb.markup.model import Rendered, Target
from kb.models import Article, OldSlug, PublishedText, Reference, Stamp
from kb.models.article import TRANSLATED
from kb.models.revision import WORDS
from kb.publishing.pictures import Place, Shown
from kb.publishing.rendering import Source, numbers_in, render_together
from kb.publishing.shelf import Shelf
from kb.publishing.words import words
from kb.search import index

Pointed = tuple[int, str]  # the number of an article that another one points to, and in which language ('' in all)


@dataclass(frozen=True)
class Release:
    """The words of an article in one language that readers are to see from now on.

    `change` says in one sentence what a meaningful change was, and moves the date that feeds follow; None keeps what was said
    before. `published_at` and `updated_at` are for content files, which say the days themselves.
    """

    article: Article
    language: str
    words: Mapping[str, str]
    change: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None

    @classmethod
    def newest(cls, article: Article, language: str, **more: Any) -> Self:
        """The words of `article` as the object has them, and none beside them."""
        words = {name: article.text(name, language) or "" for name in TRANSLATED}
        return cls(article, language, dict.fromkeys(WORDS, "") | words, **more)


@dataclass(frozen=True)
class Published:
    """One text that readers can see now, with what the renderer had to say about it."""

    article: Article
    language: str
    rendered: Rendered
    path: str


class NotASuccessor(ValueError):
    """An article cannot be succeeded by itself, by one that leads back to it, or newly by one that is retired."""


def publish(article: Article, language: str, *, at: datetime | None = None, change: str | None = None) -> Published:
    """Show the words of `article` in a language, as the object has them, to readers. `change` is as in a Release."""
    return publish_all([Release.newest(article, language, change=change)], at=at)[0]


@transaction.atomic
def publish_all(releases: Sequence[Release], *, at: datetime | None = None) -> list[Published]:
    """Publish many texts, so that each can link to any other of them.

    What points here follows: references, old addresses, the search index, and other articles whose link to this one reads
    differently now. A retired article comes back in every language that it had.
    """
    if not releases:
        return []
    numbers = {release.article.number for release in releases}
    before = Shelf.from_database(numbers)
    texts = {(text.number, text.language): text for text in _texts(article__number__in=numbers)}
    back = {release.article.number for release in releases if release.article.retired_at}
    shown = pointed_to(numbers - back)
    rows = [_released(texts, release, at or timezone.now()) for release in releases]
    named = {(row.number, row.language) for row in rows}
    rows += [text for place, text in texts.items() if place[0] in back and place not in named]
    for release in releases:
        _bring_back(release.article)
    _keep_addresses(releases, before)
    published = _render_all(rows, fresh=named)
    _tell(numbers, pointed_to(numbers) - shown)
    return published


@transaction.atomic
def unpublish(article: Article, language: str) -> None:
    """Take the text in a language away from readers; its address shows another language."""
    PublishedText.objects.filter(article=article, language=language).delete()
    article.forget_texts()
    Reference.objects.filter(source=article, language=language).delete()
    index.drop(article.number, language)
    _tell([article.number])


@transaction.atomic
def archive(
    article: Article, successor: Article | None = None, *, at: datetime | None = None, still: bool = False
) -> None:
    """Take an article out of circulation for good: its address leads to `successor`, or says that it is gone.

    One that is archived already keeps its day, unless `at` is given. `still` says that it led there before: `successor` may be
    retired itself by now. Raises NotASuccessor.
    """
    if successor and (_leads_to(successor, article) or (successor.retired_at and not still)):
        raise NotASuccessor(f"KB{successor.number} cannot succeed KB{article.number}")
    article.retired_at = at or article.retired_at or timezone.now()
    article.successor = successor
    article.save(update_fields=["retired_at", "successor"])
    article.forget_texts()
    Reference.objects.filter(source=article).exclude(language="").delete()
    for language in PublishedText.objects.filter(article=article).values_list("language", flat=True):
        index.drop(article.number, language)
    _tell([article.number])


@transaction.atomic
def revive(article: Article) -> None:
    """Bring a retired article back to readers, in every language that it had."""
    _bring_back(article)
    _render_all(_texts(article=article))
    _tell([article.number], pointed_to([article.number]))


def _leads_to(start: Article, end: Article) -> bool:
    """Whether readers of `start` come to `end`, or would if it had none itself."""
    passed: set[int] = set()
    current: Article | None = start
    while current and current.pk not in passed and current.pk != end.pk:
        passed.add(current.pk)
        current = current.successor
    return current is not None


def rerender(*, leave: Iterable[tuple[int, str]] = ()) -> int:
    """Render every published text again, from unchanged words, but for the (primary key, language) in `leave`.

    Others can write between two articles.
    """
    languages: dict[int, list[str]] = {}
    skip, count, pauses = set(leave), 0, Pauses()
    for pk, language in PublishedText.objects.read().values_list("article__pk", "language"):
        if (pk, language) not in skip:
            languages.setdefault(pk, []).append(language)
    for pk in sorted(languages):
        count += len(render_stored(pk, languages[pk]))
        pauses.take()
    return count


@transaction.atomic
def render_stored(pk: int, languages: Iterable[str]) -> list[Published]:
    """`render_again` for the article that the database has under `pk` by now, if it does and readers see it."""
    return _render_anew(_texts(article__pk=pk, article__retired_at=None, language__in=list(languages)))


@transaction.atomic
def show_pictures(pk: int, language: str, keys: Collection[str]) -> None:
    """Let readers of a text see the newest versions of the pictures `keys`: content files say so, for all texts at once."""
    texts = _texts(article__pk=pk, article__retired_at=None, language=language)
    _render_all(texts, fresh={(text.number, text.language) for text in texts}, keys=keys)
    Stamp.bump(about={text.number for text in texts})


@transaction.atomic
def render_again(article: Article, languages: Iterable[str]) -> list[Published]:
    """Render the published texts of `article` in some languages again, from unchanged words: what is told beside them changed."""
    return render_stored(article.pk, languages)


@transaction.atomic
def warn(article: Article, told: Mapping[str, Any]) -> list[str]:
    """Tell readers of the published texts of `article` what they are behind in, by language; None: nothing.

    Gives the languages for which that is new: they are rendered again.
    """
    changed = []
    for text in PublishedText.objects.filter(article=article).light():
        if text.stale != told.get(text.language):
            text.stale = told.get(text.language)
            text.save(update_fields=["stale"])
            changed.append(text.language)
    render_again(article, changed)
    return changed


def _texts(**which: Any) -> list[PublishedText]:
    return list(
        PublishedText.objects.filter(**which).select_related("article").order_by("article__number", "language")
    )


def _released(texts: Mapping[tuple[int, str], PublishedText], release: Release, now: datetime) -> PublishedText:
    """The row of a release, with its words, saved: what is made of them follows."""
    text = texts.get((release.article.number, release.language))
    is_new = text is None
    if text is None:
        text = PublishedText(language=release.language, published_at=now)
    text.article = release.article
    for name in WORDS:
        setattr(text, name, release.words[name])
    text.published_at = release.published_at or text.published_at
    if release.change or is_new:
        text.updated_at = now
    if release.change is not None:
        text.change = release.change
    text.updated_at = release.updated_at or text.updated_at
    text.stale = None
    text.save()
    release.article.forget_texts()
    return text


def _bring_back(article: Article) -> None:
    if article.retired_at or article.successor_id:
        article.retired_at = article.successor = None
        article.save(update_fields=["retired_at", "successor"])


def _keep_addresses(releases: Sequence[Release], before: Shelf) -> None:
    """Those that texts had so far lead to them from now on; those that they have now are old no longer."""
    now = {(release.article.pk, release.language, release.words["slug"]) for release in releases}
    for release in releases:
        held = before.held.get(release.article.number)
        text = held.texts.get(release.language) if held else None
        if text and text.slug and (release.article.pk, release.language, text.slug) not in now:
            OldSlug.objects.get_or_create(article=release.article, language=release.language, slug=text.slug)
    old = OldSlug.objects.filter(article__in={release.article for release in releases})
    found = old.values_list("pk", "article", "language", "slug")
    if again := [pk for pk, *place in found if tuple(place) in now]:
        OldSlug.objects.filter(pk__in=again).delete()


def _render_anew(texts: Sequence[PublishedText]) -> list[Published]:
    numbers = {text.number for text in texts}
    shown = pointed_to(numbers)
    published = _render_all(texts) if texts else []
    if published:
        Stamp.bump(about=concerned(numbers, pointed_to(numbers) - shown))
    return published


def _render_all(
    texts: Sequence[PublishedText], *, fresh: Collection[Place] = (), keys: Collection[str] | None = None
) -> list[Published]:
    """Those of `fresh` show the newest pictures (with `keys`, of these names), the others those that they showed."""
    sources = [Source(text.number, text.language, text.body) for text in texts]
    shown = Shown(texts, fresh, keys)
    rendered = render_together(sources, Shelf.from_database(numbers_in(sources)), shown)
    published = [_write(text, made) for text, made in zip(texts, rendered, strict=True)]
    shown.keep(texts)
    _write_mentions(published)
    return published


def _write(text: PublishedText, rendered: Rendered) -> Published:
    stale = text.stale or {}
    made = {
        "html": mark(rendered.html, stale.get("anchors", ()), remark(text.language)),
        "outline": [asdict(heading) for heading in rendered.outline],
        "passages": [asdict(passage) for passage in rendered.passages],
        "anchors": list(rendered.anchors),
        "digest": reader_digest(text.title, text.summary, rendered),
    }
    for name, value in made.items():
        setattr(text, name, value)
    text.save(update_fields=list(made))
    index.put(text)
    path = article_path(text.number, text.slug, text.language)
    return Published(text.article, text.language, rendered, path)


def remark(language: str) -> str:
    """What is on a step that a translation has not followed yet."""
    return f'<p class="stale-mark" role="note">{escape(words(language)["stale"])}</p>'


def reader_digest(title: str, summary: str, rendered: Rendered) -> str:
    """SHA-256 of the words that readers see: votes count for those, whatever the markup around them."""
    return sha256("\0".join((title, summary, rendered.plain)).encode()).hexdigest()


def _write_mentions(published: Sequence[Published]) -> None:
    shelf = Shelf.from_database({mention.number for text in published for mention in text.rendered.mentions})
    rows = []
    for language in {text.language for text in published}:
        sources = [text.article for text in published if text.language == language]
        Reference.objects.filter(source__in=sources, language=language).delete()
    for text in published:
        for number, step in dict.fromkeys((mention.number, mention.step or "") for mention in text.rendered.mentions):
            shown = _shown(shelf.target(number, text.language), step)
            place = {"source": text.article, "language": text.language}
            rows.append(Reference(target=number, step=step, shown=shown, **place))
    Reference.objects.bulk_create(rows)


def _shown(target: Target | None, step: str) -> str:
    """What a link to `target` looks like, as a digest: when it changes, the text around it has to be rendered again."""
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
    """Render the texts in which a link to one of `numbers` reads or leads otherwise than it should by now."""
    later = _later.get()
    if later is not None:
        later.update(numbers)
        return
    languages = outdated(numbers)
    texts = _texts(article__pk__in=languages, article__retired_at=None)
    texts = [text for text in texts if text.language in languages[text.article.pk]]
    _render_anew(texts)


def _tell(numbers: Collection[int], new: Collection[Pointed] = ()) -> None:
    """What readers see of the articles `numbers` has changed: texts that mention them follow, and pages are made again.

    `new` is what they point to since then.
    """
    follow(numbers)
    Stamp.bump(about=concerned(numbers, new))


def pointed_to(numbers: Collection[int]) -> set[Pointed]:
    """What the articles `numbers` refer to, in all languages (''), and mention, in one."""
    return {*Reference.objects.filter(source__number__in=numbers).values_list("target", "language")}


def concerned(numbers: Collection[int], new: Collection[Pointed]) -> set[int]:
    """The articles that are not as they were on pages: `numbers`, and those that these point to newly.

    A page knows of which articles it shows anything, those included that point to its own. It cannot know the new ones.
    """
    return {*numbers, *(target for target, _language in new)}


def outdated(numbers: Iterable[int]) -> dict[int, list[str]]:
    """The texts in which a link to one of `numbers` is not as it should be by now: articles by primary key, and languages."""
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
