"""Bridging as an instrument: whether bone connects the sides of the defect, how far it is, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

import numpy as np

from osteon.model import Model
from osteon.observe._bridge import Bridge
from osteon.observe._crossing import first_crossing
from osteon.observe._outcome import Outcome
from osteon.observe._site import Site
from osteon.observe._space_instrument import SpaceInstrument
from osteon.observe._space_view import SpaceView
from osteon.observe._thresholds import VOXEL_BONE, known
from osteon.observe._view import Array, tissues

WEAKEST = "weakest_link"


def measures_bridging(model: Model) -> bool:
    """Whether the model has mineralised tissue and says from what share on a voxel is bone."""
    return bool(tissues(model, "mineralised")) and known(model, VOXEL_BONE)


@final
@dataclass(frozen=True)
class Bridging(SpaceInstrument):
    """Outcomes `bridged`, `bridge_share` and `weakest_link`, %; its event is `bridging_time`, day."""

    bridge: Bridge

    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        if not measures_bridging(model) or not self.bridge.possible:
            return ()
        says = "animals in which mineralised voxels connect host bone on one side with host bone on the other"
        span = "share of the way between the sides that bone connected to host bone spans"
        link = "mineralised share of the poorest voxel on the best path from one side to the other"
        return (
            Outcome("bridged", "bridged", "%", says, binary=True),
            Outcome("bridge_share", "bridge, share of the way", "%", span),
            Outcome(WEAKEST, "weakest link of the bridge", "%", link),
        )

    def read(self, view: SpaceView) -> Mapping[str, float]:
        limit = view.quantity(*VOXEL_BONE) * (1.0 - 1e-9)
        share = np.asarray(view.site.domain.scatter(view.mineralised, fill=0.0)).astype(float)
        bridged = self.bridge.connected(share >= limit)
        # The weakest link is found to within a little; it must agree with what is asked of it.
        link = max(self.bridge.weakest_link(share), limit if bridged else 0.0)
        return {
            "bridged": 100.0 if bridged else 0.0,
            "bridge_share": 100.0 * self.bridge.share(share >= limit),
            WEAKEST: 100.0 * link,
        }


def bridging_outcomes(model: Model) -> tuple[Outcome, ...]:
    """The event of bridging, where the model has what it is told by."""
    says = "first day on which mineralised voxels connect the sides of the defect"
    event = Outcome("bridging_time", "time to bridge", "day", says, kind="event")
    return (event,) if measures_bridging(model) else ()


def bridging_time(times: Array, weakest: Array, threshold: Array | float) -> Array:
    """The first day [B] on which the weakest link reaches the threshold; nan where it never does.

    Arguments:
        times: sample days [T].
        weakest: the curve `weakest_link` [T, B], %; a straight line between samples, nan in a failed lane.
        threshold: the share at which a voxel is bone, [B] or one for all, as a fraction.
    """
    # first_crossing asks for more than zero, and a link that is at its threshold holds.
    margin = weakest / 100.0 - np.asarray(threshold) * (1.0 - 1e-9)
    return first_crossing(times, np.nan_to_num(margin, nan=-1.0))
