"""A scenario as data: what content/demos/<id>.yaml may say, and the frozen values made of it.

Reading collects every problem with its file and line instead of stopping at the first. Languages are passed in:
a scenario is offered in those in which no text is missing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from auth_demo.scenarios.places import Places, article_steps, by_place, by_system, own_screens
from auth_demo.scenarios.vocabulary import METHODS, SERVER_EVENTS, SERVER_SUBJECTS, SYSTEMS
from auth_demo.scenarios.world import (
    EMPTY,
    EVERYWHERE,
    Only,
    Variant,
    World,
    read_fault,
    read_only,
    read_variant,
    read_world,
)
from kb.base.places import Fields, Problem, Reader, Texts, open_text, usable_in
from kb.base.screenshots import Screenshot


@dataclass(frozen=True)
class Platform:
    """Where the login takes place; `without` names the methods that it does not offer."""

    id: str
    title: Texts
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class SceneDevice:
    """A browser component of the page, not an authenticator of the verifier."""

    id: str
    kind: str
    title: Texts


@dataclass(frozen=True)
class Persona:
    """A training user, chosen by a button. `user` is the name that the login takes.

    User names with the same `person` belong to one person; `card` is whether this one has a card, if not as the world says.
    """

    id: str
    name: str
    user: str
    person: str = ""
    card: bool | None = None


@dataclass(frozen=True)
class Move:
    """One thing that "Show me" does: press a named control, or type what another device shows."""

    device: str
    action: str
    value: str


@dataclass(frozen=True)
class Step:
    id: str
    article_step: str  # empty where it differs by platform or variant, or where there is none
    title: Texts
    task: Texts  # the first, where it differs by platform or variant
    done_on: str
    article_steps: Mapping[str, str] = field(default_factory=dict)  # by platform or variant, where it differs
    hints: tuple[Texts, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    solve: tuple[Move, ...] = ()
    real: Texts = field(default_factory=dict)  # the task with one's own device; empty: the same
    task_by: Mapping[str, Texts] = field(default_factory=dict)  # by platform or variant, where it differs
    real_by: Mapping[str, Texts] = field(default_factory=dict)
    hints_by: Mapping[str, tuple[Texts, ...]] = field(default_factory=dict)
    only: Only = EVERYWHERE
    labels_by: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # by platform or variant
    own_screens: Only | None = None  # where its screens are the practice room's own: the broker's are unknown
    done_by: str = ""  # the device whose event ticks it, where another could send the same one
    in_turn: bool = False  # its event counts only once every step before it is ticked
    undone_on: tuple[str, ...] = ()  # what takes the tick away again, while no later step is ticked

    def task_at(self, platform: str, variant: str) -> Texts:
        """What the practice asks for there."""
        return self.task_by.get(platform) or self.task_by.get(variant) or self.task

    def real_at(self, platform: str, variant: str) -> Texts:
        """What one does there with one's own device."""
        return self.real_by.get(platform) or self.real_by.get(variant) or self.real or self.task_at(platform, variant)

    def is_own_at(self, platform: str, variant: str) -> bool:
        """Whether the screens there are the practice room's own."""
        return self.own_screens is not None and self.own_screens.applies(platform, variant)

    def labels_at(self, place: str) -> Mapping[str, tuple[str, ...]]:
        """By language, what its screens show on a platform or variant; with the empty name, on any of them."""
        if place:
            return self.labels_by.get(place, self.labels)
        every = [self.labels, *self.labels_by.values()]
        languages = dict.fromkeys(language for labels in every for language in labels)
        return {
            code: tuple(dict.fromkeys(each for labels in every for each in labels.get(code, ())))
            for code in languages
        }


@dataclass(frozen=True)
class Cover:
    """What a picture of the practice shows: a step, at a moment of it (kb.base.screenshots), on one of the devices."""

    state: str = ""
    moment: str = "start"
    device: str = ""
    place: str = ""


@dataclass(frozen=True)
class Scenario:
    id: str
    article: int  # the first, where it differs by platform or variant
    method: str  # the first of the methods
    title: Texts
    summary: Texts
    button: Texts  # what the button in an article says that opens it
    minutes: int
    platforms: tuple[Platform, ...]
    devices: tuple[SceneDevice, ...]
    personas: tuple[Persona, ...]
    steps: tuple[Step, ...]
    languages: tuple[str, ...] = ()  # those in which it can be practiced; readers of others are offered one of them
    articles: Mapping[str, int] = field(default_factory=dict)  # by platform or variant, where it differs
    methods: tuple[str, ...] = ()
    world: World = EMPTY
    variants: tuple[Variant, ...] = ()
    faults: tuple[str, ...] = ()  # the switches offered to the learner
    before_real: tuple[Texts, ...] = ()
    veiled: bool = False  # the guide names no step before one comes to it: finding out is the practice
    cover: Cover = Cover()  # its picture in lists; without a state: how its middle step begins

    def platform(self, platform_id: str) -> Platform | None:
        return next((each for each in self.platforms if each.id == platform_id), None)

    def world_of(self, variant_id: str) -> World:
        """What a sandbox of that variant holds; a variant named after a system gives it to the phones without one."""
        variant = next((each for each in self.variants if each.id == variant_id), None)
        world = variant.world if variant and variant.world else self.world
        return world.on(variant_id if variant_id in SYSTEMS else SYSTEMS[0])

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    @property
    def picture(self) -> Screenshot:
        """What it is shown by in lists."""
        shown = self.cover if self.cover.state else Cover(self.steps[len(self.steps) // 2].id)
        return Screenshot(self.id, shown.state, shown.place, (shown.moment,), shown.device)

    def elsewhere(self, step: Step) -> str | None:
        """The first variant or platform that has `step`, if the one that a practice opens with has it not."""
        for first, chosen in ((self.variants[:1], step.only.variant), (self.platforms[:1], step.only.platform)):
            if chosen and first and first[0].id not in chosen:
                return chosen[0]
        return None

    def lies_behind(self, step_id: str, *events: str) -> bool:
        """Whether one of the events has happened by the time the step begins."""
        before = [step.id for step in self.steps].index(step_id)
        return any(step.done_on in events for step in self.steps[:before])


@dataclass(frozen=True)
class Planned:
    """A flow that is announced but not built."""

    id: str
    article: int
    title: Texts
    summary: Texts = field(default_factory=dict)


SAME = "same"  # what `real` says where the task is the same with one's own device
_EVENT = re.compile(r"[a-z][a-z-]*\.[a-z][a-z-]*")
_MOMENT = re.compile(r"start|end|(before|after) \S+")
_PERSONA_USER = re.compile(r"[a-z]+-practice")  # cannot be anyone's real user name by accident


def read_scenario(file: Path, text: str, languages: Sequence[str], problems: list[Problem]) -> Scenario | None:
    """The scenario written in `text`, or None if it can be practiced in no language; what is wrong is added to `problems`."""
    found: list[Problem] = []
    root = open_text(text, file.name, languages, found)
    scenario = _scenario(root) if root else None
    if root and scenario and scenario.id != file.stem:
        root.problem(f"the id is {scenario.id!r}, the file's name {file.stem!r}")
    problems += found
    usable = usable_in(root.languages, found) if root else []
    return replace(scenario, languages=tuple(usable)) if scenario and usable else None


def read_planned(file: Path, text: str, languages: Sequence[str], problems: list[Problem]) -> tuple[Planned, ...]:
    """What is announced in `text`, each in the languages that it has a title in; nothing if anything else is wrong."""
    found: list[Problem] = []
    root = open_text(text, file.name, languages, found)
    planned = root.each(_planned, unique="id") if root else ()
    problems += found
    return planned if all(problem.missing for problem in found) else ()


def _scenario(reader: Reader) -> Scenario:
    fields = reader.fields(
        needed=(
            "id",
            "article",
            "title",
            "summary",
            "button",
            "minutes",
            "platforms",
            "devices",
            "personas",
            "steps",
        ),
        optional=("method", "methods", "world", "variants", "faults", "before_real", "veiled", "cover"),
    )
    methods = _methods(fields)
    card = "security-card" in methods
    devices = fields.many("devices", _device, unique="id")
    known = [device.id for device in devices]
    phones = [device.id for device in devices if device.kind == "phone"]
    platforms = fields.many("platforms", _platform, unique="id")
    variants = fields.many("variants", lambda r: read_variant(r, known, phones, card=card), unique="id")
    places = Places([each.id for each in platforms], {each.id: each.like for each in variants})
    articles = fields.get("article", lambda r: by_place(r, places.all, Reader.number, places.heirs()), {"": 0})
    places = replace(places, articles=[name for name in articles if name])
    scenario = Scenario(
        id=fields.get("id", Reader.slug, ""),
        article=next(iter(articles.values()), 0),
        articles={name: number for name, number in articles.items() if name},
        method=methods[0],
        title=fields.get("title", Reader.texts, {}),
        summary=fields.get("summary", Reader.texts, {}),
        button=fields.get("button", Reader.texts, {}),
        minutes=fields.get("minutes", Reader.number, 0),
        platforms=platforms,
        devices=devices,
        personas=fields.many("personas", _persona, unique="id"),
        steps=fields.many("steps", lambda r: _step(r, known, places), unique="id"),
        methods=methods,
        world=fields.get("world", lambda r: read_world(r, phones, card=card), World(card=card)),
        variants=variants,
        faults=fields.many("faults", read_fault),
        before_real=fields.many("before_real", Reader.texts),
        veiled=fields.get("veiled", Reader.flag, False),
        cover=fields.get("cover", lambda r: _cover(r, known, places), Cover()),
    )
    for name in ("platforms", "devices", "personas", "steps"):
        if name in fields.found and not getattr(scenario, name):
            fields.problem(name, f"{name}: at least one")
    for message in _at_odds(scenario):
        fields.problem("variants", message)
    if "cover" in fields.found and not scenario.step(scenario.cover.state):
        fields.problem("cover", f"no step {scenario.cover.state!r} in this scenario")
    return scenario


def _at_odds(scenario: Scenario) -> Iterator[str]:
    """What the variants say that the rest of the scenario does not bear out."""
    known = [each.id for each in scenario.variants]
    for variant in scenario.variants:
        if variant.like and variant.like not in known:
            yield f"{variant.id} is like {variant.like!r}, which is no variant here"
        for step in scenario.steps:
            applies = not step.only.variant or variant.id in step.only.variant
            missed = {move.device for move in step.solve} & {*variant.without}
            for device in missed if applies else ():
                yield f"{variant.id} is without {device!r}, which its step {step.id} uses"


def _methods(fields: Fields) -> tuple[str, ...]:
    """`methods` lists several, the first is the default; `method` names the only one."""
    if ("method" in fields.found) == ("methods" in fields.found):
        fields.reader.problem("either method or methods, and not both")
    one = fields.get("method", lambda r: r.one_of(METHODS), "")
    several = fields.many("methods", lambda r: r.one_of(METHODS))
    if len(set(several)) < len(several):
        fields.problem("methods", "a method is listed twice")
    return several or (one,)


def _platform(reader: Reader) -> Platform:
    fields = reader.fields(("id", "title"), ("without",))
    return Platform(
        fields.get("id", Reader.slug, ""),
        fields.get("title", Reader.texts, {}),
        fields.many("without", lambda r: r.one_of(METHODS)),
    )


def _device(reader: Reader) -> SceneDevice:
    fields = reader.fields(("id", "kind", "title"))
    return SceneDevice(
        fields.get("id", Reader.slug, ""),
        fields.get("kind", Reader.slug, ""),
        fields.get("title", Reader.texts, {}),
    )


def _cover(reader: Reader, devices: Sequence[str], places: Places) -> Cover:
    fields = reader.fields(("state",), ("moment", "device", "place"))
    return Cover(
        state=fields.get("state", Reader.slug, ""),
        moment=fields.get("moment", lambda r: r.matching(_MOMENT, "start, end, or before or after a move"), "start"),
        device=fields.get("device", lambda r: r.one_of(devices), ""),
        place=fields.get("place", lambda r: r.one_of([*places.platforms, *places.variants]), ""),
    )


def _persona(reader: Reader) -> Persona:
    fields = reader.fields(("id", "name", "user"), ("person", "card"))
    has_card: bool | None = None
    return Persona(
        fields.get("id", Reader.slug, ""),
        fields.get("name", Reader.text, ""),
        fields.get("user", lambda r: r.matching(_PERSONA_USER, "a practice name such as amira-practice"), ""),
        fields.get("person", Reader.slug, ""),
        fields.get("card", Reader.flag, has_card),
    )


def _step(reader: Reader, devices: Sequence[str], places: Places) -> Step:
    fields = reader.fields(
        ("id", "title", "done_on"),
        (
            "article_step",
            "task",
            "task_by",
            "hints",
            "hints_by",
            "labels",
            "labels_by",
            "solve",
            "undone_on",
            "done_by",
            "real",
            "real_by",
            "only",
            "own_screens",
            "in_turn",
        ),
    )
    nowhere: Mapping[str, str] = {}
    only = fields.get("only", lambda r: read_only(r, places.platforms, [*places.variants]), EVERYWHERE)
    heirs = places.heirs(only)
    bound = fields.get("article_step", lambda r: article_steps(r, places, heirs), nowhere)
    own = fields.get("own_screens", lambda r: own_screens(r, places), None)
    if missing := dict.fromkeys(places.without(bound, only, own)):
        fields.problem("article_step", f"no article_step on {', '.join(missing)}, where the screens are not its own")
    task, task_by = _told(fields, "task", places, only)
    real, real_by = _told(fields, "real", places, only)
    return Step(
        id=fields.get("id", Reader.slug, ""),
        article_step=bound.get("", ""),
        article_steps={name: step for name, step in bound.items() if name},
        title=fields.get("title", Reader.texts, {}),
        task=task,
        task_by=task_by,
        done_on=fields.get("done_on", _event, ""),
        hints=fields.many("hints", Reader.texts),
        hints_by=fields.get("hints_by", lambda r: by_system(r, places, _hints), {}),
        labels=fields.get("labels", Reader.labels, {}),
        only=only,
        labels_by=fields.get("labels_by", lambda r: by_place(r, places.all, Reader.labels, heirs), {}),
        own_screens=own,
        in_turn=fields.get("in_turn", Reader.flag, False),
        solve=fields.many("solve", lambda r: _move(r, devices)),
        done_by=fields.get("done_by", lambda r: r.one_of(sorted(devices)), ""),
        undone_on=fields.many("undone_on", _event),
        real=real,
        real_by=real_by,
    )


def _told(fields: Fields, name: str, places: Places, only: Only) -> tuple[Texts, Mapping[str, Texts]]:
    """The field `name`, and NAME_by for the platforms and variants where it differs; one of them has to tell it everywhere.

    `real: same` says that one's own device asks for just what the practice asks for.
    """
    nothing: Mapping[str, Texts] = {}
    by = fields.get(f"{name}_by", lambda r: by_system(r, places, Reader.texts), nothing)
    is_same = name == "real" and any(each.is_one_value and each.node.value == SAME for each in fields.of(name))
    usual: Texts = {} if is_same else fields.get(name, Reader.texts, {})
    if name not in fields.found and (missing := dict.fromkeys(places.without(by, only, None))):
        where = f" on {', '.join(missing)}" if by else ""
        fields.problem(name, f"{name} is missing{where}" + (f": the words, or “{SAME}”" if name == "real" else ""))
    return usual or next(iter(by.values()), {}) if name == "task" else usual, by


def _hints(reader: Reader) -> tuple[Texts, ...]:
    return reader.each(Reader.texts)


def _event(reader: Reader) -> str:
    event = reader.matching(_EVENT, "an event such as challenge.issued")
    if event.partition(".")[0] in SERVER_SUBJECTS and event not in SERVER_EVENTS:
        reader.problem(f"the server has no event {event!r}: {', '.join(SERVER_EVENTS)}")
    return event


def _move(reader: Reader, devices: Sequence[str]) -> Move:
    entries = reader.entries()
    actions = [name for name in entries if name != "device"]
    if "device" not in entries or len(actions) != 1:
        reader.problem("a move is a device and one action, such as {device: card, press: ok}")
        return Move("", "", "")
    device = reader.at(entries["device"]).text()
    if device not in devices:
        reader.problem(f"no device {device!r} in this scenario", entries["device"])
    return Move(device, actions[0], reader.at(entries[actions[0]]).text())


def _planned(reader: Reader) -> Planned:
    fields = reader.fields(("id", "article", "title"), ("summary",))
    return Planned(
        fields.get("id", Reader.slug, ""),
        fields.get("article", Reader.number, 0),
        fields.get("title", Reader.texts, {}),
        fields.get("summary", Reader.texts, {}),
    )
