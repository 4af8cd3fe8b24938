"""The keys of the tables that describe a defect's shape and its critical sizes."""

from functools import partial
from typing import Annotated, Literal, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field

from osteon.knowledge._fields import STRICT, Tables, Text, one_of
from osteon.knowledge._schema import Claim
from osteon.knowledge._shape import AXES, TISSUES

TissueName: TypeAlias = Annotated[str, AfterValidator(partial(one_of, TISSUES))]
Axis: TypeAlias = Annotated[str, AfterValidator(partial(one_of, AXES))]
Bounds: TypeAlias = Annotated[list[Text], Field(min_length=2, max_length=2)]

_BOUNDS = "two expressions, lowest first, like ['-gap / 2', 'gap / 2']"
_INSIDE = "an expression over x, y, z and dials that is 0 or more inside, like 'radius - sqrt(x**2 + y**2)'"
_REGIONS = "tables of regions, like [….shape.region.stumps]"
_TISSUE = f"one of {', '.join(TISSUES)}"


@final
class RegionTable(BaseModel):
    """`[….region.NAME]`: what is where."""

    model_config = STRICT
    tissue: TissueName = Field(description=_TISSUE)
    inside: Text = Field(description=_INSIDE)
    shares: dict[TissueName, Text] = Field(
        {},
        description="a table of tissues and expressions, like { periosteum = 'left', muscle = '1 - left' }",
    )


@final
class ExtentTable(BaseModel):
    """`[….extent]`: the box around what heals."""

    model_config = STRICT
    x: Bounds = Field(description=_BOUNDS)
    y: Bounds = Field(description=_BOUNDS)
    z: Bounds = Field(description=_BOUNDS)


@final
class CutTable(BaseModel):
    """`[….shape.plane]` and its like: how a domain is cut."""

    model_config = STRICT
    says: str = Field("", description="a sentence that a biologist can read")
    along: Annotated[list[Axis], Field(min_length=1, max_length=3)] = Field(
        description="the axes of the shape that the grid follows, like ['x', 'y']"
    )
    layers: list[Axis] = Field(default_factory=list, description="axes with one layer of voxels, like ['z']")
    at: dict[Axis, Text] = Field(
        default_factory=dict, description="a table of axes and expressions, like { x = 'length / 4' }"
    )
    curvature: Literal[0, 1, 2] = Field(0, description="0, 1 (cylinder) or 2 (sphere)")


@final
class CarvingTable(BaseModel):
    """`[….shape.image]`: how the shape is cut into an image."""

    model_config = STRICT
    inside: Text = Field(description=_INSIDE)
    keeps: Literal["bone", "all"] = Field(description="'bone' or 'all': what of it heals")
    extent: Tables = Field(description="a table of x, y and z, each two expressions")
    region: Tables = Field(default_factory=dict, description=_REGIONS)


@final
class ShapeTable(BaseModel):
    """`[defect.ID.shape]`."""

    model_config = STRICT
    bridge: Axis | None = Field(None, description="the axis from stump to stump: x, y or z")
    extent: Tables = Field(description="a table of x, y and z, each two expressions")
    region: Tables = Field(description=_REGIONS)
    radial: Tables | None = Field(None, description="a table that says how it is cut, with `along`")
    plane: Tables | None = Field(None, description="a table that says how it is cut, with `along`")
    volume: Tables | None = Field(None, description="a table that says how it is cut, with `along`")
    image: Tables | None = Field(None, description="a table that says how it is cut into an image")


@final
class CriticalTable(BaseModel):
    """`[defect.ID.critical.NAME]`: a published size above which such a defect does not close."""

    model_config = STRICT
    says: Text = Field(description="a sentence that a biologist can read")
    dial: Text = Field(description="the dial that is the size of the defect")
    limit: Text = Field(description="an expression over dials and quantities, with the unit of that dial")
    when: Text | None = Field(None, description="an expression that is 0 or more where the limit holds")
    species: list[Text] = Field(default_factory=list, description="a list of subjects, like ['rabbit']")
    claims: list[Claim] = Field(
        default_factory=list, description="a list of claims, each C and three digits like 'C172'"
    )
