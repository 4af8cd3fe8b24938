"""Micro-CT densitometry: bone mineral per volume of callus.

Equation: mineral = sum_i f_i m_i, with f_i the volume fraction of tissue i and m_i its instrument quantity
`<tissue>.mineral` (hydroxyapatite equivalent, mg/mm^3); relative_mineral = 100 % * mineral / m_lamellar_bone.
"""

from collections.abc import Mapping
from typing import final

import numpy as np

from osteon.model import Model
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View, entities
from osteon.units import coherent

_UNIT = "mg/mm^3"
_REFERENCE = "lamellar_bone.mineral"


@final
class Mineral(Instrument):
    """Outcomes `mineral`, mg/mm^3, and `relative_mineral`, %."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        if _REFERENCE not in model.quantities:
            return ()
        return (
            Outcome("mineral", "bone mineral", _UNIT, "hydroxyapatite equivalent per volume of callus"),
            Outcome(
                "relative_mineral",
                "relative bone mineral",
                "%",
                "mineral relative to the same volume of lamellar bone",
            ),
        )

    def read(self, view: View) -> Mapping[str, Array]:
        mineral = np.zeros((view.times.size, view.lanes))
        for entity in entities(view.model, "tissue"):
            if (path := f"{entity.id}.mineral") in view.model.quantities:
                mineral = mineral + view.state(entity.id) * view.quantity(path)
        relative = 100.0 * mineral / view.quantity(_REFERENCE)
        return {"mineral": mineral / coherent(_UNIT).factor, "relative_mineral": relative}
