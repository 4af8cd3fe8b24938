"""What each outcome is read from: the states and quantities that make a difference to its instrument.

Found by trying, so that no instrument has to say twice what it does: in made-up courses each state and each
quantity is replaced in turn, and an outcome reads those whose replacement changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast, final

import numpy as np
from numpy.typing import NDArray

from osteon.domain import Domain, Grid, Tissue
from osteon.knowledge import Entity
from osteon.model import Model, Name, State
from osteon.observe._measure import INSTRUMENTS, outcomes
from osteon.observe._space import space_outcomes, space_reader
from osteon.observe._thresholds import CLOSURE_BONE, HYPOXIC, VOXEL_BONE
from osteon.observe._view import Array, View

if TYPE_CHECKING:
    from osteon.solve import Solution

TRIES, SPACE_TRIES = 40, 12
"""Made-up courses. What is told by thresholds needs many, until each of them has decided once."""

DAYS, LAST = 7, 3.0
"""How many days a made-up course has, and the last of them."""

LEAST, TOPS = 0.05, (1.0, 0.5, 0.25, 0.125)
"""Made-up quantities lie between LEAST and 1, so that none outweighs the others; states between 0 and one of
TOPS, course by course, so that sums of a few of them lie on either side of thresholds.
"""

SHARE = 0.6
"""In space states lie between 0 and this, so that sums of tissues lie on either side of most thresholds."""

THRESHOLDS = frozenset((*VOXEL_BONE, *CLOSURE_BONE, *HYPOXIC))

LINE = (Tissue.BONE, *(Tissue.DEFECT,) * 5, Tissue.BONE)
"""A gap between two stumps, in which the instruments in space are tried."""


@final
@dataclass(frozen=True)
class Reads:
    """What an instrument itself reads for an outcome: ids of states, names of signals, paths of quantities.

    Each in the order of the model. What a signal is worked out from is not repeated here.
    """

    states: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()

    def joined(self, other: Reads) -> Reads:
        """What either of two is read from."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Reads(*(tuple(dict.fromkeys((*mine, *theirs))) for mine, theirs in pairs))


@final
@dataclass(frozen=True, eq=False)
class _Made:
    """A solution that nobody solved: what a View asks of one. One lane a replacement, after one without."""

    states: Array
    parameters: Array
    state_ids: tuple[str, ...]
    quantity_paths: tuple[str, ...]
    times: Array = field(default_factory=lambda: np.linspace(0.0, LAST, DAYS))
    changes: tuple[()] = ()

    @property
    def ok(self) -> NDArray[np.bool_]:
        return np.ones(self.states.shape[-1], np.bool_)

    def state(self, id: str) -> Array:
        return self.states[:, self.state_ids.index(id)]


@lru_cache(maxsize=4)
def reads(model: Model) -> Mapping[str, Reads]:
    """What every outcome of a model at a point is read from, by its id. The whole model, not a pruned one."""
    tried = _tried(model)
    found: dict[str, set[int]] = {outcome.id: set() for outcome in outcomes(model)}
    with np.errstate(all="ignore"):
        for number in range(TRIES):
            view = View(tried, cast("Solution", _made(tried, number)))
            for instrument in INSTRUMENTS:
                for id, values in instrument.read(view).items() if instrument.outcomes(model) else ():
                    found[id] |= _changed(values)
    return {id: _named(tried, rows) for id, rows in found.items()}


@lru_cache(maxsize=4)
def reads_in_space(model: Model) -> Mapping[str, Reads]:
    """What the outcomes that only space has are read from; the day of bridging is read as bridging is."""
    grid = Grid((len(LINE), 1, 1), (1.0, 1.0, 1.0), kind="radial")
    line = Domain(grid, np.array(LINE, np.uint8).reshape(grid.shape), axis=0)
    found: dict[str, set[int]] = {outcome.id: set() for outcome in space_outcomes(model, line)}
    for number in range(SPACE_TRIES):
        own, *others = _readings(model, line, number)
        for row, readings in enumerate(others):
            for id in (id for id, value in readings.items() if value != own[id]):
                found[id].add(row)
    for event in found.keys() & {"bridging_time"}:
        found[event] = found["bridged"] | found["weakest_link"]
    return {id: _named(model, rows) for id, rows in found.items()}


def _tried(model: Model) -> Model:
    """The model with a state in the place of each signal, so that signals are replaced as well."""
    names = [f"~{name}" for name, _ in model.signals]
    extra = tuple(State(name, Entity(name, name, "", "1"), 1.0) for name in names)
    signals = tuple((name, Name(f"~{name}")) for name, _ in model.signals)
    return replace(model, states=(*model.states, *extra), signals=signals)


def _made(model: Model, number: int) -> _Made:
    count, size = len(model.states), len(model.quantities)
    draw, most = np.random.default_rng(number).uniform, TOPS[number % len(TOPS)]
    states = np.repeat(draw(0.0, most, (DAYS, count, 1)), 1 + count + size, axis=2)
    parameters = np.repeat(draw(LEAST, 1.0, (size, 1)), 1 + count + size, axis=1)
    rows, later = np.arange(count), np.arange(size)
    states[:, rows, 1 + rows] = draw(0.0, most, (DAYS, count))
    parameters[later, 1 + count + later] = draw(LEAST, 1.0, size)
    return _Made(states, parameters, tuple(state.id for state in model.states), tuple(model.quantities))


def _readings(model: Model, line: Domain, number: int) -> Iterator[dict[str, float]]:
    """The readings of a made-up moment, then of the same with each state and each quantity replaced."""
    reader, draw = space_reader(model, line), np.random.default_rng(number).uniform
    y = draw(0.0, SHARE, (len(model.states), line.voxels))
    own = dict(zip(model.quantities, draw(LEAST, 1.0, len(model.quantities)).tolist(), strict=True))
    read = reader.read(y, own)
    yield read
    for row in range(len(y)):
        other = y.copy()
        other[row] = draw(0.0, SHARE, line.voxels)
        yield reader.read(other, own)
    for path in own:
        # The instruments in space ask for no other quantity, and a try of one takes as long.
        yield reader.read(y, {**own, path: float(draw(LEAST, 1.0))}) if path in THRESHOLDS else read


def _changed(values: Array) -> set[int]:
    """The numbers of the replacements that change some value; values [..., 1 + replacements]."""
    own, rest = values[..., :1], values[..., 1:]
    differs = ~((rest == own) | (np.isnan(rest) & np.isnan(own)))
    return set(np.flatnonzero(differs.reshape(-1, rest.shape[-1]).any(axis=0)).tolist())


def _named(model: Model, rows: set[int]) -> Reads:
    """The names of what was replaced: states (a signal's stand-in begins with ~), then quantities."""
    ids = [state.id for state in model.states]
    every = [*ids, *model.quantities]
    named = [every[row] for row in sorted(rows)]
    return Reads(
        states=tuple(name for name in named if name in ids and not name.startswith("~")),
        signals=tuple(name[1:] for name in named if name.startswith("~")),
        quantities=tuple(name for name in named if name in model.quantities),
    )
