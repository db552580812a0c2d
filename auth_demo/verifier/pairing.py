"""One's own phone in place of a simulated device: a code, read off a screen and used once, lets another browser in.

What passes from the computer's browser to the phone's is what that browser holds: the device's keys, which were handed
out once at enrollment, and what the device shows. They lie here sealed under the site's VAULT_KEY; the keys until the other
side fetches them, once. The verifier's own copy of a key is never handed out again.

A code, its two minutes and its end are of the real world, so they run on real time, not on the sandbox's clock.
"""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from auth_demo.models import Pairing as Pairing  # for the web, which names it and never asks it
from auth_demo.models import Sandbox
from auth_demo.scenarios import load
from auth_demo.scenarios.vocabulary import SERVER_EVENTS
from auth_demo.verifier import clock, events, quota
from auth_demo.verifier.enrol import hash_token
from auth_demo.verifier.ids import is_id, new_id
from auth_demo.verifier.outcome import Reason, Refused, Shape, Topic, malformed
from auth_demo.verifier.realtime import real_now
from kb.base import vault

LASTS = timedelta(minutes=2)
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
DIGITS = 28  # of 5 bits each: 140
# A person types this one. The signs are those of RFC 8628 §6.1: no digit that looks like a letter, no vowel that makes a
# word. 20 to the power of 8 is 34 bits: enough, since a code lasts two minutes and wrong ones are counted.
TYPED_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
TYPED_DIGITS = 8
MOST = 40_000  # bytes of what a browser hands over; a phone full of messages has a quarter of that
# The events that a device tells of itself begin with this; only those may be told from another browser.
TELLS = {"security-card": "card", "phone": "phone"}
_ACT = re.compile(r"[a-z]+\.[a-z][a-z-]{0,30}")

Keys = list[dict[str, Any]]
State = dict[str, Any] | None


@dataclass(frozen=True)
class Begun:
    pairing: Pairing
    code: str = field(repr=False)
    typed: str = field(repr=False)  # the short one


@dataclass(frozen=True)
class Exchanged:
    pairing: Pairing
    token: str = field(repr=False)
    keys: Keys = field(repr=False)
    state: State = field(repr=False)


@dataclass(frozen=True)
class Returned:
    keys: Keys | None = field(repr=False)  # None: those that the computer has are the last
    state: State = field(repr=False)


def begin(sandbox: Sandbox, device: str, *, keys: Keys, state: State) -> Begun:
    """Two codes, a long and a short one, of which one lets another browser become `device`, by its id in the scenario.

    They replace earlier ones.

    Raises Refused: not-offered for what is neither a card nor a phone, malformed if there is too much of it, used-up.
    """
    if kind_of(sandbox, device) not in TELLS:
        raise Refused(Reason.NOT_OFFERED, topic=Topic.NOT_PAIRABLE)
    code, typed = _random(ALPHABET, DIGITS), _random(TYPED_ALPHABET, TYPED_DIGITS)
    real = real_now()
    pairing = Pairing(
        id=new_id(), sandbox=sandbox, device=device, code_hash=hash_token(code), typed_hash=_hash(typed)
    )
    pairing.created_at, pairing.expires_at = real, real + LASTS
    pairing.keys, pairing.state = _seal(pairing, "keys", keys), _seal(pairing, "state", state)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()  # two at once: one after the other
        for earlier in sandbox.pairings.alive().filter(device=device):
            _end(earlier, Pairing.Why.REPLACED)
        for earlier in sandbox.pairings.filter(device=device).exclude(state=b""):
            _put(earlier, state=b"")
        quota.keep(sandbox.pk, pairing, weight=2)
    return Begun(pairing, code, typed)


def is_short(code: str) -> bool:
    """Whether it could be guessed, so that tries have to be counted."""
    return len(_clean(code)) <= TYPED_DIGITS


def look_up(code: str) -> Pairing:
    """The pairing of a code, long or short, that could be used now; it is not used.

    Raises Refused: not-found, superseded, gone, already-used or expired.
    """
    pairing, real = _of_code(code), real_now()
    if not _waiting(pairing, real).exists():
        raise _refusal(pairing, real)
    return pairing


def exchange(code: str) -> Exchanged:
    """Use a code up, long or short: the first to come gets the device, the others are told that it was used.

    Raises Refused: not-found, superseded, gone, already-used or expired.
    """
    pairing, token = _of_code(code), secrets.token_urlsafe(32)
    with transaction.atomic():
        real = real_now()
        waiting = _waiting(pairing, real)
        if not waiting.exists() or not Pairing.objects.filter(pk=pairing.pk, used_at=None, ended_at=None).update(
            used_at=real, token_hash=hash_token(token)
        ):
            raise _refusal(pairing, real)
        pairing.refresh_from_db()
        keys, state = _open(pairing, "keys"), _open(pairing, "state")
        _put(pairing, keys=b"")
        _record("pairing.made", pairing)
    return Exchanged(pairing, token, keys or [], state)


def of_phone(pairing_id: str, tokens: list[str]) -> Pairing:
    """The pairing that one of these tokens was given for. Raises Refused: unauthorized, or gone once it has ended."""
    hashes = [hash_token(each) for each in tokens]
    mine = Pairing.objects.select_related("sandbox").filter(token_hash__in=hashes)
    found = mine.filter(pk=pairing_id).first() if is_id(pairing_id) else None
    if found is None or found.sandbox.expires_at <= real_now():
        raise Refused(Reason.UNAUTHORIZED, topic=Topic.UNPAIRED)
    if found.ended_at:
        raise _ended(found)
    return found


def devices_of(sandbox: Sandbox, tokens: list[str]) -> list[str]:
    """Which devices of `sandbox` are on the phone, or phones, with these tokens."""
    hashes = [hash_token(each) for each in tokens]
    return list(
        Pairing.objects.paired().filter(sandbox=sandbox, token_hash__in=hashes).values_list("device", flat=True)
    )


def of_sandbox(sandbox: Sandbox) -> list[Pairing]:
    """Those under way; a code that nobody used in time is not."""
    return [each for each in sandbox.pairings.alive() if each.used_at or each.expires_at > real_now()]


def one_of(sandbox: Sandbox, pairing_id: str) -> Pairing:
    """Raises Refused (not-found)."""
    found = sandbox.pairings.select_related("sandbox").filter(pk=pairing_id).first() if is_id(pairing_id) else None
    if found is None:
        raise Refused(Reason.NOT_FOUND)
    return found


def shown(pairing: Pairing) -> State:
    """What the device shows, as far as this side knows."""
    state: State = _open(pairing, "state")
    return state


def report(pairing: Pairing, acts: list[str], *, state: State, placements: int, keys: Keys | None = None) -> None:
    """The phone tells what the device did, in order, and how it stands now; `keys` if an activation gave it others.

    `placements` says how many of the computer's changes the phone knows of: what it shows counts only if it knows all.
    What the verifier itself records, such as that a phone was activated, is in the log already and not told again.

    Raises Refused: malformed for an event that is not the device's own, gone, used-up.
    """
    told = f"{TELLS[kind_of(pairing.sandbox, pairing.device)]}."
    if any(not (act.startswith(told) and _ACT.fullmatch(act)) for act in acts):
        raise malformed(Shape.HANDED, most=MOST)
    stands = _seal(pairing, "state", state)
    fresh = b"" if keys is None else _seal(pairing, "keys", keys)
    with transaction.atomic():
        Sandbox.objects.filter(pk=pairing.sandbox_id).hold()  # it cannot end meanwhile
        pairing.refresh_from_db()
        if pairing.ended_at:
            raise _ended(pairing)
        _put(
            pairing,
            state=stands if pairing.placements == placements else bytes(pairing.state),
            keys=fresh or bytes(pairing.keys),
        )
        for act in acts:
            if act not in SERVER_EVENTS:
                _record("pairing.acted", pairing, act=act)


def place(pairing: Pairing, state: State) -> None:
    """The computer went to another step: the device on the phone is to be as it stood there. Raises Refused (used-up)."""
    sealed = _seal(pairing, "state", state)
    with transaction.atomic():
        Sandbox.objects.filter(pk=pairing.sandbox_id).hold()
        pairing.refresh_from_db()
        if Pairing.objects.paired().filter(pk=pairing.pk).update(placements=F("placements") + 1):
            _put(pairing, state=sealed)
            _record("pairing.placed", pairing)


def end(pairing: Pairing, why: Pairing.Why) -> Returned:
    """The device is on the computer again, as it stood last; the phone's session ends. Asked twice it says the same.

    Of a code that nobody used nothing comes back: what it was to hand over has never left the computer.
    """
    with transaction.atomic():
        Sandbox.objects.filter(pk=pairing.sandbox_id).hold()
        pairing.refresh_from_db()
        made = pairing.used_at is not None
        returned = Returned(_open(pairing, "keys"), _open(pairing, "state")) if made else Returned(None, None)
        if pairing.ended_at is None:
            _end(pairing, why)
    return returned


def close(pairing: Pairing) -> Returned:
    """Its code is shown no longer: it ends, unless a phone has used it, of which the computer may not know yet."""
    with transaction.atomic():
        Sandbox.objects.filter(pk=pairing.sandbox_id).hold()
        pairing.refresh_from_db()
        return end(pairing, Pairing.Why.TAKEN_BACK) if pairing.used_at is None else Returned(None, None)


def _end(pairing: Pairing, why: Pairing.Why) -> None:
    made = pairing.used_at is not None
    pairing.ended_at, pairing.why = real_now(), why
    pairing.save(update_fields=["ended_at", "why"])
    # How the device stands is kept for a computer that asks twice.
    is_wanted = made and why != Pairing.Why.REPLACED
    _put(pairing, keys=b"", **({} if is_wanted else {"state": b""}))
    if made:
        # A practice that is used up can be left all the same.
        _record("pairing.ended", pairing, to=events.follow, why=why.value)


def _random(alphabet: str, digits: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(digits))


def _clean(code: str) -> str:
    """As it was made: capital and small letters are alike, and what is between its groups does not count."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _hash(typed: str) -> str:
    """SECURITY: 34 bits would be found out from a bare hash in no time, so it is a keyed one."""
    return salted_hmac("practice.pairing", typed, algorithm="sha256").hexdigest()


def _of_code(code: str) -> Pairing:
    clean = _clean(code)
    known = {"typed_hash": _hash(clean)} if is_short(clean) else {"code_hash": hash_token(clean)}
    pairing = Pairing.objects.select_related("sandbox").filter(**known).last()
    if pairing is None:
        raise Refused(Reason.NOT_FOUND, topic=Topic.CODE_UNKNOWN)
    return pairing


def _waiting(pairing: Pairing, real: datetime) -> QuerySet[Pairing]:
    """`pairing`, if a phone could still use it."""
    alive = Pairing.objects.alive().filter(pk=pairing.pk, used_at=None)
    return alive.filter(expires_at__gt=real, sandbox__expires_at__gt=real)


def _refusal(pairing: Pairing, real: datetime) -> Refused:
    pairing.refresh_from_db()
    if pairing.used_at and pairing.ended_at is None:
        return Refused(Reason.ALREADY_USED, topic=Topic.CODE_USED)
    if pairing.ended_at:
        return _ended(pairing)
    return Refused(Reason.EXPIRED, topic=Topic.CODE_EXPIRED)


def _ended(pairing: Pairing) -> Refused:
    if pairing.why == Pairing.Why.STARTED_OVER:
        return Refused(Reason.GONE, topic=Topic.STARTED_OVER)
    if pairing.why == Pairing.Why.REPLACED and pairing.used_at is None:
        return Refused(Reason.SUPERSEDED, topic=Topic.CODE_REPLACED)
    return Refused(Reason.GONE, topic=Topic.TAKEN_BACK)


def kind_of(sandbox: Sandbox, device: str) -> str:
    """That of a `device` in the scenario; '' if there is none."""
    scenario = load.get(sandbox.scenario)
    return next((each.kind for each in scenario.devices if each.id == device), "") if scenario else ""


def _record(event: str, pairing: Pairing, to: Callable[..., int] = events.record, **data: str) -> None:
    sandbox = pairing.sandbox
    to(sandbox, event, clock.now(sandbox), pairing=pairing.pk, device=pairing.device, **data)


def _put(pairing: Pairing, **sealed: bytes) -> None:
    """Keep this in place of what `pairing` has; its sandbox counts by how much that is more or less."""
    growth = sum(len(new) - len(getattr(pairing, what)) for what, new in sealed.items())
    quota.take(pairing.sandbox_id, growth)
    for what, new in sealed.items():
        setattr(pairing, what, new)
    pairing.save(update_fields=list(sealed))


def _seal(pairing: Pairing, what: str, handed: Any) -> bytes:
    text = json.dumps(handed).encode()
    if len(text) > MOST:
        raise malformed(Shape.HANDED, most=MOST)
    return vault.seal(text, owner=f"{pairing.id}/{what}", purpose=vault.PRACTICE)


def _open(pairing: Pairing, what: str) -> Any:
    sealed = bytes(getattr(pairing, what))
    return json.loads(vault.unseal(sealed, owner=f"{pairing.id}/{what}", purpose=vault.PRACTICE)) if sealed else None
