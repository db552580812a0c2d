"""A translation goes out to a translator as a file and comes back as a draft."""

from dataclasses import dataclass

from kb.exchange.formats import PO, Format, read, write
from kb.exchange.sheets import Job, Taken, Words
from kb.markup.untranslated import is_marked
from kb.models import Article, Origin, Revision
from kb.text.slugs import slug_of
from kb.workflow import drafts, editions
from kb.workflow.drafts import Draft
from kb.workflow.people import Person
from kb.workflow.staleness import made_from


@dataclass(frozen=True)
class Intake:
    """What a file brought: the draft that it became (the newest one as it was, if it said nothing new), and the rest."""

    revision: Revision
    taken: Taken
    is_new: bool


def is_translatable(article: Article, language: str) -> bool:
    """Whether there is something to translate from, and `language` is not what it is written in."""
    return language != article.source_language and editions.source_now(article) is not None


def take_out(article: Article, language: str, form: Format = PO) -> str:
    """The file for `article` into `language`: what the source says now, and what changed since it was last followed."""
    source = _source(article)
    edition = editions.find(article, language)
    then = made_from(edition.head, article) if edition else None
    return write(
        form,
        _job(article, language, source),
        source=_words(source),
        target=_words(edition.head) if edition else None,
        then=_words(then) if then else None,
    )


def bring_in(article: Article, language: str, content: bytes, *, by: Person = None) -> Intake:
    """Keep what `content`, a file in any of the formats, says as the newest draft, or the first. Raises NotForHere, or drafts.Conflict.

    It catches up with the source as it is now if the file translates all that it says, else with the revision that the file was
    made from, if everything in it is translated and confirmed.
    """
    source = _source(article)
    edition = editions.find(article, language)
    head = edition.head if edition else None
    taken = read(
        content, _job(article, language, source), source=_words(source), target=_words(head) if head else None
    )
    draft = Draft(
        title=taken.words.title,
        slug=_slug(head, taken.words.title),
        summary=taken.words.summary,
        body=taken.words.body,
        change=head.change if head else "",
        short=taken.words.short,
        questions=taken.words.questions,
        source=_followed(article, source, taken),
    )
    revision = drafts.save(article, language, draft, based_on=head, by=by, origin=Origin.EXCHANGE)
    return Intake(revision, taken, revision != head)


def _slug(head: Revision | None, title: str) -> str:
    """The one that there is; of a title that nobody translated none is made."""
    return (head.slug if head else "") or ("" if is_marked(title) else slug_of(title))


def _followed(article: Article, now: Revision, taken: Taken) -> Revision | None:
    if taken.is_complete:
        return now
    if taken.unconfirmed or taken.untranslated:
        return None
    known = Revision.objects.filter(article=article, language=article.source_language)
    return known.filter(number=taken.source_revision or 0).first()


def _source(article: Article) -> Revision:
    found = editions.source_now(article)
    if found is None:
        raise Revision.DoesNotExist(f"KB{article.number} has no text in {article.source_language}")
    return found


def _job(article: Article, language: str, source: Revision) -> Job:
    return Job(article.number, article.source_language, language, source.number)


def _words(revision: Revision) -> Words:
    return Words(revision.title, revision.summary, revision.body, revision.short, revision.questions)
