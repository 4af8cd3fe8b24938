"""Clinical union: the callus is stiff enough and bony enough.

Criterion: relative stiffness > `union_stiffness` and mineralised fraction > `union_bone` (shared instrument
quantities, fractions). `union_time` is the first day on which both hold; `union` is 0 % before and 100 %
after it, so that its mean over a cohort is the probability of union. A callus that has united stays united
(refracture is not modelled).

Class: `delayed_union` and `nonunion` are 100 % in an animal that has not united `delayed_after` or
`nonunion_after` days after injury (shared instrument quantities at the pace of a mouse, over `species_pace`).
"""

from collections.abc import Mapping
from typing import final

import numpy as np

from osteon.model import Model
from osteon.observe._crossing import first_crossing
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._stiffness import measures_stiffness, relative_stiffness
from osteon.observe._view import Array, View, holds, tissues

_QUANTITIES = ("union_stiffness", "union_bone")
LATE = {"delayed_union": "delayed_after", "nonunion": "nonunion_after"}
_PACE = "species_pace"


def measures_union(model: Model) -> bool:
    """Whether the model says what counts as union."""
    return (
        measures_stiffness(model)
        and bool(tissues(model, "mineralised"))
        and holds(model, quantities=_QUANTITIES)
    )


def union_day(view: View) -> Array:
    """The day of union [B]; nan where the callus has not united."""
    stiff = relative_stiffness(view) - view.quantity("union_stiffness")
    bony = view.total(tissues(view.model, "mineralised")) - view.quantity("union_bone")
    return first_crossing(view.times, stiff, bony)


@final
class Union(Instrument):
    """Outcomes `union`, %, and `union_time`, day."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        if not measures_union(model):
            return ()
        says = "relative stiffness and mineralised fraction both above their union thresholds"
        late = "animals that had not united by the time at which clinicians speak of it"
        return (
            Outcome("union", "union", "%", f"animals that have united: {says}", binary=True),
            Outcome("union_time", "time to union", "day", f"first day of {says}", kind="event"),
            *(Outcome(each, each.replace("_", " "), "%", late, binary=True) for each in _classes(model)),
        )

    def read(self, view: View) -> Mapping[str, Array]:
        day = union_day(view)
        late = {name: late_share(view, name, day) for name in _classes(view.model)}
        return {"union": union_curve(view, day), "union_time": day, **late}


def union_curve(view: View, day: Array) -> Array:
    """100 % from the day of union [B] on, 0 before [T, B]."""
    return np.where(view.times[:, None] >= day, 100.0, 0.0)


def late_share(view: View, name: str, day: Array) -> Array:
    """A class of late healing, a key of LATE, by the day of union [B]: 100 % once one is late [T, B]."""
    limit = view.quantity(LATE[name]) / view.quantity(_PACE)
    late = np.isnan(day) | (day > limit)
    return np.where((view.times[:, None] >= limit) & late, 100.0, 0.0)


def _classes(model: Model) -> tuple[str, ...]:
    """The classes of late healing that the model has limits for."""
    return tuple(name for name, path in LATE.items() if holds(model, quantities=(path, _PACE)))
