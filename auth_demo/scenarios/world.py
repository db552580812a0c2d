"""What a new sandbox holds, and the variants of a scenario: the keys `world`, `variants`, `faults` and `only`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auth_demo.scenarios.vocabulary import APPS, FAULTS, NUMBERS, STARTS, SYSTEMS
from kb.base.places import Reader, Texts


@dataclass(frozen=True)
class WorldPhone:
    """A simulated phone. `system` is empty where the variant decides it; `app` is the broker's app on it.

    `start` is how the page finds the app: at its login, logged in, installed again on a phone whose key was active, or as
    the single app that replaced the older ones: with the key still in the older one, the same but wanting an update before
    it takes the key over, or with the key already in it.
    """

    id: str
    system: str
    app: str
    start: str = "login"


@dataclass(frozen=True)
class World:
    """`number` is the state of the training user's mobile number, which is that of the first phone."""

    number: str = "none"
    phones: tuple[WorldPhone, ...] = ()
    card: bool = False
    matching: bool = False  # a notification wants the number that the login screen shows
    opted_out: bool = False  # the user name and the password are enough, until one opts back in
    faults: tuple[str, ...] = ()  # switched on from the beginning

    def on(self, system: str) -> "World":
        """With `system` for the phones that have none of their own."""
        phones = tuple(replace(each, system=each.system or system) for each in self.phones)
        return replace(self, phones=phones)


@dataclass(frozen=True)
class Variant:
    """Another way to set the scenario up; `world` replaces the scenario's, if it has one of its own.

    What is said by place of the variant that it is `like` holds for it too, where nothing is said of itself.
    """

    id: str
    title: Texts
    world: World | None = None
    cause: Texts = field(default_factory=dict)  # what was wrong in it, told at the end
    like: str = ""  # another variant, which differs in how it begins
    without: tuple[str, ...] = ()  # the devices of the page that it has no use for


@dataclass(frozen=True)
class Only:
    """Where a step applies: every platform and variant, unless some are named."""

    platform: tuple[str, ...] = ()
    variant: tuple[str, ...] = ()

    def covers(self, place: str) -> bool:
        """Whether it applies wherever one is on that platform or variant; with the empty name, everywhere."""
        return self == EVERYWHERE or place in (*self.platform, *self.variant)

    def applies(self, platform: str, variant: str) -> bool:
        return (not self.platform or platform in self.platform) and (not self.variant or variant in self.variant)


EMPTY = World()
EVERYWHERE = Only()


def read_world(reader: Reader, devices: Sequence[str], *, card: bool) -> World:
    """`devices` are the ids of the scenario's phones on the page; `card` is whether a card is enrolled if nothing is said."""
    fields = reader.fields((), ("number", "phones", "card", "matching", "opted_out", "faults"))
    world = World(
        number=fields.get("number", lambda r: r.one_of(NUMBERS), "none"),
        phones=fields.many("phones", lambda r: _phone(r, devices), unique="id"),
        card=fields.get("card", Reader.flag, card),
        matching=fields.get("matching", Reader.flag, False),
        opted_out=fields.get("opted_out", Reader.flag, False),
        faults=fields.many("faults", read_fault),
    )
    # An active number may be that of a phone that the page does not show.
    unread = world.number == "unverified" or devices
    if world.number != "none" and unread and not world.phones:
        fields.problem("number", "a number needs a phone: phones is empty")
    if sum(phone.app == "active" for phone in world.phones) > 1:
        fields.problem("phones", "one phone at most has app: active")
    return world


def read_variant(reader: Reader, devices: Sequence[str], phones: Sequence[str], *, card: bool) -> Variant:
    """`devices` are the ids of all the scenario's devices on the page, `phones` those of its phones; `card` as in read_world."""
    fields = reader.fields(("id", "title"), ("world", "cause", "like", "without"))
    return Variant(
        id=fields.get("id", Reader.slug, ""),
        title=fields.get("title", Reader.texts, {}),
        world=fields.get("world", lambda r: read_world(r, phones, card=card), None),
        cause=fields.get("cause", Reader.texts, {}),
        like=fields.get("like", Reader.slug, ""),
        without=fields.many("without", lambda r: r.one_of(devices)),
    )


def read_only(reader: Reader, platforms: Sequence[str], variants: Sequence[str]) -> Only:
    fields = reader.fields((), ("platform", "variant"))
    return Only(
        platform=fields.many("platform", lambda r: r.one_of(platforms)),
        variant=fields.many("variant", lambda r: r.one_of(variants)),
    )


def read_fault(reader: Reader) -> str:
    return reader.one_of(FAULTS)


def _phone(reader: Reader, devices: Sequence[str]) -> WorldPhone:
    fields = reader.fields(("id", "app"), ("system", "start"))
    phone = WorldPhone(
        id=fields.get("id", Reader.slug, ""),
        system=fields.get("system", lambda r: r.one_of(SYSTEMS), ""),
        app=fields.get("app", lambda r: r.one_of(APPS), ""),
        start=fields.get("start", lambda r: r.one_of(STARTS), "login"),
    )
    if phone.id and phone.id not in devices:
        fields.problem("id", f"no device {phone.id!r} of kind phone in this scenario")
    return phone
