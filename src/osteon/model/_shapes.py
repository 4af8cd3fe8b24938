"""The checks on a defect's shape and critical sizes: names, and lengths where lengths are meant."""

from __future__ import annotations

from collections.abc import Mapping

from osteon.errors import Fault
from osteon.knowledge import AXES, Modifier, Region, Shape
from osteon.model._dimension import check_dimension, dimension
from osteon.model._expression import names
from osteon.model._names import collecting, resolve
from osteon.units import Dimension, coherent

VOXEL = "voxel"
"""The edge of a voxel, which a shape may name for what is drawn thinner than it can be seen."""


def check_shape(
    modifier: Modifier, scope: Mapping[str, str], units: Mapping[str, Dimension]
) -> tuple[list[Fault], set[str]]:
    """The faults of a shape and the names that it uses. `inside` may have any unit; bounds are lengths."""
    faults: list[Fault] = []
    used: set[str] = set()
    shape = modifier.shape
    if shape is None:
        return faults, used
    length = coherent("mm").dimension
    known = {**units, **dict.fromkeys((*AXES, VOXEL), length)}
    places = {**scope, **{name: name for name in (*AXES, VOXEL)}}
    wanted = _lengths(shape), {text for region in _all(shape) for _, text in region.shares}
    for text, where in shape.texts:
        with collecting(faults):
            tree = resolve(text, places, where, "x, y, z, voxel, a dial or a quantity of this defect")
            used.update(names(tree))
            if any(name not in known for name in names(tree)):
                continue
            dimension(tree, known, where)
            if text in wanted[0]:
                check_dimension(tree, known, length, where, "as a shape is bounded by lengths")
            elif text in wanted[1]:
                check_dimension(tree, known, (), where, "as a share is one")
    return faults, used


def check_criticals(
    modifier: Modifier, scope: Mapping[str, str], units: Mapping[str, Dimension]
) -> tuple[list[Fault], set[str]]:
    """The faults of a defect's critical sizes and the names that they use: a limit has its dial's unit."""
    faults: list[Fault] = []
    used: set[str] = set()
    for critical in modifier.critical:
        wanted = {critical.limit: (units.get(critical.dial, ()), f"the unit of {critical.dial}")}
        if critical.when is not None:
            wanted[critical.when] = ((), "as a condition is one")
        for text, (unit, expected_as) in wanted.items():
            with collecting(faults):
                tree = resolve(text, scope, critical.where, "a dial or a quantity of this defect")
                used.update(names(tree))
                if all(name in units for name in names(tree)):
                    check_dimension(tree, units, unit, critical.where, expected_as)
    return faults, used


def _lengths(shape: Shape) -> set[str]:
    bounds = {text for interval in shape.extent for text in interval}
    bounds |= {text for cut in shape.cuts for _, text in cut.at}
    if shape.carving:
        bounds |= {text for interval in shape.carving.extent for text in interval}
    return bounds


def _all(shape: Shape) -> tuple[Region, ...]:
    return (*shape.regions, *(shape.carving.regions if shape.carving else ()))
