"""How high each place of a column stands: in order, with room between, level with what it is joined to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from osteon.report._evidence_layers import Columns, Node

_ROUNDS = 24


def heights(
    columns: Columns, links: Iterable[tuple[Node, Node]], sizes: Mapping[Node, float], gap: float
) -> dict[Node, float]:
    """Return the middle of each place, the topmost edge at 0.

    sizes: how high each place is; a place that is not named is the passage of an arrow, with no height.
    """
    near: dict[Node, list[Node]] = {}
    for one, two in links:
        near.setdefault(one, []).append(two)
        near.setdefault(two, []).append(one)
    middle: dict[Node, float] = {}
    for column in columns:
        _settle(column, dict.fromkeys(column, 0.0), sizes, gap, middle)
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted = {
                node: _mean([middle[other] for other in near.get(node, ())], middle[node]) for node in column
            }
            _settle(column, wanted, sizes, gap, middle)
    top = min((middle[node] - sizes.get(node, 0.0) / 2 for node in middle), default=0.0)
    return {node: value - top for node, value in middle.items()}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _settle(
    column: Sequence[Node],
    wanted: Mapping[Node, float],
    sizes: Mapping[Node, float],
    gap: float,
    middle: dict[Node, float],
) -> None:
    """Put a column as near to what is wanted as its order and the gaps allow: the least squares.

    Neighbours that would overlap become a block, which stands at the mean of what its members want.
    """
    blocks: list[tuple[float, float, int]] = []  # sum of wanted tops, height so far, members
    for node in column:
        size = sizes.get(node, 0.0)
        blocks.append((wanted[node] - size / 2, size + gap, 1))
        while len(blocks) > 1 and _top(blocks[-2]) + blocks[-2][1] > _top(blocks[-1]):
            total, height, members = blocks.pop()
            before, above, others = blocks.pop()
            blocks.append((before + total - members * above, above + height, members + others))
    nodes = iter(column)
    for block in blocks:
        at = _top(block)
        for _ in range(block[2]):
            node = next(nodes)
            size = sizes.get(node, 0.0)
            middle[node] = at + size / 2
            at += size + gap


def _top(block: tuple[float, float, int]) -> float:
    return block[0] / block[2]
