"""The keys of a product, of its routes, and of the forms that products have."""

from typing import Annotated, final

from pydantic import BaseModel, Field

from osteon.knowledge._fields import STRICT, Tables, Text
from osteon.knowledge._schema import Claim

_SAYS = "a sentence that a biologist can read"


@final
class ProductTable(BaseModel):
    """`[product.ID]`."""

    model_config = STRICT
    name: Text = Field(description="a name in words")
    says: Text = Field(description=_SAYS)
    claims: list[Claim] = Field(
        default_factory=list, description="a list of claims, each C and three digits like 'C172'"
    )
    curie: Text | None = Field(None, description="an ontology term, like 'CL:0002540'")
    species: list[Text] = Field(
        default_factory=list, description="a list of subjects that it may be given to, like ['mouse']"
    )
    like: Text | None = Field(None, description="the id of a product whose parts it has as well")
    form: Text | None = Field(None, description="a form of products, like 'cells'")
    source: Text | None = Field(
        None, description="the entity of the evidence base that it comes from, or is, like 'E002'"
    )
    card: dict[str, str] = Field(default_factory=dict, description="a table of texts, what is reported of it")
    dial: Tables = Field(default_factory=dict, description="tables of dials, like [….dial.cells]")
    quantity: Tables = Field(
        default_factory=dict, description="tables of quantities, like [….quantity.viability]"
    )
    effect: Tables = Field(default_factory=dict, description="tables of effects, like [….effect.osteogenic]")
    route: Tables = Field(default_factory=dict, description="tables of routes, like [….route.local]")
    agree: Tables = Field(
        default_factory=dict, description="tables of dials that must agree, like [….agree.purity]"
    )
    group: str = Field("", description="a name under which treatments are compared, like 'surgery'")
    remark: Tables = Field(default_factory=dict, description="tables of remarks, like [….remark.donors]")


@final
class RouteTable(BaseModel):
    """`[….route.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    deliver: Annotated[dict[str, Text], Field(min_length=1)] | None = Field(
        None, description="a table of entities and amounts, like { graft = 'cells / defect_volume' }"
    )


@final
class AgreementTable(BaseModel):
    """`[….agree.NAME]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    of: Text = Field(description="a dial of this product")
    per: Text = Field(description="another dial of this product")
    ratio: Text = Field(description="a quantity of this product with a range, or a third dial")


@final
class FormTable(BaseModel):
    """`[form.ID]`."""

    model_config = STRICT
    says: Text = Field(description=_SAYS)
    sources: list[Text] = Field(default_factory=list, description="a list of ids of source records")
    yields: list[Text] = Field(
        default_factory=list,
        description="a list of forms whose settings hold where both set the same, like ['vesicles']",
    )
    scheduled: bool = Field(False, description="true where a use must say on which days, else false")
    card: dict[str, Text] = Field(
        default_factory=dict, description="a table of headings and what each means, in words"
    )
