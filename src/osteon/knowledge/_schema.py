"""The keys of every table of a record: type, and what a message says was expected."""

from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    FiniteFloat,
    NonNegativeFloat,
    PositiveFloat,
)

from osteon.errors import UnitError
from osteon.knowledge._chapter import ENTITY_KINDS, TRANSPORT_KINDS
from osteon.knowledge._fields import STRICT, Tables, Text, one_of, refusal
from osteon.knowledge._modifier import OPERATIONS
from osteon.knowledge._quantity import EVIDENCE
from osteon.knowledge._source import SEEN, SOURCE_KINDS
from osteon.knowledge._study import COMPARISONS
from osteon.units import check_unit


def _known_unit(text: str) -> str:
    try:
        check_unit(text)
    except UnitError as error:
        raise refusal(error.faults[0]) from None
    return text


Claim: TypeAlias = Annotated[str, Field(pattern=r"^C\d{3}$")]
Path: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$")]
UnitText: TypeAlias = Annotated[Text, AfterValidator(_known_unit)]
EntityKind: TypeAlias = Annotated[str, AfterValidator(partial(one_of, ENTITY_KINDS))]
TransportKind: TypeAlias = Annotated[str, AfterValidator(partial(one_of, TRANSPORT_KINDS))]
Evidence: TypeAlias = Annotated[str, AfterValidator(partial(one_of, EVIDENCE))]
Operation: TypeAlias = Annotated[str, AfterValidator(partial(one_of, OPERATIONS))]
Comparison: TypeAlias = Annotated[str, AfterValidator(partial(one_of, COMPARISONS))]
SourceKind: TypeAlias = Annotated[str, AfterValidator(partial(one_of, SOURCE_KINDS))]
Seen: TypeAlias = Annotated[str, AfterValidator(partial(one_of, SEEN))]
Range: TypeAlias = Annotated[list[FiniteFloat], Field(min_length=2, max_length=2)]

_CLASS = f"a class of evidence, one of {', '.join(EVIDENCE)}"
_CLAIMS = "a list of claims, each C and three digits like 'C172'"
_QUANTITIES = "tables of quantities, like [….quantity.k]"
_RANGE = "two finite numbers, lowest first, like [0.05, 0.25]"
_SAYS = "a sentence that a biologist can read"
_UNIT = "a unit, like 'ng/mL' ('1' for a plain number)"


@final
class QuantityTable(BaseModel):
    """`[….quantity.NAME]`: a number and its evidence."""

    model_config = STRICT
    value: FiniteFloat = Field(description="a finite number")
    unit: UnitText = Field(description=_UNIT)
    range: Range | None = Field(None, description=_RANGE)
    evidence: Evidence = Field(alias="class", description=_CLASS)
    source: Text | None = Field(None, description="the id of a source record, like 'doi:10.3390/mca24010012'")
    place: str = Field("", description="a text: row, table, equation or line of the source")
    why: str = Field("", description="a text: how it became this value")
    says: str = Field("", description=_SAYS)
    spread: NonNegativeFloat | None = Field(
        None, allow_inf_nan=False, description="a coefficient of variation between animals, 0 or more"
    )
    instrument: bool = Field(False, description="true or false")


@final
class EntityTable(BaseModel):
    """`[entity.ID]`."""

    model_config = STRICT
    name: Text = Field(description="a name in words")
    kind: EntityKind = Field(description=f"one of {', '.join(ENTITY_KINDS)}")
    unit: UnitText = Field(description=_UNIT)
    curie: Text | None = Field(None, description="an ontology term, like 'CL:0000863'")
    says: str = Field("", description=_SAYS)
    synonyms: list[Text] = Field(default_factory=list, description="a list of texts")
    tags: list[Text] = Field(default_factory=list, description="a list of texts")
    signed: bool = Field(False, description="true or false")
    resolution: PositiveFloat | None = Field(
        None, allow_inf_nan=False, description="the smallest amount that matters, in the entity's unit"
    )
    start: Text | None = Field(None, description="an expression in the rate language")
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)


@final
class SignalTable(BaseModel):
    """`[signal.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    value: Text = Field(description="an expression in the rate language")
    unit: UnitText = Field(description=_UNIT)
    outcome: bool = Field(False, description="true or false")
    claims: list[Claim] = Field(default_factory=list, description=_CLAIMS)
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)


@final
class ProcessTable(BaseModel):
    """`[process.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    kind: Text = Field(description="a kind of process, like 'conversion'")
    source: Text | None = Field(None, alias="from", description="the id of an entity")
    target: Text | None = Field(None, alias="to", description="the id of an entity")
    rate: Text = Field(description="an expression in the rate language")
    claims: list[Claim] = Field(default_factory=list, description=_CLAIMS)
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)


@final
class EventTable(BaseModel):
    """`[event.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    when: Text = Field(description="a condition in the rate language, like 'at_least(time, dawn)'")
    sets: Annotated[dict[str, Text], Field(min_length=1)] = Field(
        alias="set", description="a table of entities and expressions, like { load = 'full_load' }"
    )
    after: Text | None = Field(None, description="a delay, an expression in the rate language")
    priority: Text | None = Field(None, description="an expression in the rate language")
    persistent: bool = Field(True, description="true or false")
    frozen: bool = Field(True, description="true or false")
    fires_at_start: bool = Field(False, description="true or false")
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)


@final
class TransportTable(BaseModel):
    """`[transport.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    kind: TransportKind = Field(description=f"one of {', '.join(TRANSPORT_KINDS)}")
    of: Text = Field(description="the id of an entity; of a front, an expression in the rate language")
    rate: Text | None = Field(None, description="an expression in the rate language")
    along: Text | None = Field(None, description="an expression in the rate language")
    limit: Text | None = Field(None, description="an expression in the rate language")
    gives: Text | None = Field(None, description="the name of a shared quantity")
    claims: list[Claim] = Field(default_factory=list, description=_CLAIMS)
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)


@final
class ChapterFile(BaseModel):
    """A chapter: a file of `mechanisms/` or of a folder of `models/`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description="one paragraph that a biologist can read aloud")
    source: Text | None = Field(None, description="the id of a source record, like 'doi:10.3390/mca24010012'")
    unchecked: list[Text] = Field(default_factory=list, description="a list of sentences")
    entity: Tables = Field(default_factory=dict, description="tables of entities, like [entity.M1]")
    quantity: Tables = Field(
        default_factory=dict, description="tables of shared quantities, like [quantity.contact_bone]"
    )
    signal: Tables = Field(default_factory=dict, description="tables of signals, like [signal.hypoxia]")
    process: Tables = Field(default_factory=dict, description="tables of processes, like [process.m1_to_m2]")
    event: Tables = Field(default_factory=dict, description="tables of events, like [event.dawn]")
    transport: Tables = Field(
        default_factory=dict, description="tables of transports, like [transport.VEGF_diffusion]"
    )


@final
class DialTable(BaseModel):
    """`[….dial.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    unit: UnitText = Field(description=_UNIT)
    default: FiniteFloat = Field(description="a finite number")
    range: Range = Field(description=_RANGE)
    why: str = Field("", description="a text: why the range ends where it does")
    cargo: bool = Field(False, description="true or false")


@final
class EffectTable(BaseModel):
    """`[….effect.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    target: Path | Annotated[list[Path], Field(min_length=1)] = Field(
        description="the path of a quantity, like 'bacteria.initial', or a list of them"
    )
    op: Operation = Field(description=f"one of {', '.join(OPERATIONS)}")
    by: Text = Field(description="an expression in the rate language")


@final
class ModifierTable(BaseModel):
    """`[subject.ID]`, `[defect.ID]`, `[condition.ID]` or `[rule.ID]`."""

    model_config = STRICT
    name: Text = Field(description="a name in words")
    says: Text = Field(description=_SAYS)
    claims: list[Claim] = Field(default_factory=list, description=_CLAIMS)
    curie: Text | None = Field(None, description="an ontology term, like 'CL:0000863'")
    species: list[Text] = Field(default_factory=list, description="a list of subjects, like ['mouse']")
    dial: Tables = Field(default_factory=dict, description="tables of dials, like [….dial.load]")
    quantity: Tables = Field(default_factory=dict, description=_QUANTITIES)
    effect: Tables = Field(default_factory=dict, description="tables of effects, like [….effect.inoculum]")
    group: str = Field("", description="a name under which treatments are compared, like 'surgery'")
    remark: Tables = Field(default_factory=dict, description="tables of remarks, like [….remark.donors]")
    shape: Tables | None = Field(None, description="a table of regions and cuts; defects only")
    critical: Tables = Field(
        default_factory=dict, description="tables of critical sizes, like [….critical.tibia]"
    )


@final
class ModifierFile(BaseModel):
    """A file of `subjects/`, `defects/`, `conditions/`, `rules/` or `products/`."""

    model_config = STRICT
    title: str = Field("", description="a title")
    says: str = Field("", description=_SAYS)
    subject: Tables = Field(default_factory=dict, description="tables of subjects, like [subject.mouse]")
    defect: Tables = Field(default_factory=dict, description="tables of defects, like [defect.fracture]")
    condition: Tables = Field(
        default_factory=dict, description="tables of conditions, like [condition.infection]"
    )
    rule: Tables = Field(default_factory=dict, description="tables of rules, like [rule.ageing]")
    product: Tables = Field(default_factory=dict, description="tables of products, like [product.bm_msc]")
    form: Tables = Field(default_factory=dict, description="tables of forms of products, like [form.cells]")


@final
class SourceTable(BaseModel):
    """`[source."ID"]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    authors: str = Field("", description="a text, like 'Trejo I, Kojouharov H'")
    year: int | None = Field(None, ge=1500, le=2200, description="a year of four digits")
    journal: str = Field("", description="a text")
    kind: SourceKind = Field(description=f"one of {', '.join(SOURCE_KINDS)}")
    seen: Seen = Field(description=f"how much was read, one of {', '.join(SEEN)}")
    note: str = Field("", description="a text")


@final
class SourceFile(BaseModel):
    """A file of `sources/`."""

    model_config = STRICT
    source: Tables = Field(
        default_factory=dict, description="tables of sources, like [source.'doi:10.3390/mca24010012']"
    )


@final
class ArmTable(BaseModel):
    """`[study.NAME.arm.ARM]`."""

    model_config = STRICT
    says: Text = Field(description="what was done, in words")


@final
class ContrastTable(BaseModel):
    """`[study.NAME.contrast.CONTRAST]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    outcome: Text = Field(description="the id of an outcome")
    arm: Text = Field(description="an arm of the study")
    day: FiniteFloat | None = Field(None, description="the day at which that arm is read, a finite number")
    how: Comparison = Field(description=f"one of {', '.join(COMPARISONS)}")


@final
class StudyTable(BaseModel):
    """`[study.NAME]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    source: Text = Field(description="the id of a source record")
    says: Text = Field(description=_SAYS)
    species: Text = Field(description="a species, like 'mouse'")
    caveat: str = Field("", description="a text")
    arm: Tables = Field(description="tables of arms, like [….arm.control]")
    contrast: Tables = Field(default_factory=dict, description="tables of contrasts, like [….contrast.delay]")


@final
class StudyFile(BaseModel):
    """A file of `studies/`."""

    model_config = STRICT
    study: Tables = Field(description="one table, [study.NAME], NAME being that of the file")
