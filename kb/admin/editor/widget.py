"""The Markdown field: a plain textarea that works alone, around which the script puts its toolbar and its preview."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kb.text.tidying import tidy


class MarkdownWidget(forms.Textarea):
    class Media:
        css = {"all": ["css/desk.css"]}
        js = [forms.Script("js/desk/editor.js", type="module")]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attrs = self.build_attrs(self.attrs, attrs)
        if attrs.pop("disabled", False):
            attrs["readonly"] = True  # one may still select, copy and scroll
        field = super().render(name, value, attrs | {"spellcheck": "true"}, renderer)
        return render_to_string("admin/kb/article/markdown.html", {"field": field, "id": attrs["id"]})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """As content files hold it: browsers send CRLF, and a save that changes nothing must change nothing."""
        typed = data.get(name)
        return tidy(typed) if typed and typed.strip() else ""


class LineWidget(forms.Textarea):
    """A sentence that may be too long for an input's width; it has no line ends."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 2, "class": "desk-line"} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        return " ".join(line.strip() for line in typed.splitlines()) if typed else typed
