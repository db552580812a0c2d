"""One card for several user names of one person (KB2481).

The card stays one authenticator with one key, one count of failures and one set of challenges that are never repeated;
each challenge belongs to the user name that asked. Who asks is logged in, names the owner, and answers with the card.
"""

from datetime import datetime

from auth_demo.models import Account, Device, Login, Sandbox, Share
from auth_demo.scenarios import load
from auth_demo.verifier import devices, events, quota
from auth_demo.verifier.outcome import Reason, Refused, Topic

CARD = "security-card"
TEMPORARY = frozenset({"temporary-passcode", "online-card"})
STRENGTH = {"sms": 1, "phone": 2, CARD: 3}


def settle(sandbox: Sandbox, login: Login, now: datetime) -> None:
    """The card answered: its new user name may use it. To be called inside the verdict's transaction.

    Raises Refused if one of the conditions holds no more.
    """
    if not login.device:
        return
    account = Account.objects.get(sandbox=sandbox, user=login.user)
    offered(sandbox, account, login.device.user)
    quota.keep(sandbox.pk, Share(device=login.device, user=login.user, shared_at=now))
    events.record(sandbox, "device.shared", now, login=login.pk, device=login.device.pk, user=login.user)


def offered(sandbox: Sandbox, account: Account, owner: str) -> Device:
    """The strongest device of `owner`, if it may be shared with `account`."""
    if not _same_person(sandbox, account.user, owner):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.OTHER_PERSON)
    mine, theirs = devices.in_use(sandbox, account.user), devices.in_use(sandbox, owner)
    if any(each.kind in TEMPORARY for each in (*mine, *theirs)):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.TEMPORARY_DEVICE)
    if not theirs:
        raise Refused(Reason.NOT_ENROLLED, topic=Topic.NOTHING_TO_SHARE)
    best = max(theirs, key=_strength)
    if best in mine:
        raise Refused(Reason.ALREADY_USED, topic=Topic.SHARED)
    if max(map(_strength, mine), default=0) > _strength(best):
        raise Refused(Reason.NOT_OFFERED, topic=Topic.LESS_SECURE)
    if best.kind != CARD:
        raise Refused(Reason.NOT_OFFERED, topic=Topic.NOTHING_TO_SHARE)
    return best


def _strength(device: Device) -> int:
    return STRENGTH[device.kind]


def _same_person(sandbox: Sandbox, one: str, other: str) -> bool:
    scenario = load.get(sandbox.scenario)
    persons = {each.user: each.person for each in scenario.personas} if scenario else {}
    return bool(persons.get(one)) and persons.get(one) == persons.get(other)
