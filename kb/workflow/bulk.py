"""One deed for many articles at once: first what it would do to each, and then that."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.models import Article, Assignment, Edition, Stamp
from kb.workflow import checks, releasing
from kb.workflow.assignments import assign, may_assign, withdraw
from kb.workflow.checks import Found
from kb.workflow.people import Person, may_edit, may_publish


class Deed(models.TextChoices):
    """The first three are done to texts, each in one language; the others to articles, and so in every language."""

    SUBMIT = "submit", _("submit for review")
    PUBLISH = "publish", _("publish")
    ASSIGN = "assign", _("assign")
    CATEGORY = "category", _("set the category")
    TAG = "tag", _("add the tag")
    UNTAG = "untag", _("remove the tag")
    REVIEW_ON = "review_on", _("set the next check")

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
    refused: Promise | None = None
    found: Collection[Found] = ()
    before: str = ""
    after: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """By which the plan is taken up again; another revision of the text has another one."""
        if self.edition:
            return f"{self.edition.pk}-{self.edition.head_id}"
        return f"{self.article.pk}-{self.language}" if self.language else str(self.article.pk)


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
    return f"{person.get_username()}, {_day(due_on)}" if due_on else person.get_username()


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
    """For `articles` whose fact is not `value` (a Category, a Tag, a date or None) already."""
    found = (
        Article.objects.filter(pk__in=articles, retired_at=None).select_related("category").prefetch_related("tags")
    )
    planned = (_fact(article, deed, value, person) for article in found.order_by("number"))
    return [plan for plan in planned if plan.before != plan.after]


def _fact(article: Article, deed: Deed, value: Any, person: Person) -> Planned:
    before, after = _values(article, deed, value)
    refused = (
        None
        if may_change_facts(person, article)
        else _("Readers would see it at once, so only people who may publish can do it.")
    )
    return Planned(article, refused=refused, before=before, after=after)


def _values(article: Article, deed: Deed, value: Any) -> tuple[str, str]:
    if deed is Deed.CATEGORY:
        return str(article.category), str(value)
    if deed is Deed.REVIEW_ON:
        return _day(article.review_on), _day(value)
    tags = list(article.tags.all())
    others = [tag for tag in tags if tag != value]
    names = (sorted(map(str, each)) for each in (tags, [*others, value] if deed is Deed.TAG else others))
    before, after = (", ".join(each) or "–" for each in names)
    return before, after


def _day(day: date | None) -> str:
    return date_format(day) if day else "–"


def may_change_facts(person: Person, article: Article | None) -> bool:
    """Readers see a change of them at once, so those of what has readers are for who may publish the source."""
    if article is None or not article.published_languages():
        return True
    return may_publish(person, article.source_language)


def carry_out_text(edition: Edition, deed: Deed, *, by: Person) -> None:
    """Raises NotNow or NotReady where the text has moved on meanwhile."""
    if deed is Deed.PUBLISH:
        releasing.publish(edition, by=by)
    else:
        releasing.submit(edition, by=by)


@transaction.atomic
def carry_out_facts(plans: Iterable[Planned], deed: Deed, value: Any) -> None:
    seen = False
    for plan in plans:
        article = plan.article
        if deed is Deed.TAG:
            article.tags.add(value)
        elif deed is Deed.UNTAG:
            article.tags.remove(value)
        else:
            setattr(article, deed.value, value)
            article.save(update_fields=[deed.value])
        seen = seen or bool(article.published_languages())
    if seen:
        Stamp.bump()  # lists and other pages show it too
