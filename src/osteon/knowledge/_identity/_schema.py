"""The keys of the tables of identity: type, and what a message says was expected."""

from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field

from osteon.knowledge._evidence._schema import ConceptId, Relation
from osteon.knowledge._fields import STRICT, Tables, Text, one_of
from osteon.knowledge._identity._standard import EXPECTATIONS, VERDICTS
from osteon.knowledge._schema import Claim

Expectation: TypeAlias = Annotated[str, AfterValidator(partial(one_of, EXPECTATIONS))]
Verdict: TypeAlias = Annotated[str, AfterValidator(partial(one_of, VERDICTS))]
Concepts: TypeAlias = list[ConceptId]

_CONCEPTS = "a list of entities, like ['E078']"
_CLAIMS = "a list of claims, each C and three digits like 'C046'"
_SAYS = "a sentence that a biologist can read"


@final
class IdentityFile(BaseModel):
    """A file of `identity/`."""

    model_config = STRICT
    title: Text = Field(description="a title")
    says: str = Field("", description=_SAYS)
    source: Text | None = Field(None, description="the id of a source record")
    quantity: Tables = Field({}, description="tables of quantities, like [quantity.positive]")
    criterion: Tables = Field({}, description="tables of criteria, like [criterion.CD73]")
    exception: Tables = Field({}, description="tables of exceptions, like [exception.licensed]")
    level: Tables = Field({}, description="tables of levels, like [level.weak]")
    classifier: Tables | None = Field(None, description="the table [classifier]")


@final
class CriterionTable(BaseModel):
    """`[criterion.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    markers: Concepts = Field([], description=_CONCEPTS)
    expect: Expectation | None = Field(None, description=f"one of {', '.join(EXPECTATIONS)}")
    test: Text | None = Field(None, description="the name of a test of the culture, like 'adherent'")
    claims: list[Claim] = Field([], description=_CLAIMS)


@final
class ExceptionTable(BaseModel):
    """`[exception.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    criterion: Text = Field(description="the id of a criterion")
    sources: Concepts = Field([], description=_CONCEPTS)
    treatments: Concepts = Field([], description=_CONCEPTS)
    claims: list[Claim] = Field([], description=_CLAIMS)
    conflict: Text | None = Field(None, description="the id of a conflict, like 'K05'")
    verdict: Verdict = Field(description=f"one of {', '.join(VERDICTS)}")


@final
class LevelTable(BaseModel):
    """`[level.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    quantity: Tables = Field(description="the quantities a and b")


@final
class ClassifierTable(BaseModel):
    """`[classifier]`."""

    model_config = STRICT
    sources: Concepts = Field(description=_CONCEPTS)
    general: ConceptId = Field(description="an entity, like 'E001'")
    exclusive: list[Claim] = Field([], description=_CLAIMS)
    words: dict[Relation, Text] = Field(description="a table of relations and levels")
    quantity: Tables = Field(description="the quantity doubt")
