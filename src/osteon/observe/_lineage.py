"""From an outcome back: what it is read from, what moves that, and the numbers of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import final

from osteon.model import Expression, Model, names, signals_for
from osteon.observe._measure import outcomes
from osteon.observe._outcome import Outcome
from osteon.observe._reads import Reads, reads, reads_in_space
from osteon.observe._union import LATE

INSTRUMENT, START = "the instrument", "day 0"
"""What uses a number besides processes, events and transports: the reading itself, and start values."""


UNITED = ("union_time", "onset_bony_union", *LATE)
"""Outcomes that are told by the day of union, besides union itself."""


@final
@dataclass(frozen=True)
class Lineage:
    """What an outcome rests on at first hand.

    states: those that it is read from, also through signals. movers: names of the processes, events and (in
    space) transports that change them. signals: those that the reading or a mover uses, also through others.
    numbers: path to the names of what uses it: movers, INSTRUMENT or START; also through signals.
    All else acts through the states that the movers' rates use.
    """

    reads: Reads
    states: tuple[str, ...]
    movers: tuple[str, ...]
    signals: tuple[str, ...]
    numbers: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def lineages(model: Model, in_space: bool = False) -> Mapping[str, Lineage]:
    """The lineage of every outcome of a whole model, by id; in space of those that only space has, too.

    In space an animal has united when its defect is bridged, where that can be told.
    """
    found = {**reads(model), **(reads_in_space(model) if in_space else {})}
    for id in found.keys() & {"union", *UNITED} if "bridging_time" in found else ():
        found[id] = found[id].joined(found["bridging_time"])
    users = list(_users(model, in_space))
    return {id: _lineage(model, each, users) for id, each in found.items()}


def outcomes_on(
    model: Model, paths: Collection[str], movers: Collection[str] = ()
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The outcomes at a point that rest at first hand on some numbers, or are changed by some `movers`.

    By id: each mover, INSTRUMENT or START through which they do, with those of the numbers that it uses.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for id, lineage in lineages(model).items():
        for user in (INSTRUMENT, *lineage.movers, START):
            used = tuple(path for path in paths if user in lineage.numbers.get(path, ()))
            if used or user in movers:
                found.setdefault(id, {})[user] = tuple(sorted(used))
    return found


def movers_on(model: Model, paths: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The processes, events and transports that use some numbers, also through signals: by name, which."""
    found = {user.name: user.names.intersection(paths) for user in _users(model, in_space=True)}
    return {name: tuple(sorted(used)) for name, used in found.items() if used}


def outcome_named(model: Model, id: str) -> Outcome | None:
    """The outcome of a model at a point with this id, in either case; None if it has none."""
    return next((each for each in outcomes(model) if each.id.casefold() == id.casefold()), None)


@final
@dataclass(frozen=True)
class _User:
    """Something that changes states, and the names that it uses, also through signals."""

    name: str
    states: frozenset[str]
    signals: tuple[str, ...]
    names: frozenset[str]


def _users(model: Model, in_space: bool) -> Iterator[_User]:
    for rate in model.rates:
        ends = frozenset(id for id in (rate.source, rate.target) if id is not None)
        yield _user(model, rate.name, ends, [rate.expression])
    for event in model.events:
        trees = [event.condition, *(tree for _, tree in event.sets), event.delay, event.priority]
        ids = frozenset(id for id, _ in event.sets)
        yield _user(model, event.name, ids, [tree for tree in trees if tree is not None])
    for moved in model.transports if in_space else ():
        if moved.state is not None:
            yield _user(model, moved.name, frozenset({moved.state}), list(moved.expressions))


def _user(model: Model, name: str, states: frozenset[str], trees: list[Expression]) -> _User:
    through = signals_for(trees, model)
    used = frozenset(id for tree in (*trees, *(tree for _, tree in through)) for id in names(tree))
    return _User(name, states, tuple(signal for signal, _ in through), used)


def _lineage(model: Model, read: Reads, users: list[_User]) -> Lineage:
    worked_out = [tree for name, tree in model.signals if name in read.signals]
    reading = _user(model, INSTRUMENT, frozenset(), worked_out)
    states = {*read.states, *reading.names}
    kept = tuple(state.id for state in model.states if state.id in states)
    movers = [user for user in users if user.states & states]
    starts = {f"{id}.initial" for id in kept}
    starts |= {name for id, tree in model.starts if id in kept for name in names(tree)}
    direct = reading.names | set(read.quantities)
    uses = [(INSTRUMENT, direct), *((user.name, user.names) for user in movers), (START, starts)]
    signals = {*read.signals, *(name for user in (reading, *movers) for name in user.signals)}
    return Lineage(
        reads=read,
        states=kept,
        movers=tuple(user.name for user in movers),
        signals=tuple(name for name, _ in model.signals if name in signals),
        numbers={
            path: by
            for path in model.quantities
            if (by := tuple(name for name, used in uses if path in used))
        },
    )
