"""Expressions of one form worked out together: a large network compiles as fast as its few forms.

`k1 * A` and `k2 * B` have the form `#0 * #1`. All expressions of a form are one array operation on gathered
rows, so that a hundred reactions of mass action are one product, and not a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from osteon.model import Evaluator, Expression, Name, names, substitute
from osteon.solve._structure import Structure

Matrix: TypeAlias = Any

LARGE, ALIKE = 24, 4
"""Worth it from so many processes on, and so many expressions to a form; else the gathering costs more."""

Named: TypeAlias = tuple[str, Expression]


def together(
    equations: Structure, used: Sequence[int], namespace: ModuleType, alike: float = ALIKE
) -> Callable[[Matrix, Matrix], Matrix] | None:
    """The slopes dy/dt [S, C] as a function of states y [S, C] and the used parameters p [U, C].

    Every rate is worked out once, and dy/dt is the matrix of gains (+1) and losses (-1) times the rates. None
    for a small model, and where there are fewer than `alike` expressions to a form.
    """
    processes = [(f"#process {row}", process.rate) for row, process in enumerate(equations.processes)]
    levels = [_forms(level) for level in _levels(equations.signals, processes)]
    forms = sum(len(level) for level in levels)
    if len(processes) < LARGE or len(processes) + len(equations.signals) < alike * forms:
        return None
    gains = np.zeros((len(equations.states), len(processes)))
    for row, process in enumerate(equations.processes):
        for state, sign in ((process.target, 1.0), (process.source, -1.0)):
            if state is not None:
                gains[state, row] += sign
    paths = [equations.quantities[row] for row in used]

    def slopes(y: Matrix, p: Matrix) -> Matrix:
        pool = namespace.concatenate([y, p])
        rows = {name: row for row, name in enumerate([*equations.states, *paths])}
        for level in levels:
            found = [pool]
            for form, members in level:
                operands = [[rows[id] for id in names(tree)] for _, tree in members]
                found.append(_worked_out(form, operands, pool, namespace))
                rows |= {name: len(rows) + number for number, (name, _) in enumerate(members)}
            pool = namespace.concatenate(found)
        last = np.array([rows[name] for name, _ in processes])
        return namespace.asarray(gains, y.dtype) @ pool[last]

    return slopes


def _levels(signals: Sequence[Named], processes: Sequence[Named]) -> list[list[Named]]:
    """The signals, sorted so that each level needs the levels before it only; the processes are the last."""
    level: dict[str, int] = {}
    for name, tree in signals:
        level[name] = 1 + max((level.get(other, -1) for other in names(tree)), default=-1)
    count = max(level.values(), default=-1) + 1
    return [*([pair for pair in signals if level[pair[0]] == n] for n in range(count)), list(processes)]


def _forms(level: Sequence[Named]) -> list[tuple[Expression, list[Named]]]:
    """The forms of some expressions, each with its members in order."""
    found: dict[Expression, list[Named]] = {}
    for name, tree in level:
        slots: Mapping[str, Expression] = {id: Name(f"#{slot}") for slot, id in enumerate(names(tree))}
        found.setdefault(substitute(tree, slots), []).append((name, tree))
    return list(found.items())


def _worked_out(
    form: Expression, rows: Sequence[Sequence[int]], pool: Matrix, namespace: ModuleType
) -> Matrix:
    """The values [G, C] of the members of a form; rows [G][slots]: what of the pool stands in its slots."""
    slots = np.array(rows, int).reshape(len(rows), -1).T
    operands = {f"#{slot}": pool[_stretch(column)] for slot, column in enumerate(slots)}
    value = namespace.asarray(Evaluator(operands, namespace).value(form), pool.dtype)
    return namespace.broadcast_to(value, (len(rows), pool.shape[1]))


def _stretch(rows: np.ndarray[Any, Any]) -> Any:
    """Rows that follow one another as a slice, which costs no gather."""
    first = int(rows[0])
    return slice(first, first + len(rows)) if np.array_equal(rows, first + np.arange(len(rows))) else rows
