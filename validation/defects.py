"""Draws the masks of every defect, as a section or plan and as the middle of the volume, and of the images.

python validation/defects.py        # writes docs/images/defects.png
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from osteon.domain import Domain, Tissue, build_domain
from osteon.knowledge import Library, load_library
from osteon.scenario import Arm, Setting, SpaceDesign, load_experiment

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "images" / "defects.png"

COLOURS = {
    Tissue.OUTSIDE: "#FFFFFF",
    Tissue.BONE: "#C3B89A",
    Tissue.MARROW: "#E8C64A",
    Tissue.PERIOSTEUM: "#7A5C99",
    Tissue.DURA: "#4F86A8",
    Tissue.MUSCLE: "#C9847C",
    Tissue.DEFECT: "#2E8B57",
    Tissue.SCAFFOLD: "#88C0A0",
}
VOXELS = {
    "calvarial_disc": 0.1,
    "segmental_gap": 0.5,
    "closed_fracture": 0.06,
    "drill_hole": 0.03,
    "alveolar_socket": 0.2,
    "femoral_head_wedge": 0.5,
}
"""Edge of a voxel, mm."""
IMAGES = {"head-ct-cranial-defect": "hole in a head CT", "trabecular-drill-hole": "drill hole in a µCT"}


def made(defect: str, kind: str, library: Library) -> Domain:
    """The domain of a defect with its dials at rest."""
    dials = {dial.name: dial.default for dial in library.modifiers["defect", defect].dials}
    arm = Arm(defect, "", None, (Setting("defect", defect, dials),))
    return build_domain(arm, library, SpaceDesign(kind, VOXELS[defect]))  # type: ignore[arg-type]


def draw(axes: Axes, domain: Domain, across: int, title: str) -> None:
    """One plane of a domain: through the middle, across an axis."""
    plane = np.take(domain.tissue, domain.tissue.shape[across] // 2, axis=across)
    first, second = (axis for axis in range(3) if axis != across)
    ends = [(domain.grid.edges(axis)[0], domain.grid.edges(axis)[-1]) for axis in (first, second)]
    colours = ListedColormap([COLOURS[tissue] for tissue in Tissue])
    axes.imshow(plane.T, colours, vmin=-0.5, vmax=len(Tissue) - 0.5, origin="lower",
                extent=(*ends[0], *ends[1]), interpolation="nearest")  # fmt: skip
    axes.set_title(title, fontsize=8)
    axes.set_xlabel("mm", fontsize=6)
    axes.tick_params(labelsize=6)


def main() -> None:
    """Write the picture."""
    library = load_library()
    figure, axes = plt.subplots(4, 4, figsize=(11, 11.5), layout="constrained")
    panels = iter(axes.flat)
    for defect in VOXELS:
        plane, volume = made(defect, "plane", library), made(defect, "volume", library)
        name = library.modifiers["defect", defect].name
        draw(next(panels), plane, 2, f"{name}: plane")
        draw(next(panels), volume, 1, f"{name}: volume, middle")
    for example, name in IMAGES.items():
        experiment = load_experiment(ROOT / "examples" / f"{example}.toml", library)
        domain = build_domain(experiment.arms[0], library, experiment.layout)
        draw(next(panels), domain, 2, f"{name}: across")
        draw(next(panels), domain, 1, f"{name}: along")
    shown = [tissue for tissue in Tissue if tissue not in (Tissue.SCAFFOLD, Tissue.OUTSIDE)]
    handles = [Patch(facecolor=COLOURS[tissue], label=tissue.name.lower()) for tissue in shown]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), fontsize=8, frameon=False)
    figure.savefig(OUT, dpi=90)


if __name__ == "__main__":
    main()
