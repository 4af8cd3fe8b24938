"""Colours of tissues in sections: as a trichrome stain shows them, and apart with any colour vision."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from osteon.domain import Tissue

Colours = NDArray[np.float64]

# After Goldner's trichrome (bone blue-green, osteoid orange) with a violet for cartilage. Within their hues
# they were chosen so that no two of them, or host bone, come near each other for any colour vision.
TISSUES = {
    "clot": "#661920",
    "granulation": "#E9888F",
    "fibrous_tissue": "#FFF6E6",
    "cartilage": "#64428C",
    "osteoid": "#D9892E",
    "woven_bone": "#44A5B2",
    "lamellar_bone": "#066570",
    "marrow": "#FAD233",
}
_SPARE = ("#8C6D31", "#B7B7B7", "#D17BB8", "#4D4D4D")

HOST = {
    Tissue.BONE: "#C3C7CC",
    Tissue.MARROW: "#E6DFBE",
    Tissue.PERIOSTEUM: "#9C93A8",
    Tissue.DURA: "#90A4B8",
    Tissue.MUSCLE: "#C9A39E",
}
"""Tissue of the host around the defect: muted, since it only stands there."""

VESSEL = "#1A1A1A"
MISSING = "#DDDDDD"
EMPTY = "#FFFFFF"


def tissue_colours(tissues: Sequence[str]) -> tuple[str, ...]:
    """A colour for each tissue of a model; those that are not known get the spare ones in turn."""
    spare = iter(_SPARE * (len(tissues) // len(_SPARE) + 1))
    return tuple(TISSUES.get(name) or next(spare) for name in tissues)


def mixed(shares: Colours, colours: Sequence[str]) -> Colours:
    """The colour [..., 3] of tissues that share a place: the mean of theirs, weighed by their shares.

    shares: [T, ...] one row a colour. Where a share is nan, the colour of what is missing; where all are
    zero, that of nothing.
    """
    own = np.array([to_rgb(colour) for colour in colours])
    weights = np.nan_to_num(np.clip(shares, 0.0, None))
    total = weights.sum(axis=0)
    # Of the colours as they are coded, not of their light, in which the pale ones would drown the others.
    picture = np.einsum("t...,tc->...c", weights, own) / np.where(total > 0.0, total, 1.0)[..., None]
    picture[total <= 0.0] = to_rgb(EMPTY)
    picture[np.isnan(shares).any(axis=0)] = to_rgb(MISSING)
    return np.asarray(picture)


def host_colours(tissue: NDArray[np.uint8]) -> Colours:
    """The colour [..., 3] of the host's tissues; of nothing where there is none or the place heals."""
    table = np.array([to_rgb(HOST.get(Tissue(code), EMPTY)) for code in range(len(Tissue))])
    return np.asarray(table[tissue])
