"""The linear systems of the implicit stepper, eliminated over a pattern that is known before anything runs.

Only transfers couple states, so the matrix is nearly triangular. The order of elimination is chosen once
(states upstream first, strongly connected groups by smallest fill); the solve is then a few dozen
multiplications of rows, the same for all lanes, written out without loops or branches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias, final

import networkx

from osteon.solve._lower import Edge, Row

Graph: TypeAlias = "networkx.DiGraph[int]"


@final
@dataclass(frozen=True)
class Elimination:
    """One unknown is expressed by those that remain: `inflows` j feed it, it feeds `outflows` i."""

    state: int
    inflows: tuple[int, ...]
    outflows: tuple[int, ...]


def plan(states: int, edges: Sequence[Edge]) -> tuple[Elimination, ...]:
    """The order in which `states` unknowns coupled by `edges` are eliminated, with the fill of each step."""
    graph: Graph = networkx.DiGraph(edges)
    graph.add_nodes_from(range(states))
    steps = []
    for group in _groups(graph):
        while group:
            state = min(group, key=lambda node: (graph.in_degree(node) * graph.out_degree(node), node))
            group.remove(state)
            steps.append(
                Elimination(state, tuple(sorted(graph.pred[state])), tuple(sorted(graph.succ[state])))
            )
            graph.add_edges_from((i, j) for i, j in product(steps[-1].inflows, steps[-1].outflows) if i != j)
            graph.remove_node(state)
    return tuple(steps)


def solve_linear(
    steps: Sequence[Elimination], leak: Sequence[Row], flow: Mapping[Edge, Row], right: Sequence[Row]
) -> list[Row]:
    """Solves leak_i x_i + sum_j flow_ij x_i - sum_j flow_ji x_j = right_i.

    Needs leak > 0, flow >= 0, right >= 0. Nothing is ever subtracted (the elimination of Grassmann, Taksar
    and Heyman, Operations Research 33 (1985) 1107, which keeps the column sums `leak` in place of the
    diagonal): x >= 0 holds exactly, and every x_i is right to a few units in its last place however stiff the
    flows are.

    steps: from `plan`. leak, right: one row a state. flow: one row an edge.
    """
    leak, flow, x = list(leak), dict(flow), list(right)
    inverse: dict[int, Row] = {}
    for step in steps:
        k = step.state
        total = leak[k]
        for i in step.outflows:
            total = total + flow[k, i]
        inverse[k] = 1.0 / total
        for i in step.outflows:
            x[i] = x[i] + flow[k, i] * (x[k] * inverse[k])
        for j in step.inflows:
            through = flow[j, k] * inverse[k]
            leak[j] = leak[j] + leak[k] * through
            for i in step.outflows:
                if i != j:
                    past = flow[k, i] * through
                    flow[j, i] = flow[j, i] + past if (j, i) in flow else past
    for step in reversed(steps):
        k = step.state
        for j in step.inflows:
            x[k] = x[k] + flow[j, k] * x[j]
        x[k] = x[k] * inverse[k]
    return x


def _groups(graph: Graph) -> list[set[int]]:
    """The strongly connected groups, each before those it feeds; ties by number, for a fixed order."""
    condensed = networkx.condensation(graph)
    order = networkx.lexicographical_topological_sort(
        condensed, key=lambda c: min(condensed.nodes[c]["members"])
    )
    return [set(condensed.nodes[c]["members"]) for c in order]
