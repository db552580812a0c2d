"""The second half of a launch: is this message from the platform that we sent the browser to, for us, now, and only once?

LTI Core 1.3 §5, Security Framework 1.0 §5.1.3. joserfc checks the signature; what each claim has to say is checked here, one by
one, because a refusal tells the trainer what to mend.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from auth_demo.lms import handshake, wire
from auth_demo.models import LearningPlatform
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.realtime import real_now
from kb.base import signs
from kb.base.sites import origin_of

ALGORITHMS = ["RS256"]
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/"
LEEWAY = timedelta(seconds=60)  # between two clocks
_KEYS_KEPT = 600  # seconds
_ASKED_AGAIN = 30  # seconds between two looks for a key that is not among those kept
_TEACHES = ("#Instructor", "#Administrator", "#ContentDeveloper", "#TeachingAssistant", "#Mentor", "#Manager")
_MOST = 1000  # letters of an address


@dataclass(frozen=True)
class Launch:
    """A message of a platform that may be believed. Texts are "" where it says nothing."""

    platform: LearningPlatform
    claims: Mapping[str, Any]

    @property
    def deployment(self) -> str:
        return _text(self.claims.get(f"{CLAIM}deployment_id"))

    @property
    def user(self) -> str:
        return _text(self.claims.get("sub"))

    @property
    def given_name(self) -> str:
        return _text(self.claims.get("given_name"))

    @property
    def resource(self) -> str:
        return _text(self._part(f"{CLAIM}resource_link").get("id"))

    @property
    def locale(self) -> str:
        """The language that the page is to be in, else the person's."""
        shown = _text(self._part(f"{CLAIM}launch_presentation").get("locale"))
        return shown or _text(self.claims.get("locale"))

    @property
    def return_url(self) -> str:
        return _address(self._part(f"{CLAIM}launch_presentation").get("return_url"))

    @property
    def practices(self) -> list[str]:
        """Those that the link was chosen for: "practices" of its custom parameters, between commas."""
        listed = _text(self._part(f"{CLAIM}custom").get("practices"))
        return [each.strip() for each in listed.split(",") if each.strip()]

    @property
    def is_choosing(self) -> bool:
        return self.claims.get(f"{CLAIM}message_type") == "LtiDeepLinkingRequest"

    @property
    def choosing(self) -> Mapping[str, Any]:
        return self._part(f"{DEEP_LINKING}deep_linking_settings")

    @property
    def choice_url(self) -> str:
        """Where what was chosen is sent."""
        return _address(self.choosing.get("deep_link_return_url"))

    @property
    def teaches(self) -> bool:
        """Whether the person prepares or gives the course."""
        roles = self.claims.get(f"{CLAIM}roles")
        found = [each for each in roles if isinstance(each, str)] if isinstance(roles, list) else []
        return any(role.endswith(_TEACHES) or role in {end[1:] for end in _TEACHES} for role in found)

    @property
    def line_item(self) -> str:
        """Where the score goes; "" where the platform takes none from us."""
        offered = self._part(f"{GRADES}claim/endpoint")
        scopes = offered.get("scope")
        if not isinstance(scopes, list) or f"{GRADES}scope/score" not in scopes:
            return ""
        return _address(offered.get("lineitem"))

    def _part(self, name: str) -> Mapping[str, Any]:
        part = self.claims.get(name)
        return part if isinstance(part, dict) else {}


def read(id_token: str, state: str) -> Launch:
    """Raises Refused: already-used, expired, unauthorized, forbidden, not-offered, full (its keys cannot be fetched)."""
    begun = handshake.take(state)
    platform = begun.platform
    claims = _verified(platform, id_token)
    # SECURITY: whose message, for whom, in answer to what we asked. Nothing of it is believed before.
    audience = claims.get("aud")
    meant = audience if isinstance(audience, list) else [audience]
    is_ours = platform.client_id in meant and (len(meant) == 1 or claims.get("azp") == platform.client_id)
    if claims.get("iss") != platform.issuer or not is_ours or not handshake.is_nonce(begun, claims.get("nonce")):
        raise Refused(Reason.UNAUTHORIZED, topic=Topic.LMS_FORGED)
    _refuse_late(claims)
    launch = Launch(platform, claims)
    if launch.deployment not in platform.deployment_ids:
        raise Refused(Reason.FORBIDDEN, topic=Topic.LMS_DEPLOYMENT, facts={"deployment": launch.deployment[:80]})
    if claims.get(f"{CLAIM}version") != "1.3.0" or not _is_complete(launch):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.LMS_MESSAGE)
    return launch


def _is_complete(launch: Launch) -> bool:
    if launch.is_choosing:
        kinds = launch.choosing.get("accept_types")
        return bool(launch.choice_url) and isinstance(kinds, list) and "ltiResourceLink" in kinds
    return launch.claims.get(f"{CLAIM}message_type") == "LtiResourceLinkRequest" and bool(launch.resource)


def _refuse_late(claims: Mapping[str, Any]) -> None:
    now, leeway = real_now().timestamp(), LEEWAY.total_seconds()
    until, since = claims.get("exp"), claims.get("iat")
    if not isinstance(until, int | float) or not isinstance(since, int | float):
        raise Refused(Reason.UNAUTHORIZED, topic=Topic.LMS_FORGED)
    if until + leeway < now or since - leeway > now:
        raise Refused(Reason.EXPIRED, topic=Topic.LMS_LATE)


def _verified(platform: LearningPlatform, id_token: str) -> Mapping[str, Any]:
    """What the token says, if the platform has signed it. A key that we do not know yet may be a new one of theirs."""
    try:
        return jwt.decode(id_token, _keys(platform), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError):
        if not cache.add(f"lms-asked-{platform.pk}", True, _ASKED_AGAIN):
            raise Refused(Reason.UNAUTHORIZED, topic=Topic.LMS_FORGED) from None
    try:
        return jwt.decode(id_token, _keys(platform, renewed=True), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError):
        raise Refused(Reason.UNAUTHORIZED, topic=Topic.LMS_FORGED) from None


def _keys(platform: LearningPlatform, *, renewed: bool = False) -> KeySet:
    name = f"lms-keys-{platform.pk}-{platform.keys_url}"
    kept = None if renewed else cache.get(name)
    if kept is None:
        kept = wire.fetch_json(platform.keys_url)
        cache.set(name, kept, _KEYS_KEPT)
    return KeySet.import_key_set(kept)


def _text(value: object) -> str:
    return signs.clean(value) if isinstance(value, str) and len(value) <= _MOST else ""


def _address(value: object) -> str:
    text = _text(value)
    return text if origin_of(text) else ""
