"""Opening a sandbox: a training user, the devices, a clock, and the token that is the only way in."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from auth_demo.models import Login, Pairing
from auth_demo.models import Sandbox as Sandbox  # for the web, which names it and never asks it
from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Persona, Scenario
from auth_demo.scenarios.vocabulary import FACTOR_CHANGED, LOGIN_BEGUN
from auth_demo.verifier import challenge, events, expiry, places
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods import registry
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now
from auth_demo.verifier.world import HandedOut, build
from kb.base import limits

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Opened:
    sandbox: Sandbox
    token: str = field(repr=False)
    devices: tuple[HandedOut, ...]  # the training user's own
    others: tuple[HandedOut, ...]  # those of the scenario's other personas
    login: Login | None  # already under way if the step asked for lies behind the challenge


def open_sandbox(
    scenario_id: str,
    *,
    address: str,
    language: str,
    platform: str | None = None,
    variant: str | None = None,
    step: str | None = None,
    persona: str | None = None,
    most: int | None = None,
    lasts: timedelta | None = None,
) -> Opened:
    """A new world for one learner. `address` is whom the hourly limit counts: kb.base.clients.client_key, or a class.

    `most` is that limit, and `lasts` how long the sandbox is kept, where they are not the settings'.

    Raises Refused: malformed for a scenario, platform, variant, step or persona that there is not; too-soon; full.
    """
    scenario = load.get(scenario_id)
    if scenario is None:
        raise malformed(Shape.SCENARIO, known=[each.id for each in load.every()])
    platforms = [each.id for each in scenario.platforms]
    if platform is not None and platform not in platforms:
        raise malformed(Shape.PLATFORM, known=platforms)
    variants = [each.id for each in scenario.variants]
    if variant is not None and variant not in variants:
        raise malformed(Shape.VARIANT, known=variants)
    if step is not None and scenario.step(step) is None:
        raise malformed(Shape.STEP, known=[each.id for each in scenario.steps])
    user = _persona(scenario, persona)
    token = secrets.token_urlsafe(32)
    _refuse_too_many(address, settings.SANDBOXES_PER_HOUR if most is None else most)
    _refuse_if_full()
    with transaction.atomic():
        sandbox = Sandbox(opened_from=address, language=language, user=user.user)
        sandbox.platform, sandbox.variant = platform or platforms[0], variant or next(iter(variants), "")
        _set_up(sandbox, scenario, token, step, lasts or timedelta(hours=settings.SANDBOX_HOURS))
        world = scenario.world_of(sandbox.variant)
        own, others = build(sandbox, scenario, world, user)
        events.record(sandbox, "sandbox.opened", sandbox.clock_time, scenario=scenario.id, step=sandbox.step)
        login = _start(sandbox) if _is_under_way(scenario, step) and not _has_choice(scenario, own) else None
    return Opened(sandbox, token, own, others, login)


def _is_under_way(scenario: Scenario, step: str | None) -> bool:
    """Whether a login begun now is the one that `step` goes on with: none is that was begun before its second factor changed."""
    if not step:
        return False
    return scenario.lies_behind(step, *LOGIN_BEGUN) and not scenario.lies_behind(step, *FACTOR_CHANGED)


def _has_choice(scenario: Scenario, own: tuple[HandedOut, ...]) -> bool:
    """Whether the login asks first which device will answer: the page, replayed, says which."""
    kinds = {registry.get(name).kind for name in scenario.methods}
    return len(kinds & {each.device.kind for each in own}) > 1


def _start(sandbox: Sandbox) -> Login | None:
    """The login under way; None where the device is only set up in a step before, which the page then replays."""
    try:
        return challenge.start(sandbox)
    except Refused as refusal:
        if refusal.reason is Reason.NOT_ENROLLED:
            return None
        raise


def hash_token(token: str) -> str:
    """A token has 256 random bits: a plain hash keeps it, and finds its row by index."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(tokens: list[str]) -> list[Sandbox]:
    """The open sandboxes that these tokens open: a sandbox's own, and those of the phones paired with it."""
    hashes = [hash_token(each) for each in tokens]
    paired = Pairing.objects.paired().filter(token_hash__in=hashes).values("sandbox")
    return list(Sandbox.objects.open(real_now()).filter(Q(token_hash__in=hashes) | Q(pk__in=paired)))


def keys_among(tokens: list[str]) -> dict[str, str]:
    """The open sandboxes that these tokens open, by id, each with the hash that does: its own before that of a phone."""
    hashes = [hash_token(each) for each in tokens]
    opened = Sandbox.objects.open(real_now())
    phones = Pairing.objects.paired().filter(token_hash__in=hashes, sandbox__in=opened)
    own = opened.filter(token_hash__in=hashes).values_list("pk", "token_hash")
    return {**{pk: token or "" for pk, token in phones.values_list("sandbox_id", "token_hash")}, **dict(own)}


def is_owner(sandbox: Sandbox, tokens: list[str]) -> bool:
    """Whether one of these is the sandbox's own, and not only that of a phone paired with it."""
    return sandbox.token_hash in map(hash_token, tokens)


def _persona(scenario: Scenario, wanted: str | None) -> Persona:
    if wanted is None:
        return scenario.personas[0]
    for persona in scenario.personas:
        if wanted in (persona.id, persona.user):
            return persona
    raise malformed(Shape.PERSONA, known=[each.id for each in scenario.personas])


def _refuse_too_many(address: str, most: int) -> None:
    """Counts in real time, so the refusal names no time of a practice's clock.

    Before the transaction that creates, so that a class opening its practices does not queue behind one counter.
    """
    now = real_now().timestamp()
    wait = limits.spend("sandboxes", address, most=most, seconds=HOUR.total_seconds(), now=now)
    if wait:
        raise Refused(Reason.TOO_SOON, topic=Topic.PRACTICES, retry_in=wait)


def _refuse_if_full() -> None:
    if places.take():
        return
    expiry.purge(batches=1)
    if not places.take():
        raise Refused(Reason.FULL, retry_in=places.next_free())


def _set_up(sandbox: Sandbox, scenario: Scenario, token: str, step: str | None, lasts: timedelta) -> None:
    """Write the row of `sandbox`, which knows who opened it and where the login takes place."""
    real = real_now()
    sandbox.id, sandbox.token_hash = new_id(), hash_token(token)
    sandbox.scenario, sandbox.step = scenario.id, step or scenario.steps[0].id
    sandbox.faults = list(scenario.world_of(sandbox.variant).faults)
    sandbox.created_at = sandbox.clock_set_at = sandbox.clock_time = real
    sandbox.expires_at = real + lasts
    sandbox.save(force_insert=True)
