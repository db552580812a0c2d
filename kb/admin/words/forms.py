"""The form of a row: both languages next to each other, and what is wrong with it where it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.admin.words.shapes import COMMAS, RULES, Field, Shape, Sort, value_of
from kb.base.languages import codes, language_name
from kb.text.numbers import LARGEST_NUMBER

LONGEST = {Sort.LINE: 400, Sort.SLUG: 50, Sort.ADDRESS: 200, Sort.TEXT: 20_000, Sort.WORDS: 20_000}
MOST_INNER = 30
is_slug = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Only small letters, digits and hyphens."))


@dataclass(frozen=True)
class Line:
    """A field of the row: one control, or one for each language."""

    label: Any
    help: Any
    controls: list[tuple[str, str, BoundField]]  # code, name of the language, the field


class RowForm(forms.Form):
    """A row of `shape`. `to_value` is what its YAML says."""

    def __init__(self, *args: Any, shape: Shape, value: Any = None, **kwargs: Any) -> None:
        self.shape = shape
        if value is not None:
            kwargs["initial"] = dict(_initial(shape, value))
        super().__init__(*args, **kwargs)
        for field in shape.fields:
            for code in codes() if field.spoken else (shape.language,):
                self.fields[_name(field, code if field.spoken else "")] = _made(field, code, shape)

    def lines(self) -> Iterator[Line]:
        for field in self.shape.fields:
            of = codes() if field.spoken else [""]
            controls = [(code, language_name(code) if code else "", self[_name(field, code)]) for code in of]
            yield Line(field.label, field.help, controls)

    def clean(self) -> dict[str, Any]:
        """A text that may be left out is there in every language or in none."""
        given = super().clean() or {}
        for field in self.shape.fields:
            if field.spoken and not field.required and field.name != "avoid":
                names = [_name(field, code) for code in codes()]
                if any(given.get(name) for name in names):
                    for name in names:
                        if not given.get(name) and name not in self.errors:
                            self.add_error(name, _("It is there in the other language, so it is needed here too."))
        return given

    def to_value(self) -> Any:
        given = self.cleaned_data
        if self.shape.is_words:
            return given["words"]
        made: dict[str, Any] = {}
        for field in self.shape.fields:
            if not field.spoken:
                if (value := given[_name(field, "")]) not in ("", None, []):
                    made[field.name] = value
                continue
            spoken = {code: given[_name(field, code)] for code in codes() if given[_name(field, code)]}
            if field.inline:
                made |= spoken
            elif spoken:
                made[field.name] = spoken
        return made


class WordsField(forms.CharField):
    """Words, one a line or with commas between them, as a list."""

    def __init__(self, *, separator: str, **kwargs: Any) -> None:
        self.separator = separator
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        parts = re.split(r"[,\n]" if self.separator == COMMAS else r"\n", super().clean(value))
        words = [" ".join(part.split()) for part in parts]
        return list(dict.fromkeys(word for word in words if word))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return (", " if self.separator == COMMAS else "\n").join(map(str, value))
        return value


class AddressField(forms.CharField):
    """The address of a page here. One that was copied from a browser loses the site's name."""

    widget = forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).removeprefix(settings.PUBLIC_URL)


def _name(field: Field, code: str) -> str:
    name = field.name or "form"
    return f"{name}_{code}" if code else name


def _initial(shape: Shape, value: Any) -> Iterator[tuple[str, Any]]:
    if shape.is_words:
        yield "words", value
        return
    for field in shape.fields:
        for code in codes() if field.spoken else ("",):
            yield _name(field, code), value_of(field, value, code)


def _made(field: Field, code: str, shape: Shape) -> forms.Field:
    spoken = {"lang": code} if code else {}
    about: dict[str, Any] = {"label": field.label, "required": field.required}
    if field.sort is Sort.RULE:
        return forms.ChoiceField(choices=[(rule.value, told) for rule, told in RULES.items()], **about)
    if field.sort is Sort.NUMBER:
        bounds = [MinValueValidator(1), MaxValueValidator(LARGEST_NUMBER)]
        return forms.IntegerField(validators=bounds, **about)
    if field.sort is Sort.DAY:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(initial=timezone.localdate, widget=widget, **about)
    if field.sort is Sort.ADDRESS:
        return AddressField(max_length=LONGEST[field.sort], **about)
    about["max_length"] = LONGEST[field.sort]
    if field.sort is Sort.SLUG:
        attrs = {"autocapitalize": "none", "spellcheck": "false"}
        return forms.CharField(validators=[is_slug], widget=forms.TextInput(attrs=attrs), **about)
    if field.sort is Sort.WORDS:
        rows = 8 if shape.whole else 3
        return WordsField(separator=shape.separator, widget=forms.Textarea(attrs={**spoken, "rows": rows}), **about)
    rows = 12 if field.sort is Sort.TEXT else 2
    return forms.CharField(widget=forms.Textarea(attrs={**spoken, "rows": rows}), **about)


class _Inner(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's own is generic in its stubs alone
    """The rows within a row, in their order."""

    def values(self) -> list[Any]:
        kept = [form for form in self.ordered_forms if form not in self.deleted_forms]
        return [form.to_value() for form in kept if form.has_changed() or form.initial]


def inner_forms(shape: Shape, data: Any = None, value: Any = None) -> Any:
    """The formset of the rows within a row of `shape`, with one empty one more; None if it has none."""
    if shape.inner is None:
        return None
    made = forms.formset_factory(
        RowForm, formset=_Inner, extra=1, can_delete=True, can_order=True, max_num=MOST_INNER, absolute_max=MOST_INNER
    )
    there = list((value or {}).get("answers", []))
    initial = [dict(_initial(shape.inner, each)) for each in there]
    return made(data, initial=initial, prefix="answers", form_kwargs={"shape": shape.inner})
