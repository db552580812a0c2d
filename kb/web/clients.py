"""Who sends a request, as far as limits need to know it."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest


def address_key(request: HttpRequest) -> str:
    """A name for the client's address that is not the address, and means nothing on another site.

    Behind settings.TRUSTED_PROXIES proxies the address is the one that the outermost of them added to
    X-Forwarded-For; what stands before it, the client may have written itself.
    """
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    address = forwarded[-trusted] if 0 < trusted <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    return blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
