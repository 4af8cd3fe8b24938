"""Radiograph or micro-CT of a defect from above: how much of its area is closed by mineral.

Each column of healing voxels along the view is one point of the picture. What a reader calls closed does not
begin at one shade of grey. With c the mineralised share at which half of the readers see bone, a column with
the share m counts as (the ramp is an assumption, no reading of radiographs was found)

    f(m) = min(max(m / c - 1/2, 0), 1)          0 below c/2, 1/2 at c, 1 from 3c/2 on

and defect_closure = 100 % * sum A f(m) / sum A, with the area A of a column that of its largest voxel across
the view (mm^2), and m the mean over the volume of its voxels.
"""

from collections.abc import Mapping
from typing import final

import numpy as np

from osteon.model import Model
from osteon.observe._outcome import Outcome
from osteon.observe._site import Site
from osteon.observe._space_instrument import SpaceInstrument
from osteon.observe._space_view import SpaceView
from osteon.observe._thresholds import CLOSURE_BONE, known
from osteon.observe._view import tissues


@final
class Closure(SpaceInstrument):
    """Outcome `defect_closure`, %."""

    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        if not tissues(model, "mineralised") or not known(model, CLOSURE_BONE):
            return ()
        says = "share of the defect's area, seen from above, that mineral closes; halfway at the threshold"
        return (Outcome("defect_closure", "defect closure", "%", says),)

    def read(self, view: SpaceView) -> Mapping[str, float]:
        domain, axis = view.site.domain, view.site.view_axis
        volumes = np.asarray(domain.scatter(domain.volumes, fill=0.0)).astype(float)
        amounts = np.asarray(domain.scatter(view.mineralised * domain.volumes, fill=0.0))
        mineral = amounts.astype(float).sum(axis=axis)
        # Rings that are seen from their side have no area of their own: their volume stands for it.
        rings = domain.grid.curvature and axis == 0
        area = volumes.sum(axis=axis) if rings else volumes.max(axis=axis) / domain.grid.spacing[axis]
        full = view.quantity(*CLOSURE_BONE) * volumes.sum(axis=axis)
        closed = np.clip(mineral / np.where(full > 0.0, full, 1.0) - 0.5, 0.0, 1.0)
        return {"defect_closure": float(100.0 * (area * closed).sum() / area.sum())}
