"""The lists that articles draw on: categories, tags, and the articles held elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kb.base.languages import codes, column
from kb.files import yamltext
from kb.files.frontmatter import longest_text, read_number, read_slug
from kb.files.problems import Misread
from kb.files.yamltext import Located
from kb.models import Category, Elsewhere, Tag

Texts = Mapping[str, Mapping[str, str]]  # name of the field -> language -> text


@dataclass(frozen=True)
class Entry:
    key: str | int
    texts: Texts
    line: int


@dataclass(frozen=True)
class SharedFile:
    """One list: its file, the model behind it, and the fields that hold its texts (the first is required)."""

    path: str
    model: type[Model]
    key: str
    read_key: Callable[[Any], Any]
    texts: tuple[str, ...]
    has_order: bool = False

    def file(self, root: Path) -> Path:
        return root / self.path

    def parse(self, text: str) -> list[Entry]:
        """The entries in the file's `text`. Raises Misread with everything that is wrong."""
        found = yamltext.read(text)
        if not isinstance(found.value, list):
            raise Misread((1, _("The file has to be a list.")))
        entries: list[Entry] = []
        problems: list[tuple[int, str]] = []
        for item in found.value:
            try:
                entries.append(self._entry(item, {entry.key for entry in entries}))
            except Misread as misread:
                problems.extend(misread.problems)
        if problems:
            raise Misread(*problems)
        return entries

    def _entry(self, item: Located, taken: set[str | int]) -> Entry:
        if not isinstance(item.value, dict) or self.key not in item.value:
            raise Misread((item.line, _("An entry begins with “%(key)s”.") % {"key": self.key}))
        unknown = [(v.line, k) for k, v in item.value.items() if k not in (self.key, *self.texts)]
        if unknown:
            raise Misread(*((line, _("“%(key)s” is not a key of this list.") % {"key": k}) for line, k in unknown))
        try:
            key = self.read_key(item.value[self.key].plain)
        except ValueError as error:
            raise Misread((item.line, f"{self.key}: {error}")) from None
        if key in taken:
            raise Misread((item.line, _("“%(key)s” appears twice.") % {"key": key}))
        texts = {name: self._texts(name, item) for name in self.texts if name in item.value or name == self.texts[0]}
        return Entry(key, texts, item.line)

    def _texts(self, name: str, item: Located) -> Mapping[str, str]:
        found = item.value.get(name, Located(None, item.line))
        texts = found.plain if isinstance(found.plain, dict) else {}
        are_texts = all(isinstance(text, str) and text.strip() for text in texts.values())
        if not texts or not set(texts) <= set(codes()) or not are_texts:
            raise Misread((found.line, _needed(name, codes())))
        longest = longest_text(self.model, name)
        if max(map(len, texts.values())) > longest:
            sentence = _("“%(name)s” is longer than %(longest)d characters.")
            raise Misread((found.line, sentence % {"name": name, "longest": longest}))
        return {code: texts[code].strip() for code in codes() if code in texts}

    def lacking(self, entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
        """Where a text is missing in a language that the file has others in: the line of the entry, and what to say.

        Such a list can be used: that language does without the text.
        """
        written = {code for entry in entries for texts in entry.texts.values() for code in texts}
        for entry in entries:
            for name, texts in entry.texts.items():
                if written - set(texts):
                    yield entry.line, _needed(name, [code for code in codes() if code in written])

    def dump(self, entries: Sequence[Entry]) -> str:
        """The canonical text of the file; where the order says nothing, it is that of the keys."""
        if not self.has_order:
            entries = sorted(entries, key=lambda entry: entry.key)
        return "".join(map(self._dumped, entries))

    def _dumped(self, entry: Entry) -> str:
        lines = [f"- {self.key}: {yamltext.scalar(entry.key)}\n"]
        for name in self.texts:
            if name in entry.texts:
                lines.append(f"  {name}:\n")
                lines += [f"    {code}: {yamltext.scalar(text)}\n" for code, text in entry.texts[name].items()]
        return "".join(lines)

    def stored(self) -> list[Entry]:
        """What the database holds, in the model's own order."""
        rows = self.model._default_manager.all()
        return [Entry(getattr(row, self.key), self._stored_texts(row), 0) for row in rows]

    def _stored_texts(self, row: Model) -> Texts:
        texts = {name: {code: getattr(row, column(name, code)) for code in codes()} for name in self.texts}
        there = {name: {code: text for code, text in found.items() if text} for name, found in texts.items()}
        return {name: found for name, found in there.items() if found}

    def store(self, entries: Sequence[Entry]) -> None:
        """Add and change; what is not in `entries` stays, because articles may hang on it."""
        for position, entry in enumerate(entries):
            values: dict[str, Any] = {
                column(name, code): entry.texts.get(name, {}).get(code, "") for name in self.texts for code in codes()
            }
            if self.has_order:
                values["position"] = position
            lookup: dict[str, Any] = {self.key: entry.key}
            self.model._default_manager.update_or_create(values, **lookup)

    def drop_all_but(self, entries: Sequence[Entry]) -> None:
        """Delete the others: nothing hangs on them anymore."""
        self.model._default_manager.exclude(**{f"{self.key}__in": [entry.key for entry in entries]}).delete()


def _needed(name: str, languages: Sequence[str]) -> str:
    return _("“%(name)s” needs a text for each of %(codes)s.") % {"name": name, "codes": ", ".join(languages)}


CATEGORIES = SharedFile("categories.yaml", Category, "key", read_slug, ("name", "summary"), has_order=True)
TAGS = SharedFile("tags.yaml", Tag, "key", read_slug, ("name",))
ELSEWHERE = SharedFile("elsewhere.yaml", Elsewhere, "number", read_number, ("title",))
SHARED = (CATEGORIES, TAGS, ELSEWHERE)
