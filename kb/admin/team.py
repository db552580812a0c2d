"""Who works at the desk, and what each group may do: ticked boxes, by what it is about."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kb.admin.typed import ModelChoiceIterator, ModelMultipleChoiceField
from kb.base.languages import codes, language_name
from kb.models import Edition
from kb.staff import letters
from kb.staff.proof import proven
from kb.workflow.people import WORDS_RIGHT, edit_right, publish_right

DEEDS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("look at")}


class ByModel(ModelChoiceIterator[Permission]):
    """Rights under the name of what they are about."""

    def __iter__(self) -> Iterator[Any]:
        rights = sorted(self.queryset, key=lambda right: (_about(right), right.pk))
        for about, group in groupby(rights, key=_about):
            yield about, [self.choice(right) for right in group]


class RightsField(ModelMultipleChoiceField[Permission]):
    iterator = ByModel
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """In the language of the interface; Django keeps the names of rights in English alone."""
        deed, _underline, model = obj.codename.partition("_")
        known = DEEDS.get(deed) if model == obj.content_type.model else _of_ours(obj.codename)
        return str(known or obj.name)


def _of_ours(codename: str) -> Promise | str | None:
    """Of a right that is not Django's own."""
    if codename == WORDS_RIGHT:
        return _("edit the lists of words")
    for code in codes():
        if codename == edit_right(code):
            return _("write drafts in %(language)s") % {"language": language_name(code)}
        if codename == publish_right(code):
            return _("publish in %(language)s") % {"language": language_name(code)}
    return None


def _about(right: Permission) -> str:
    model = right.content_type.model_class()
    return capfirst(str(model._meta.verbose_name_plural)) if model else right.content_type.name


def _offered(site: admin.AdminSite) -> QuerySet[Permission]:
    """Rights over what the admin shows, and over texts; others open nothing."""
    about = ContentType.objects.get_for_models(Edition, *(model for model in site._registry)).values()
    return Permission.objects.filter(content_type__in=about).select_related("content_type")


class Ticked(admin.ModelAdmin[Any]):
    """Boxes in place of Django's two lists with arrows, which need a pointer, and whose labels axe refuses."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.related_model is Permission:
            kwargs["queryset"] = _offered(self.admin_site)
            return RightsField(label=capfirst(db_field.verbose_name), required=False, **kwargs)
        return super().formfield_for_manytomany(
            db_field, request, **{**kwargs, "widget": forms.CheckboxSelectMultiple}
        )


class Proven(admin.ModelAdmin[Any]):
    """Who changes accounts shows first that it is they: an account made from a session left open would be one for ever."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = super().changeform_view
        return (proven(view) if request.method == "POST" else view)(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return proven(super().delete_view)(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = super().changelist_view
        return (proven(view) if request.method == "POST" else view)(request, *args, **kwargs)


class TeamUserAdmin(Proven, Ticked, UserAdmin[User]):
    """What a person may do follows from their groups. Who may do everything is made, changed and removed by their like only."""

    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    actions = ("invite",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("first_name", "last_name", "email")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )

    @admin.action(description=_("Invite by e-mail to choose a password"), permissions=["change"])
    def invite(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Who may be changed, works here and has an address gets a letter; who has come before has a password already."""
        found = [each for each in people if self.has_change_permission(request, each)]
        invited = [each for each in found if each.email and each.is_active and each.is_staff and not each.last_login]
        if invited:
            letters.send(lambda: [letters.invitation(each) for each in invited])
            told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", len(invited))
            self.message_user(request, told % {"count": len(invited)}, messages.SUCCESS)
        if left := len(people) - len(invited):
            told = ngettext(
                "%(count)d person was left out: without an e-mail address, not of the staff, or signed in before.",
                "%(count)d people were left out: without an e-mail address, not of the staff, or signed in before.",
                left,
            )
            self.message_user(request, told % {"count": left}, messages.WARNING)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found: dict[str, Any] = super().get_actions(request)
        return found if letters.are_sent() else {name: each for name, each in found.items() if name != "invite"}

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return proven(super().user_change_password)(request, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields if _is_superuser(request) else (*self.readonly_fields, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_over(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_over(request, obj)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


def _is_over(request: HttpRequest, person: Any) -> bool:
    return person is None or not person.is_superuser or _is_superuser(request)


class TeamGroupAdmin(Proven, Ticked, GroupAdmin):
    filter_horizontal = ()


admin.site.unregister((User, Group))
admin.site.register(User, TeamUserAdmin)
admin.site.register(Group, TeamGroupAdmin)
