"""An article's form: the newest words of each language, and what their author says of this save."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.admin.typed import ModelForm
from kb.base.languages import codes, column, language_name, named
from kb.models import Article, Edition, Elsewhere, FactsEdition, FactsRevision, Revision, Significance, Tag
from kb.models.revision import LONGEST_QUESTIONS, LONGEST_SHORT
from kb.publishing.facts import Facts
from kb.text.differences import Row, rows
from kb.text.merging import merge
from kb.text.numbers import LARGEST_NUMBER, parse_number
from kb.text.questions import joined
from kb.text.questions import listed as listed_questions
from kb.workflow import editions, facts
from kb.workflow.drafts import Draft
from kb.workflow.people import may_edit, may_publish

WORDS = ("title", "slug", "summary", "body")
BESIDE = ("short", "questions")  # words too, but no columns of the article
SAID = ("comment", "change", "significance", "caught_up", "then")
SENT = (*WORDS, *BESIDE, "change", "comment")
# Alike in every language. The form sends along what it showed of them: what somebody left alone is not theirs to set back.
FACTS = ("category", "source_language", "tags", "needed", "demo", "review_on", "references")
LISTS = ("tags", "references")  # of which two changes can be put together
CHANGED = {"category": "category_id"}  # what a fact is called once it is saved
KEEP, SUBMIT, PUBLISH = "keep", "submit", "publish"
THEN = {
    KEEP: _("Save"),
    SUBMIT: _("Submit for review"),
    PUBLISH: _("Publish"),
}


def per_language(name: str, language: str) -> str:
    return column(name, language)


@dataclass(frozen=True)
class Met:
    """Somebody else saved this text while this form was open."""

    language: str
    theirs: Revision
    rows: list[Row]  # from what they saved to what was written here
    overlaps: int
    both: tuple[tuple[str, str], ...]  # fields of one line that both changed: the name, and what they wrote


class Lines(forms.CharField):
    """A text of lines that count each: how they are ended, and empty ones, make no difference."""

    def to_python(self, value: Any) -> str:
        return joined(listed_questions(super().to_python(value) or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class ArticleForm(ModelForm[Article]):
    """Beside the article's own fields, for each language: what it began from, and what is said of this save (`said_fields`)."""

    references = forms.CharField(
        label=_("References at the end"),
        required=False,
        help_text=_("Numbers in the order in which they are shown: KB1131, KB2636."),
    )

    class Meta:
        model = Article
        fields = ()  # the admin says which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions: dict[str, Edition] = editions.of(self.instance) if self.instance.pk else {}
        self.source_now = editions.current(self.editions.get(self.instance.source_language))
        self.met: list[Met] = []
        self.facts: FactsEdition | None = facts.of(self.instance) if self.instance.pk else None
        if self.facts:
            self._show_newest_facts(Facts.of(self.facts.head))
            self._offer_the_source_that_is()
            self._keep_what_was_shown()
        for code in codes():
            self._begin(code)

    def _show_newest_facts(self, newest: Facts) -> None:
        """What is in the article's columns is what readers see."""
        alike = ("needed", "demo", "review_on", "source_language")
        self.initial.update({name: getattr(newest, name) for name in alike})
        self.initial["category"] = newest.category_id
        self.initial["tags"] = list(Tag.objects.filter(pk__in=newest.tags))
        self.initial["references"] = _numbered(newest.references)

    def _offer_the_source_that_is(self) -> None:
        """An article keeps its source language, no matter who edits it; a new one begins in a language that its author writes."""
        field = self.fields.get("source_language")
        if isinstance(field, forms.ChoiceField):
            source = self.instance.source_language
            field.choices = [(code, name) for code, name in named() if code == source or field.valid_value(code)]

    def _keep_what_was_shown(self) -> None:
        """Of each fact, in a field that is not seen. One that showed nothing is not sent, and showed nothing all the same."""
        shown = [name for name in FACTS if name in self.fields and not self.fields[name].disabled]
        for name in shown:
            self.fields[name].show_hidden_initial = True
        if self.is_bound:
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as every form of the admin has
            for name in shown:
                key = self.add_initial_prefix(name)
                data.setlist(key, data.getlist(key))
            self.data = data

    def _begin(self, code: str) -> None:
        """The newest words, and from which revision and which source they are."""
        edition = self.editions.get(code)
        if self.instance.pk:  # a new one may begin with words that its address has
            self.initial.update({per_language(name, code): self.instance.text(name, code) for name in WORDS})
        for name in BESIDE:
            self.initial[per_language(name, code)] = getattr(edition.head, name) if edition else ""
        # What readers were told is told once: the next change needs a sentence of its own, or none.
        is_untold = edition is not None and edition.head_id != edition.published_id
        self.initial[per_language("change", code)] = edition.head.change if edition and is_untold else ""
        self.initial[per_language("base", code)] = edition.head_id if edition else ""
        self.initial[per_language("source", code)] = self.source_now.pk if self.source_now else ""
        # Who begins a translation rather translates all of it than some.
        self.initial[per_language("caught_up", code)] = edition is None
        for name in not_asked(self.instance, code, self.editions):
            self.fields.pop(per_language(name, code), None)

    def clean_references(self) -> list[int]:
        numbers = []
        for word in self.cleaned_data["references"].replace(",", " ").split():
            number = parse_number(word)
            if number is None or number > LARGEST_NUMBER:
                raise forms.ValidationError(_("“%(word)s” is not the number of an article."), params={"word": word})
            if number not in numbers:
                numbers.append(number)
        unknown = set(numbers) - set(self.facts.head.references if self.facts else ())
        for kind in (Article, Elsewhere):
            unknown -= set(kind.objects.filter(number__in=numbers).values_list("number", flat=True))
        if unknown:
            names = ", ".join(f"KB{number}" for number in sorted(unknown))
            raise forms.ValidationError(_("These articles do not exist: %(names)s."), params={"names": names})
        return numbers

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for code in self.written():
            head = self.editions[code].head if code in self.editions else None
            if head and str(given.get(per_language("base", code)) or "") != str(head.pk):
                self._meet(code, head)
        if self.facts:
            for name in self.changed_facts():
                self._meet_fact(name, self.facts.head)
        return given

    def changed_facts(self) -> list[str]:
        """Those that are not as the form showed them."""
        return [name for name in FACTS if name in self.changed_data]

    def written(self) -> list[str]:
        """The languages in which something was changed, or said of a text that is there."""
        changed = set(self.changed_data)
        return [code for code in codes() if changed.intersection(self._telling(code))]

    def _telling(self, code: str) -> set[str]:
        names = (*WORDS, *BESIDE, "change", *(("caught_up",) if code in self.editions else ()))
        return {per_language(name, code) for name in names}

    def _meet(self, code: str, theirs: Revision) -> None:
        """Put both texts together in the form, which is not saved: the author looks at it and saves again."""
        base = self._revision(code, "base")
        mine = {name: self.cleaned_data.get(per_language(name, code)) or "" for name in (*WORDS, *BESIDE)}
        ours, others = str(_("yours")), theirs.by_name or str(theirs.number)
        merged = merge(base.body if base else "", mine["body"], theirs.body, names=(ours, others))
        words, both = _lines(base, mine, theirs)
        put = {**words, "body": merged.text, "base": str(theirs.pk)}
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as every form of the admin has
        for name, value in put.items():
            data[per_language(name, code)] = value
        self.data = data
        self.met.append(Met(code, theirs, rows(theirs.body, mine["body"]), merged.overlaps, both))
        message = _(
            "%(who)s saved this text while you were writing. Nothing is lost: both are put together here. Look at it, then save again."
        )
        self.add_error(per_language("body", code), forms.ValidationError(message, params={"who": others}))

    def _meet_fact(self, name: str, theirs: FactsRevision) -> None:
        """A fact that is not as the form showed it, and that both set: the author at hand sees the other's and decides."""
        bound, field = self[name], self.fields[name]
        shown, sent = (field.widget.value_from_datadict(self.data, self.files, key) for key in _keys(bound))
        now = bound.initial
        if not field.has_changed(now, shown) or not field.has_changed(now, sent):
            return
        if name in LISTS and name in self.cleaned_data:
            self._put_together(name, shown, Facts.of(theirs))
            return
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as every form of the admin has
        value = field.prepare_value(now)
        data.setlist(bound.html_initial_name, [str(each) for each in (value if isinstance(value, list) else [value])])
        self.data = data
        message = _("A colleague set this to “%(theirs)s” while you were writing. Save again to keep yours.")
        self.add_error(name, forms.ValidationError(message, params={"theirs": _fact(theirs, name)}))

    def _put_together(self, name: str, shown: Any, theirs: Facts) -> None:
        """Two changes of a set do not meet: what either added is there, what either took away is not."""
        if name == "tags":
            base = tuple(int(each) for each in shown or () if str(each).isdigit())
            keys = facts.merged(base, tuple(tag.pk for tag in self.cleaned_data[name]), theirs.tags)
            self.cleaned_data[name] = Tag.objects.filter(pk__in=keys)
            return
        base = tuple(filter(None, map(parse_number, str(shown or "").replace(",", " ").split())))
        self.cleaned_data[name] = list(facts.merged(base, tuple(self.cleaned_data[name]), theirs.references))

    def _save_m2m(self) -> None:
        """Tags are kept with the other facts."""

    def newest_facts(self) -> Facts:
        """The facts as they are to be: as they were, but for what was changed here."""
        given = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        given |= {"category_id": given["category"].pk} if given.get("category") else {}
        if "tags" in given:
            given["tags"] = tuple(sorted(tag.pk for tag in given["tags"]))
        if "references" in given:
            given["references"] = tuple(given["references"])
        given.pop("category", None)
        if self.facts is None:
            return Facts(**given)
        changed = {CHANGED.get(name, name) for name in self.changed_facts()}
        return replace(Facts.of(self.facts.head), **{name: given[name] for name in changed})

    def _revision(self, code: str, name: str) -> Revision | None:
        """What a hidden field names, if it is a revision of this article; only the server's own answers come back here."""
        value = self.cleaned_data.get(per_language(name, code))
        language = code if name == "base" else self.instance.source_language
        known = Revision.objects.filter(article=self.instance.pk, language=language)
        return known.filter(pk=value).first() if value else None

    def drafts(self) -> Iterator[tuple[str, Draft, Revision | None]]:
        """For each language that was written in: the draft, and what it is based on."""
        for code in self.written():
            given = {name: self.cleaned_data.get(per_language(name, code)) for name in (*SENT, *SAID)}
            significance = Significance(int(given["significance"] or Significance.MEDIUM))
            draft = Draft.with_words({name: given[name] or "" for name in SENT}, significance=significance)
            if given["caught_up"]:
                draft = replace(draft, source=self._revision(code, "source"))
            yield code, draft, self._revision(code, "base")

    def then(self) -> dict[str, str]:
        """What is to be done with each language's newest text after saving."""
        asked = {code: self.cleaned_data.get(per_language("then", code)) for code in codes()}
        return {code: then for code, then in asked.items() if then and then != KEEP}

    def publishes_facts(self) -> bool:
        return self.cleaned_data.get("facts_then") == PUBLISH


def _fact(head: FactsRevision, name: str) -> str:
    """What is saved of it, as an editor reads it."""
    return language_name(head.source_language) if name == "source_language" else str(getattr(head, name) or "–")


def _numbered(numbers: Iterable[int]) -> str:
    return ", ".join(f"KB{number}" for number in numbers)


def _keys(bound: forms.BoundField) -> tuple[str, str]:
    """Under which a browser sends what a field showed, and what is in it."""
    return bound.html_initial_name, bound.html_name


def _lines(
    base: Revision | None, mine: Mapping[str, str], theirs: Revision
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The fields of one line: who changed one keeps it; where both did, it is the author at hand, who is told of the other."""
    words, both = {}, []
    for name in ("title", "slug", "summary", *BESIDE):
        before, ours, others = getattr(base, name, ""), mine[name], getattr(theirs, name)
        words[name] = others if ours == before else ours
        if len({before, ours, others}) == 3:
            both.append((name, others))
    return words, tuple(both)


def not_asked(article: Article | None, language: str, there: Mapping[str, Edition]) -> list[str]:
    """What a save of that language is not asked: a source has nothing to catch up with, and what it changes matters to no one
    while it has neither readers nor a translation. `there` are the texts that there are.
    """
    if article is not None and article.pk is not None and language != article.source_language:
        return ["significance"]
    edition = there.get(language)
    is_followed = bool(edition and edition.published_id) or bool(set(there) - {language})
    return ["caught_up"] if is_followed else ["caught_up", "significance"]


def said_fields(person: Any, language: str, without: Collection[str]) -> list[str]:
    """The fields of one language that `person` has beside its text, in their order on the page; `without` are not asked."""
    known = _fields(person, language)
    elsewhere = {per_language(name, language) for name in ("then", *without)}  # in the bar, or not asked
    return [name for name in known if name not in elsewhere]


def for_person(form: type[ArticleForm], person: Any, *, may_publish_facts: bool) -> type[ArticleForm]:
    """The form with each language's fields as `person` may use them."""
    fields = {name: field for code in codes() for name, field in _fields(person, code).items()}
    if may_publish_facts:
        fields["facts_then"] = _then([KEEP, PUBLISH])
    return type(form.__name__, (form,), fields)


def _fields(person: Any, language: str) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if may_edit(person, language):
        fields = _said(language, person)
    elif may_publish(person, language):
        fields[per_language("then", language)] = _then([KEEP, PUBLISH])
    for hidden in ("base", "source"):
        fields[per_language(hidden, language)] = forms.IntegerField(required=False, widget=forms.HiddenInput)
    return fields


def _said(code: str, person: Any) -> dict[str, forms.Field]:
    steps = [KEEP, SUBMIT, PUBLISH] if may_publish(person, code) else [KEEP, SUBMIT]
    words = {"lang": code, "spellcheck": "true"}
    fields: dict[str, forms.Field] = {
        "short": forms.CharField(
            label=_("Short title"),
            required=False,
            max_length=LONGEST_SHORT,
            widget=forms.TextInput(attrs={**words, "class": "vTextField"}),
            help_text=_("What links in other articles say, if the title is too long for that."),
        ),
        "questions": Lines(
            label=_("What people ask"),
            required=False,
            max_length=LONGEST_QUESTIONS,
            widget=forms.Textarea(attrs={**words, "rows": 3, "class": "vLargeTextField"}),
            help_text=_("One question a line, in readers’ own words. They are searched, and offered beside results."),
        ),
        "significance": forms.TypedChoiceField(
            label=_("This edit is"),
            choices=Significance.choices,
            coerce=int,
            required=False,
            initial=Significance.MEDIUM,
        ),
        "caught_up": forms.BooleanField(
            label=_("It is up to date with the original"),
            required=False,
            help_text=_("Leave this empty if the translation does not catch up yet."),
        ),
        "comment": forms.CharField(
            label=_("Comment for colleagues"), required=False, max_length=240, help_text=_("Why, in a few words.")
        ),
        "change": forms.CharField(
            label=_("What changed, for readers"),
            required=False,
            max_length=240,
            widget=forms.TextInput(attrs={**words, "class": "vTextField"}),
            help_text=_("One sentence; it is shown under the title and in the feeds, and moves the article’s date."),
        ),
        "then": _then(steps),
    }
    return {per_language(name, code): field for name, field in fields.items()}


def _then(steps: list[str]) -> forms.Field:
    return forms.ChoiceField(label=_("After saving"), choices=[(step, THEN[step]) for step in steps], required=False)
