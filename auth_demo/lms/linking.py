"""Deep linking 2.0: a trainer chooses practices in the course, and the course gets a link that leads to them."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from auth_demo.lms import keys
from auth_demo.lms.launch import CLAIM, DEEP_LINKING, Launch
from auth_demo.models import LearningPlatform
from auth_demo.scenarios import load
from auth_demo.verifier.outcome import Shape, malformed
from auth_demo.verifier.realtime import real_now
from kb.base.languages import nearest

_LASTS = timedelta(minutes=5)


def request_of(launch: Launch) -> dict[str, Any]:
    """What has to be known when the answer is given, for the form to bring back (signed by the web)."""
    return {
        "platform": launch.platform.pk,
        "deployment": launch.deployment,
        "to": launch.choice_url,
        "data": launch.choosing.get("data"),
    }


def platform_of(asked: dict[str, Any]) -> LearningPlatform | None:
    return LearningPlatform.objects.filter(pk=asked["platform"], is_active=True).first()


def answer(
    asked: dict[str, Any], platform: LearningPlatform, practices: Sequence[str], *, language: str, url: str
) -> str:
    """A signed message with one link to these practices, which asks for a column of grades. Raises Refused (malformed)."""
    found = [load.get(each) for each in practices]
    if not found or not all(found):
        raise malformed(Shape.SCENARIO, known=[each.id for each in load.every()])
    spoken = [(each, nearest(language, each.languages)) for each in found if each]
    title = " · ".join(each.title[code] for each, code in spoken)
    item = {
        "type": "ltiResourceLink",
        "title": title,
        "text": " ".join(each.summary[code] for each, code in spoken),
        "url": url,
        "custom": {"practices": ",".join(practices)},
        "lineItem": {"scoreMaximum": len(found), "label": title, "tag": "practice"},
        "window": {"targetName": "_blank"},
    }
    now = real_now()
    claims = {
        "iss": platform.client_id,
        "aud": [platform.issuer],
        "iat": int(now.timestamp()),
        "exp": int((now + _LASTS).timestamp()),
        "nonce": secrets.token_urlsafe(24),
        f"{CLAIM}deployment_id": asked["deployment"],
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": "1.3.0",
        f"{DEEP_LINKING}content_items": [item],
    }
    # It has to come back as it was sent, and must not be there if it was not.
    if asked["data"] is not None:
        claims[f"{DEEP_LINKING}data"] = asked["data"]
    return keys.sign(claims)
