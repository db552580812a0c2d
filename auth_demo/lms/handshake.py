"""The first half of a launch (OpenID Connect, third-party initiated): we answer with a state and a nonce, each good once.

Both are kept here and not in a cookie: in a frame of a course browsers refuse the cookies of another site.
"""

import hmac
import secrets
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from auth_demo.models import Handshake, LearningPlatform
from auth_demo.verifier.enrol import hash_token
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.realtime import real_now

LASTS = timedelta(minutes=10)  # for somebody who has to sign in at the platform first


def begin(*, issuer: str, client_id: str, login_hint: str, message_hint: str, launch_url: str) -> str:
    """Where the browser goes on, at the platform. Raises Refused: not-found for a platform that is not registered."""
    rows = LearningPlatform.objects.filter(issuer=issuer, is_active=True)
    found = list((rows.filter(client_id=client_id) if client_id else rows)[:2])
    if len(found) != 1:
        raise Refused(Reason.NOT_FOUND, topic=Topic.LMS_UNKNOWN)
    [platform] = found
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    Handshake.objects.create(state_hash=hash_token(state), nonce=nonce, platform=platform, made_at=real_now())
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": launch_url,
        "login_hint": login_hint,
        "state": state,
        "nonce": nonce,
        **({"lti_message_hint": message_hint} if message_hint else {}),
    }
    return platform.login_url + ("&" if urlsplit(platform.login_url).query else "?") + urlencode(asked)


def take(state: str) -> Handshake:
    """What was begun under this state, once. Raises Refused: already-used, also when it is too old or made up."""
    found = Handshake.objects.select_related("platform").filter(state_hash=hash_token(state)).first()
    # SECURITY: of two at the same moment one deletes the row, and only that one goes on.
    if found is None or not Handshake.objects.filter(pk=found.pk).delete()[0]:
        raise Refused(Reason.ALREADY_USED, topic=Topic.LMS_USED)
    if found.made_at < real_now() - LASTS:
        raise Refused(Reason.EXPIRED, topic=Topic.LMS_LATE)
    if not found.platform.is_active:
        raise Refused(Reason.NOT_FOUND, topic=Topic.LMS_UNKNOWN)
    return found


def is_nonce(handshake: Handshake, nonce: object) -> bool:
    return isinstance(nonce, str) and hmac.compare_digest(handshake.nonce.encode(), nonce.encode())


def purge() -> None:
    """Forget what was begun and never came back."""
    Handshake.objects.filter(made_at__lt=real_now() - LASTS).delete()
