"""One deed for many articles at once: first what it would do to each, and then that."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.models import Article, Assignment, Category, Edition, FactsEdition, Tag
from kb.publishing.facts import Facts
from kb.workflow import checks, releasing
from kb.workflow.assignments import assign, may_assign, withdraw
from kb.workflow.checks import Found
from kb.workflow.facts import may_decide, publish, save
from kb.workflow.pairs import refusal
from kb.workflow.people import Person, languages, may_edit, may_publish


class Deed(models.TextChoices):
    """The first three are done to texts, each in one language; the others to articles, and so in every language."""

    SUBMIT = "submit", _("submit for review")
    PUBLISH = "publish", _("publish")
    ASSIGN = "assign", _("assign")
    CATEGORY = "category", _("set the category")
    TAG = "tag", _("add the tag")
    UNTAG = "untag", _("remove the tag")
    REVIEW_ON = "review_on", _("set the next check")
    FACTS = "facts", _("publish the facts")

    @property
    def is_for_texts(self) -> bool:
        return self in (Deed.SUBMIT, Deed.PUBLISH)


@dataclass(frozen=True)
class Planned:
    """What a deed would do to an article, or to the text of it in `edition`.

    `refused` says why it does nothing; with `found`, the errors that the text has. `before` and `after` are a fact, or whose the
    text in `language` is.
    """

    article: Article
    edition: Edition | None = None
    refused: Promise | str | None = None
    found: Collection[Found] = ()
    before: str = ""
    after: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """By which the plan is taken up again; another revision of the text has another one."""
        if self.edition:
            return f"{self.edition.pk}-{self.edition.head_id}"
        return f"{self.article.pk}-{self.language or self.article.facts.head_id}"


def texts(articles: Collection[int], languages: Collection[str], deed: Deed, person: Person) -> list[Planned]:
    """For the texts of `articles` in `languages` that are not published as they are; SUBMIT also leaves out what is in review."""
    rows = Edition.objects.filter(article__in=articles, language__in=languages, article__retired_at=None)
    rows = rows.exclude(published=models.F("head")).select_related("article", "head", "published")
    if deed is Deed.SUBMIT:
        rows = rows.filter(submitted_at=None, publish_at=None)
    return [_text(edition, deed, person) for edition in rows.order_by("article__number", "language")]


def _text(edition: Edition, deed: Deed, person: Person) -> Planned:
    article = edition.article
    may = may_publish if deed is Deed.PUBLISH else may_edit
    if not may(person, edition.language):
        return Planned(article, edition, refused=_("You do not have rights for this language."))
    if found := checks.errors(article, edition.language, edition.head.words):
        return Planned(article, edition, refused=_("It has errors."), found=found)
    if deed is Deed.PUBLISH and (own := refusal(person, releasing.authors(edition), edition.language)):
        return Planned(article, edition, refused=own)
    return Planned(article, edition)


def assignments(
    articles: Collection[int], languages: Collection[str], person: User | None, due_on: date | None, by: Person
) -> list[Planned]:
    """For the texts of `articles` in `languages`, written or not, that are not `person`'s by `due_on` already; None: nobody's."""
    after = _whose(person, due_on)
    there = {
        (each.article_id, each.language): _whose(each.person, each.due_on)
        for each in Assignment.objects.filter(article__in=articles).select_related("person")
    }
    found = Article.objects.filter(pk__in=articles, retired_at=None).order_by("number")
    planned = (
        Planned(article, None, _not_given(person, code, by), (), there.get((article.pk, code), "–"), after, code)
        for article in found
        for code in languages
    )
    return [plan for plan in planned if plan.before != plan.after]


def _whose(person: User | None, due_on: date | None) -> str:
    if person is None:
        return "–"
    return f"{person.get_username()}, {date_format(due_on)}" if due_on else person.get_username()


def _not_given(person: User | None, language: str, by: Person) -> Promise | None:
    """Why a text in `language` is not given to `person`."""
    if not may_assign(by, language):
        return _("You do not have rights for this language.")
    if person and not may_edit(person, language):
        return _("This person may not write this language.")
    return None


@transaction.atomic
def carry_out_assignments(plans: Iterable[Planned], person: User | None, due_on: date | None, *, by: Person) -> None:
    for plan in plans:
        if person:
            assign(plan.article, plan.language, person, due_on, by=by)
        else:
            withdraw(plan.article, plan.language, by=by)


def facts(articles: Collection[int], deed: Deed, value: Any, person: Person) -> list[Planned]:
    """For `articles` whose newest facts do not have `value` (a Category, a Tag, a date or None) already.

    With Deed.FACTS, for those whose newest facts readers do not see.
    """
    found = Article.objects.filter(pk__in=articles, retired_at=None).select_related("facts__head", "facts__published")
    names = _Names({each.pk: str(each) for each in Category.objects.all()}, {t.pk: str(t) for t in Tag.objects.all()})
    planned = (_fact(article, deed, value, person, names) for article in found.order_by("number"))
    return [plan for plan in planned if plan.before != plan.after]


@dataclass(frozen=True)
class _Names:
    """By primary key."""

    categories: Mapping[int, str]
    tags: Mapping[int, str]

    def told(self, facts: Facts, names: Collection[str]) -> str:
        """What `facts` say, of those that are called one of `names`."""
        said = {
            "category_id": self.categories.get(facts.category_id or 0, ""),
            "tags": ", ".join(sorted(self.tags[key] for key in facts.tags if key in self.tags)),
            "references": ", ".join(f"KB{number}" for number in facts.references),
            "review_on": date_format(facts.review_on) if facts.review_on else "",
            "needed": str(facts.needed or ""),
            "demo": facts.demo,
        }
        return " · ".join(said[name] or "–" for name in said if name in names)


def _fact(article: Article, deed: Deed, value: Any, person: Person, names: _Names) -> Planned:
    edition: FactsEdition = article.facts
    if deed is Deed.FACTS:
        old, new = Facts.of(edition.published or edition.head), Facts.of(edition.head)
    else:
        old = Facts.of(edition.head)
        new = changed(old, deed, value)
    refused = _refused(edition, deed, person)
    differing = [each.name for each in fields(Facts) if getattr(old, each.name) != getattr(new, each.name)]
    before, after = (names.told(each, differing) for each in (old, new))
    return Planned(article, refused=refused, before=before, after=after)


def _refused(edition: FactsEdition, deed: Deed, person: Person) -> Promise | str | None:
    """Why `person` may not do it to the facts of an article."""
    may = may_decide(person, edition.article) if deed is Deed.FACTS else languages(person, may_edit)
    if not may:
        return _("You do not have rights for this language.")
    authors = [edition.head.author_id]
    return refusal(person, authors, edition.article.source_language) if deed is Deed.FACTS else None


def changed(facts: Facts, deed: Deed, value: Any) -> Facts:
    """What `facts` are after a deed."""
    if deed is Deed.CATEGORY:
        return replace(facts, category_id=value.pk)
    if deed is Deed.REVIEW_ON:
        return replace(facts, review_on=value)
    others = tuple(key for key in facts.tags if key != value.pk)
    return replace(facts, tags=tuple(sorted((*others, value.pk))) if deed is Deed.TAG else others)


def carry_out_text(edition: Edition, deed: Deed, *, by: Person) -> None:
    """Raises NotNow or NotReady where the text has moved on meanwhile."""
    if deed is Deed.PUBLISH:
        releasing.publish(edition, by=by)
    else:
        releasing.submit(edition, by=by)


def carry_out_facts(article: Article, deed: Deed, value: Any, *, by: Person) -> None:
    """What is changed is a draft, as in the form. Raises NotNow, NoCategory or workflow.facts.Conflict where the facts moved on meanwhile."""
    if deed is Deed.FACTS:
        publish(article, by=by)
        return
    head = article.facts.head
    save(article, changed(Facts.of(head), deed, value), based_on=head, by=by)
