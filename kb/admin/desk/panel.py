"""Where a text stands, above what is said of its next save."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb import demos
from kb.admin.desk.form import KEEP
from kb.admin.desk.names import text_address
from kb.base.languages import column, language_name
from kb.models import Article, Edition
from kb.publishing.context import wording
from kb.text.differences import Row, rows
from kb.workflow import agencies, assignments, facts, releasing, staleness, threads
from kb.workflow.staleness import Behind


@dataclass(frozen=True)
class SourceChange:
    """What a translator has to follow: the revisions missed, the places, the text before and after."""

    behind: Behind
    rows: list[Row]


def source_change(edition: Edition) -> SourceChange | None:
    behind = staleness.behind(edition)
    if behind is None:
        return None
    before = behind.since.body if behind.since else ""
    return SourceChange(behind, rows(before, behind.now.body) if behind.since else [])


def facts_panel(article: Article) -> SafeString:
    """Where the facts are, above their fields."""
    around = {"article": article, "facts": facts.of(article), "classes": _classes(article)}
    return render_to_string("admin/kb/article/facts_panel.html", around)


def _classes(article: Article) -> list[dict[str, Any]]:
    """What classes did in the practices of the article, with their names."""
    language = get_language() or article.source_language
    return [
        {"title": wording(demos.get(each.demo).title, language), "done": each}
        for each in demos.classes_of(article.number)
    ]


def in_bar(form: Any, language: str, edition: Edition | None) -> dict[str, Any]:
    """The language's state, and what can be done with it beside saving, a button each; None where nothing is to be decided."""
    return {
        "name": language_name(language),
        "state": edition.state if edition else "missing",
        "label": edition.state.label if edition else _("missing"),
        **_steps(form, column("then", language)),
    }


def facts_in_bar(form: Any) -> list[dict[str, Any]]:
    """The same of the facts, while some wait that can be published by themselves."""
    waits = "facts_then" in form.fields and form.facts.is_pending
    return [{"name": _("Facts"), **_steps(form, "facts_then")}] if waits else []


def _steps(form: Any, name: str) -> dict[str, Any]:
    field = form[name] if name in form.fields else None
    return {"field": field, "steps": [step for step in field.field.choices if step[0] != KEEP] if field else []}


def panel(article: Article, language: str, edition: Edition | None, *, may_edit: bool, assigning: Any) -> SafeString:
    """The HTML of it, for the head of the language's part of the form; `assigning` is a form of its own, or None."""
    change = source_change(edition) if edition else None
    around = {
        "article": article,
        "language": language,
        "name": language_name(language),
        "source_name": language_name(article.source_language),
        "source": article.source_language,
        "edition": edition,
        "change": change,
        "pictures": bool(edition and edition.published_id and releasing.pictures(edition)),
        "returned": releasing.returned([edition]).get(edition.head_id) if edition else None,
        "address": text_address(article, language),
        "assigning": assigning,
        "talks": [talk for talk in threads.of_text(edition, None) if not talk.thread.resolved_at] if edition else [],
        "assignment": assignments.find(article, language),
        "may_be_sent_out": edition is None and may_edit and agencies.is_translatable(article, language),
    }
    return render_to_string("admin/kb/article/panel.html", around)
