"""The whole solution as a labelled dataset, for programs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from osteon import __version__
from osteon.cohort import Result


def to_dataset(result: Result) -> xr.Dataset:
    """Return every state of every animal: `states` (arm, animal, day, state) in the unit of its record.

    `unit` labels each state; `status` (arm, animal) is 0 where the integration reached the last day. The
    attributes name what made it: versions, seed, catalogue digest, experiment.
    """
    experiment, solution = result.experiment, result.solution
    arms, animals = len(experiment.arms), experiment.animals
    entities = [result.model.states[result.model.state_index(name)] for name in solution.state_ids]
    factors = np.array([state.factor for state in entities])
    values = np.asarray(solution.states) / factors[None, :, None]
    blocks = values.reshape(len(solution.times), len(entities), arms, animals).transpose(2, 3, 0, 1)
    return xr.Dataset(
        {
            "states": (("arm", "animal", "day", "state"), blocks, {"long_name": "amount of each entity"}),
            "status": (("arm", "animal"), np.asarray(solution.status).reshape(arms, animals)),
        },
        coords={
            "arm": _texts(arm.name for arm in experiment.arms),
            "animal": np.arange(animals),
            "day": ("day", np.asarray(solution.times), {"units": "day"}),
            "state": _texts(solution.state_ids),
            "unit": ("state", _texts(state.entity.unit for state in entities)),
        },
        attrs={
            "title": experiment.title,
            "experiment": experiment.path.name,
            "model": result.model.id,
            "seed": str(experiment.seed),
            "catalogue": f"sha256:{result.library.digest}",
            "osteon": __version__,
        },
    )


def _texts(texts: Iterable[str]) -> NDArray[np.object_]:
    # As Python objects: zarr 3 specifies texts of any length, not those of a fixed one.
    return np.array(list(texts), dtype=object)
