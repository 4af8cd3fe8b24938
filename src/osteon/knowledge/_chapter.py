"""A chapter of biology: entities, shared quantities, signals, processes, events and transports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from osteon.knowledge._quantity import Quantity

ENTITY_KINDS = ("cell", "factor", "tissue", "gas", "vessel", "debris", "pathogen", "drug", "other")


@final
@dataclass(frozen=True)
class Entity:
    """Something there can be more or less of: a cell type, a factor, a tissue, a gas.

    kind: a member of ENTITY_KINDS. unit: of its state. curie: ontology term (`CL:0000863`).
    tags: how instruments choose tissues. quantities: `initial` and others. signed: it may be below zero.
    resolution: the smallest amount that matters, in `unit`; None where nobody says. start: text in the rate
    language for the amount at day 0, instead of a quantity `initial`.
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
    signed: bool = False
    resolution: float | None = None
    start: str = ""


@final
@dataclass(frozen=True)
class Signal:
    """A named algebraic expression; `value` is text in the rate language, `unit` what it comes to.

    outcome: it is reported as a curve, like an entity.
    """

    name: str
    says: str
    value: str
    unit: str
    claims: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    where: str = ""
    outcome: bool = False


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
class Event:
    """Something that happens at once when the condition `when` turns from false (0) to true (not 0).

    sets: entity to expression; all are worked out before any is set. after: delay, "" for none. priority: of
    events at the same time the highest goes first. persistent: a delayed event happens even if `when` is
    false again by then. frozen: what is set is worked out when the event fires, not after the delay.
    fires_at_start: a condition that holds already at day 0 fires then. All texts are in the rate language.
    """

    name: str
    says: str
    when: str
    sets: Mapping[str, str]
    after: str = ""
    priority: str = ""
    persistent: bool = True
    frozen: bool = True
    fires_at_start: bool = False
    quantities: tuple[Quantity, ...] = ()
    where: str = ""


TRANSPORT_KINDS = ("diffusion", "taxis", "front")


@final
@dataclass(frozen=True)
class Transport:
    """How something moves in space; where nothing has a gradient, and so in a point, it does nothing.

    kind: a member of TRANSPORT_KINDS. of: the entity that moves, or, of a front, the share of a voxel that is
    taken. rate: the diffusivity (mm^2/day), or the speed per gradient of `along` (taxis). limit: the greatest
    speed of a taxis, "" for none. gives: of a front, the quantity that becomes the area of the moving surface
    over volume and share not taken (1/mm). All but `of` of an entity are text in the rate language.
    """

    name: str
    says: str
    kind: str
    of: str
    rate: str = ""
    along: str = ""
    limit: str = ""
    gives: str = ""
    claims: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Chapter:
    """One file of a model. quantities: those shared by all chapters; owned ones are with their owners.

    source: the publication that the chapter puts into records, where it is one. unchecked: what could not be
    compared with that publication itself, a sentence each.
    """

    id: str
    title: str
    says: str
    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    signals: tuple[Signal, ...] = ()
    processes: tuple[Process, ...] = ()
    where: str = ""
    events: tuple[Event, ...] = ()
    source: str | None = None
    unchecked: tuple[str, ...] = ()
    transports: tuple[Transport, ...] = ()

    @property
    def claiming(self) -> tuple[Process | Signal | Transport, ...]:
        """The records that may implement claims: processes, signals, transports."""
        found: list[Process | Signal | Transport] = [*self.processes]
        return (*found, *self.signals, *self.transports)

    @property
    def all_quantities(self) -> tuple[Quantity, ...]:
        """The shared quantities, then those of the entities, signals, processes, events and transports."""
        owners: tuple[Entity | Signal | Process | Event | Transport, ...] = (
            *self.entities,
            *self.signals,
            *self.processes,
            *self.events,
            *self.transports,
        )
        return (*self.quantities, *(quantity for owner in owners for quantity in owner.quantities))
