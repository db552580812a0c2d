"""Uploaded pictures. Their names hold a digest of their content, so a copy is good for ever.

Where they are files of this machine the door sends them (kb/project/door/files.py); this view serves any other storage.
"""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

NAME = r"(?P<name>[a-z0-9-]+\.webp)"  # no folder in it
PATH = re.compile(f"/media/{NAME}")
HEADERS = {
    "Content-Type": "image/webp",  # said, never guessed
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",  # nothing in the file may run
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    more = {name: value for name, value in HEADERS.items() if name != "Content-Type"}
    return FileResponse(
        file, content_type=HEADERS["Content-Type"], headers=more
    )  # among the others it would be guessed over
