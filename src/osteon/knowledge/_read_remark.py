"""Remarks of conditions and products: what is said for and against them."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, TypeAlias, final

from pydantic import AfterValidator, BaseModel, Field

from osteon.knowledge._fields import STRICT, Text, one_of
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._remark import SIDES, Remark
from osteon.knowledge._schema import Claim

TREATMENTS = ("condition", "product")
"""Kinds of modifiers that may be a treatment."""

Side: TypeAlias = Annotated[str, AfterValidator(partial(one_of, SIDES))]


@final
class RemarkTable(BaseModel):
    """`[….remark.NAME]`."""

    model_config = STRICT
    side: Side = Field(description=f"one of {', '.join(SIDES)}")
    says: Text = Field(description="a sentence that a biologist can read")
    claims: list[Claim] = Field(
        default_factory=list, description="a list of claims, each C and three digits like 'C022'"
    )
    source: Text | None = Field(None, description="the id of a source record, like 'doi:10.4161/org.23306'")
    place: str = Field("", description="a text: table, page or line of the source")


def read_remarks(page: Page, owner: KeyPath) -> Iterator[Remark]:
    """The remarks of a modifier. Faults are noted on the page."""
    for path, table in page.tables(RemarkTable, (*owner, "remark")):
        if table is None:
            continue
        if not table.claims and table.source is None:
            page.fault(path, "a remark of nobody", "claims or a source that say so")
        yield Remark(
            name=path[-1],
            side=table.side,
            says=table.says,
            claims=tuple(table.claims),
            source=table.source,
            place=table.place,
            where=page.where(path),
        )
    if owner[0] not in TREATMENTS:
        for key in ("remark", "group"):
            if page.has((*owner, key)):
                page.fault(
                    (*owner, key), f"{key} in [{'.'.join(owner)}]", f"{key} in conditions and products only"
                )
