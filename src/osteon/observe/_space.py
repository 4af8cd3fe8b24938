"""All instruments in space over one lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np

from osteon.domain import Domain
from osteon.model import Model
from osteon.observe._amounts import Hypoxia, NewBone, VesselHalves
from osteon.observe._bridge import Bridge
from osteon.observe._bridging import WEAKEST, Bridging, bridging_outcomes, bridging_time
from osteon.observe._closure import Closure
from osteon.observe._outcome import Outcome
from osteon.observe._site import Site
from osteon.observe._space_instrument import SpaceInstrument
from osteon.observe._space_view import SpaceView, checked, quantity
from osteon.observe._thresholds import VOXEL_BONE
from osteon.observe._view import Array


@final
@dataclass(frozen=True, eq=False)
class SpaceReader:
    """The instruments of one lane, made once, since what a defect's shape says does not change.

    Attributes:
        model: the whole model, before pruning.
        rows: the states that the solver keeps, in the order of its rows.
    """

    model: Model
    rows: tuple[str, ...]
    site: Site
    instruments: tuple[SpaceInstrument, ...]

    def read(self, y: Array, quantities: Mapping[str, float]) -> dict[str, float]:
        """Every reading of states y [S, N], coherent, with the lane's own quantities by path.

        SolveError where y has another shape, or a voxel without a finite value.
        """
        values = checked(y, self.rows, int(self.site.domain.voxels))
        view = SpaceView(self.model, self.site, values, self.rows, quantities)
        return {name: value for each in self.instruments for name, value in each.read(view).items()}


def space_reader(model: Model, domain: Domain, rows: Sequence[str] | None = None) -> SpaceReader:
    """The instruments that have something to report on a model in a domain.

    `rows`: the states of y; default: those of the model.
    """
    site = Site(domain)
    every = _instruments(site)
    states = tuple(state.id for state in model.states) if rows is None else tuple(rows)
    return SpaceReader(model, states, site, tuple(each for each in every if each.outcomes(model, site)))


def read_space(
    model: Model, domain: Domain, y: Array, quantities: Mapping[str, float], rows: Sequence[str] | None = None
) -> dict[str, float]:
    """Every reading of one lane at one time; see SpaceReader. For many times make a reader once."""
    return space_reader(model, domain, rows).read(y, quantities)


def space_outcomes(model: Model, domain: Domain) -> tuple[Outcome, ...]:
    """Everything the instruments in space can report, beside those that read means over the volume."""
    site = Site(domain)
    curves = [outcome for each in _instruments(site) for outcome in each.outcomes(model, site)]
    bridging = any(outcome.id == WEAKEST for outcome in curves)
    return (*curves, *(bridging_outcomes(model) if bridging else ()))


def space_events(
    model: Model, times: Array, curves: Mapping[str, Array], quantities: Sequence[Mapping[str, float]]
) -> dict[str, Array]:
    """The day of each event [B] from the curves [T, B] of the instruments in space; nan: never.

    `quantities`: each lane's own, by path.
    """
    if WEAKEST not in curves:
        return {}
    thresholds = np.array([quantity(model, lane, *VOXEL_BONE) for lane in quantities])
    return {"bridging_time": bridging_time(times, curves[WEAKEST], thresholds)}


def _instruments(site: Site) -> tuple[SpaceInstrument, ...]:
    return (NewBone(), Closure(), Bridging(Bridge(site)), VesselHalves(), Hypoxia())
