"""The small forms beside a text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.exchange.formats import FORMATS, LARGEST
from kb.exchange.sheets import FIT, MOST_UNITS, NotForHere
from kb.models import Article, Revision, Significance
from kb.models.thread import LONGEST_COMMENT, LONGEST_QUOTE

REFUSED = {
    "unreadable": _("This is neither a PO file nor XLIFF 2."),
    "too-large": _("The file is larger than that of any article: %(bytes)s kB and %(entries)s entries fit."),
    "other-structure": _(
        "A translation has more than the words of its place, such as a line that begins a list or a table: %(found)s."
    ),
    "too-long": _("Too long in this file: %(found)s. %(longest)s characters fit."),
    "unclean": _("The file has invisible control characters. Delete them in these lines: %(found)s."),
    "other-article": _("This file belongs to another article: %(found)s."),
    "other-language": _("This file is in another language: %(found)s."),
    "other-source": _(
        "This file was made from a text in another language, which is no longer the original: %(found)s."
    ),
    "empty": _("Nothing in this file is translated yet."),
}


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, max_length=240)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With @name a colleague finds it in their work."),
    )

    def __init__(self, data: Any = None, key: str = "new") -> None:
        super().__init__(data, auto_id=f"thread-{key}-%s")


class BeginForm(ReplyForm):
    quote = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Words of the newest draft; empty: all of it."),
    )
    field_order = ("quote", "text")


class RestoreForm(forms.Form):
    """Of the source: how much it matters to translations."""

    significance = forms.TypedChoiceField(
        label=_("This edit is"), choices=Significance.choices, coerce=lambda sent: Significance(int(sent))
    )


class Moment(forms.DateTimeField):
    """A time in the zone of who looks, to the minute."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            label=label, required=False, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        )


class ScheduleForm(forms.Form):
    publish_at = Moment(_("Publish at (%(zone)s)"))
    expire_at = Moment(_("Unpublish at (%(zone)s)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label) % {"zone": timezone.get_current_timezone_name().replace("_", " ")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("publish_at"), given.get("expire_at")
        for name, moment in (("publish_at", start), ("expire_at", end)):
            if moment and moment <= timezone.now():
                self.add_error(name, _("This moment has passed."))
        if start and end and end <= start:
            self.add_error("expire_at", _("This is before it is published."))
        return given


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Translated file"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{suffix}" for suffix in (*FORMATS, "xliff"))}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_told(NotForHere("too-large")))
        return file

    def refuse(self, refused: NotForHere) -> None:
        self.add_error("file", _told(refused))


def _told(refused: NotForHere) -> str:
    name = refused.found if refused.code == "too-long" else ""
    return str(REFUSED[refused.code]) % {
        "found": _named(name) if name else refused.found or "?",
        "longest": FIT.get(name),
        "bytes": LARGEST // 1000,
        "entries": MOST_UNITS,
    }


def _named(field: str) -> str:
    """What editors call a field of a text."""
    return str(Revision._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # all are columns


class ArticleSelect(AutocompleteSelect):
    """An empty one says what to choose, and has the name of its label: without words a screen reader has none for it."""

    class Media:
        js = [forms.Script("js/desk/named.js", type="module")]

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().build_attrs(*args, **kwargs) | {"data-placeholder": _("Choose an article")}


class ArchiveForm(forms.Form):
    """SUCCESSOR is where the article's address leads from now on."""

    successor: "forms.ModelChoiceField[Article]" = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=Article.objects.none(),
        required=False,
        help_text=_("Type a number or words of a title. Empty: it is gone."),
        widget=ArticleSelect(Article._meta.get_field("successor"), admin.site),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=240)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Article.objects.readable().exclude(pk=article.pk).defer("body")
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
