"""Mechanical testing: how stiff the callus is beside intact bone.

Equation: relative_stiffness = 100 % * g E / E_intact, with E the model's own signal `callus_modulus` (MPa),
E_intact the shared quantity `intact_modulus`, and g `geometry_gain`, by which the width of a callus adds to
its bending stiffness (1 in a model without it).
"""

from collections.abc import Mapping
from typing import final

import numpy as np

from osteon.model import Model
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View, holds

_MODULUS = "callus_modulus"
_INTACT = "intact_modulus"
_GAIN = "geometry_gain"


def measures_stiffness(model: Model) -> bool:
    """Whether the model says how stiff its callus and intact bone are."""
    return any(name == _MODULUS for name, _ in model.signals) and holds(model, quantities=(_INTACT,))


def relative_stiffness(view: View) -> Array:
    """The callus relative to intact bone [T, B], as a fraction."""
    gain = view.quantity(_GAIN) if holds(view.model, quantities=(_GAIN,)) else 1.0
    return np.asarray(gain * view.signal(_MODULUS) / view.quantity(_INTACT))


@final
class Stiffness(Instrument):
    """Outcomes `callus_modulus`, MPa, and `relative_stiffness`, %."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        if not measures_stiffness(model):
            return ()
        modulus = "elastic modulus of the callus as a mixture of its tissues"
        relative = "bending stiffness of the callus over that of intact bone"
        return (
            Outcome(_MODULUS, "callus modulus", "MPa", modulus),
            Outcome("relative_stiffness", "relative stiffness", "%", relative),
        )

    def read(self, view: View) -> Mapping[str, Array]:
        return {_MODULUS: view.signal(_MODULUS), "relative_stiffness": 100.0 * relative_stiffness(view)}
