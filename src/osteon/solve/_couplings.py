"""Which states the rate of change of each state depends on: the pattern of the Jacobian."""

from __future__ import annotations

from osteon.model import names
from osteon.solve._structure import Structure


def couplings(equations: Structure) -> frozenset[tuple[int, int]]:
    """Pairs (i, j): dy_i/dt may depend on y_j. What is not listed is zero for all states and parameters."""
    rows = {state: frozenset({row}) for row, state in enumerate(equations.states)}
    needs = dict(rows)

    def used(tree_names: tuple[str, ...]) -> frozenset[int]:
        return frozenset().union(*(needs.get(name, frozenset()) for name in tree_names))

    for name, tree in equations.signals:  # each uses only those before it
        needs[name] = used(names(tree))
    pairs: set[tuple[int, int]] = set()
    for process in equations.processes:
        columns = used(names(process.rate))
        ends = [end for end in (process.source, process.target) if end is not None]
        pairs.update((row, column) for row in ends for column in columns)
    return frozenset(pairs)


def colours(states: int, pairs: frozenset[tuple[int, int]]) -> tuple[int, ...]:
    """A colour for each state j, such that no row of the Jacobian holds two columns of one colour.

    The columns of a colour can then be found with one directional derivative (Curtis, Powell & Reid, IMA
    Journal of Applied Mathematics 13 (1974) 117).
    """
    rows_of: list[set[int]] = [{i for i, j in pairs if j == column} for column in range(states)]
    taken: list[set[int]] = []
    found = [0] * states
    for column in sorted(range(states), key=lambda each: (-len(rows_of[each]), each)):
        colour = next((c for c, rows in enumerate(taken) if not rows & rows_of[column]), len(taken))
        if colour == len(taken):
            taken.append(set())
        taken[colour] |= rows_of[column]
        found[column] = colour
    return tuple(found)
