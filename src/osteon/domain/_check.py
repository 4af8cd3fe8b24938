"""Grids that are refused, before any memory is taken."""

from collections.abc import Sequence
from math import ceil, floor, log10

from osteon.errors import ExperimentError, Fault

FEWEST = 8
"""Voxels across a defect, at its longest: fewer show no shape."""

FEWEST_BRIDGED = 4
"""Voxels from stump to stump."""

MOST = 30_000_000
"""Voxels of a grid."""


def check_resolution(
    lengths: Sequence[float], bridged: int | None, voxel: float, defect: str, where: str
) -> None:
    """Refuse voxels that are too coarse for a defect of these lengths, mm, or too many of them.

    bridged: which of the lengths runs from stump to stump.
    """
    limits = [max(lengths) / FEWEST, min(lengths)]
    if bridged is not None:
        limits.append(lengths[bridged] / FEWEST_BRIDGED)
    size = " x ".join(f"{length:.3g}" for length in lengths)
    if voxel > min(limits) * (1.0 + 1e-9):
        given = f"voxels of {voxel:.3g} mm for a defect '{defect}' of {size} mm"
        expected = f"at least {FEWEST} voxels along it and one across it" + (
            f", and {FEWEST_BRIDGED} from stump to stump" if bridged is not None else ""
        )
        raise ExperimentError(Fault(where, given, expected, f'write `voxel = "{_down(min(limits))}"`'))
    count = 1.0
    for length in lengths:
        count *= 1.1 * length / voxel + 6.0
    if count > MOST:
        fits = voxel * (count / MOST) ** (1.0 / len(lengths))
        given = f"{count:.2g} voxels of {voxel:.3g} mm for a defect '{defect}' of {size} mm"
        fix = f'write `voxel = "{_up(fits)}"`'
        raise ExperimentError(Fault(where, given, f"at most {MOST:.0e}".replace("e+0", "e"), fix))


def _down(length: float) -> str:
    return _rounded(length, floor)


def _up(length: float) -> str:
    return _rounded(length, ceil)


def _rounded(length: float, rounding: object) -> str:
    """Two digits, in um below a millimetre."""
    number, unit = (length * 1000.0, "um") if length < 1.0 else (length, "mm")
    scale = 10.0 ** (floor(log10(number)) - 1)
    steps = floor(number / scale + 1e-9) if rounding is floor else ceil(number / scale - 1e-9)
    return f"{steps * scale:g} {unit}"
