"""The editor on an article's form: what ArticleAdmin has to inherit, and nothing of how articles are saved."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from kb import demos
from kb.admin.editor import views
from kb.admin.editor.widget import LineWidget, MarkdownWidget
from kb.base.languages import codes, language_name, named
from kb.exchange.machine import machine
from kb.markup.limits import too_long
from kb.models import Article
from kb.publishing.context import wording
from kb.publishing.problems import sentence

ASKED = ("preview", "articles", "demos", "pictures", "paragraph", "translation")
# The tabs that articles have (content/README.md): their ids are alike everywhere, so that a reader's choice is remembered.
TABS = {
    "ios": gettext_noop("Apple iOS"),
    "android": gettext_noop("Android"),
    "android-6": gettext_noop("Android 6.0 (Marshmallow) and later"),
    "android-5": gettext_noop("Android 5.0 (Lollipop) and earlier"),
    "client-portal": gettext_noop("Client Portal"),
    "tws": gettext_noop("TWS"),
    "webtrader": gettext_noop("WebTrader"),
    "account-management": gettext_noop("Account Management"),
}
WIDGETS = {"body": MarkdownWidget, "summary": LineWidget, "tags": forms.CheckboxSelectMultiple}
SAVED = "desk-saved-"  # a cookie that tells the script which text it need not keep any longer


class EditorMixin(admin.ModelAdmin[Any]):
    change_form_template = "admin/kb/article/change_form.html"

    def may_write(self, request: HttpRequest, language: str) -> bool:
        """Whether the texts in `language` may be changed here; where not, they are there to be read."""
        return True

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in WIDGETS:
            kwargs["widget"] = WIDGETS[db_field.name]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = getattr(db_field, "language", None)
        if field is None:
            return None
        if language:
            self._in_language(field, db_field, language, may_write=self.may_write(request, language))
        elif db_field.name == "source_language":
            field = self._source_language(field, request)
        elif db_field.name == "demo":
            field = forms.ChoiceField(label=field.label, choices=_scenarios, required=False)
        return field

    def _source_language(self, field: forms.Field, request: HttpRequest) -> forms.Field:
        """An article begins in a language that its author writes."""
        offered = [(code, name) for code, name in named() if self.may_write(request, code)]
        first = next((code for code, _name in offered if code == field.initial), offered[0][0] if offered else None)
        return forms.ChoiceField(label=field.label, choices=offered, initial=first)

    def _in_language(self, field: forms.Field, db_field: Any, language: str, *, may_write: bool) -> None:
        field.label = f"{capfirst(db_field.translated_field.verbose_name)} ({language_name(language)})"
        field.disabled = not may_write
        is_prose = db_field.translated_field.name != "slug"
        field.widget.attrs |= {"lang": language, "spellcheck": "true" if is_prose else "false"}
        if db_field.translated_field.name == "body" and isinstance(field, forms.CharField):
            field.strip = False  # the widget does it, and keeps the last line's end
            field.validators.append(_refuse_long)  # no `maxlength`: it would cut what is pasted

    def get_urls(self) -> list[URLPattern]:
        asked = [path(f"editor/{name}/", self._behind(getattr(views, name)), name=_address(name)) for name in ASKED]
        open_ = (path(f"editor/{name}/", getattr(views, name), name=_address(name)) for name in ("session", "here"))
        return [*asked, *open_, *super().get_urls()]

    def _behind(self, view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not (self.has_change_permission(request) or self.has_add_permission(request)):
                return JsonResponse({"detail": _("You may not change articles.")}, status=403)
            return view(request)

        return self.admin_site.admin_view(guarded)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        context["is_nav_sidebar_enabled"] = False  # the width is for the two languages
        context["desk"] = {
            "article": str(obj.pk) if obj else "new",
            "person": request.user.pk,  # a browser may be shared: what one typed is offered to nobody else
            "saved": _saved_cookie(str(obj.pk) if obj else "new"),
            "source": obj.source_language if obj else settings.LANGUAGE_CODE,
            "failed": bool(context.get("errors")),
            "tabs": {code: _tabs(code) for code in codes()},
            "receiver": there.receiver if (there := machine()) else "",
            "writes": [code for code in codes() if self.may_write(request, code)],
            "languages": {code: str(name) for code, name in named()},
            "urls": {name: reverse(f"admin:{_address(name)}") for name in (*ASKED, "session", "here")}
            | {"upload": reverse("admin:kb_picture_upload"), "login": reverse("admin:login")},
        }
        context["desk_tabs"] = _tabs(get_language() or settings.LANGUAGE_CODE).items()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any) -> HttpResponse:
        return _saved(super().response_add(request, obj, *args, **kwargs), "new")

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return _saved(super().response_change(request, obj), str(obj.pk))


def _refuse_long(body: str) -> None:
    if problem := too_long(body):
        raise ValidationError(sentence(problem), code=problem.code)


def _address(name: str) -> str:
    return f"kb_editor_{name}"


def _tabs(language: str) -> dict[str, str]:
    with override(language):
        return {key: _(name) for key, name in TABS.items()}


def _saved(response: HttpResponse, article: str) -> HttpResponse:
    is_secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(_saved_cookie(article), "1", secure=is_secure, samesite="Strict")  # the script takes it away
    return response


def _saved_cookie(article: str) -> str:
    return f"{settings.COOKIE_PREFIX}{SAVED}{article}"


def _scenarios() -> list[tuple[str, str]]:
    language = get_language() or settings.LANGUAGE_CODE
    known = [(demo.id, f"{wording(demo.title, language)} ({demo.id})") for demo in demos.all_demos()]
    return [("", "–"), *sorted(known, key=lambda choice: choice[1])]
