"""Preview links in the admin: made from an article's text as it stands, told once, revoked."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kb.admin.desk.saving import linked
from kb.admin.languages import language
from kb.admin.typed import ModelForm
from kb.base.languages import named
from kb.models import PreviewLink
from kb.publishing import previews
from kb.web.page import absolute, reverse_in
from kb.workflow import editions
from kb.workflow.people import languages, may_edit, may_publish


class PreviewForm(ModelForm[PreviewLink]):
    """`person`, set by `for_person`, shows texts in the languages that they write."""

    person: Any = None
    language = forms.ChoiceField(label=_("Language"), choices=named())
    days = forms.IntegerField(label=_("Days"), initial=previews.DAYS, min_value=1, max_value=previews.MOST_DAYS)

    class Meta:
        model = PreviewLink
        fields = ("article", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:  # not where a link is only looked at
            self.fields["language"].initial = next(iter(languages(self.person, may_edit)), None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        article, language = given.get("article"), given.get("language")
        if language and not may_edit(self.person, language):
            self.add_error("language", _("You may not write in this language."))
            return given
        given["edition"] = editions.find(article, language) if article and language else None
        if article and language and not given["edition"]:
            self.add_error("language", _("The article has no text in this language."))
        return given


def for_person(form: type[PreviewForm], person: Any) -> type[PreviewForm]:
    return type(form.__name__, (form,), {"person": person})


@admin.register(PreviewLink)
class PreviewLinkAdmin(admin.ModelAdmin[PreviewLink]):
    form = PreviewForm
    fields = ("article", "language", "days")
    list_display = ("article", language, "made_by", "made_at", "expires_at", "revoked_at")
    list_select_related = ("article", "made_by")
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: PreviewLink | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, **kwargs | {"form": for_person(PreviewForm, request.user)})

    def get_fields(self, request: HttpRequest, obj: PreviewLink | None = None) -> tuple[str, ...]:
        return ("article", "language", "days") if obj is None else ("article", "language", "expires_at", "revoked_at")

    def save_model(self, request: HttpRequest, obj: PreviewLink, form: PreviewForm, change: bool) -> None:
        link, token = previews.make(form.cleaned_data["edition"], by=request.user, days=form.cleaned_data["days"])
        obj.pk, obj.title = link.pk, link.title
        address = absolute(reverse_in(link.language, "kb:preview", token=token))
        self.message_user(request, linked(_("The link, shown this once: %(address)s"), address))

    @admin.action(description=_("Revoke"), permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[PreviewLink]) -> None:
        """One's own, and those into what one may publish."""
        person: Any = request.user
        theirs = Q(made_by=person) | Q(language__in=languages(person, may_publish))
        others = queryset.exclude(theirs).count()
        if others:
            message = ngettext(
                "%(count)d link is left: it is a colleague’s, and you may not publish in its language.",
                "%(count)d links are left: they are colleagues’, and you may not publish in their languages.",
                others,
            )
            self.message_user(request, message % {"count": others}, messages.WARNING)
        if queryset.filter(theirs, revoked_at=None).update(revoked_at=timezone.now()):
            self.message_user(request, _("These links lead nowhere now."), messages.SUCCESS)
