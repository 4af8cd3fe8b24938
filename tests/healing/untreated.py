"""Curves of untreated defects, for the promise that what is added to the model leaves them as they are.

`untreated.npz` holds every outcome of the arms of `untreated.toml` on some days, solved at a tight tolerance
with the model as it was before products and the immune network. It is written by this module when run from
the root of a checkout that holds it, with the package of the checkout to compare with:

    PYTHONPATH=OLD/src python -m tests.healing.untreated
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.knowledge import load_library
from osteon.scenario import load_experiment

HERE = Path(__file__).parent
STORED = HERE / "untreated.npz"
DAYS = np.array([1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84])
TIGHT = 1e-5
"""Tolerance at which the equations are compared, and not the lengths of the solver's steps."""


def curves() -> tuple[tuple[str, ...], dict[str, NDArray[np.float64]]]:
    """The arms, and every outcome [day, arm], of the catalogue that is imported."""
    library = load_library()
    result = run_experiment(load_experiment(HERE / "untreated.toml", library), library, rtol=TIGHT)
    assert result.solution.ok.all()
    found = result.measurements.curves
    return tuple(arm.name for arm in result.experiment.arms), {id: found[id][DAYS] for id in found}


def stored() -> dict[str, NDArray[np.float64]]:
    """Every outcome of the model as it was, [day, arm]."""
    with np.load(STORED) as file:
        return {id: file[id].astype(float) for id in file.files}


if __name__ == "__main__":
    np.savez_compressed(STORED, **{id: curve.astype(np.float32) for id, curve in curves()[1].items()})
