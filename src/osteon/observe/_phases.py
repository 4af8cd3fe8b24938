"""The phases of healing, detected from the state and never scheduled.

Criteria (thresholds are shared instrument quantities of the model, fractions):
    inflammation   neutrophil + monocyte + M1 rises above `phase_inflammation_share` of its own peak;
                   it ends when, after the peak, the sum is below that level again
    soft_callus    cartilage above `phase_tissue_share` of the volume and above bone
    hard_callus    bone above `phase_tissue_share` and above cartilage, once there has been a soft callus
                   or where there never is one
    bony_union     the union criterion
    remodelling    woven bone has fallen from its peak by the share `phase_remodelling_drop`
"""

from collections.abc import Mapping
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.model import Model
from osteon.observe._crossing import first_crossing
from osteon.observe._fractions import bone_tissues
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._union import measures_union, union_day
from osteon.observe._view import Array, View, holds

PHASES = ("injury", "inflammation", "soft_callus", "hard_callus", "bony_union", "remodelling")

_INFLAMMATORY = ("neutrophil", "monocyte", "M1")
_TISSUES = ("cartilage", "woven_bone")
_SHARES = ("phase_inflammation_share", "phase_tissue_share", "phase_remodelling_drop")


def measures_phases(model: Model) -> bool:
    """Whether the model has the cells, tissues and thresholds that the phases are told by."""
    return measures_union(model) and holds(model, _INFLAMMATORY + _TISSUES, _SHARES)


def phase_labels(view: View, events: Mapping[str, Array]) -> NDArray[np.int64]:
    """The furthest phase reached [T, B], as an index into PHASES (0: none yet)."""
    labels = np.zeros((view.times.size, view.lanes), dtype=np.int64)
    for index, phase in enumerate(PHASES[1:], start=1):
        if (onset := events.get(f"onset_{phase}")) is not None:
            labels[view.times[:, None] >= onset] = index
    return labels


def _inflammation(view: View) -> tuple[Array, Array]:
    cells = view.total(_INFLAMMATORY)
    peak = cells.max(axis=0)
    margin = cells - view.quantity("phase_inflammation_share") * peak
    onset = first_crossing(view.times, margin)
    end = first_crossing(view.times, -margin, since=view.times[cells.argmax(axis=0)])
    return onset, np.where(peak > 0.0, end, np.nan)


def _callus(view: View) -> tuple[Array, Array]:
    share = view.quantity("phase_tissue_share")
    cartilage, bone = view.state("cartilage"), view.total(bone_tissues(view.model))
    soft = first_crossing(view.times, cartilage - share, cartilage - bone)
    start = np.where(np.isnan(soft), view.times[0], soft)
    return soft, first_crossing(view.times, bone - share, bone - cartilage, since=start)


def _remodelling(view: View) -> Array:
    woven = view.state("woven_bone")
    peak = woven.max(axis=0)
    fallen = (1.0 - view.quantity("phase_remodelling_drop")) * peak - woven
    day = first_crossing(view.times, fallen, since=view.times[woven.argmax(axis=0)])
    return np.where(peak > view.quantity("phase_tissue_share"), day, np.nan)


def _event(name: str, title: str) -> Outcome:
    return Outcome(name, title, "day", f"first day of the criterion: {title}", kind="event")


@final
class PhaseTimeline(Instrument):
    """Events `onset_<phase>` and `end_inflammation`, day."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        if not measures_phases(model):
            return ()
        onsets = tuple(
            _event(f"onset_{phase}", f"onset of {phase.replace('_', ' ')}") for phase in PHASES[1:]
        )
        return (*onsets, _event("end_inflammation", "end of inflammation"))

    def read(self, view: View) -> Mapping[str, Array]:
        inflammation, resolved = _inflammation(view)
        soft, hard = _callus(view)
        days = (inflammation, soft, hard, union_day(view), _remodelling(view))
        onsets = {f"onset_{phase}": day for phase, day in zip(PHASES[1:], days, strict=True)}
        return {**onsets, "end_inflammation": resolved}
