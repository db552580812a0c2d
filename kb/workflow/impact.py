"""What breaks for readers if a text is taken away: asked before the click."""

from dataclasses import dataclass

from django.db.models import Prefetch

from kb import demos
from kb.models import Article, PublishedText, Reference


@dataclass(frozen=True)
class Impact:
    """`plain` are texts (article, language) whose link to this one becomes plain text, `elsewhere` those whose link leads to
    another language; `listed` are the articles that name it at their end, `succeeds` those whose address leads here.
    """

    plain: tuple[tuple[Article, str], ...] = ()
    elsewhere: tuple[tuple[Article, str], ...] = ()
    listed: tuple[Article, ...] = ()
    succeeds: tuple[Article, ...] = ()
    demos: tuple[str, ...] = ()
    is_needed: bool = False

    def __bool__(self) -> bool:
        return bool(self.plain or self.elsewhere or self.listed or self.succeeds or self.demos or self.is_needed)


def if_unpublished(article: Article, language: str) -> Impact:
    """What changes for others when `article` has no readers in `language` anymore."""
    left = [code for code in article.published_languages() if code != language]
    return _impact(article, lost={language} if left else None)


def if_archived(article: Article) -> Impact:
    """What changes when it has none in any language, and no successor."""
    return _impact(article, lost=None)


def _impact(article: Article, lost: set[str] | None) -> Impact:
    """`lost`: the languages that go, while others stay; None: all of them."""
    mentions = Reference.objects.filter(target=article.number).exclude(source=article).select_related("source")
    mentions = mentions.prefetch_related(Prefetch("source__published_texts", PublishedText.objects.light()))
    texts, listed = [], []
    for mention in mentions.order_by("source__number", "language"):
        if mention.language and mention.source.is_published(mention.language):
            texts.append((mention.source, mention.language))
        elif not mention.language and mention.source.published_languages():
            listed.append(mention.source)
    texts = list(dict.fromkeys(texts))
    if lost is not None:
        # A link in another language shows the text of that language, or the source's: those in a lost one change.
        return Impact(elsewhere=tuple(pair for pair in texts if pair[1] in lost))
    return Impact(
        plain=tuple(texts),
        listed=tuple(listed),
        succeeds=tuple(article.predecessors.exclude(retired_at=None)),
        demos=tuple(demo.id for demo in demos.all_demos() if any(demo.steps_of(article.number))),
        is_needed=article.needed is not None,
    )
