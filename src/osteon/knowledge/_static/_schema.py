"""The keys of the tables of what stands still: type, and what a message says was expected."""

from datetime import date
from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field, NonNegativeInt

from osteon.knowledge._evidence._schema import ClaimId, ConceptId, DocumentId, Relation
from osteon.knowledge._fields import STRICT, Tables, Text, one_of
from osteon.knowledge._quantity import EVIDENCE


def _in_calendar(text: str) -> str:
    """A date, or the beginning of one, if there is such a day, month or year."""
    if text:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    return text


Claims: TypeAlias = list[ClaimId]
SomeClaims: TypeAlias = Annotated[list[ClaimId], Field(min_length=1)]
Concepts: TypeAlias = list[ConceptId]
Texts: TypeAlias = list[Text]
SomeTexts: TypeAlias = Annotated[list[Text], Field(min_length=1)]
Span: TypeAlias = Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=2)]
Day: TypeAlias = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_in_calendar)]
Date: TypeAlias = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"), AfterValidator(_in_calendar)]
Doi: TypeAlias = Annotated[str, Field(pattern=r"^(10\.\d{4,9}/[^\s\x00-\x1f]+)?$")]
Pmc: TypeAlias = Annotated[str, Field(pattern=r"^(PMC\d+)?$")]
Address: TypeAlias = Annotated[str, Field(pattern=r"^(https?://[^\s\x00-\x1f]+)?$")]
Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.]*:[^\s\x00-\x1f]+$")]
EvidenceClass: TypeAlias = Annotated[str, AfterValidator(partial(one_of, EVIDENCE))]

_CLAIMS = "a list of claims, like ['C077']"
_CONCEPTS = "a list of entities, like ['E002']"
_DOCUMENT = "a document of three digits, like '000'"
_SAYS = "a sentence that a biologist can read"
_TEXT = "a text"
_TEXTS = "a list of texts"
_ADDRESS = "an address that begins with https://"
_LINKED = "a list of tables, like [{ group = 'Diseases', name = 'osteoporosis', curie = 'MONDO:0005298' }]"
_SPAN = "first and last sentence, like [1, 11]"


@final
class StaticFile(BaseModel):
    """A file of `records/`, `applications/`, `registry/`, `safety/` or `tables/`."""

    model_config = STRICT
    title: str = Field("", description="a title")
    says: str = Field("", description=_TEXT)
    record: Tables = Field({}, description="records of papers, like [record.002]")
    bilingual: Tables = Field({}, description="tables of documents in two languages, like [bilingual.001]")
    difference: Tables = Field({}, description="differences of languages, like [difference.promise]")
    application: Tables = Field({}, description="groups of therapies, like [application.direct]")
    outside: Tables = Field({}, description="setups without a group, like [outside.surgery]")
    concern: Tables = Field({}, description="concerns about safety, like [concern.teratoma]")
    count: Tables = Field({}, description="counts of trials, like [count.review]")
    query: Tables = Field({}, description="queries, like [query.bone_msc]")
    table: Tables = Field({}, description="tables, like [table.markers]")
    figure: Tables = Field({}, description="figures, like [figure.figure1]")
    tissue: Tables = Field({}, description="tissues, like [tissue.bone_marrow]")
    sources: Tables | None = Field(None, description="the table [sources]")


@final
class RecordTable(BaseModel):
    """`[record.ID]`, and a record of a paper as JSON."""

    model_config = STRICT
    title: Text = Field(description="a title")
    authors: Texts = Field([], description="a list of names")
    doi: Doi = Field("", description="a DOI, like '10.3390/ijms27031155'")
    pmc: Pmc = Field("", description="an id of PubMed Central, like 'PMC12898135'")
    journal: str = Field("", description=_TEXT)
    date: Date = Field("", description="a date, like '2026-01-23', '2026-01' or '2026'")
    tldr: str = Field("", description=_TEXT)
    contribution: str = Field("", description=_TEXT)
    findings: Texts = Field([], description=_TEXTS)
    abstract: str = Field("", description=_TEXT)
    linked: list[Tables] = Field([], description=_LINKED)
    full_text_entities: list[Tables] = Field([], description=_LINKED)
    figures: NonNegativeInt | None = Field(None, description="a count")
    references: NonNegativeInt | None = Field(None, description="a count")
    full_text: Address = Field("", description=_ADDRESS)
    source: Address = Field("", description=_ADDRESS)
    note: str = Field("", description=_TEXT)
    further: list[Tables] = Field([], description="a list of tables with heading and text")


@final
class LinkedTable(BaseModel):
    """A member of `linked` or `full_text_entities`."""

    model_config = STRICT
    group: Text = Field(description="a group, like 'Diseases'")
    name: Text = Field(description="a name")
    curie: Identifier = Field(description="an identifier, like 'MONDO:0005298'")


@final
class SectionTable(BaseModel):
    """A member of `further`."""

    model_config = STRICT
    heading: Text = Field(description="a heading")
    text: str = Field("", description=_TEXT)


@final
class BilingualTable(BaseModel):
    """`[bilingual.DOCUMENT]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    english: Span = Field(description=_SPAN)
    chinese: Span = Field(description=_SPAN)


@final
class DifferenceTable(BaseModel):
    """`[difference.ID]`."""

    model_config = STRICT
    document: DocumentId = Field(description=_DOCUMENT)
    english: Text = Field(description="the English words that differ")
    chinese: Text = Field(description="the Chinese words that differ")
    says: Text = Field(description="how they differ")
    claims: SomeClaims = Field(description=_CLAIMS)


@final
class ApplicationTable(BaseModel):
    """`[application.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    claims: SomeClaims = Field(description=_CLAIMS)
    setups: Texts = Field(description="a list of setups")
    forms: Texts = Field([], description="a list of forms of products, like ['cells']")
    products: Texts = Field([], description="a list of products")
    over: Texts = Field([], description="a list of other groups")
    readings: dict[str, Text] = Field(
        {}, description="a table of setups and products, each with why it is put here"
    )


@final
class OutsideTable(BaseModel):
    """`[outside.ID]`."""

    model_config = STRICT
    says: Text = Field(description="why no group is for them")
    setups: Texts = Field([], description="a list of setups")
    forms: Texts = Field([], description="a list of forms of products, like ['drug']")
    products: Texts = Field([], description="a list of products")


@final
class ConcernTable(BaseModel):
    """`[concern.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    claims: SomeClaims = Field(description=_CLAIMS)
    metric: Text = Field(description="what is read, in words")
    test: list[Tables] = Field([], description="tables [[concern.ID.test]]")
    cards: Annotated[list[Text], Field(max_length=2)] = Field(
        [], description="two products, of which the first says more in its card"
    )
    note: str = Field("", description=_TEXT)


@final
class CountTable(BaseModel):
    """`[count.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    above: NonNegativeInt = Field(description="a count")
    accessed: Day = Field(description="a day, like '2024-01-30'")
    query: str = Field("", description="the words that were searched for")
    topics: SomeTexts = Field(description=_TEXTS)
    registries: list[Tables] = Field(description="a list of tables with name, url and entity")
    evidence: EvidenceClass = Field(alias="class", description=f"one of {', '.join(EVIDENCE)}")
    place: Text = Field(description="where the number stands")
    claims: SomeClaims = Field(description=_CLAIMS)


@final
class RegistryTable(BaseModel):
    """A member of `registries`."""

    model_config = STRICT
    name: Text = Field(description="a name")
    url: Address = Field(description=_ADDRESS)
    entity: ConceptId = Field(description="an entity, like 'E429'")


@final
class QueryTable(BaseModel):
    """`[query.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    of: Text = Field(description="the id of a count")
    until: Day = Field(description="a day, like '2024-01-30'")
    cells: SomeTexts = Field(description="a list of words of the product")
    topic: dict[str, SomeTexts] = Field(description="a table of topics, each with words of the condition")
    why: Text = Field(description="who chose the words, and by what")


@final
class TableTable(BaseModel):
    """`[table.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    document: DocumentId = Field(description=_DOCUMENT)
    image: str = Field("", description="the table in whose stead it stands, like 'Table 1'")
    corner: Text = Field(description="what the rows are")
    columns: Concepts = Field(description=_CONCEPTS)
    rows: Concepts = Field([], description=_CONCEPTS)
    kinds: Texts = Field([], description="a list of types of entity, like ['surface antigen']")
    labels: dict[ConceptId, Text] = Field({}, description="a table of entities and names")
    claims: SomeClaims = Field(description=_CLAIMS)
    words: dict[Relation, Text] = Field(description="a table of relations and words")
    said: dict[ClaimId, Text] = Field({}, description="a table of claims and words")
    entry: list[Tables] = Field([], description="tables [[….entry]]")
    telling: dict[ClaimId, str] = Field({}, description="a table of claims and words")
    tells: str = Field("", description="the head of a column")
    notes: Texts = Field([], description=_TEXTS)


@final
class EntryTable(BaseModel):
    """`[[table.ID.entry]]`."""

    model_config = STRICT
    rows: Annotated[Concepts, Field(min_length=1)] = Field(description=_CONCEPTS)
    column: ConceptId = Field(description="an entity among the columns")
    word: Text = Field(description="what the cell says")
    claims: Claims = Field([], description=_CLAIMS)
    sources: Texts = Field([], description="a list of source records")


@final
class FigureTable(BaseModel):
    """`[figure.ID]`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: Text = Field(description=_SAYS)
    document: DocumentId = Field(description=_DOCUMENT)
    image: str = Field("", description="the figure in whose stead it stands, like 'Figure 1'")
    element: list[Tables] = Field(description="tables [[….element]]")
    notes: Texts = Field([], description=_TEXTS)


@final
class ElementTable(BaseModel):
    """`[[figure.ID.element]]`."""

    model_config = STRICT
    panel: Text = Field(description="the part of the figure")
    says: Text = Field(description="what the element shows")
    claims: SomeClaims = Field(description=_CLAIMS)


@final
class TissueTable(BaseModel):
    """`[tissue.ID]`."""

    model_config = STRICT
    tissue: ConceptId = Field(description="an entity, like 'E263'")
    cells: Concepts = Field([], description=_CONCEPTS)


@final
class SourcesTable(BaseModel):
    """`[sources]`."""

    model_config = STRICT
    use: Claims = Field([], description=_CLAIMS)
    niche: Claims = Field([], description=_CLAIMS)
    limits: Claims = Field([], description=_CLAIMS)
    instead: Claims = Field([], description=_CLAIMS)
    ranking: Claims = Field([], description=_CLAIMS)
