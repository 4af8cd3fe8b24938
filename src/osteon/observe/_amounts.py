"""How much there is, and where: new bone, vessels near host bone and far from it, hypoxic tissue.

Equations: bone_volume = sum over voxels of volume * (sum of f_i over tissues tagged `mineralised`), mm^3.
vessel_rim and vessel_core are means over volume of the voxels nearer to, and farther from host bone than the
depth that halves the defect's volume. hypoxic_share = 100 % * (volume of voxels with oxygen below
`hypoxia.half`) / (volume).
"""

from collections.abc import Mapping
from typing import final

import numpy as np

from osteon.knowledge import Entity
from osteon.model import Model
from osteon.observe._outcome import Outcome
from osteon.observe._site import Mask, Site
from osteon.observe._space_instrument import SpaceInstrument
from osteon.observe._space_view import SpaceView
from osteon.observe._thresholds import HYPOXIC, known
from osteon.observe._view import entities, holds, tissues
from osteon.units import coherent


@final
class NewBone(SpaceInstrument):
    """Outcome `bone_volume`, mm^3."""

    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        says = (
            "volume of mineralised bone in the defect; of a plane or a line, in the slab that it stands for"
        )
        present = bool(tissues(model, "mineralised"))
        return (Outcome("bone_volume", "new bone volume", "mm^3", says),) if present else ()

    def read(self, view: SpaceView) -> Mapping[str, float]:
        return {"bone_volume": float(view.mineralised @ view.site.domain.volumes)}


@final
class VesselHalves(SpaceInstrument):
    """Outcomes `vessel_rim` and `vessel_core`, in the unit of the model's vessel."""

    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        vessel = vessel_length(model)
        if vessel is None or not site.touched or not core(site).any():
            return ()
        name, unit = vessel.name, vessel.unit
        near, far = "half of the defect nearer to host bone", "half of the defect farther from host bone"
        return (
            Outcome("vessel_rim", f"{name}, outer half", unit, f"mean over the {near}"),
            Outcome("vessel_core", f"{name}, inner half", unit, f"mean over the {far}"),
        )

    def read(self, view: SpaceView) -> Mapping[str, float]:
        vessel = vessel_length(view.model)
        assert vessel is not None
        inner = core(view.site)
        values = view.state(vessel.id) / coherent(vessel.unit).factor
        return {
            "vessel_rim": view.mean(values, (~inner).astype(float)),
            "vessel_core": view.mean(values, inner.astype(float)),
        }


@final
class Hypoxia(SpaceInstrument):
    """Outcome `hypoxic_share`, %."""

    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        if not holds(model, ("oxygen",)) or not known(model, HYPOXIC):
            return ()
        says = (
            "share of the volume whose oxygen is below the tension that gives half of the response to hypoxia"
        )
        return (Outcome("hypoxic_share", "hypoxic share", "%", says),)

    def read(self, view: SpaceView) -> Mapping[str, float]:
        hypoxic = view.state("oxygen") < view.quantity(*HYPOXIC)
        return {"hypoxic_share": 100.0 * view.mean(hypoxic.astype(float))}


def vessel_length(model: Model) -> Entity | None:
    """The vessel whose amount is a length per volume; None where a model has none or several."""
    density = coherent("mm/mm^3").dimension
    found = [each for each in entities(model, "vessel") if coherent(each.unit).dimension == density]
    return found[0] if len(found) == 1 else None


def core(site: Site) -> Mask:
    """The voxels that heal beyond the depth that halves the volume [N]."""
    volumes = np.asarray(site.domain.volumes, dtype=float)
    order = np.argsort(site.depth, kind="stable")
    below = np.cumsum(volumes[order])
    half = site.depth[order[int(np.searchsorted(below, 0.5 * below[-1]))]]
    # A voxel at the depth itself, within rounding, is of the outer half.
    return np.asarray(site.depth > half + 1e-9)
