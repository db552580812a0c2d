"""The shapes in which the JSON API hands out scenarios."""

from ninja import Field, Schema


class ScenarioLineOut(Schema):
    id: str = Field(..., examples=["dsc-plus"])
    article: int = Field(..., examples=[3422])
    title: dict[str, str]
    summary: dict[str, str]
    ready: bool = Field(..., description="False while the practice is in preparation.")
    minutes: int | None = None
    method: str | None = None
    platforms: list[str] = Field(default_factory=list)


class ScenariosOut(Schema):
    scenarios: list[ScenarioLineOut]


class TitledOut(Schema):
    id: str
    title: dict[str, str]


class SceneDeviceOut(TitledOut):
    kind: str


class PersonaOut(Schema):
    id: str
    name: str
    user: str


class MoveOut(Schema):
    device: str
    action: str = Field(..., examples=["press"])
    value: str = Field(..., examples=["login"])


class PlatformOut(TitledOut):
    without: list[str] = Field(..., description="Methods that it does not offer.", examples=[["voice"]])


class VariantOut(TitledOut):
    like: str = Field(..., description="Another variant, from which it differs in how it begins; empty: none.")
    without: list[str] = Field(..., description="Devices that it has no use for.", examples=[["window"]])


class OnlyOut(Schema):
    platform: list[str]
    variant: list[str]


class StepOut(TitledOut):
    only: OnlyOut
    labels_by: dict[str, dict[str, list[str]]]
    own_screens: OnlyOut | None = Field(..., description="Where its screens are the practice room's own.")
    real: dict[str, str] = Field(..., description="What one does with one's own device; empty: what `task` says.")
    real_by: dict[str, dict[str, str]] = Field(..., description="By platform or variant, where it differs.")
    article_step: str
    article_steps: dict[str, str] = Field(..., description="By platform or variant, where it differs.")
    task: dict[str, str] = Field(..., description="The first, where it differs by platform or variant.")
    task_by: dict[str, dict[str, str]] = Field(..., description="By platform or variant, where it differs.")
    hints: list[dict[str, str]]
    hints_by: dict[str, list[dict[str, str]]] = Field(..., description="By platform or variant, where they differ.")
    labels: dict[str, list[str]]
    done_on: str = Field(..., examples=["challenge.issued"])
    done_by: str = Field(..., description="The device whose event it has to be; empty: any.")
    in_turn: bool = Field(..., description="Its event counts only once every step before it is done.")
    undone_on: list[str]
    solve: list[MoveOut]


class ScenarioOut(TitledOut):
    article: int
    articles: dict[str, int] = Field(..., description="By platform or variant, where there are several.")
    method: str
    summary: dict[str, str]
    minutes: int
    methods: list[str]
    platforms: list[PlatformOut]
    variants: list[VariantOut]
    devices: list[SceneDeviceOut]
    personas: list[PersonaOut]
    faults: list[str]
    steps: list[StepOut]
    before_real: list[dict[str, str]]
    veiled: bool = Field(..., description="No step is named before one comes to it: finding out is the practice.")
