"""What may differ by place: a value told for a platform or a variant, and for those that are like it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auth_demo.scenarios.vocabulary import SYSTEMS
from auth_demo.scenarios.world import EVERYWHERE, Only, read_only
from kb.base.places import Made, Reader


@dataclass(frozen=True)
class Places:
    """The platforms and variants of one scenario."""

    platforms: Sequence[str]
    variants: Mapping[str, str]  # with the one that each is like, if there is one
    articles: Sequence[str] = ()  # those that have an article of their own

    @property
    def all(self) -> Sequence[str]:
        return [*self.platforms, *self.variants]

    @property
    def systems(self) -> Sequence[str]:
        return [system for system in SYSTEMS if self.on(system)]

    def on(self, system: str) -> Sequence[str]:
        """The variants that are on a system, as their names say: `ios` itself, `ios-home` and so on."""
        return [variant for variant in self.variants if variant.partition("-")[0] == system]

    def heirs(self, only: Only = EVERYWHERE) -> Mapping[str, str]:
        """The variants to which something applies and that are like another, with that other one."""
        chosen = only.variant or tuple(self.variants)
        return {variant: like for variant, like in self.variants.items() if like and variant in chosen}

    def without(self, known: Collection[str], only: Only, own: Only | None) -> Iterator[str]:
        """Where a step applies with the broker's screens, and none of `known` says which step of the article it is."""
        for platform in self.platforms:
            for variant in self.variants or [""]:
                bound = {"", platform, variant or platform} & {*known}
                needed = only.applies(platform, variant) and not (own and own.applies(platform, variant))
                if needed and not bound:
                    yield variant or platform


def by_place(
    reader: Reader, places: Sequence[str], read: Callable[[Reader], Made], heirs: Mapping[str, str]
) -> dict[str, Made]:
    """One value for all, under the empty name; or one for each platform or variant of `places` that is named, and its `heirs`."""
    if reader.is_one_value:
        return {"": read(reader)}
    found = {name: read(reader.at(node)) for name, node in reader.only(*places).items()}
    return found | {heir: found[like] for heir, like in heirs.items() if like in found and heir not in found}


def by_system(reader: Reader, places: Places, read: Callable[[Reader], Made]) -> dict[str, Made]:
    """One value for each platform or variant that is named; a system is named for every variant whose name begins with it."""
    found = {name: read(reader.at(node)) for name, node in reader.only(*places.all, *places.systems).items()}
    inherited = {
        variant: found[system] for system in places.systems if system in found for variant in places.on(system)
    }
    return {name: value for name, value in (inherited | found).items() if name in places.all}


def article_steps(reader: Reader, places: Places, heirs: Mapping[str, str]) -> Mapping[str, str]:
    """The steps of the article by place; where the articles differ, each place says its own."""
    found = by_place(reader, places.articles or places.all, Reader.slug, heirs)
    if "" in found and places.articles:
        reader.problem(f"several articles: say of which the step is, by {', '.join(places.articles)}")
    return found


def own_screens(reader: Reader, places: Places) -> Only | None:
    """`true` for everywhere; otherwise as `only`."""
    if reader.is_one_value:
        return EVERYWHERE if reader.flag() else None
    return read_only(reader, places.platforms, [*places.variants])
