"""The keys of every table of the evidence base: type, and what a message says was expected."""

from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field, NonNegativeFloat, PositiveFloat

from osteon.knowledge._evidence._claim import CLAIM_KINDS, EVIDENCE_TYPES, READS, RELATIONS
from osteon.knowledge._evidence._concept import CERTAINTIES
from osteon.knowledge._evidence._conflict import CONFLICT_KINDS
from osteon.knowledge._fields import STRICT, Tables, Text, one_of

CLAIM = r"^C\d{3}$"
CONCEPT = r"^E\d{3}$"
SYSTEM = r"^S\d{2}$"
CONFLICT = r"^K\d{2}$"
DOCUMENT = r"^\d{3}$"

Relation: TypeAlias = Annotated[str, AfterValidator(partial(one_of, RELATIONS))]
EvidenceType: TypeAlias = Annotated[str, AfterValidator(partial(one_of, EVIDENCE_TYPES))]
ClaimKind: TypeAlias = Annotated[str, AfterValidator(partial(one_of, CLAIM_KINDS))]
ConflictKind: TypeAlias = Annotated[str, AfterValidator(partial(one_of, CONFLICT_KINDS))]
Certainty: TypeAlias = Annotated[str, AfterValidator(partial(one_of, CERTAINTIES))]
Read: TypeAlias = Annotated[str, AfterValidator(partial(one_of, READS))]
ClaimId: TypeAlias = Annotated[str, Field(pattern=CLAIM)]
ConceptId: TypeAlias = Annotated[str, Field(pattern=CONCEPT)]
SystemId: TypeAlias = Annotated[str, Field(pattern=SYSTEM)]
DocumentId: TypeAlias = Annotated[str, Field(pattern=DOCUMENT)]
SentenceId: TypeAlias = Annotated[str, Field(pattern=r"^\d{3}:\d+$")]
Curie: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.]*:\S+$")]
Year: TypeAlias = Annotated[int, Field(ge=1500, le=2200)]
Pair: TypeAlias = Annotated[list[Text], Field(min_length=2, max_length=2)]
Terms: TypeAlias = Annotated[list[Tables], Field(min_length=1)]

_CURIE = "an ontology term, like 'CL:0000863'"
_SAYS = "a sentence that a biologist can read"
_TEXT = "a text"
_TEXTS = "a list of texts"
_TERM = "a list of one or more tables, like [{ name = 'M2 macrophage', entities = ['E038'] }]"
_DOCUMENTS = "documents of three digits, like '000'"
_SETUP = "the id of a setup"
_READOUT = "the id of a readout"


@final
class ClaimTable(BaseModel):
    """`[claim.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    chinese: str = Field("", description="the same in Chinese")
    subject: Terms = Field(description=_TERM)
    relation: Relation = Field(description=f"one of {', '.join(RELATIONS)}")
    object: Terms = Field(description=_TERM)
    context: str = Field("", description=_TEXT)
    evidence: EvidenceType = Field(description=f"one of {', '.join(EVIDENCE_TYPES)}")
    document: DocumentId = Field(description="a document of three digits, like '000'")
    section: Text = Field(description="a section of the document")
    sentences: list[SentenceId] = Field(description="a list of sentences, like ['000:31']")
    cites: list[Text] = Field(
        default_factory=list, description="a list of papers as printed, like ['Dominici 2006']"
    )
    cites_note: str = Field("", description=_TEXT)
    systems: list[SystemId] = Field(description="a list of systems, like ['S03']")
    kind: ClaimKind = Field(description=f"one of {', '.join(CLAIM_KINDS)}")
    experiment: Tables | None = Field(None, description="a table [….experiment] with its tests")
    note: str = Field("", description=_TEXT)
    mended: str = Field("", description="what a survey said, what is right, and why")


@final
class TermTable(BaseModel):
    """A member of `subject` or `object`."""

    model_config = STRICT
    name: Text = Field(description="words of the claim")
    entities: list[ConceptId] = Field(default_factory=list, description="a list of entities, like ['E038']")


@final
class ExperimentTable(BaseModel):
    """`[claim.ID.experiment]`."""

    model_config = STRICT
    says: Text = Field(description="the comparison in one sentence")
    test: list[Tables] = Field(default_factory=list, description="tables [[….experiment.test]]")


@final
class TestTable(BaseModel):
    """`[[claim.ID.experiment.test]]`."""

    model_config = STRICT
    arm: Text | None = Field(None, description=_SETUP)
    against: Text | None = Field(None, description=_SETUP)
    arms: Annotated[list[Text], Field(min_length=2)] | None = Field(
        None, description="a list of two or more setups, in order"
    )
    outcome: Text = Field(description=_READOUT)
    outcome_against: Text | None = Field(None, description=_READOUT)
    read: Read = Field(description=f"one of {', '.join(READS)}")
    start: NonNegativeFloat = Field(0.0, alias="from", allow_inf_nan=False, description="a day, 0 or later")
    until: PositiveFloat | None = Field(None, allow_inf_nan=False, description="a day after 0")
    expect: Text = Field(description="what is expected, like 'higher' or 'rises'")
    gain_over: Pair | None = Field(None, description="two setups, like ['msc_blocked', 'control_blocked']")
    measured: Tables | None = Field(None, description="a table { study = '…', row = '…' }")


@final
class MeasuredTable(BaseModel):
    """`measured` of a test."""

    model_config = STRICT
    study: Text = Field(description="the id of a study")
    row: Text = Field(description="a row of that study's table, like 'R123'")


@final
class ConceptTable(BaseModel):
    """`[entity.ID]` of `entities/`."""

    model_config = STRICT
    name: Text = Field(description="a name in words")
    synonyms: list[Text] = Field(default_factory=list, description=_TEXTS)
    chinese: list[Text] = Field(default_factory=list, description=_TEXTS)
    type: Text = Field(description="a type, like 'cell type'")
    curie: Curie | None = Field(None, description=_CURIE)
    label: str = Field("", description="the ontology's own name of the term")
    certainty: Certainty = Field(description=f"one of {', '.join(CERTAINTIES)}")
    xrefs: list[Curie] = Field(
        default_factory=list, description="a list of ontology terms, like ['MESH:D008264']"
    )
    gene: Curie | None = Field(None, description="a gene, like 'HGNC:6142'")
    model: list[Text] = Field(default_factory=list, description="a list of names of natural healing")
    note: str = Field("", description=_TEXT)
    mended: str = Field("", description="what a survey said, what is right, and why")


@final
class ConflictTable(BaseModel):
    """`[conflict.ID]`."""

    model_config = STRICT
    claims: Annotated[list[ClaimId], Field(min_length=2, max_length=2)] = Field(
        description="two claims, like ['C046', 'C076']"
    )
    kind: ConflictKind = Field(description=f"one of {', '.join(CONFLICT_KINDS)}")
    hidden: bool = Field(False, description="true or false")
    says: Text = Field(description="what clashes")
    resolved_by: str = Field("", description="the variable or test that decides")
    dial: str = Field("", description="what in the catalogue sets it")


@final
class PaperTable(BaseModel):
    """`[paper."ID"]`."""

    model_config = STRICT
    authors: Text = Field(description="the authors as printed")
    year: Year | None = Field(None, description="a year of four digits")
    documents: list[DocumentId] = Field(default_factory=list, description=_DOCUMENTS)
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,}/\S+$")] | None = Field(
        None, description="a DOI, like '10.1080/14653240600855905'"
    )
    source: Text | None = Field(None, description="the id of a source record")
    note: str = Field("", description=_TEXT)


@final
class SystemTable(BaseModel):
    """`[system.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    group: Text = Field(description="the group that it belongs to")
    says: Text = Field(description="what the documents say")
    sets: str = Field("", description="what a user sets")
    reads: str = Field("", description="what a user reads")
    acceptance: str = Field("", description="when it works")


@final
class SetupTable(BaseModel):
    """`[setup.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    like: Text | None = Field(None, description=_SETUP)
    days: PositiveFloat | None = Field(None, allow_inf_nan=False, description="a number of days above 0")
    subject: Tables = Field(default_factory=dict, description="a table, like { species = 'mouse' }")
    defect: Tables = Field(default_factory=dict, description="a table, like { preset = 'closed_fracture' }")
    conditions: Tables = Field(default_factory=dict, description="a table of conditions")
    product: list[Tables] | None = Field(None, description="a list of tables")
    dose: list[Tables] | None = Field(None, description="a list of tables")
    change: list[Tables] | None = Field(None, description="a list of tables")
    off: list[Text] | None = Field(None, description="a list of processes or transports")
    missing: Text | None = Field(None, description="what the model lacks, in words")


@final
class ReadoutTable(BaseModel):
    """`[readout.ID]`."""

    model_config = STRICT
    says: Text = Field(description="what it is, in words")
    outcome: Text | None = Field(None, description="the id of an outcome, state or signal")
    missing: Text | None = Field(None, description="what the model lacks, in words")


@final
class ReviewedTable(BaseModel):
    """`[document.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    kind: Text = Field(description="what it is, like 'review'")
    scope: str = Field("", description="what it covers")
    basis: str = Field("", description="what it rests on: reviews, studies, numbers of its own")
    language: str = Field("", description="the language or languages")
    authors: str = Field("", description=_TEXT)
    journal: str = Field("", description=_TEXT)
    year: Year | None = Field(None, description="a year of four digits")
    doi: str | None = Field(None, description="a DOI")
    note: str = Field("", description=_TEXT)


@final
class EvidenceFile(BaseModel):
    """A file of the evidence base: a title, and tables of the kinds that belong into its folder."""

    model_config = STRICT
    title: str = Field("", description="a title")
    says: str = Field("", description=_TEXT)
    claim: Tables = Field(default_factory=dict, description="tables of claims, like [claim.C137]")
    entity: Tables = Field(default_factory=dict, description="tables of entities, like [entity.E037]")
    conflict: Tables = Field(default_factory=dict, description="tables of conflicts, like [conflict.K05]")
    paper: Tables = Field(default_factory=dict, description="tables of papers, like [paper.'Dominici 2006']")
    system: Tables = Field(default_factory=dict, description="tables of systems, like [system.S03]")
    setup: Tables = Field(default_factory=dict, description="tables of setups, like [setup.fracture]")
    readout: Tables = Field(default_factory=dict, description="tables of readouts, like [readout.TNF]")
    trial: Tables = Field(default_factory=dict, description="tables of trials, like [trial.hernigou_2018]")
    pool: Tables = Field(default_factory=dict, description="tables of pools, like [pool.union]")
    document: Tables = Field(default_factory=dict, description="tables of documents, like [document.000]")
