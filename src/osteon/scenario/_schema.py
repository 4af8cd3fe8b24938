"""The shape of an experiment file: its tables, its keys and their plain types.

Amounts ("12 mm", 3.0) stay as they were written; they are read where their unit is known. Every key is
optional here, so that one missing key does not hide the other faults; what must be there is asked for when
the values are read.
"""

from typing import Annotated, Any, Literal, TypeAlias, final

from pydantic import BaseModel, ConfigDict, Field

from osteon.knowledge import NATURAL_HEALING

Table: TypeAlias = dict[str, Any]
_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


@final
class DesignTable(BaseModel):
    """`[design]`: how long, how often, how many."""

    model_config = _STRICT
    days: Any = None
    every: Any = 1.0
    animals: Annotated[int, Field(ge=1)] = 12
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    model: str = NATURAL_HEALING
    method: Literal["patankar", "rosenbrock", "kvaerno5"] | None = None
    rtol: Annotated[float, Field(ge=1e-14, lt=1)] | None = None
    at: list[Any] = []


@final
class DoseTable(BaseModel):
    """`[[arm.NAME.dose]]`: an entity put into the defect, once or again and again."""

    model_config = _STRICT
    entity: str | None = None
    amount: Any = None
    unit: str | None = None
    day: Any = 0.0
    every: Any = None
    until: Any = None


@final
class ProductTable(BaseModel):
    """`[[arm.NAME.product]]`: a product given, once or again and again; all other keys are its dials."""

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False, frozen=True)
    use: str | None = None
    route: str | None = None
    day: Any = 0.0
    every: Any = None
    until: Any = None


@final
class ChangeTable(BaseModel):
    """`[[arm.NAME.change]]`: a quantity held at another value in a window."""

    model_config = _STRICT
    target: str | None = None
    op: Literal["set", "scale", "add"] | None = None
    value: Any = None
    unit: str | None = None
    start: Any = Field(0.0, alias="from")
    until: Any = None


@final
class ArmTable(BaseModel):
    """`[arm.NAME]`: how this arm differs from the defaults."""

    model_config = _STRICT
    says: str = ""
    subject: Table = {}
    defect: Table = {}
    conditions: Table = {}
    product: list[ProductTable] = []
    dose: list[DoseTable] = []
    change: list[ChangeTable] = []


@final
class ReportTable(BaseModel):
    """`[report]`: what to draw first."""

    model_config = _STRICT
    outcomes: list[str] = []


@final
class ImageTable(BaseModel):
    """`[space.image]`: the image that the defect is cut into."""

    model_config = _STRICT
    file: str | None = None
    label: int | None = None
    bone: float | None = None
    air: float | None = None
    centre: list[Any] | None = None
    normal: list[Any] | None = None
    spacing: list[Any] | None = None


@final
class SpaceTable(BaseModel):
    """`[space]`: where it is laid out, and what is kept of its fields."""

    model_config = _STRICT
    domain: Literal["point", "radial", "plane", "volume"] = "point"
    voxel: Any = None
    frames: list[Any] | None = None
    checkpoint: Any = None
    precision: Literal["single", "double"] | None = None
    image: ImageTable | None = None


@final
class FileTable(BaseModel):
    """The whole file."""

    model_config = _STRICT
    title: str | None = None
    question: str = ""
    design: DesignTable = DesignTable()
    space: SpaceTable = SpaceTable()
    subject: Table = {}
    defect: Table = {}
    arm: dict[str, ArmTable] = {}
    measured: dict[str, dict[str, str]] = {}
    report: ReportTable = ReportTable()
