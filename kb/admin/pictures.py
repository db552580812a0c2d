"""Pictures in the admin: uploaded on a page of their own, or by a program that posts to `upload/`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kb.admin.languages import LanguageFilter, language
from kb.admin.typed import ModelForm
from kb.base.languages import named
from kb.images import store
from kb.images.clean import Cleaned, Refused, clean
from kb.models import Article, Picture
from kb.workflow.people import may_edit, may_publish

IN_USE = _(
    "A picture of this name is shown in %(texts)s and would be replaced there. Give yours another name, choose the one that is here, or say that it is to be replaced."
)


class PictureForm(ModelForm[Picture]):
    """`person`, set by `for_person`, uploads in a language that they write. Readers see it once a text that shows it is published."""

    person: Any = None
    cleaned: Cleaned  # decoding a large image takes a worker's time: it is done once
    file = forms.FileField(label=_("Image"), help_text=_("PNG, JPEG, WebP or GIF, up to 8 MB."))
    language = forms.ChoiceField(label=_("Language"), choices=named())

    replace = forms.BooleanField(
        label=_("Replace the picture of this name"),
        required=False,
        help_text=_(
            "For every text that shows it, each from its next publication on. Without this a name that is in use is refused, and the texts are named."
        ),
    )

    class Meta:
        model = Picture
        fields = ("key", "language", "alt", "file")

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            self.cleaned = clean(upload.read(), upload.name)
        except Refused as refused:
            raise ValidationError(refused.reason, code=refused.code) from None
        return upload

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        key, language = given.get("key"), given.get("language")
        if not (key and language):
            return given
        if not _may_keep(self.person, language):
            self.add_error("language", _("You may not write in this language."))
        replaced = store.replaced_in(key, language)
        if replaced and not given.get("replace"):
            message = ValidationError(IN_USE, code="in-use", params={"texts": ", ".join(_named(replaced))})
            self.add_error("key", message)
        return given

    def keep(self, request: HttpRequest) -> Picture:
        given = self.cleaned_data
        return store.put(
            self.cleaned,
            key=given["key"],
            language=given["language"],
            alt=given["alt"],
            by=request.user,  # type: ignore[arg-type]  # the admin lets nobody else in
        )


def _may_keep(person: Any, language: str) -> bool:
    return may_edit(person, language) or may_publish(person, language)


def _named(texts: Iterable[tuple[Article, str]]) -> list[str]:
    return [f"KB{article.number} ({code})" for article, code in texts]


def for_person(form: type[PictureForm], person: Any) -> type[PictureForm]:
    return type(form.__name__, (form,), {"person": person})


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    form = PictureForm
    change_form_template = "admin/kb/picture/change_form.html"
    list_display = ("thumbnail", "key", language, "alt", "size", "where_shown", "where_used", "uploaded_at")
    list_display_links = ("key",)
    list_filter = (LanguageFilter,)
    search_fields = ("key", "alt")
    readonly_fields = ("size", "where_shown", "where_used", "uploaded_at", "uploader")

    def get_form(self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs | {"form": for_person(PictureForm, request.user)})

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> tuple[str, ...]:
        return (
            (*PictureForm.Meta.fields, "replace")
            if obj is None
            else ("key", "language", "alt", *self.readonly_fields)
        )

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False  # a picture is replaced by uploading another under its name

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or (_may_keep(request.user, obj.language) and not store.used_in(obj.key)))

    def save_form(self, request: HttpRequest, form: PictureForm, change: bool) -> Picture:
        return form.keep(request)

    def save_model(self, request: HttpRequest, obj: Picture, form: PictureForm, change: bool) -> None:
        """It is kept already (save_form)."""

    def save_related(self, request: HttpRequest, form: PictureForm, formsets: Any, change: bool) -> None:
        """Nothing hangs on it."""

    def get_urls(self) -> list[URLPattern]:
        upload, again = (self.admin_site.admin_view(require_POST(view)) for view in (self.upload, self.again))
        return [
            path("upload/", upload, name="kb_picture_upload"),
            path("<int:pk>/again/", again, name="kb_picture_again"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """With what may be done with the version that is shown."""
        picture = self.get_object(request, object_id)
        if picture:
            newest = store.newest_version(picture)
            around = {
                "newest": newest,
                "may_again": newest != picture and self._may_again(request, picture),
                "versions": store.versions(picture).select_related("uploaded_by"),
            }
            kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), **around}
        return super().change_view(request, object_id, *args, **kwargs)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An older version becomes the newest one."""
        picture = get_object_or_404(Picture, pk=pk)
        if not self._may_again(request, picture):
            raise PermissionDenied
        if picture == store.newest_version(picture):
            return HttpResponseRedirect(reverse("admin:kb_picture_change", args=[picture.pk]))
        restored = store.again(picture, by=request.user)  # type: ignore[arg-type]  # the admin lets nobody else in
        self.message_user(
            request, _("It is the newest version now. Readers see it once a text that shows it is published.")
        )
        return HttpResponseRedirect(reverse("admin:kb_picture_change", args=[restored.pk]))

    def _may_again(self, request: HttpRequest, picture: Picture) -> bool:
        return self.has_add_permission(request) and _may_keep(request.user, picture.language)

    def upload(self, request: HttpRequest) -> JsonResponse:
        """For the editor: 201 with what to write into the article, 422 with what is wrong, 409 where `replace` has to be said."""
        if not self.has_add_permission(request):
            return JsonResponse({"problems": [_("You may not upload pictures.")]}, status=403)
        form = for_person(PictureForm, request.user)(request.POST, request.FILES)
        if not form.is_valid():
            problems = [sentence for sentences in form.errors.values() for sentence in sentences]
            is_asked = form.has_error("key", "in-use")
            return JsonResponse({"problems": problems, "in_use": is_asked}, status=409 if is_asked else 422)
        picture = form.keep(request)
        return JsonResponse(
            {"url": picture.file.url, "key": picture.key, "line": f"image: {picture.key}"}, status=201
        )

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> SafeString:
        return format_html('<img src="{}" alt="{}" width="96" loading="lazy">', picture.file.url, picture.alt)

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("readers see it in"))
    def where_shown(self, picture: Picture) -> str:
        """This version, and no other."""
        texts = picture.shown.select_related("text__article").order_by("text__article__number", "text__language")
        return ", ".join(_named((each.text.article, each.text.language) for each in texts)) or "–"

    @admin.display(description=_("uploaded by"))
    def uploader(self, picture: Picture) -> str:
        return str(picture.uploaded_by or "–")

    @admin.display(description=_("used in"))
    def where_used(self, picture: Picture) -> SafeString | str:
        links = [
            format_html(
                '<a href="{}">KB{} ({})</a>',
                reverse("admin:kb_article_change", args=[article.pk]),
                article.number,
                code,
            )
            for article, code in store.used_in(picture.key)
        ]
        return format_html(", ".join(["{}"] * len(links)), *links) if links else "–"
