"""Opting back in to the Secure Login System (KB2545). Until then the user name and the password are enough."""

from datetime import datetime

from django.db import transaction

from auth_demo.models import Account, Login, Sandbox
from auth_demo.verifier import clock, events, lockout
from auth_demo.verifier.number import account_of
from auth_demo.verifier.outcome import Reason, Refused, Topic


def opt_in(sandbox: Sandbox) -> None:
    """From now on every login needs a device. Raises Refused: locked, already-used if it does already."""
    account, now = account_of(sandbox), clock.now(sandbox)
    lockout.refuse_if_locked(sandbox, account.user, None, now)
    with transaction.atomic():
        if not Account.objects.filter(pk=account.pk, opted_out=True).update(opted_out=False):
            raise Refused(Reason.ALREADY_USED, topic=Topic.OPTED_IN)
        events.record(sandbox, "account.opted-in", now)


def enter(sandbox: Sandbox, login: Login, now: datetime) -> None:
    """The login of who has opted out: nothing more is asked."""
    with transaction.atomic():
        login.accepted_at = now
        login.save(update_fields=["accepted_at"])
        events.record(sandbox, "response.accepted", now, login=login.pk, method=login.method)
