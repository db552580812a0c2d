"""What a row of each list consists of: its fields, which of them are said in each language, and how a form shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.base.languages import codes, language_name
from kb.files.lists import slices
from kb.files.lists.slices import Path, Row
from kb.markup.terms import Rule

LINES = "lines"  # words one a line
COMMAS = "commas"  # words with commas between them


class Sort(Enum):
    """How a field is typed and kept."""

    LINE = "line"
    TEXT = "text"  # may have several lines
    SLUG = "slug"
    NUMBER = "number"
    ADDRESS = "address"  # of a page of this site
    RULE = "rule"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True)
class Field:
    name: str
    label: str | Promise
    sort: Sort = Sort.LINE
    spoken: bool = False  # in each language
    required: bool = True
    inline: bool = False  # each language beside the row's other names, as in the glossary
    help: str | Promise = ""


@dataclass(frozen=True)
class Shape:
    """The rows of one part of a list. `language` is that of all its words, if they are in one; `whole` says that the part is one row."""

    path: Path
    title: str | Promise
    fields: Sequence[Field]
    language: str = ""
    separator: str = LINES
    whole: bool = False
    inner: "Shape | None" = None  # rows within a row
    can_move: bool = False

    @property
    def key(self) -> str:
        return "-".join(self.path) or "all"

    @property
    def is_words(self) -> bool:
        """Whether a row is nothing but words."""
        return bool(self.language)

    def rows(self, text: str) -> list[Row]:
        if not text.strip():
            return []
        if self.whole:
            return slices.whole(text, self.path)
        return slices.rows(text, self.path)


NAME = Field(
    "key", _("Key in addresses"), Sort.SLUG, help=_("Small letters, digits and hyphens. It is part of addresses.")
)
ID = Field("id", _("Name"), Sort.SLUG, help=_("Small letters, digits and hyphens."))
ANSWER = Shape(
    (),
    _("Answers"),
    (
        Field("id", _("Name"), Sort.SLUG, help=_("Small letters, digits and hyphens. It is part of addresses.")),
        Field("text", _("Words of the answer"), spoken=True),
        Field("help", _("Explanation"), spoken=True, required=False),
        Field("next", _("Leads to the question"), Sort.SLUG, required=False, help=_("The name of a question.")),
        Field("article", _("or to the article"), Sort.NUMBER, required=False, help=_("A number, such as 3422.")),
        Field("demo", _("Practice scenario"), Sort.SLUG, required=False),
        Field(
            "why", _("Why this article"), spoken=True, required=False, help=_("Needed where it leads to an article.")
        ),
    ),
)


def shapes(key: str) -> list[Shape]:
    """The parts of the list `key`."""
    if key in ("synonyms", "stopwords"):
        return [_words_of(key, code) for code in codes()]
    return _SHAPES[key]


def _words_of(key: str, code: str) -> Shape:
    label, help_text = (
        (_("Words that mean the same"), _("Words or phrases with commas between them."))
        if key == "synonyms"
        else (_("Words"), _("With commas between them."))
    )
    field = Field("words", label, Sort.WORDS, help=help_text)
    return Shape((code,), language_name(code), (field,), code, COMMAS, whole=key == "stopwords")


_SHAPES = {
    "categories": [
        Shape(
            (),
            _("Categories"),
            (NAME, Field("name", _("Name"), spoken=True), Field("summary", _("Summary"), spoken=True, required=False)),
            can_move=True,
        )
    ],
    "tags": [Shape((), _("Tags"), (NAME, Field("name", _("Name"), spoken=True)))],
    "glossary": [
        Shape(
            ("terms",),
            _("Terms"),
            (
                Field("rule", _("Rule"), Sort.RULE),
                Field("", _("Term"), Sort.WORDS, spoken=True, inline=True, help=_("One form a line, the preferred one first.")),
                Field("avoid", _("Words to avoid"), Sort.WORDS, spoken=True, required=False, help=_("One a line.")),
            ),
        ),
        Shape(
            ("labels",),
            _("Labels on screens"),
            (Field("", _("Label"), Sort.WORDS, spoken=True, inline=True, help=_("One form a line. Forms differ between screens.")),),
        ),
    ],
    "snippets": [
        Shape(
            (),
            _("Shared texts"),
            (ID, Field("text", _("Text"), Sort.TEXT, spoken=True, help=_("Written in the same way as an article."))),
        )
    ],
    "redirects": [
        Shape(
            (),
            _("Redirects"),
            (
                Field("from", _("Old address"), Sort.ADDRESS, help=_("A path such as /help/, or a number that no article has, such as KB4242. With a language in front, as in /fr/aide/, the redirect is for that language only.")),
                Field("to", _("Leads to"), Sort.ADDRESS, help=_("A number such as KB1131, or the path of a page such as /choose/. Readers get it in their own language.")),
                Field("since", _("Since"), Sort.DAY, required=False),
            ),
        )
    ],
    "choose": [
        Shape(
            (),
            _("Questions"),
            (ID, Field("text", _("Question"), spoken=True), Field("help", _("Explanation"), spoken=True, required=False)),
            inner=ANSWER,
            can_move=True,
        )
    ],
}  # fmt: skip

RULES = {
    Rule.MUST: _("translated as shown"),
    Rule.KEEP: _("kept as it is"),
    Rule.MAY: _("may be translated or not"),
}


def cells(shape: Shape, value: Any) -> list[tuple[Any, str, str]]:
    """A row for a table: (label, language or '', what it says), one for each column."""
    if shape.is_words:
        return [(shape.fields[0].label, shape.language, ", ".join(map(str, value)))]
    found = []
    for field in shape.fields:
        for code in codes() if field.spoken else ("",):
            found.append((field.label, code, shown(field, value, code)))
    return found


def columns(shape: Shape) -> list[tuple[Any, str]]:
    """The heads of that table: (label, language or '')."""
    if shape.is_words:
        return [(shape.fields[0].label, "")]
    return [(field.label, code) for field in shape.fields for code in (codes() if field.spoken else ("",))]


def shown(field: Field, value: dict[str, Any], code: str) -> str:
    said = value_of(field, value, code)
    if field.sort is Sort.RULE:
        return str(RULES.get(said, said))
    if field.sort is Sort.DAY:
        return date_format(date.fromisoformat(said), "j N Y") if said else ""
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def value_of(field: Field, value: dict[str, Any], code: str) -> Any:
    """What a row says in a field; '' where it says nothing."""
    if not field.spoken:
        return value.get(field.name, "")
    within = value if field.inline else value.get(field.name, {})
    return within.get(code, "") if isinstance(within, dict) else ""
