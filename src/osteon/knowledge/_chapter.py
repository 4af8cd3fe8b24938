"""A chapter of biology: entities, shared quantities, signals and processes."""

from dataclasses import dataclass
from typing import final

from osteon.knowledge._quantity import Quantity

ENTITY_KINDS = ("cell", "factor", "tissue", "gas", "vessel", "debris", "pathogen", "drug", "other")


@final
@dataclass(frozen=True)
class Entity:
    """Something there can be more or less of: a cell type, a factor, a tissue, a gas.

    kind: a member of ENTITY_KINDS. unit: of its state. curie: ontology term (`CL:0000863`).
    tags: how instruments choose tissues. quantities: `initial` and others.
    """

    id: str
    name: str
    kind: str
    unit: str
    curie: str | None = None
    says: str = ""
    synonyms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Signal:
    """A named algebraic expression; `value` is text in the rate language, `unit` what it comes to."""

    name: str
    says: str
    value: str
    unit: str
    claims: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Process:
    """Something that happens at a `rate` (text in the rate language).

    kind: a row of the model's table of kinds. source, target: entities in the roles `from` and `to`.
    claims: what it implements.
    """

    name: str
    says: str
    kind: str
    source: str | None
    target: str | None
    rate: str
    claims: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Chapter:
    """One file of a model. quantities: those shared by all chapters; owned ones are with their owners."""

    id: str
    title: str
    says: str
    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    signals: tuple[Signal, ...] = ()
    processes: tuple[Process, ...] = ()
    where: str = ""

    @property
    def all_quantities(self) -> tuple[Quantity, ...]:
        """The shared quantities, then those of the entities, signals and processes."""
        owners: tuple[Entity | Signal | Process, ...] = (*self.entities, *self.signals, *self.processes)
        return (*self.quantities, *(quantity for owner in owners for quantity in owner.quantities))
