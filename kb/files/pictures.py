"""Pictures in the content files: an image and its alternative text per language, below pictures/<name>/."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kb.base.languages import codes
from kb.files import tree
from kb.files.agreement import Agreements, Changed, who_changed
from kb.files.frontmatter import SLUG, longest_text
from kb.files.problems import FileProblem
from kb.files.report import Report
from kb.images import store
from kb.images.clean import Refused, recognise
from kb.markup.model import Image
from kb.models import Edition, Picture, PublishedText
from kb.publishing.pictures import NAMED
from kb.publishing.publish import show_pictures
from kb.publishing.rendering import Source

FOLDER = tree.PICTURES


@dataclass(frozen=True)
class Variant:
    """What figures show that name `key`, in one language. Image and text are one thing: they change and are kept together."""

    key: str
    language: str
    content: bytes
    alt: str

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.key}/{self.language}.webp"

    @property
    def files(self) -> dict[str, bytes]:
        return {self.path: self.content, alt_path(self.path): f"{self.alt}\n".encode()}

    @property
    def digest(self) -> str:
        return tree.digest(self.alt.encode() + b"\0" + self.content)


def alt_path(path: str) -> str:
    return f"{path.removesuffix('.webp')}.txt"


def walk(root: Path) -> tuple[list[Variant], list[FileProblem]]:
    """The variants below `root`, as they are there, and what is there without being one."""
    variants, problems = [], []
    for folder in tree.visible(root / FOLDER):
        path = f"{FOLDER}/{folder.name}"
        if not folder.is_dir() or not SLUG.fullmatch(folder.name):
            sentence = _("A folder named like login-screen was expected here.")
            problems.append(FileProblem(path, 1, sentence))
            continue
        for file in tree.visible(folder):
            if file.name not in _names():
                sentence = _("Only %(names)s were expected here.") % {"names": ", ".join(_names())}
                problems.append(FileProblem(f"{path}/{file.name}", 1, sentence))
            elif file.suffix == ".webp" or not file.with_suffix(".webp").exists():
                variants.append(read(root, folder.name, file.stem))
    return variants, problems


def read(root: Path, key: str, language: str) -> Variant:
    """What is below `root`; a file that is missing is empty."""
    file = root / FOLDER / key / f"{language}.webp"
    content, alt = (each.read_bytes() if each.exists() else b"" for each in (file, file.with_suffix(".txt")))
    return Variant(key, language, content, alt.decode(errors="replace").strip())


def wrong(variant: Variant) -> list[FileProblem]:
    """Why `variant` cannot be used."""
    found = []
    longest = longest_text(Picture, "alt")
    if not variant.alt or "\n" in variant.alt or len(variant.alt) > longest:
        sentence = _("Write one line that says what the picture says, in at most %(longest)d characters.")
        found.append(FileProblem(alt_path(variant.path), 1, sentence % {"longest": longest}))
    try:
        recognise(variant.content)
    except Refused as refused:
        found.append(FileProblem(variant.path, 1, str(refused.reason)))
    return found


def load(root: Path, agreements: Agreements, report: Report, *, keep: bool = True) -> None:
    """Bring in what changed in the files: readers see it at once. With `keep` false no image is stored."""
    variants, found = walk(root)
    report.problems += found
    known = {path for path in agreements.known if path.startswith(f"{FOLDER}/")}
    report.vanished += sorted(known - {variant.path for variant in variants})
    for variant in variants:
        if variant.digest == agreements.get(variant.path):
            continue
        with transaction.atomic():  # one for each, so that others can write in between
            _take(variant, agreements, report, keep=keep)
            agreements.save()


def _take(variant: Variant, agreements: Agreements, report: Report, *, keep: bool) -> None:
    there = stored(variant.key, variant.language)
    if _has_draft(variant.key, variant.language):
        if there is None or variant.digest != there.digest:
            report.conflicts.append(variant.path)
        return  # an editor has begun a next version of what the file would replace
    match who_changed(variant.digest, there.digest if there else None, agreements.get(variant.path)):
        case Changed.BOTH:
            report.conflicts.append(variant.path)
            return
        case Changed.NEITHER:
            agreements.record(variant.path, variant.digest)
            return
    if bad := wrong(variant):
        report.problems += bad
        return
    store.put(recognise(variant.content), key=variant.key, language=variant.language, alt=variant.alt, store=keep)
    agreements.record(variant.path, variant.digest)
    report.done.append(variant.path)
    for article, language in store.showing(variant.key):
        show_pictures(article.pk, language, {variant.key})


def save(root: Path, agreements: Agreements, report: Report, *, write: bool) -> None:
    """Write what the articles show and the database changed."""
    for variant in used():
        there = read(root, variant.key, variant.language)
        if there == variant:
            agreements.record(variant.path, variant.digest)
            continue
        is_new = not there.content and not there.alt
        digest = variant.digest if is_new else there.digest
        match who_changed(digest, variant.digest, agreements.get(variant.path)):
            case Changed.BOTH:
                report.conflicts.append(variant.path)
            case Changed.FILE:
                report.newer.append(variant.path)
            case Changed.DATABASE | Changed.NEITHER:
                report.done.append(variant.path)
                if write:
                    _write(root, variant)
                    agreements.record(variant.path, variant.digest)


def _write(root: Path, variant: Variant) -> None:
    for path, content in variant.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def used() -> Iterator[Variant]:
    """The variants of every picture that a file shows: those that readers see, or the newest of what nobody reads yet."""
    shown = PublishedText.objects.values_list("body", flat=True)
    unread = Edition.objects.filter(published=None).values_list("head__body", flat=True)
    keys = {key for bodies in (shown, unread) for body in bodies for key in NAMED.findall(body)}
    for key in sorted(keys):
        for code in codes():
            if variant := stored(key, code):
                yield variant


def stored(key: str, language: str) -> Variant | None:
    """The variant that the file has: the newest that readers see, else the newest, if none of their texts waits for it."""
    picture = _seen(key, language)
    if picture is None and not _waits(key, language):
        picture = _versions(key, language).first()
    name = picture.file.name if picture else None
    if picture is None or not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return Variant(key, language, file.read(), picture.alt)


def _versions(key: str, language: str) -> QuerySet[Picture]:
    return Picture.objects.filter(key=key, language=language).order_by("-uploaded_at", "-id")


def _seen(key: str, language: str) -> Picture | None:
    return _versions(key, language).filter(shown__isnull=False).first()


def _waits(key: str, language: str) -> bool:
    """Whether readers of `language` have a text with this figure: a variant that it does not show yet is a draft."""
    texts = PublishedText.objects.filter(language=language, body__contains=f"image: {key}")
    return any(key in NAMED.findall(body) for body in texts.values_list("body", flat=True))


def _has_draft(key: str, language: str) -> bool:
    newest = _versions(key, language).first()
    return newest is not None and newest != _seen(key, language) and _waits(key, language)


class Shown:
    """Finds what a figure names among `variants`: in its language, else in any."""

    def __init__(self, variants: Iterable[Variant]) -> None:
        self._by_key: dict[str, dict[str, Variant]] = {}
        for variant in variants:
            if not wrong(variant):
                self._by_key.setdefault(variant.key, {})[variant.language] = variant

    def __call__(self, source: Source, key: str) -> Image | None:
        there = self._by_key.get(key)
        if not there:
            return None
        variant = there.get(source.language) or next(iter(there.values()))
        size = recognise(variant.content)
        return Image(variant.path, size.width, size.height, variant.alt, variant.language)


def _names() -> list[str]:
    return [f"{code}.{kind}" for code in codes() for kind in ("webp", "txt")]
