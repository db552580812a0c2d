"""Asking for a card to be shared: the challenge that the card has to answer (sharing.py has the conditions)."""

from django.db import transaction

from auth_demo.models import Login, Sandbox
from auth_demo.scenarios import load
from auth_demo.verifier import challenge, clock, lockout, quota, sharing
from auth_demo.verifier.ids import new_id
from auth_demo.verifier.methods import registry
from auth_demo.verifier.number import account_of
from auth_demo.verifier.outcome import Shape, malformed
from auth_demo.verifier.realtime import real_now

PLATFORM = "client-portal"


def ask(sandbox: Sandbox, owner: str) -> Login:
    """A challenge to be answered with the card of `owner`, for the sandbox's own training user.

    Raises Refused: malformed for a name that is nobody's, locked, not-offered, not-enrolled, already-used.
    """
    account, now = account_of(sandbox), clock.now(sandbox)
    scenario = load.get(sandbox.scenario)
    known = [each.user for each in scenario.personas if each.user != account.user] if scenario else []
    if owner not in known:
        raise malformed(Shape.PERSONA, known=known)
    lockout.refuse_if_locked(sandbox, account.user, None, now)
    with transaction.atomic():
        Sandbox.objects.filter(pk=sandbox.pk).hold()
        device = sharing.offered(sandbox, account, owner)
        lockout.refuse_if_locked(sandbox, owner, device, now)
        challenge.supersede(sandbox, device, now)
        login = Login(
            id=new_id(),
            sandbox=sandbox,
            user=account.user,
            method=sharing.CARD,
            platform=PLATFORM,
            device=device,
            shares=True,
            created_at=real_now(),
            started_at=now,
        )
        quota.keep(sandbox.pk, login)
        challenge.issue(sandbox, account, login, registry.get(sharing.CARD), now)
    return login
