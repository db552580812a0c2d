"""Message catalogues without GNU gettext: extract, check and compile them with Babel.

    python script/messages.py compile    make the .mo files that Django reads, in build/
    python script/messages.py update     write new messages into the .po files, drop those no longer used
    python script/messages.py check      fail if a message lacks its translation, has two, or breaks French typography

Messages are English in the source; every other language has a catalogue beside the code that it serves.
"""

import hashlib
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {
    name: spec
    for base, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (base, f"{base}_lazy", f"{base}_noop")
} | {"_": None, "said": None}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|%[sd]|\{[a-z_]*\}")
PLAIN_SPACE = re.compile(r"(?<=\S) (?=[:;?!»](?:\s|$))|(?<=«) |(?<=\w)'(?=\w)")


def catalogue_roots() -> list[Path]:
    """The folders that have a catalogue of their own, the deepest first: a file belongs to the nearest."""
    found = (path.parent for room in ("kb", "auth_demo") for path in (ROOT / room).rglob("locale"))
    return sorted(found, key=lambda path: -len(path.parts))


def sources(root: Path) -> Iterator[Path]:
    inner = [other for other in catalogue_roots() if other != root and root in other.parents]
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt", ".xml"} or "migrations" in path.parts:
            continue
        if not any(other in path.parents for other in inner):
            yield path


def python_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # What templatize leaves is Python in all but its indentation, which is the template's.
    return re.sub(r"^[ \t]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)


def extract(root: Path) -> Catalog:
    catalogue = Catalog(charset="utf-8")
    for path in sources(root):
        stream = io.BytesIO(python_of(path).encode())
        for _line, function, found, comments in extract_python(stream, list(KEYWORDS), [], {"encoding": "utf-8"}):
            parts = [found] if isinstance(found, str) else [part for part in found or () if isinstance(part, str)]
            if not parts:
                continue
            context = parts.pop(0) if "pgettext" in (function or "") and len(parts) > 1 else None
            plural = "ngettext" in (function or "") or "npgettext" in (function or "")
            catalogue.add(tuple(parts[:2]) if plural else parts[0], context=context, user_comments=comments)
    return catalogue


def po_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def target_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def every() -> Iterator[tuple[Path, str, Path]]:
    for root in catalogue_roots():
        for language in target_languages():
            yield root, language, po_path(root, language)


def key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def faults(message: Message) -> Iterator[str]:
    wanted = [message.id] if isinstance(message.id, str) else list(message.id)
    given = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy or not all(given):
        yield "is not translated"
    names = set(PLACEHOLDER.findall(wanted[-1]))
    if any(given) and set(PLACEHOLDER.findall(given[-1])) != names:
        yield f"has other placeholders than {sorted(names)}"
    if any(PLAIN_SPACE.search(text) for text in given):
        yield "has a plain space or apostrophe where the language wants its own"


def clashes(catalogues: Mapping[str, Catalog]) -> Iterator[str]:
    """Messages that two catalogues of one language translate differently: at run time one of the two wins everywhere.

    `catalogues`: by the name to complain with, all of one language.
    """
    first: dict[tuple[str | None, str], tuple[str, Message]] = {}
    for name, catalogue in catalogues.items():
        for message in catalogue:
            if not message.id:
                continue
            elsewhere, known = first.setdefault(key(message), (name, message))
            if known.string != message.string:
                yield f"{name}: “{key(message)[1]}” is translated otherwise in {elsewhere}: give one of them a context"


def check() -> int:
    complaints = []
    for language in target_languages():
        files = [path for _root, code, path in every() if code == language]
        complaints += clashes({str(path.relative_to(ROOT)): read(path, language) for path in files})
    for root, language, path in every():
        used = {key(message): message for message in extract(root) if message.id}
        have = {key(message): message for message in read(path, language) if message.id}
        name = path.relative_to(ROOT)
        complaints += [f"{name}: “{k[1]}” is missing" for k in used if k not in have]
        complaints += [f"{name}: “{k[1]}” is not used any more" for k in have if k not in used]
        complaints += [f"{name}: “{k[1]}” {why}" for k, m in have.items() if k in used for why in faults(m)]
    print("\n".join(complaints) or "Every message is translated.")
    return 1 if complaints else 0


def update() -> int:
    for root, language, path in every():
        have = {key(message): message for message in read(path, language) if message.id}
        fresh = Catalog(locale=language, charset="utf-8", project="Secure Login Knowledge Base", version="-")
        for message in extract(root):
            if message.id:
                known = have.get(key(message))
                fresh.add(message.id, known.string if known else None, context=message.context)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, fresh, sort_output=True, no_location=True, omit_header=True, width=110)
    return 0


def mo_path(root: Path, language: str) -> Path:
    """Where Django looks for it: one of LOCALE_PATHS, outside the code, which may be read-only."""
    return Path(settings.BUILD_DIR) / "locale" / root.name / language / "LC_MESSAGES" / "django.mo"


def compile_all() -> int:
    for root, language, path in every():
        if not path.exists():
            continue
        target, made_from = mo_path(root, language), hashlib.sha256(path.read_bytes()).hexdigest()
        mark = target.with_suffix(".made-from")
        if target.exists() and mark.exists() and mark.read_text() == made_from:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_suffix(f".{os.getpid()}")
        with scratch.open("wb") as file:
            write_mo(file, read(path, language))
        scratch.replace(target)  # a running site must never see half a file
        mark.write_text(made_from)
    return 0


COMMANDS = {"compile": compile_all, "update": update, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    sys.exit(COMMANDS[sys.argv[1]]())
