"""What the form of an article sends, carried out: facts, a draft per language, and what is to be done with each."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.admin.desk.form import PUBLISH, SUBMIT, ArticleForm
from kb.base.languages import language_name
from kb.models import Article, Edition, Revision
from kb.publishing.facts import NoCategory
from kb.publishing.publish import Published
from kb.workflow import drafts, editions, facts, releasing, threads
from kb.workflow.agencies import Intake
from kb.workflow.checks import Found, check
from kb.workflow.pairs import OwnEdit
from kb.workflow.people import may_edit, may_publish
from kb.workflow.refusals import NotNow, NotReady

NUMBER = "number"  # in the form until readers have seen it


@transaction.atomic
def save_article(request: HttpRequest, shown: Article, form: ArticleForm) -> Article:
    """What was changed in the form of `shown` becomes drafts: the facts and the words of each language.

    Raises drafts.Conflict or facts.Conflict if a colleague saved after the form looked.
    """
    if form.facts:
        article = Article.objects.get(pk=shown.pk)
        if NUMBER in form.changed_data:
            article.number = shown.number
            article.save(update_fields=[NUMBER])
        facts.save(article, form.newest_facts(), based_on=form.facts.head, by=request.user)
    else:
        article = Article(number=shown.number)
        facts.begin(article, form.newest_facts(), by=request.user)
    written = sorted(form.drafts(), key=lambda item: item[0] != article.source_language)
    original = None  # as it is once this is saved
    for language, draft, based_on in written:
        if may_edit(request.user, language):
            if original and (draft.source or not form.facts):
                draft = replace(draft, source=original)
            saved = drafts.save(article, language, draft, based_on=based_on, by=request.user)
            original = saved if language == article.source_language else original
            tell_undone(request, form.editions.get(language), saved)
    shown.pk = article.pk
    return article


def tell_undone(request: HttpRequest, before: Edition | None, saved: Revision) -> None:
    """What a colleague had arranged for the text `before`, and what another text has put an end to."""
    if before is None or before.head == saved:
        return
    name = {"language": language_name(before.language)}
    if before.publish_at:
        moment = {
            **name,
            "when": date_format(localtime(before.publish_at), "j N Y, H:i T"),
            "who": before.scheduled_by_name,
        }
        messages.warning(request, _("No longer to be published on %(when)s (%(who)s): %(language)s.") % moment)
    elif before.submitted_at:
        messages.warning(request, _("No longer in review, a draft again: %(language)s.") % name)


def finish(request: HttpRequest, article: Article, form: ArticleForm) -> None:
    """What hangs on the article, and what was asked for each language."""
    article.refresh_from_db()
    if form.publishes_facts() and facts.may_decide(request.user, article):
        publish_facts(request, article)
    elif form.changed_facts() and facts.of(article).is_pending:
        messages.info(
            request, _("The facts are kept as a draft; readers see the earlier ones until they are published.")
        )
    asked = form.then()
    for language in form.written():
        if asked.get(language) != PUBLISH:  # publishing tells it itself
            tell_problems(request, article, language, is_submitted=asked.get(language) == SUBMIT)
    for language, then in asked.items():
        if then == SUBMIT and may_edit(request.user, language):
            submit(request, article, language)
        elif then == PUBLISH and may_publish(request.user, language):
            publish(request, article, language)


def tell_problems(request: HttpRequest, article: Article, language: str, *, is_submitted: bool) -> None:
    """What is wrong with the newest draft, while its author still has it in mind. Submitting one with errors tells them itself."""
    edition = editions.find(article, language)
    found = check(article, language, edition.head.words) if edition else []
    if found and not (is_submitted and any(item.blocks for item in found)):
        name = {"language": language_name(language)}
        messages.warning(request, told(_("Saved as a draft. Please check: %(language)s.") % name, found))


def submit(request: HttpRequest, article: Article, language: str, note: str = "") -> None:
    edition = editions.find(article, language)
    name = {"language": language_name(language)}
    try:
        if edition is None:
            raise NotNow
        releasing.submit(edition, by=request.user, note=note)
    except NotNow:
        messages.warning(request, _("Nothing new to submit in %(language)s.") % name)
    except NotReady as refused:
        messages.error(request, told(_("Not submitted, the draft is kept: %(language)s.") % name, refused.found))
    else:
        messages.success(request, _("Submitted for review: %(language)s.") % name)


def publish(request: HttpRequest, article: Article, language: str, note: str = "") -> None:
    """Tells what came of it; a draft with errors stays one."""
    edition = editions.find(article, language)
    name = {"language": language_name(language)}
    if edition is None or not releasing.is_news(edition):
        messages.warning(request, _("Nothing new to publish in %(language)s.") % name)
        return
    try:
        published = releasing.publish(edition, by=request.user, note=note)
    except NotReady as refused:
        messages.error(request, told(_("Not published, the draft is kept: %(language)s.") % name, refused.found))
    except OwnEdit as own:
        messages.error(request, " ".join((_("Not published, the draft is kept: %(language)s.") % name, own.sentence)))
    else:
        messages.success(request, _published(published, _("Readers see it now: %(language)s.") % name))
        if count := threads.count_open(article, language):
            left = ngettext(
                "%(count)d thread on it is not resolved: %(language)s.",
                "%(count)d threads on it are not resolved: %(language)s.",
                count,
            )
            messages.warning(request, left % {**name, "count": count})


def publish_facts(request: HttpRequest, article: Article, note: str = "") -> None:
    """Tells what came of it."""
    try:
        facts.publish(article, by=request.user, note=note)
    except NotNow:
        messages.warning(request, _("Readers see the newest facts already."))
    except NoCategory:
        messages.error(request, _("Not published: the category was deleted. Choose another one."))
    except OwnEdit as own:
        messages.error(request, " ".join((_("The facts are kept as a draft."), own.sentence)))
    else:
        messages.success(request, _("Readers see the newest facts now."))


def told(sentence: str, found: Sequence[Found]) -> SafeString:
    """`sentence` and the problems under it, each with its place; errors are called so, for they keep it from being published."""
    place = {True: _("Error in %(field)s, line %(line)d:"), False: _("%(field)s, line %(line)d:")}
    lines = ((place[item.blocks] % {"field": item.name, "line": item.problem.line}, item.sentence) for item in found)
    return format_html("{} <ul>{}</ul>", sentence, format_html_join("", "<li>{} {}</li>", lines))


def linked(sentence: str | Promise, address: str) -> SafeString:
    """`sentence` with its `address` to follow or to copy: static/js/desk/copying.js shows the button."""
    link = format_html(
        '<a href="{0}" class="told-link">{0}</a> '
        '<button type="button" class="button told-copy" data-copy-link="{2}" hidden>{1}</button> '
        '<span role="status"></span>',
        address,
        _("Copy the link"),
        _("Copied."),
    )
    return format_html(str(sentence).replace("%(address)s", "{}"), link)


def _published(published: Published, sentence: str) -> SafeString:
    link = format_html('<a href="{}">{}</a>', published.path, published.path)
    count = len(published.rendered.problems)
    if not count:
        return format_html("{} {}", sentence, link)
    warnings = ngettext("%(count)d warning is left.", "%(count)d warnings are left.", count) % {"count": count}
    return format_html("{} {} {}", sentence, link, warnings)


def tell_intake(request: HttpRequest, came: Intake) -> None:
    """What a translator's file brought, and what it left open."""
    if came.is_new:
        messages.success(
            request, _("The file is the newest draft, revision %(number)d.") % {"number": came.revision.number}
        )
    else:
        messages.info(request, _("The file says nothing new."))
    taken = came.taken
    for sentence, keys in (
        (_("Not recognized, and left out: %(keys)s"), taken.unrecognised),
        (_("Still marked as unsure; the old words stay: %(keys)s"), taken.unconfirmed),
        (_("Not translated: %(keys)s"), taken.untranslated),
        (_("Marked in the text; it can be published once they are translated: %(keys)s"), taken.marked),
        (_("The links, labels or keys are not those of the original: %(keys)s"), taken.differing),
        (_("The original has changed since: %(keys)s"), taken.outdated),
        (_("In the translation, but no longer in the original: %(keys)s"), taken.left_out),
    ):
        if keys:
            messages.warning(request, sentence % {"keys": ", ".join(keys)})
