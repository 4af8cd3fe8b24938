"""A modifier: a subject, defect, condition, product or rule that changes quantities."""

from dataclasses import dataclass
from typing import final

from osteon.knowledge._critical import Critical
from osteon.knowledge._product import Product
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._remark import Remark
from osteon.knowledge._shape import Shape

MODIFIER_KINDS = ("subject", "defect", "condition", "rule", "product")
OPERATIONS = ("set", "scale", "add")


@final
@dataclass(frozen=True)
class Dial:
    """What a user sets: `default`, `low` and `high` are in `unit`; outside the range is refused.

    why: why the range ends where it does. cargo: of products, whether it is what each particle carries.
    """

    name: str
    says: str
    unit: str
    default: float
    low: float
    high: float
    where: str = ""
    why: str = ""
    cargo: bool = False


@final
@dataclass(frozen=True)
class Effect:
    """What a modifier does: `op` on each target path, by an expression over dials and own quantities."""

    name: str
    says: str
    targets: tuple[str, ...]
    op: str
    by: str
    where: str = ""


@final
@dataclass(frozen=True)
class Modifier:
    """A subject, defect, condition, rule or product. species: of rules, those they apply to, of products,
    those they may be given to (empty: all).

    shape: defects only, where its tissues are; None for one that is a point. critical: defects only,
    published sizes above which they do not close. product: products only, how they are given.
    group: the name under which treatments for one purpose are compared. remarks: what is said for and against
    a condition or product.
    """

    kind: str
    id: str
    name: str
    says: str
    claims: tuple[str, ...] = ()
    curie: str | None = None
    species: tuple[str, ...] = ()
    dials: tuple[Dial, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    effects: tuple[Effect, ...] = ()
    where: str = ""
    shape: Shape | None = None
    critical: tuple[Critical, ...] = ()
    product: Product | None = None
    group: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def sets(self) -> frozenset[str]:
        """The quantities that its effects set, whatever they were before."""
        return frozenset(path for each in self.effects if each.op == "set" for path in each.targets)

    @property
    def starts(self) -> bool:
        """Whether its effects change what there is at day 0, as a material does that fills a defect."""
        return any(path.endswith(".initial") for each in self.effects for path in each.targets)
