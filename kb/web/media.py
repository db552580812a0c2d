"""Uploaded pictures. Their names hold a digest of their content, so a copy is good for ever."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """NAME has no folder (the address's pattern); the type is said, never guessed, and nothing in the file may run."""
    if not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
