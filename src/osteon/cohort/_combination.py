"""Which arms have together what other arms have one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, final

from osteon.scenario import Arm

Parts: TypeAlias = Counter[Hashable]

_GIVEN = ("condition", "product")
"""Kinds of settings that an arm adds to its host: a condition counts by itself, a product by each time that
it is given."""


@final
@dataclass(frozen=True)
class Combination:
    """An arm that has all that two or more others have beyond a control, and nothing else.

    arm: has all. control: has none of it, and may have more in common with all of them. singles: the arms
    that have one part each; their parts do not overlap.
    """

    arm: str
    control: str
    singles: tuple[str, ...]


def combinations(arms: Sequence[Arm]) -> tuple[Combination, ...]:
    """All combinations among arms, in the order of the arms that combine.

    Arms are compared by what they add to one host in one defect: conditions, products with their doses and
    days, doses and changes. Of several ways to take an arm apart the finest ones are kept, for each control.
    """
    found: list[Combination] = []
    parts = {arm.name: _parts(arm) for arm in arms}
    for arm in arms:
        seen: list[Parts] = []
        for control in arms:
            own = parts[control.name]
            if _host(control) == _host(arm) and own < parts[arm.name] and own not in seen:
                seen.append(own)
                found += _apart(arm, control, arms, parts)
    return tuple(found)


def _apart(arm: Arm, control: Arm, arms: Sequence[Arm], parts: Mapping[str, Parts]) -> Iterator[Combination]:
    """The finest ways to take an arm apart into arms with one part each."""
    own, extra = parts[control.name], parts[arm.name] - parts[control.name]
    blocks: dict[str, Parts] = {}
    for other in arms:
        block = parts[other.name] - own
        fits = own <= parts[other.name] and block < extra and block
        if fits and _host(other) == _host(arm) and block not in blocks.values():
            blocks[other.name] = block
    ways = list(_covers(extra, list(blocks.items())))
    finest = max((len(way) for way in ways), default=0)
    yield from (Combination(arm.name, control.name, way) for way in ways if len(way) == finest > 1)


def _covers(whole: Parts, blocks: Sequence[tuple[str, Parts]]) -> Iterator[tuple[str, ...]]:
    """The choices of blocks that together are the whole, each part once."""
    if not whole:
        yield ()
    for index, (name, block) in enumerate(blocks):
        if block <= whole:
            yield from ((name, *rest) for rest in _covers(whole - block, blocks[index + 1 :]))


def _host(arm: Arm) -> Hashable:
    """Who is treated, and what is missing."""
    rest = [(each.kind, each.id, _frozen(each.dials)) for each in arm.settings if each.kind not in _GIVEN]
    return arm.subject, tuple(rest)


def _parts(arm: Arm) -> Parts:
    """What is added to the host, each with all that makes it different."""
    conditions = [(each.id, _frozen(each.dials)) for each in arm.settings if each.kind == "condition"]
    products = [
        (use.product, use.route, _frozen(use.dials), use.days, _frozen(use.follows)) for use in arm.products
    ]
    return Counter([
        *(("condition", *each) for each in conditions),
        *(("product", *each) for each in products),
        *(("dose", each) for each in arm.doses),
        *(("change", each) for each in arm.changes),
    ])  # fmt: skip


def _frozen(table: Mapping[str, Hashable]) -> Hashable:
    return tuple(sorted(table.items(), key=lambda pair: pair[0]))
