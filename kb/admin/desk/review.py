"""What publishing the newest draft would change for readers, all of it, for the person who decides about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kb.addresses import article_path
from kb.base.languages import language_name
from kb.models import Article, Edition, Revision
from kb.publishing.pictures import Change
from kb.publishing.references import listed
from kb.text.differences import Row, rows
from kb.workflow import releasing

Fields = list[tuple[str, list[Row]]]  # what editors call a field, and how it differs


@dataclass(frozen=True)
class Upcoming:
    """From what readers see (`old`; None if they see nothing) to `new`, the newest draft.

    `change` is what readers would be told in one sentence. `addresses` are the old and the new one, or the one that stays. `facts` are those of an article
    that has no readers yet. `told` are the languages whose readers would be told that their translation is behind. `revived`: it
    would be back from the archive.
    """

    old: Revision | None
    new: Revision
    fields: Fields
    pictures: list[Change]
    change: str
    addresses: list[str]
    facts: list[tuple[str, str]]
    told: list[str]
    revived: bool


def upcoming(edition: Edition) -> Upcoming | None:
    """None if readers see the newest draft already, with the newest pictures."""
    pictures = releasing.pictures(edition)
    if edition.head_id == edition.published_id and not pictures:
        return None
    article, old, new = edition.article, edition.published, edition.head
    return Upcoming(
        old=old,
        new=new,
        fields=differing(old, new),
        pictures=pictures,
        change=releasing.sentence_for_readers(edition) or "",
        addresses=_addresses(old, new),
        facts=[] if article.published_languages() else _facts(article),
        told=[language_name(code) for code in releasing.languages_told(edition)],
        revived=article.retired_at is not None,
    )


def differing(old: Revision | None, new: Revision) -> Fields:
    """The fields that are not alike; without `old`, all that `new` has."""
    names = {field.name: str(field.verbose_name) for field in Revision._meta.fields}
    found = [(names[name], rows(old.words[name] if old else "", words)) for name, words in new.words.items()]
    return [(name, lines) for name, lines in found if lines]


def _addresses(old: Revision | None, new: Revision) -> list[str]:
    paths = [article_path(new.article.number, text.slug, new.language) for text in (old, new) if text]
    return list(dict.fromkeys(paths))


def _facts(article: Article) -> list[tuple[str, str]]:
    """What lists and the foot of the page show of it; an empty one is left out."""
    facts: list[tuple[str, Any]] = [
        (_("category"), article.category),
        (_("tags"), ", ".join(map(str, article.tags.all()))),
        (_("References at the end"), ", ".join(f"KB{number}" for number in listed(article))),
        (_("practice scenario"), article.demo),
        (_("rank among the most needed"), article.needed or ""),
    ]
    return [(name, str(value)) for name, value in facts if str(value)]
