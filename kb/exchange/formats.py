"""The formats of files that a translator gets; one that comes back is known by how it begins."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.exchange import po, xliff
from kb.exchange.sheets import Job, Sheet, Taken, Words, made, taken

LARGEST = max(po.LARGEST, xliff.LARGEST)  # bytes


@dataclass(frozen=True)
class Format:
    suffix: str
    content_type: str
    dump: Callable[[Sheet], str]


PO = Format("po", "text/x-gettext-translation", po.dump)
XLIFF = Format("xlf", "application/xliff+xml", xliff.dump)
FORMATS = {form.suffix: form for form in (PO, XLIFF)}


def write(form: Format, job: Job, *, source: Words, target: Words | None, then: Words | None) -> str:
    """The file; the arguments are those of `sheets.made`."""
    return form.dump(made(job, source=source, target=target, then=then))


def read(content: bytes, job: Job, *, source: Words, target: Words | None) -> Taken:
    """What a file makes of `target`, by the `source` as it is now. Raises NotForHere."""
    begin = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    sheet = xliff.parse(content) if begin.startswith(b"<") else po.parse(content)
    return taken(sheet, job, source=source, target=target)
