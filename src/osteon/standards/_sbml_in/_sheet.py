"""What an SBML document says, as plain values: things with ids, reactions, events, functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, final

Measure: TypeAlias = tuple[tuple[str, float, float], ...] | None
"""A unit as (kind, exponent, size of the kind in it), or None where it is not declared."""

Element: TypeAlias = Literal["species", "compartment", "parameter", "stoichiometry"]


@final
@dataclass(frozen=True, eq=False)
class Formula:
    """A formula: libSBML's node, and the place that owns it.

    solved_for: the thing that it determines by being zero, "" where it is a value.
    """

    node: Any
    where: str
    solved_for: str = ""


@final
@dataclass(frozen=True, eq=False)
class Thing:
    """What an id stands for in a formula, reactions aside.

    value: None where the file gives none. start: its initial assignment. rule: its assignment rule. slope:
    its rate rule. set: an event sets it. fixed: the file says that it is constant. measure: its unit in
    formulas.
    """

    id: str
    element: Element
    where: str
    name: str
    value: float | None
    measure: Measure
    curie: str | None = None
    start: Formula | None = None
    rule: Formula | None = None
    slope: Formula | None = None
    set: bool = False
    fixed: bool = False


@final
@dataclass(frozen=True)
class Role:
    """What makes a species one.

    compartment: its id, "" where it has no size (no dimensions). amount: its id means an amount in formulas,
    not a concentration. given: what `value` of the thing is. boundary: reactions leave it as it is. factor:
    id of what its share of a reaction is multiplied by.
    """

    compartment: str
    amount: bool
    given: Literal["amount", "concentration"]
    boundary: bool
    factor: str


@final
@dataclass(frozen=True)
class Share:
    """What a reaction does to a species: `count` times its rate, or as often as the thing of that id says."""

    species: str
    sign: int
    count: float | str
    where: str


@final
@dataclass(frozen=True)
class Local:
    """A parameter that one reaction has for itself."""

    value: float | None
    measure: Measure
    where: str
    name: str


@final
@dataclass(frozen=True, eq=False)
class Reaction:
    """A reaction, with `law` in extent per time."""

    id: str
    where: str
    name: str
    law: Formula
    locals: Mapping[str, Local]
    shares: tuple[Share, ...]


@final
@dataclass(frozen=True, eq=False)
class Occurrence:
    """An event."""

    id: str
    where: str
    name: str
    trigger: Formula
    sets: tuple[tuple[str, Formula], ...]
    delay: Formula | None
    priority: Formula | None
    persistent: bool
    initial: bool
    frozen: bool


@final
@dataclass(frozen=True, eq=False)
class Function:
    """A function definition: `body` over `arguments`."""

    arguments: tuple[str, ...]
    body: Any
    where: str


@final
@dataclass(frozen=True, eq=False)
class Sheet:
    """A whole model. label: how messages name the file.

    whole: libSBML's document, without which no formula can be read. references: addresses by qualifier of the
    annotations of the model. time, extent: units of the model. units: those that it defines, by id. notes:
    what was left out or assumed in reading.
    """

    label: str
    whole: Any
    id: str
    name: str
    references: Mapping[str, tuple[str, ...]]
    time: Measure
    extent: Measure
    units: Mapping[str, Measure]
    things: Mapping[str, Thing]
    roles: Mapping[str, Role]
    reactions: Mapping[str, Reaction]
    events: tuple[Occurrence, ...]
    functions: Mapping[str, Function]
    complete: bool
    level: tuple[int, int]
    notes: tuple[str, ...] = field(default=())

    def role(self, id: str) -> Role | None:
        """The role of a thing that is a species, else None."""
        return self.roles.get(id)
