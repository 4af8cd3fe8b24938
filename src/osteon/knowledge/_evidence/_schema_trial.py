"""The keys of the tables of `trials/`: type, and what a message says was expected."""

from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field, PositiveFloat

from osteon.knowledge._evidence._schema import ClaimId, Read
from osteon.knowledge._evidence._trial import DESIGNS, MEASURES, STATED
from osteon.knowledge._fields import STRICT, Tables, Text, one_of

Design: TypeAlias = Annotated[str, AfterValidator(partial(one_of, DESIGNS))]
Measure: TypeAlias = Annotated[str, AfterValidator(partial(one_of, tuple(MEASURES)))]
Expect: TypeAlias = Annotated[str, AfterValidator(partial(one_of, STATED))]
Patients: TypeAlias = Annotated[int, Field(ge=3, le=10_000)]

_SAYS = "a sentence that a clinician can read"
_CLAIMS = "a list of claims, like ['C311']"
_ARM = "the name of an arm of the trial"
_EXPECT = "sooner or later, more or fewer, higher, lower or different"
_PATIENTS = "a number of patients from 3 on"
_MEASURE = f"one of {', '.join(MEASURES)}"


@final
class TrialTable(BaseModel):
    """`[trial.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    design: Design = Field(description=f"one of {', '.join(DESIGNS)}")
    cites: list[Text] = Field(default_factory=list, description="papers as printed, like ['Hernigou 2018']")
    source: Text | None = Field(None, description="the id of a source record")
    follow_up: PositiveFloat = Field(allow_inf_nan=False, description="a number of days above 0")
    population: Tables = Field(description="a table [….population]")
    arm: Tables = Field(description="tables [….arm.NAME], two or more")
    endpoint: Tables = Field(description="tables [….endpoint.NAME], the primary one first")
    note: str = Field("", description="a text")


@final
class PopulationTable(BaseModel):
    """`[trial.ID.population]`."""

    model_config = STRICT
    says: Text = Field(description="who takes part, in words")
    why: Text = Field(description="where these numbers come from, or that they are assumed, and why")
    patients: Patients = Field(description=f"{_PATIENTS}, in each arm")
    reported: Annotated[int, Field(ge=1)] | None = Field(None, description="patients in the study itself")
    age: Tables | None = Field(None, description="a table { mean, sd, low, high }, like '45 year' each")
    female: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        None, description="a share from 0.0 to 1.0"
    )
    vary: Tables = Field(default_factory=dict, description="tables [….vary.'defect.gap']")


@final
class AgeTable(BaseModel):
    """`age` of a population."""

    model_config = STRICT
    mean: float = Field(allow_inf_nan=False, description="a number")
    sd: float = Field(ge=0.0, allow_inf_nan=False, description="a number of 0 or more")
    low: float = Field(allow_inf_nan=False, description="a number")
    high: float = Field(allow_inf_nan=False, description="a number")
    unit: Text = Field(description="a unit of time, like 'year'")


@final
class VaryTable(BaseModel):
    """`[trial.ID.population.vary."PATH"]`."""

    model_config = STRICT
    low: float = Field(allow_inf_nan=False, description="a number")
    high: float = Field(allow_inf_nan=False, description="a number")
    unit: Text = Field("1", description="the unit of both, like 'mm'")


@final
class TrialArmTable(BaseModel):
    """`[trial.ID.arm.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    setup: Text = Field(description="the id of a setup")
    patients: Patients | None = Field(None, description=_PATIENTS)


@final
class EndpointTable(BaseModel):
    """`[trial.ID.endpoint.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    measure: Measure = Field(description=_MEASURE)
    readout: Text = Field(description="the id of a readout")
    read: Read = Field("last", description="how a curve becomes a number, like 'last' or 'mean'")
    above: float | None = Field(None, allow_inf_nan=False, description="a number")
    arm: Text = Field(description=_ARM)
    against: Text = Field(description=_ARM)
    expect: Expect = Field(description=_EXPECT)
    claims: list[ClaimId] = Field(default_factory=list, description=_CLAIMS)
    pool: Text | None = Field(None, description="the id of a pool")
    measured: list[Tables] = Field(default_factory=list, description="tables { arm, study, row }")


@final
class PublishedTable(BaseModel):
    """A member of `measured` of an endpoint."""

    model_config = STRICT
    arm: Text = Field(description=_ARM)
    study: Text = Field(description="the id of a study")
    row: Text = Field(description="a row of that study's table, like 'R089'")


@final
class PoolTable(BaseModel):
    """`[pool.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    measure: Measure = Field(description=_MEASURE)
    expect: Expect = Field(description=_EXPECT)
    claims: list[ClaimId] = Field(default_factory=list, description=_CLAIMS)
