"""The units of a document: those of the records wherever that is possible without a conversion in a formula.

SBML never converts. So the units of all names must fit each other through every equation; in logarithms
these are linear equations between the sizes of the units. They are kept exactly, and the units that the
records state are taken in one by one, as far as they do not contradict those before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import final

from osteon.model import TIME, Model
from osteon.standards._sbml_out._linear import Equations, Sum
from osteon.standards._sbml_out._plan import Plan
from osteon.standards._sbml_out._size import PLAIN, Size, Sizes
from osteon.units import Dimension, coherent

_DAY: Dimension = (("day", Fraction(1)),)
TIMES = ("day", "hour", "minute", "second")
"""Units of time that a document may have, the first preferred."""


@final
@dataclass(frozen=True)
class Scales:
    """time: the unit of time of the document. sizes: the unit of each name. stated: the texts of records.

    kept: names whose unit is the one that their record states.
    """

    time: str
    sizes: Mapping[str, Size]
    stated: Mapping[str, str]
    kept: frozenset[str]


def found_scales(plan: Plan) -> Scales:
    """Units for the document of a plan: of time, that for which most numbers stay as they are."""
    stated = _stated(plan)
    unknown = _unknown(plan.model, stated)
    equations = _equations(plan.model, unknown)
    tried: list[tuple[int, int, str, Equations, list[str]]] = []
    for time in TIMES:
        solved = equations.copy()
        solved.accept(Sum({TIME: Fraction(1)}, -log(coherent(time).factor)))
        kept = [name for name in _wishes(plan, stated) if _wish(solved, name, stated[name])]
        tried.append((sum(name in plan.values for name in kept), -len(tried), time, solved, kept))
    _, _, time, solved, kept = max(tried, key=lambda each: each[:2])
    sizes = {name: Size(size.dimension, log=solved.value(name)) for name, size in unknown.items()}
    return Scales(time, sizes, stated, frozenset(kept))


def _stated(plan: Plan) -> dict[str, str]:
    """The unit text of each name that has one."""
    model = plan.model
    units = {signal.name: signal.unit for part in model.library.chapters[model.id] for signal in part.signals}
    return {
        **{state.id: state.entity.unit for state in model.states},
        **{path: model.quantities[path].unit for path in plan.used},
        **{name: units[name] for name, _ in model.signals},
    }


def _unknown(model: Model, stated: Mapping[str, str]) -> dict[str, Size]:
    """Every name of the model, its processes included, with a unit whose size is to be found."""
    dimensions = {name: coherent(text).dimension for name, text in stated.items()} | {TIME: _DAY}
    per_day = Size(_DAY).raised(Fraction(-1))
    for rate in model.rates:
        dimensions[rate.name] = (Size(dimensions[str(rate.target or rate.source)]) * per_day).dimension
    return {name: Size(dimension, {name: Fraction(1)}) for name, dimension in dimensions.items()}


def _equations(model: Model, unknown: Mapping[str, Size]) -> Equations:
    """What the equations of the model demand of the units of their names."""
    equations = Equations()

    def same(one: Size, other: Size) -> None:
        if not (one.is_zero or other.is_zero):
            difference = one * other.raised(Fraction(-1))
            equations.accept(Sum(difference.powers, difference.log))

    algebra = Sizes(unknown, same)
    for name, tree in (
        *model.signals,
        *model.starts,
        *(each for event in model.events for each in event.sets),
    ):
        same(unknown[name], algebra.of(tree))
    for rate in model.rates:
        same(unknown[rate.name], algebra.of(rate.expression))
        for end in (rate.source, rate.target):
            if end is not None:
                same(unknown[rate.name] * unknown[TIME], unknown[end])
    for id in (state.id for state in model.states if f"{state.id}.initial" in unknown):
        same(unknown[id], unknown[f"{id}.initial"])
    for event in model.events:
        same(algebra.of(event.condition), PLAIN)
        for part, wanted in ((event.delay, unknown[TIME]), (event.priority, PLAIN)):
            if part is not None:
                same(algebra.of(part), wanted)
    return equations


def _wishes(plan: Plan, stated: Mapping[str, str]) -> list[str]:
    """The names in the order in which their stated units are taken in.

    First what a reader looks at, entities and outcomes; then numbers, those in the most usual unit first.
    """
    model = plan.model
    usual = Counter(stated[path] for path in plan.used)
    marked = {each.name for part in model.library.chapters[model.id] for each in part.signals if each.outcome}
    entities = [state.id for state in model.states]
    numbers = sorted(plan.used, key=lambda path: -usual[stated[path]])
    outcomes = sorted((name for name, _ in model.signals), key=lambda name: name not in marked)
    return [*entities, *outcomes[: len(marked)], *numbers, *outcomes[len(marked) :]]


def _wish(solved: Equations, name: str, text: str) -> bool:
    """Give a name its stated unit, and whether that was possible."""
    return solved.accept(Sum({name: Fraction(1)}, -log(coherent(text).factor)))
