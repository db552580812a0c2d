"""Articles in the admin: every language beside the other; what is saved is a draft until somebody publishes it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from kb.admin.board.mixin import BoardMixin
from kb.admin.desk import assigning, panel, saving, text
from kb.admin.desk.form import (
    FACTS,
    PUBLISH,
    SENT,
    SUBMIT,
    WORDS,
    ArticleForm,
    for_person,
    not_asked,
    per_language,
    said_fields,
)
from kb.admin.desk.mixin import TextsMixin
from kb.admin.editor.mixin import EditorMixin
from kb.admin.languages import SourceLanguageFilter
from kb.base.languages import codes, language_name, own_names
from kb.models import Article, Edition, Revision
from kb.workflow import drafts, editions, facts, numbers
from kb.workflow.board import lookup
from kb.workflow.people import may_archive, may_edit


class Articles(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """With what says in which languages each is published: one query for all of them."""
        found: QuerySet[Any] = super().get_queryset(*args, **kwargs).with_texts()  # type: ignore[attr-defined]  # articles have it
        return found


@admin.register(Article)
class ArticleAdmin(BoardMixin, EditorMixin, TextsMixin, TabbedTranslationAdmin[Article]):
    form = ArticleForm
    list_display = ("number", "title", "category", "languages")
    list_filter = ("category", "tags", SourceLanguageFilter)
    search_fields = ("number",)  # or there is nothing to type into; what is found is what the board finds
    # Retiring sets the first two, and refuses circles; `kb.workflow.originals` makes another language the original.
    readonly_fields = ("retired_at", "successor", "original")

    @admin.display(description=_("published in"))
    def languages(self, article: Article) -> str:
        return ", ".join(map(language_name, article.published_languages()))

    @admin.display(description=_("source language"))
    def original(self, article: Article) -> str:
        return language_name(article.source_language)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("category", "successor")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Articles

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """As on the board, and in the archive too."""
        if not search_term.strip():
            return queryset, False
        articles = Article.objects.only("number").in_bulk()
        return queryset.filter(pk__in=list(lookup.find(articles, search_term))), False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers have seen is archived: its number is for ever. A draft can be deleted by who may write all of it."""
        if obj is None or numbers.had_readers(obj):
            return False
        written = {obj.source_language, *editions.of(obj)}
        return self.has_change_permission(request, obj) and all(self.may_write(request, code) for code in written)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with an article is its own history; nothing of others'."""
        return [str(article) for article in objs], {str(Article._meta.verbose_name): len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        numbers.discard(obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"number": numbers.next_free(), **super().get_changeform_initial_data(request)}

    def may_write(self, request: HttpRequest, language: str) -> bool:
        return may_edit(request.user, language)

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = for_person(
            ArticleForm, request.user, may_publish_facts=self._may_publish_facts(request, obj)
        )
        kwargs["help_texts"] = {
            "original": _("Another language is made the original on the page of its history."),
            "number": _(
                "9000 to 9999 are this site’s own; all others are the broker’s. A number stays once readers have seen it."
            ),
        }
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        """A number that readers have seen stays."""
        fixed = list(super().get_readonly_fields(request, obj))
        if obj is None:
            return fixed
        return (
            [*fixed, "number"] if numbers.had_readers(obj) or not self.has_delete_permission(request, obj) else fixed
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        there = editions.of(obj) if obj else {}
        parts = []
        for code in self._in_order(obj):
            told = self._told(request, obj, code, there.get(code)) if obj else ""
            parts.append(
                (capfirst(language_name(code)), self._part(request, code, told, not_asked(obj, code, there)))
            )
        alike = ["original" if there and name == "source_language" else name for name in FACTS]
        alike += ("retired_at", "successor") if obj and obj.retired_at else ()
        is_folded = obj is not None and not facts.of(obj).is_pending
        number = "number" in self.get_readonly_fields(request, obj)
        return (
            *(() if number else ((None, {"fields": (("number",),)}),)),
            (None, {"fields": self.replace_orig_field(WORDS)}),
            *parts,
            (
                _("Facts, the same in every language"),
                {
                    "fields": [*(("number",) if number else ()), *alike],
                    "description": panel.facts_panel(obj) if obj else "",
                    "classes": ("desk-facts", *(("collapse",) if is_folded else ())),
                },
            ),
        )

    @staticmethod
    def _in_order(obj: Article | None) -> list[str]:
        """The languages, that of the source first."""
        return sorted(
            codes(), key=lambda code: obj is not None and obj.pk is not None and code != obj.source_language
        )

    def _told(self, request: HttpRequest, article: Article, code: str, edition: Edition | None) -> str:
        form = assigning.form_for(request, article, code)
        return panel.panel(article, code, edition, may_edit=self.may_write(request, code), assigning=form)

    def _may_publish_facts(self, request: HttpRequest, obj: Article | None) -> bool:
        """There is something to decide once readers have seen others."""
        return obj is not None and facts.of(obj).published is not None and facts.may_decide(request.user, obj)

    def _part(self, request: HttpRequest, code: str, told: str, without: list[str]) -> dict[str, Any]:
        return {
            "fields": said_fields(request.user, code, without),
            "description": told,
            "classes": ("desk-part", f"desk-part-{code}"),
        }

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        form.saved = saving.save_article(request, obj, form)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        assigning.save_all(request, form.saved)
        saving.finish(request, form.saved, form)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What Django's log says: the fields of each language once, in words that a catalog has, and nothing of what was to be done."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        with override(None):  # words as they are before they are translated, for the people who read the log
            told = [
                _changed(
                    [_word(name) for name in SENT if per_language(name, code) in form.changed_data], "text", name
                )
                for code, name in own_names()
            ]
            alike = [str(form.fields[name].label) for name in form.changed_facts()]
            return list(filter(None, [*told, _changed(alike, "facts", f"KB{form.instance.number}")]))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who may only look sees the text's page: the form has nothing for them. A wrong address below an article is none."""
        if not unquote(object_id).isdigit():
            raise Http404
        if request.method in ("GET", "HEAD") and not self.has_change_permission(request):
            article = self.get_object(request, unquote(object_id))
            if article and self.has_view_permission(request, article):
                return text.page(request, article, get_language() or article.source_language)
        return super().change_view(request, object_id, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (drafts.Conflict, facts.Conflict):
            # Somebody saved between the form's look and its save: now the form sees it, and puts both texts together.
            return super().changeform_view(request, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any) -> HttpResponse:
        _stay(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        _stay(request)
        return super().response_change(request, obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["title"] = _("New article") if kwargs.get("add") else _("Edit the article")
        form = context["adminform"].form
        context["bar"] = [panel.in_bar(form, code, form.editions.get(code)) for code in self._in_order(form.instance)]
        context["bar"] += panel.facts_in_bar(form)
        context["may_archive"] = may_archive(request.user)
        context["met"] = form.met
        return super().render_change_form(request, context, *args, **kwargs)


def _stay(request: HttpRequest) -> None:
    """Who submits or publishes by a button of the bar sees on the same page what came of it, as Django's “continue” does."""
    asked = (request.POST.get(name) for name in ("facts_then", *(per_language("then", code) for code in codes())))
    if "_save" not in request.POST and {SUBMIT, PUBLISH} & {*asked}:
        data = request.POST.copy()
        data["_continue"] = "yes"
        request.POST = data  # type: ignore[assignment]  # a QueryDict too, which can be changed


def _changed(fields: list[str], name: str, shown: str) -> dict[str, Any] | None:
    """A line of Django's log; None if there is nothing to say."""
    return {"changed": {"fields": fields, "name": name, "object": shown}} if fields else None


def _word(field: str) -> str:
    """What a field of a text is called."""
    return str(Revision._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # all are columns
