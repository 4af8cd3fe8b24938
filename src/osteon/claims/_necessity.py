"""Which processes a claim stands on: each is switched off in all arms, and the tests are read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import final

from osteon.claims._judge import EFFECTS, Judged, remains, share_left, without
from osteon.claims._lanes import EVERYTHING, NOTHING, Lane
from osteon.claims._table import Table

FEW = 8
"""Animals that stand for all where the typical one does not show what they show."""


@final
@dataclass(frozen=True)
class Stand:
    """What a claim stands on.

    necessary: processes without which a test no longer holds (`remains`), each with the share of the effect
    that is left (1: all; below 0: it turns round), the one that takes most first. strongest: the process that
    takes most, where none is necessary. alone: effects are there with every process switched off. absence:
    no effect was expected at all. unsolved: processes without which the arms could not be solved.
    """

    necessary: tuple[tuple[str, float], ...] = ()
    strongest: tuple[str, float] | None = None
    alone: bool = False
    absence: bool = False
    unsolved: tuple[str, ...] = ()


def panel(result: Judged, table: Table) -> tuple[int, ...]:
    """The animals in which processes are switched off: as few as show what all show.

    The typical animal; else the first FEW; else all. A spread needs several.
    """
    everyone = tuple(range(table.animals))
    typical: tuple[tuple[int, ...], ...] = () if result.trial.test.read == "spread" else ((table.animals,),)
    for animals in (*typical, everyone[:FEW]):
        parts = without(result, table, None, animals)
        if parts is not None and remains(parts, result.parts):
            return animals
    return everyone


def lanes_without(result: Judged, table: Table) -> Iterator[Lane]:
    """The lanes that a test needs with processes switched off, one at a time, and all at once."""
    if not result.parts:
        return
    for animal in panel(result, table):
        for arm in result.trial.arms:
            for process in (NOTHING, EVERYTHING, *sorted(table.active[arm])):
                yield Lane(arm, animal, process)


def stands_on(results: Sequence[Judged], table: Table) -> Stand:
    """What the tests of a claim, all of which hold, stand on."""
    left: dict[str, float] = {}
    needed: set[str] = set()
    unsolved: set[str] = set()
    bare: list[bool] = []
    for result in (each for each in results if each.parts):
        animals = panel(result, table)
        intact = without(result, table, NOTHING, animals)
        for process in sorted({name for arm in result.trial.arms for name in table.active[arm]}):
            parts = without(result, table, process, animals)
            if parts is None or intact is None:
                unsolved.add(process)
                continue
            share = min(share_left(part, whole) for part, whole in zip(parts, intact, strict=True))
            left[process] = min(left.get(process, share), share)
            if not remains(parts, intact):
                needed.add(process)
        if result.parts[0][0] in EFFECTS:
            nothing = without(result, table, EVERYTHING, animals)
            bare.append(nothing is not None and intact is not None and remains(nothing, intact))
    order = sorted(left, key=lambda name: (left[name], name))
    return Stand(
        necessary=tuple((name, left[name]) for name in order if name in needed),
        strongest=(order[0], left[order[0]]) if order and not needed else None,
        alone=bool(bare) and all(bare),
        absence=not bare,
        unsolved=tuple(sorted(unsolved)),
    )
