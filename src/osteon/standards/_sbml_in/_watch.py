"""Clocks that go round: where a condition follows one, an entity makes the solver's steps follow it too.

A condition on `sin(time)` or on `time - 24 floor(time / 24)` turns however little the states change, and a
solver that looks at the states alone would step over its turns. An entity with the rate sin(…) of the same
period has an error to control, and with it every step is short against that period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from typing import final

from osteon.knowledge import Entity, Process
from osteon.model import TIME, Binary, Call, Expression, Model, Number, names, to_text, walk
from osteon.standards._sbml_in._names import Names

TURNING = frozenset({"sin", "cos", "tan"})
STEPPING = frozenset({"floor", "ceil"})
COMPARING = frozenset({"above", "at_least", "equal"})
MOST, LONGEST = 8, 1500

_SHARE = 1e-3


@final
@dataclass(frozen=True, eq=False)
class Watch:
    """An entity that only follows a clock."""

    entity: Entity
    process: Process


def watches(model: Model, made: Names, day: float, where: str) -> Iterator[Watch]:
    """One for each argument of a turning or stepping function of the time that decides something.

    day: how many days the file's unit of time is.
    """
    for phase in list(dict.fromkeys(_phases(model)))[:MOST]:
        text = to_text(Call("sin", (phase,)))
        if len(text) > LONGEST:
            continue
        id = made.fresh("watch_1")
        says = "It follows a clock of the file, so that no turn of a condition is missed; nothing needs it."
        entity = Entity(
            id=id,
            name=f"watch over {text[:80]}",
            kind="other",
            unit="day",
            says=says,
            where=where,
            signed=True,
            resolution=_SHARE * day,
        )
        name = made.fresh(f"{id}_change")
        yield Watch(entity, Process(name, "The clock turns.", "change", None, id, text, where=where))


def _phases(model: Model) -> Iterator[Expression]:
    signals = dict(model.signals)
    timed = _timed(model)
    for tree in model.expressions:
        for part in walk(tree):
            if not isinstance(part, Call) or not _of_time(part, timed):
                continue
            if part.law in STEPPING:
                yield _round(part.arguments[0])
            elif part.law in COMPARING:
                for inner in _reached(part, signals):
                    if isinstance(inner, Call) and inner.law in TURNING and _of_time(inner, timed):
                        yield inner.arguments[0]


def _round(phase: Expression) -> Expression:
    """The angle that goes round once while a number grows by one."""
    return Binary("*", Number(2.0 * pi), phase)


def _timed(model: Model) -> frozenset[str]:
    """The time, and the signals that it is in."""
    found = {TIME}
    for name, tree in model.signals:  # each uses only those before it
        if found & set(names(tree)):
            found.add(name)
    return frozenset(found)


def _of_time(tree: Expression, timed: frozenset[str]) -> bool:
    return bool(timed & set(names(tree)))


def _reached(tree: Expression, signals: dict[str, Expression]) -> Iterator[Expression]:
    """The parts of a tree and of the signals that it uses, each signal once."""
    waiting, seen = [tree], set[str]()
    while waiting:
        now = waiting.pop()
        yield from walk(now)
        new = [name for name in names(now) if name in signals and name not in seen]
        seen |= set(new)
        waiting.extend(signals[name] for name in new)
