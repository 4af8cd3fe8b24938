"""The checks on modifiers: what their effects change, by how much, and in which unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osteon.errors import Fault, near
from osteon.knowledge import Effect, Modifier, Quantity
from osteon.model._dimension import check_dimension
from osteon.model._expression import Expression, names
from osteon.model._names import Names, collecting, dimensions, local_names, resolve
from osteon.model._products import check_product
from osteon.model._shapes import check_criticals, check_shape
from osteon.units import Dimension

EFFECT_VARIABLES = ("age_fraction", "female")
"""Plain numbers that every effect may use: 0 at skeletal maturity and 1 at the median life span; 0 or 1."""

_EXPECTED = f"a dial or quantity of this modifier, {' or '.join(EFFECT_VARIABLES)}"


def effect_scope(modifier: Modifier, faults: list[Fault]) -> dict[str, str]:
    """What each name means in the effects of a modifier: its quantities, its dials, the common variables."""
    outer = {name: name for name in EFFECT_VARIABLES}
    for dial in modifier.dials:
        if dial.name in EFFECT_VARIABLES:
            given = f"a dial '{dial.name}', which is a variable of every effect"
            faults.append(Fault(dial.where, given, "a name of its own", "rename the dial"))
    return local_names(
        modifier.quantities, {**outer, **{dial.name: dial.name for dial in modifier.dials}}, faults
    )


def check_modifier(modifier: Modifier, book: Names) -> tuple[list[Fault], set[str]]:
    """The faults of a modifier against the model that it changes, and the names that its effects use."""
    faults: list[Fault] = []
    scope = effect_scope(modifier, faults)
    units = _units(modifier, faults)
    used: set[str] = set()
    for effect in modifier.effects:
        faults.extend(_target_faults(effect, book.quantities))
        with collecting(faults):
            tree = resolve(effect.by, scope, effect.where, _EXPECTED)
            used.update(names(tree))
            faults.extend(_unit_faults(effect, tree, units, book))
    for check in (check_shape, check_criticals):
        found, shaping = check(modifier, scope, units)
        faults.extend(found)
        used |= shaping
    own = {name: full for name, full in scope.items() if name not in EFFECT_VARIABLES}
    found, given = check_product(modifier, own, units, book)
    return [*faults, *found], used | given


def _units(modifier: Modifier, faults: list[Fault]) -> dict[str, Dimension]:
    declared = [
        *((dial.name, dial.unit, dial.where) for dial in modifier.dials),
        *((quantity.path, quantity.unit, quantity.where) for quantity in modifier.quantities),
    ]
    return {**dict.fromkeys(EFFECT_VARIABLES, ()), **dimensions(declared, faults)}


def _target_faults(effect: Effect, quantities: Mapping[str, Quantity]) -> Iterable[Fault]:
    for target in effect.targets:
        if target not in quantities:
            given = f"target '{target}' of effect '{effect.name}'"
            yield Fault(effect.where, given, "the path of a quantity of the model", near(target, quantities))


def _unit_faults(
    effect: Effect, tree: Expression, units: Mapping[str, Dimension], book: Names
) -> list[Fault]:
    """A factor is a plain number; what is set or added has the unit of each target."""
    faults: list[Fault] = []
    if any(name not in units for name in names(tree)):
        return faults
    wanted: dict[Dimension, str] = {}
    for target in effect.targets:
        if effect.op == "scale":
            wanted[()] = f"as effect '{effect.name}' scales"
        elif target in book.units:
            wanted.setdefault(book.units[target], f"the unit of {target}")
    for dimension, expected_as in wanted.items():
        with collecting(faults):
            check_dimension(tree, units, dimension, effect.where, expected_as)
    return faults
