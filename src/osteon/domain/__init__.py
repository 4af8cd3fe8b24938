"""Where it happens: a defect on a grid of voxels, what heals there, and what it touches. No JAX.

domain = build_domain(arm, library, experiment.space)
domain.fields()["contact_bone"]        # one number for each of the N voxels that heal
"""

from osteon.domain._build import build_domain
from osteon.domain._critical import CriticalSize, critical_size
from osteon.domain._domain import Domain, uniform_domain
from osteon.domain._grid import Grid
from osteon.domain._tissue import HEALING, HOST, Tissue, contact_path

__all__ = [
    "HEALING",
    "HOST",
    "CriticalSize",
    "Domain",
    "Grid",
    "Tissue",
    "build_domain",
    "contact_path",
    "critical_size",
    "uniform_domain",
]
