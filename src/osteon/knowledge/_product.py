"""A product: cells, vesicles or a medium that is given, by which routes, and what is reported of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final


@final
@dataclass(frozen=True)
class Delivery:
    """What one dose adds to an entity: an expression with the unit of that entity.

    It may use the dials and quantities of the product, `defect_volume` (mm^3) and `body_mass` (g).
    """

    entity: str
    amount: str
    where: str = ""


@final
@dataclass(frozen=True)
class Route:
    """A way to give a product."""

    name: str
    says: str
    deliveries: tuple[Delivery, ...]
    where: str = ""


@final
@dataclass(frozen=True)
class Agreement:
    """Two dials that measure one dose, and their ratio: of = ratio * per.

    ratio: a quantity of the product, within whose range the two must agree, or a dial.
    """

    name: str
    says: str
    of: str
    per: str
    ratio: str
    where: str = ""


@final
@dataclass(frozen=True)
class Product:
    """What a product has beyond a modifier.

    form: id of a Form. source: the entity of the evidence base that it comes from, or is. card: what is
    reported of it, by the headings of its form. like: the product whose parts it has, where it has no own.
    """

    form: str
    source: str
    routes: tuple[Route, ...]
    agreements: tuple[Agreement, ...] = ()
    card: Mapping[str, str] = field(default_factory=dict)
    like: str | None = None


@final
@dataclass(frozen=True)
class Form:
    """A kind of product. card: what a report of one should state, heading to meaning.

    sources: ids of the guidelines whose headings these are. yields: forms whose products have the last word
    where both set the same quantity. scheduled: whether a use must say on which days.
    """

    id: str
    says: str
    card: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    where: str = ""
    scheduled: bool = False


@final
@dataclass(frozen=True)
class Completeness:
    """How much of what should be reported of a product is: headings, each in one of the two."""

    stated: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """Stated headings over all, 0 to 1; 1 for a form that asks for nothing."""
        total = len(self.stated) + len(self.missing)
        return len(self.stated) / total if total else 1.0


def completeness(product: Product, form: Form) -> Completeness:
    """Which headings of the form the card of a product fills, in the form's order."""
    stated = tuple(heading for heading in form.card if product.card.get(heading, "").strip())
    return Completeness(stated, tuple(heading for heading in form.card if heading not in stated))
