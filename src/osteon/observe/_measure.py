"""All instruments over one solution."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

import numpy as np
from numpy.typing import NDArray

from osteon.model import Model
from osteon.observe._assay import ASSAY
from osteon.observe._bone_volume import BoneVolume
from osteon.observe._computed import Computed
from osteon.observe._cytometry import CYTOMETRY
from osteon.observe._elisa import ELISA
from osteon.observe._fractions import Fractions
from osteon.observe._instrument import Instrument
from osteon.observe._mineral import Mineral
from osteon.observe._outcome import Outcome
from osteon.observe._oximetry import OXIMETRY
from osteon.observe._phases import PhaseTimeline, phase_labels
from osteon.observe._stiffness import Stiffness
from osteon.observe._union import Union
from osteon.observe._vessels import VESSELS
from osteon.observe._view import Array, View

if TYPE_CHECKING:
    from osteon.solve import Solution

_TISSUE = (Fractions(), BoneVolume(), Mineral(), Stiffness(), Union(), PhaseTimeline())
INSTRUMENTS: tuple[Instrument, ...] = (*_TISSUE, CYTOMETRY, ELISA, OXIMETRY, VESSELS, ASSAY, Computed())


@final
@dataclass(frozen=True)
class Measurements:
    """Every reading of every lane.

    `times` [T] day; `curves` [T, B] and `events` [B] by outcome id, in the outcome's unit (an event that
    has not happened is nan); `phases` [T, B] indexes PHASES. What a lane whose integration failed would
    have read is nan.
    """

    times: Array
    curves: Mapping[str, Array]
    events: Mapping[str, Array]
    outcomes: Mapping[str, Outcome]
    phases: NDArray[np.int64]


def outcomes(model: Model) -> tuple[Outcome, ...]:
    """Everything the instruments can report on a model, tissue first."""
    return tuple(outcome for instrument in INSTRUMENTS for outcome in instrument.outcomes(model))


def measure(model: Model, solution: Solution) -> Measurements:
    """Reads all instruments. `model` may be the whole one of a pruned solution: pruned states read zero."""
    view = View(model, solution)
    listed = {outcome.id: outcome for outcome in outcomes(model)}
    readings: dict[str, Array] = {}
    for instrument in INSTRUMENTS:
        if instrument.outcomes(model):
            readings |= instrument.read(view)
    events = {name: array for name, array in readings.items() if listed[name].kind == "event"}
    curves = {name: array for name, array in readings.items() if listed[name].kind == "curve"}
    return Measurements(view.times, curves, events, listed, phase_labels(view, events))


def measure_some(model: Model, solution: Solution, wanted: Set[str]) -> Mapping[str, Array]:
    """The readings of some outcomes, as in `measure`, by id: curves [T, B], days of events [B].

    No instrument is used that none of them needs. What no instrument lists is left out.
    """
    view, found = View(model, solution), dict[str, Array]()
    for instrument in INSTRUMENTS:
        if not wanted.isdisjoint(outcome.id for outcome in instrument.outcomes(model)):
            found |= instrument.some(view, wanted)
    return found
