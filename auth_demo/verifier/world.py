"""What a new sandbox holds, as its scenario says: accounts, numbers, and the authenticators of every training user."""

from dataclasses import dataclass, field

from auth_demo.models import Account, Device, Sandbox
from auth_demo.protocols import fiction
from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Persona, Scenario
from auth_demo.scenarios.world import World, WorldPhone
from auth_demo.verifier import devices, quota
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Method

REGION = "US"  # of the numbers; the other regions' ranges are as good


@dataclass(frozen=True)
class HandedOut:
    """A device and the secrets that only this answer carries."""

    device: Device
    given: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class PhoneView:
    """A simulated phone as it is now. `app`: active, installed or none; `number` if it is that phone's."""

    id: str
    system: str
    app: str
    number: str | None


def build(
    sandbox: Sandbox, scenario: Scenario, world: World, user: Persona
) -> tuple[tuple[HandedOut, ...], tuple[HandedOut, ...]]:
    """The sandbox's own training user's devices and everybody else's, so that "another user's card" is a real one."""
    own: list[HandedOut] = []
    others: list[HandedOut] = []
    for persona in (user, *(each for each in scenario.personas if each != user)):
        account = _account(sandbox, world, persona)
        for method, phone in _authenticators(scenario, world, account):
            place = len(own) + len(others)
            names = {"phone": phone.id, "system": phone.system} if phone else {}
            made = HandedOut(*devices.enrol(sandbox, method, user=persona.user, position=place, **names))
            (own if persona == user else others).append(made)
    return tuple(own), tuple(others)


def phones(sandbox: Sandbox, account: Account) -> list[PhoneView]:
    scenario = load.get(sandbox.scenario)
    world = scenario.world_of(sandbox.variant) if scenario else World()
    active = {each.phone for each in devices.in_use(sandbox, account.user) if each.kind == "phone"}
    return [_phone(each, active, account) for each in world.phones]


def _phone(phone: WorldPhone, active: set[str], account: Account) -> PhoneView:
    app = "active" if phone.id in active else "none" if phone.app == "none" else "installed"
    has_number = phone.id == account.phone and account.number
    return PhoneView(phone.id, phone.system, app, fiction.shown(account.number) if has_number else None)


def _account(sandbox: Sandbox, world: World, persona: Persona) -> Account:
    number = _number(world)
    account = Account(
        sandbox=sandbox,
        user=persona.user,
        number=fiction.draw(REGION, persona.user) if number != Account.Number.NONE else "",
        number_state=number,
        opted_out=world.opted_out,
        phone=world.phones[0].id if world.phones else "",
    )
    quota.keep(sandbox.pk, account)
    return account


def _number(world: World) -> str:
    """Its state. Who has the app active has a number on record: the code that activated it was sent there, and recovery needs it."""
    is_active = any(phone.app == "active" for phone in world.phones)
    return Account.Number.ACTIVE if is_active else world.number


def _authenticators(scenario: Scenario, world: World, account: Account) -> list[tuple[Method, WorldPhone | None]]:
    """In the order of their position: the card, the phone whose app is active, the number, the app of codes, the passkey."""
    found: list[tuple[Method, WorldPhone | None]] = []
    own = next(each.card for each in scenario.personas if each.user == account.user)
    card = world.card if own is None else own
    if card:
        found.append((registry.of_kind("security-card"), None))
    found += [(registry.of_kind("phone"), phone) for phone in world.phones if phone.app == "active"]
    if account.number_state == Account.Number.ACTIVE and {"sms", "voice"} & set(scenario.methods):
        found.append((registry.of_kind("sms"), None))
    found += [(registry.get(name), None) for name in ("authenticator-app", "passkey") if name in scenario.methods]
    return found
